"""The regional tally as it is printed: the parties that matter one by one, the rest as Others.

Owns the folding. Refuses to lose anything by it: seats, gains, losses and votes of all lines add up
to those of all rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from results.boards.cards import PartyBadge, Scoreboard, TallyRow
from results.rendering import ids, words

SHOWN = 7
OTHERS = PartyBadge(code="", abbr="Oth", name="Others", colour="#59626e", ink="#ffffff")


@dataclass(frozen=True, slots=True)
class TallyLine:
    """A line of the tally. `bar` is the share as a plain number for the width of the bar.

    `both` has gains and losses together where a net figure alone would hide one of them.
    """

    party: PartyBadge
    note: str
    seats: str
    gains: str
    losses: str
    net: str
    both: str
    direction: str
    share: str
    change: str
    bar: str


@dataclass(frozen=True, slots=True)
class TallyView:
    """The whole tally."""

    id: str
    baseline: str
    lines: tuple[TallyLine, ...]


def tally_view(board: Scoreboard) -> TallyView:
    """The tally of a board, folded and worded."""
    begun = board.totals.valid > 0
    kept, folded = fold(board.rows)
    lines = [_line(row, begun=begun) for row in kept]
    if folded:
        lines.append(_line(others(folded, board.totals.valid), begun=begun, note=_parties(folded)))
    return TallyView(ids.TALLY, board.election.baseline, tuple(lines))


def fold(rows: Sequence[TallyRow]) -> tuple[list[TallyRow], list[TallyRow]]:
    """The rows printed one by one, and those that go under Others: small ones that won and lost nothing.

    One row alone is never called Others.
    """
    kept = [row for place, row in enumerate(rows) if place < SHOWN or row.seats or row.gains or row.losses]
    folded = [row for row in rows if row not in kept]
    return (list(rows), []) if len(folded) < 2 else (kept, folded)


def others(rows: Sequence[TallyRow], valid: int) -> TallyRow:
    """The rows as one. No change is given: some of them have no previous share to compare with."""
    votes = sum(row.votes for row in rows)
    return TallyRow(
        party=OTHERS,
        seats=sum(row.seats for row in rows),
        gains=sum(row.gains for row in rows),
        losses=sum(row.losses for row in rows),
        net=sum(row.net for row in rows),
        votes=votes,
        share_pct=Decimal(100 * votes) / valid if valid else Decimal(0),
        change_pts=None,
    )


def _parties(rows: Sequence[TallyRow]) -> str:
    return f"{len(rows)} parties"


def _line(row: TallyRow, *, begun: bool, note: str = "") -> TallyLine:
    return TallyLine(
        party=row.party,
        note=note,
        seats=words.number(row.seats),
        gains=words.signed(row.gains),
        losses=words.signed(-row.losses),
        net=words.signed(row.net),
        both=f"{words.signed(row.gains)} {words.signed(-row.losses)}" if row.gains and row.losses else "",
        direction=direction(row.net),
        share=words.percent(row.share_pct if begun else None),
        change=words.points(row.change_pts if begun else None),
        bar=str(words.one_place(row.share_pct)),
    )


def direction(value: int | Decimal) -> str:
    """The class that gives a change its shape: up, down or level."""
    if not value:
        return "level"
    return "up" if value > 0 else "down"
