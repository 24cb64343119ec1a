"""What the graphics of a region share: its tally for air, of contests or of councils, folded to fit.

Owns the folding: whatever is not a row of its own is in Others, so that seats add up to those declared.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from results.boards.cards import ElectionHead, PartyBadge, RegionHead, Scoreboard, TallyRow
from results.boards.council_cards import CouncilBoard, PartySeats
from results.boards.councils import council_board
from results.boards.heads import has_councils
from results.boards.newest import last_told
from results.boards.scoreboard import scoreboard
from results.boards.told_results import Told, told_of_region
from results.graphics.drawn import NothingToShow
from results.models import Region
from results.onair.snapshot import Subject
from results.rendering import words
from results.rendering.tally import OTHERS

MOST = 8
EVE_OF_POLL = "eve of poll"


@dataclass(frozen=True, slots=True)
class Line:
    """A party's line. Shares and changes are None where there are none to print."""

    party: PartyBadge
    seats: int
    gains: int
    losses: int
    share_pct: Decimal | None
    change_pts: Decimal | None

    @property
    def net(self) -> int:
        """Seats gained less seats lost."""
        return self.gains - self.losses


@dataclass(frozen=True, slots=True)
class RegionTold:
    """A region's tally on air. `declared` and `total` count contests, or seats where councils are elected.

    `board` is where it is from: contests one by one are on a Scoreboard alone.
    """

    election: ElectionHead
    region: RegionHead
    as_at: datetime | None
    declared: int
    total: int
    declared_txt: str
    lines: tuple[Line, ...]
    board: Scoreboard | CouncilBoard = field(repr=False)
    told: Told = field(repr=False)
    baseline: str = ""


def told_region(subject: Subject) -> RegionTold:
    """The region as it counts on air. Raises NothingToShow where it is not there."""
    region_id = subject.region_id or 0
    try:
        if has_councils(region_id):
            return _of_councils(council_board(region_id=region_id, for_air=True))
        return _of_contests(scoreboard(region_id=region_id, for_air=True))
    except Region.DoesNotExist:
        raise NothingToShow("That region is not there any more: choose another.") from None


def fold(lines: Sequence[Line], *, most: int = MOST) -> list[Line]:
    """At most so many lines, the last of them all Others together; one party alone is never that."""
    if len(lines) <= most:
        return list(lines)
    return [*lines[: most - 1], others(lines[most - 1 :])]


def others(lines: Sequence[Line]) -> Line:
    """Several lines as one. No change is given: some of them have nothing to compare with."""
    shares = [line.share_pct for line in lines if line.share_pct is not None]
    return Line(
        party=OTHERS,
        seats=sum(line.seats for line in lines),
        gains=sum(line.gains for line in lines),
        losses=sum(line.losses for line in lines),
        share_pct=sum(shares, start=Decimal(0)) if shares else None,
        change_pts=None,
    )


def _of_contests(board: Scoreboard) -> RegionTold:
    totals = board.totals
    return RegionTold(
        election=board.election,
        region=board.region,
        as_at=last_told(election_id=board.election.id, region_id=board.region.id),
        declared=totals.declared,
        total=totals.total,
        declared_txt=f"{words.number(totals.declared)} of {words.number(totals.total)}",
        lines=tuple(_contest_line(row, begun=totals.valid > 0) for row in board.rows),
        board=board,
        told=told_of_region(board.region.id),
    )


def _contest_line(row: TallyRow, *, begun: bool) -> Line:
    return Line(
        party=row.party,
        seats=row.seats,
        gains=row.gains,
        losses=row.losses,
        share_pct=row.share_pct if begun else None,
        change_pts=row.change_pts if begun else None,
    )


def _of_councils(board: CouncilBoard) -> RegionTold:
    declared, total = words.number(board.seats_declared), words.number(board.seats_up)
    return RegionTold(
        election=board.election,
        region=board.region,
        as_at=last_told(election_id=board.election.id, region_id=board.region.id),
        declared=board.seats_declared,
        total=board.seats_up,
        declared_txt=f"{declared} of {total} seats",
        lines=tuple(_seats_line(row) for row in board.rows),
        board=board,
        told=told_of_region(board.region.id),
        baseline=EVE_OF_POLL,
    )


def _seats_line(row: PartySeats) -> Line:
    return Line(
        party=row.party,
        seats=row.seats,
        gains=row.gains,
        losses=row.losses,
        share_pct=row.share_pct if row.votes else None,
        change_pts=None,
    )
