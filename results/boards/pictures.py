"""What the pictures of a region and of a contest are drawn from: frozen cards, complete.

Owns which figures a picture of a seat may show: turnout, swing, when it was first declared. What a pack
recorded comes in from outside and is dropped while polls are open. Refuses to place or to colour anything.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Min, Q

from results.boards.badges import badge
from results.boards.cards import ElectionHead, PartyBadge, RegionHead, Scoreboard, SwingCard, Tile
from results.boards.compare import Comparison, comparison
from results.boards.contest_cards import ContestCard
from results.boards.embargo import is_embargoed
from results.boards.heads import election_head, region_head
from results.boards.outcomes import outcomes_in_force
from results.boards.region_totals import region_totals
from results.boards.scoreboard import scoreboard
from results.boards.snapshot import one_snapshot
from results.boards.tally import totals_of
from results.models import PUBLISHED, Contest, Declaration, Outcome, Party

OF_A_CONTEST = ("hex_q", "hex_r", "polls_close")
# A contest's code, when its result was recorded, and the code of the party that the seat tallies for.
RecordedSeat = tuple[str, datetime, str]


@dataclass(frozen=True, slots=True)
class SeatTaken:
    """A seat and when it was first declared."""

    at: datetime
    party: PartyBadge


@dataclass(frozen=True, slots=True)
class SeatPicture:
    """One seat. `q` and `r` are its axial place on the hex map, rows counted from the bottom; None: no hex.

    `turnout_pct` is of valid votes; it and `swing` are None where nobody can say.
    """

    tile: Tile
    q: int | None
    r: int | None
    turnout_pct: Decimal | None
    swing: SwingCard | None


@dataclass(frozen=True, slots=True)
class RegionPictures:
    """Everything the pictures of a region show, at one number.

    `tonight` and `recorded` are in the order of their times.
    """

    board: Scoreboard
    seats: tuple[SeatPicture, ...]
    compared: Comparison
    tonight: tuple[SeatTaken, ...]
    recorded: tuple[SeatTaken, ...]


@dataclass(frozen=True, slots=True)
class RegionSoFar:
    """A region and how far it is: what a page of pictures is told by."""

    election: ElectionHead
    region: RegionHead
    declared: int
    total: int


@dataclass(frozen=True, slots=True)
class ShareThenAndNow:
    """A candidate's share in per cent, now and last time; `then_pct` is None where none compares."""

    party: PartyBadge
    name: str
    votes: int
    now_pct: Decimal
    then_pct: Decimal | None
    change_pts: Decimal | None
    is_new: bool
    elected: bool


def region_pictures(*, region_id: int, recorded: Iterable[RecordedSeat] = ()) -> RegionPictures:
    """The pictures of a region, in a fixed number of queries. Raises Region.DoesNotExist."""
    with one_snapshot():
        board = scoreboard(region_id=region_id)
        contests = {row.pk: row for row in Contest.objects.filter(regions=region_id).only(*OF_A_CONTEST)}
        closings = {pk: row.polls_close or board.election.polls_close for pk, row in contests.items()}
        return RegionPictures(
            board=board,
            seats=_seats(board, contests),
            compared=comparison(region_id=region_id),
            tonight=_tonight(board, closings),
            recorded=_recorded(board, closings, recorded),
        )


def region_so_far(*, region_id: int) -> RegionSoFar:
    """How far a region is, by its kept totals. Raises Region.DoesNotExist."""
    with one_snapshot():
        region, counted = region_totals(region_id)
        totals = totals_of(counted)
        return RegionSoFar(
            election=election_head(region.election),
            region=region_head(region),
            declared=totals.declared,
            total=totals.total,
        )


def shares_then_and_now(card: ContestCard) -> tuple[ShareThenAndNow, ...]:
    """The candidates of a contest that have figures, in their order."""
    return tuple(
        ShareThenAndNow(
            party=row.party,
            name=row.name,
            votes=row.votes,
            now_pct=row.share_pct,
            then_pct=None if row.change_pts is None else row.share_pct - row.change_pts,
            change_pts=row.change_pts,
            is_new=row.is_new,
            elected=row.elected,
        )
        for row in card.candidates
        if row.votes is not None and row.share_pct is not None
    )


def _seats(board: Scoreboard, contests: Mapping[int, Contest]) -> tuple[SeatPicture, ...]:
    rows = outcomes_in_force().filter(declaration__contest__regions=board.region.id)
    found = {row.declaration.contest_id: row for row in rows.select_related("swing_from", "swing_to")}
    return tuple(_seat(tile, contests[tile.contest], found.get(tile.contest)) for tile in board.tiles)


def _seat(tile: Tile, contest: Contest, outcome: Outcome | None) -> SeatPicture:
    place = (contest.hex_q, contest.hex_r)
    q, r = place if None not in place else (None, None)
    if outcome is None or outcome.declaration.kind != Declaration.Kind.FIGURES:
        return SeatPicture(tile=tile, q=q, r=r, turnout_pct=None, swing=None)
    return SeatPicture(tile=tile, q=q, r=r, turnout_pct=outcome.turnout_valid_pct, swing=_swing(outcome))


def _swing(outcome: Outcome) -> SwingCard | None:
    if outcome.swing_pts is None or outcome.swing_from is None or outcome.swing_to is None:
        return None
    return SwingCard(
        points=outcome.swing_pts, loser=badge(outcome.swing_from), gainer=badge(outcome.swing_to)
    )


def _tonight(board: Scoreboard, closings: Mapping[int, datetime]) -> tuple[SeatTaken, ...]:
    """Seats by who has them now, at the time at which screens could first tell them."""
    declared = {tile.contest: tile.outcome for tile in board.tiles if tile.outcome}
    rows = Declaration.objects.filter(
        ~Q(kind=Declaration.Kind.WITHDRAWAL), contest__in=list(declared), state__in=PUBLISHED
    )
    first = rows.order_by().values_list("contest").annotate(first=Min("published_at"))
    taken = [
        SeatTaken(max(at, closings[contest]), declared[contest].party)
        for contest, at in first
        if at is not None
    ]
    return tuple(sorted(taken, key=lambda seat: (seat.at, seat.party.code)))


def _recorded(
    board: Scoreboard, closings: Mapping[int, datetime], recorded: Iterable[RecordedSeat]
) -> tuple[SeatTaken, ...]:
    codes = {tile.code for tile in board.tiles if not is_embargoed(closings[tile.contest])}
    seats = [(at, party) for code, at, party in recorded if code in codes]
    if not seats:
        return ()
    parties = {row.code: badge(row) for row in Party.objects.filter(election=board.election.id)}
    taken = [SeatTaken(at, parties[party]) for at, party in seats if party in parties]
    return tuple(sorted(taken, key=lambda seat: (seat.at, seat.party.code)))
