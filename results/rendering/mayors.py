"""A mayoralty's line on a region's board. Refuses figures: those are on the contest's page."""

from dataclasses import dataclass

from django.urls import reverse

from results.boards.cards import OutcomeCard, PartyBadge
from results.boards.council_cards import MayorLine
from results.rendering import words


@dataclass(frozen=True, slots=True)
class MayorView:
    """A mayoralty's line: who was elected, or when that is expected."""

    href: str
    at: str
    name: str
    party: PartyBadge | None
    winner: str
    told: str
    corrected: bool


def mayor_view(line: MayorLine, slug: str) -> MayorView:
    """The line of one mayoralty of an election."""
    outcome = line.outcome
    return MayorView(
        href=reverse("contest", args=[slug, line.code]),
        at=words.stamp(outcome.declared_at) if outcome else "",
        name=line.name,
        party=outcome.party if outcome else None,
        winner=outcome.winner if outcome else "",
        told=_elected(outcome, line) if outcome else _expected(line),
        corrected=outcome is not None and outcome.revision > 1,
    )


def _elected(outcome: OutcomeCard, line: MayorLine) -> str:
    after = " after second preferences" if line.after_second_preferences else ""
    return f"{words.sentence(outcome)}{after}"


def _expected(line: MayorLine) -> str:
    return f"To come, expected {words.clock(line.expected_at)}" if line.expected_at else "To come"
