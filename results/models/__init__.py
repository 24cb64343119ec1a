"""Rows: what the desk knows and what it was told. No judgement, no writing rules beyond constraints."""

from results.models.councils import CouncilDeclaration, CouncilTally
from results.models.declarations import Declaration, Outcome, PartyOutcome, Tally
from results.models.desk import HeadlineMark, KeyContest, Told, Watch
from results.models.events import DESK_ONLY, DeskEvent
from results.models.holds import Hold
from results.models.keyed import OPEN, PUBLISHED, Sheet, Source, State
from results.models.onair import LAYER_NUMBER, AlertDone, AsRun, Cue, Layer, OnAir, Output, OutputPage
from results.models.people import AccessLink, Assignment
from results.models.policies import Policy, strictest
from results.models.reference import (
    Candidacy,
    Contest,
    Council,
    CouncilSeats,
    Election,
    Party,
    PreviousTally,
    Region,
)
from results.models.trust import Act, Claim, Override

__all__ = [
    "DESK_ONLY",
    "LAYER_NUMBER",
    "OPEN",
    "PUBLISHED",
    "AccessLink",
    "Act",
    "AlertDone",
    "AsRun",
    "Assignment",
    "Candidacy",
    "Claim",
    "Contest",
    "Council",
    "CouncilDeclaration",
    "CouncilSeats",
    "CouncilTally",
    "Cue",
    "Declaration",
    "DeskEvent",
    "Election",
    "HeadlineMark",
    "Hold",
    "KeyContest",
    "Layer",
    "OnAir",
    "Outcome",
    "Output",
    "OutputPage",
    "Override",
    "Party",
    "PartyOutcome",
    "Policy",
    "PreviousTally",
    "Region",
    "Sheet",
    "Source",
    "State",
    "Tally",
    "Told",
    "Watch",
    "strictest",
]
