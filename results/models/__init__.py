"""Rows: what the desk knows and what it was told. No judgement, no writing rules beyond constraints."""

from results.models.councils import CouncilDeclaration, CouncilTally
from results.models.declarations import Declaration, Outcome, PartyOutcome, Tally
from results.models.events import DeskEvent
from results.models.people import AccessLink, Assignment
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

__all__ = [
    "AccessLink",
    "Assignment",
    "Candidacy",
    "Contest",
    "Council",
    "CouncilDeclaration",
    "CouncilSeats",
    "CouncilTally",
    "Declaration",
    "DeskEvent",
    "Election",
    "Outcome",
    "Party",
    "PartyOutcome",
    "PreviousTally",
    "Region",
    "Tally",
]
