"""The candidates of a contest: ranked with their figures, or in the order of the ballot paper without."""

from dataclasses import dataclass
from decimal import Decimal

from results.boards.cards import PartyBadge
from results.boards.contest_cards import CandidateRow, ContestCard
from results.rendering import ids, words
from results.rendering.tally import direction


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """A candidate's line. `bar` is the share as a plain number for the width of the bar."""

    number: int
    name: str
    party: PartyBadge
    tags: tuple[str, ...]
    note: str
    elected: bool
    votes: str
    share: str
    change: str
    direction: str
    bar: str


@dataclass(frozen=True, slots=True)
class CandidatesView:
    """All candidates; `counted` is false where they stand in the order of the ballot paper.

    `share_note` says whose shares they are, where that is not the candidate's own.
    """

    id: str
    counted: bool
    share_note: str
    baseline: str
    lines: tuple[CandidateLine, ...]


def candidates_view(card: ContestCard) -> CandidatesView:
    """The candidates in the order of the card."""
    return CandidatesView(
        id=ids.CANDIDATES,
        counted=card.figures is not None and card.figures.outcome.figures,
        share_note="by the party’s best candidate" if card.seats > 1 else "",
        baseline=card.election.baseline,
        lines=tuple(_line(row) for row in card.candidates),
    )


def _line(row: CandidateRow) -> CandidateLine:
    return CandidateLine(
        number=row.number,
        name=row.name,
        party=row.party,
        tags=_tags(row),
        note=row.note,
        elected=row.elected,
        votes="" if row.votes is None else words.number(row.votes),
        share="" if row.share_pct is None else words.percent(row.share_pct),
        change=_change(row),
        direction=direction(words.one_place(row.change_pts or Decimal(0))),
        bar=str(words.one_place(row.share_pct or Decimal(0))),
    )


def _tags(row: CandidateRow) -> tuple[str, ...]:
    tags = {"sitting": row.incumbent, "lost deposit": row.lost_deposit}
    return tuple(word for word, holds in tags.items() if holds)


def _change(row: CandidateRow) -> str:
    if row.votes is None:
        return ""
    return "new" if row.is_new else words.points(row.change_pts)
