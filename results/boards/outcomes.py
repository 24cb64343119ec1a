"""Outcomes in force, as cards."""

from dataclasses import replace
from datetime import datetime

from django.db.models import QuerySet

from results.boards.badges import badge
from results.boards.cards import ContestState, OutcomeCard, PartyBadge
from results.boards.counting import counts, stands_alone
from results.boards.embargo import may_be_seen
from results.boards.states import state_in_force
from results.models import Declaration, Outcome
from results.psephology.contest import outcome_phrase
from results.psephology.counts import Word


def outcomes_in_force(*, for_air: bool = False) -> QuerySet[Outcome]:
    """Every outcome that counts and may be seen, with the rows a card of it needs."""
    return Outcome.objects.filter(
        may_be_seen("declaration__contest"), counts("declaration", for_air=for_air)
    ).select_related("declaration__contest__election", "winner", "party", "previous_party")


def outcome_card(outcome: Outcome) -> OutcomeCard:
    """Who won and how. Reads only what `outcomes_in_force` selects."""
    return OutcomeCard(
        party=_badge(outcome),
        winner=outcome.winner.name,
        word=outcome.word,
        phrase=phrase(outcome),
        previous_party=badge(outcome.previous_party) if outcome.previous_party else None,
        majority=outcome.majority,
        majority_pct=outcome.majority_pct,
        by_lot=outcome.by_lot,
        declared_at=shown_at(outcome.declaration),
        revision=outcome.declaration.revision,
        returned=outcome.returned,
        state=state_in_force(outcome),
        single_source=stands_alone(outcome.declaration),
        was=outcome.declaration.was,
        overridden=outcome.overridden,
    )


def shown_at(declaration: Declaration) -> datetime:
    """When screens began to tell a published revision: as it came into force, never before polls close."""
    return max(declaration.published_at or declaration.entered_at, declaration.contest.closing)


def phrase(outcome: Outcome) -> str:
    """The outcome in words: "Con gain from Lab", "Lab unopposed", or "Lab 2, Con 1" where several are in.

    A label that is fixed for air stands in the place of the winner's party.
    """
    party = outcome.label or outcome.party.code
    if outcome.returned and outcome.declaration.contest.seats > 1:
        return outcome.returned
    if state_in_force(outcome) is ContestState.UNCONTESTED and outcome.word != Word.GAIN:
        return f"{party} unopposed"
    previous = outcome.previous_party
    told = outcome_phrase(
        word=Word(outcome.word),
        party=party,
        previous_party=previous.code if previous else None,
        new_seat=outcome.declaration.contest.new_seat,
    )
    return f"{told} unopposed" if state_in_force(outcome) is ContestState.UNCONTESTED else told


def _badge(outcome: Outcome) -> PartyBadge:
    own = badge(outcome.party)
    return replace(own, abbr=outcome.label) if outcome.label else own
