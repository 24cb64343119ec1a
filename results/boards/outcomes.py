"""Outcomes in force, as cards."""

from django.db.models import QuerySet

from results.boards.badges import badge
from results.boards.cards import OutcomeCard
from results.boards.embargo import may_be_seen
from results.models import Declaration, Outcome
from results.psephology.contest import outcome_phrase
from results.psephology.counts import Word


def outcomes_in_force() -> QuerySet[Outcome]:
    """Every outcome that counts and may be seen, with the rows a card of it needs."""
    return Outcome.objects.filter(
        may_be_seen("declaration__contest"), declaration__state=Declaration.State.IN_FORCE
    ).select_related("declaration__contest", "winner", "party", "previous_party")


def outcome_card(outcome: Outcome) -> OutcomeCard:
    """Who won and how. Reads only what `outcomes_in_force` selects."""
    return OutcomeCard(
        party=badge(outcome.party),
        winner=outcome.winner.name,
        word=outcome.word,
        phrase=phrase(outcome),
        previous_party=badge(outcome.previous_party) if outcome.previous_party else None,
        majority=outcome.majority,
        majority_pct=outcome.majority_pct,
        by_lot=outcome.by_lot,
        declared_at=outcome.declaration.entered_at,
        revision=outcome.declaration.revision,
        returned=outcome.returned,
    )


def phrase(outcome: Outcome) -> str:
    """The outcome in words: "Con gain from Lab", or "Lab 2, Con 1" where several are elected."""
    if outcome.returned:
        several = outcome.declaration.contest.seats > 1
        return outcome.returned if several else f"{outcome.party.code} elected"
    previous = outcome.previous_party
    return outcome_phrase(
        word=Word(outcome.word),
        party=outcome.party.code,
        previous_party=previous.code if previous else None,
        new_seat=outcome.declaration.contest.new_seat,
    )
