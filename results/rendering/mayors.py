"""A mayoralty's line on a region's board. Refuses figures: those are on the contest's page."""

from dataclasses import dataclass

from django.urls import reverse

from results.boards.cards import ContestState, OutcomeCard, PartyBadge
from results.boards.council_cards import MayorLine
from results.boards.states import vouched
from results.rendering import words
from results.rendering.awaited import awaited, is_called_off


@dataclass(frozen=True, slots=True)
class MayorView:
    """A mayoralty's line: who was elected, or in which state it is. `kind` is empty once it is declared.

    `corrected` says what was put right, empty where nothing was.
    """

    href: str
    kind: str
    at: str
    name: str
    party: PartyBadge | None
    winner: str
    told: str
    corrected: str


def mayor_view(line: MayorLine, slug: str) -> MayorView:
    """The line of one mayoralty of an election."""
    outcome = line.outcome
    return MayorView(
        href=reverse("contest", args=[slug, line.code]),
        kind="" if outcome else "open off" if is_called_off(line) else "open",
        at=words.stamp(outcome.declared_at) if outcome else "",
        name=line.name,
        party=outcome.party if outcome else None,
        winner=outcome.winner if outcome else "",
        told=_elected(outcome, line) if outcome else _expected(line),
        corrected=words.put_right(outcome.declared_at, outcome.was) if outcome and outcome.corrected else "",
    )


def _elected(outcome: OutcomeCard, line: MayorLine) -> str:
    after = "after second preferences" if line.after_second_preferences else ""
    margin = " ".join(filter(None, (words.margin(outcome), after)))
    return ", ".join([outcome.phrase, margin, *vouched(outcome)])


def _expected(line: MayorLine) -> str:
    told = awaited(line)
    if line.state is ContestState.EXPECTED and line.expected_at:
        return f"{told}, expected {words.clock(line.expected_at)}"
    return told
