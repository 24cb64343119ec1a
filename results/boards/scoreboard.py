"""The regional scoreboard: tally, seat grid and newest declarations at one number."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Max, Min, Q, QuerySet

from results.boards.badges import badge
from results.boards.cards import PartyBadge, Scoreboard, Tile
from results.boards.heads import election_head, region_head
from results.boards.kept_calls import kept_calls, scoreboard_as_kept
from results.boards.newest import newest
from results.boards.outcomes import outcome_card, outcomes_in_force
from results.boards.snapshot import one_snapshot
from results.boards.states import since, state_of
from results.boards.tally import region_sums, tally_rows, totals
from results.models import Contest, Election, Outcome, PreviousTally, Region

Extent = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Size:
    """How many contests a region has, how many of them are called off, and its map's size.

    `extent` is the least and greatest q and r; None where a contest has no hex.
    """

    contests: int
    countermanded: int
    deferred: int
    extent: Extent | None


def scoreboard(
    *, region_id: int, contests: Collection[int] | None = None, for_air: bool = False
) -> Scoreboard:
    """The board of a region, in a fixed number of queries. Raises Region.DoesNotExist.

    `contests` limits the tiles to those contests: a push needs the ones that changed and no more.
    `for_air` counts what a hold keeps in the place of what is in force.
    """
    with one_snapshot():
        region = Region.objects.select_related("election").get(pk=region_id)
        sums, size = region_sums(region_id, for_air=for_air), _size(region_id)
        extent = size.extent
        board = Scoreboard(
            election=election_head(region.election),
            region=region_head(region),
            totals=totals(size.contests, sums, countermanded=size.countermanded, deferred=size.deferred),
            rows=tally_rows(region_id, sums, for_air=for_air),
            tiles=_tiles(region.election, region_id, contests, extent, for_air),
            newest=newest(region_id, for_air=for_air),
            grid=(extent[1] - extent[0] + 1, extent[3] - extent[2] + 1) if extent else None,
        )
        return scoreboard_as_kept(board, kept_calls(regions=region_id)) if for_air else board


def _size(region_id: int) -> Size:
    found = Contest.objects.filter(regions=region_id).aggregate(
        placed=Count("hex_q", filter=Q(hex_r__isnull=False)),
        all=Count("pk"),
        countermanded=Count("pk", filter=Q(status=Contest.Status.COUNTERMANDED)),
        deferred=Count("pk", filter=Q(status=Contest.Status.DEFERRED)),
        q0=Min("hex_q"),
        q1=Max("hex_q"),
        r0=Min("hex_r"),
        r1=Max("hex_r"),
    )
    extent = (found["q0"], found["q1"], found["r0"], found["r1"])
    return Size(
        contests=found["all"],
        countermanded=found["countermanded"],
        deferred=found["deferred"],
        extent=extent if found["all"] and found["placed"] == found["all"] else None,
    )


def _tiles(
    election: Election,
    region_id: int,
    only: Collection[int] | None,
    extent: Extent | None,
    for_air: bool,
) -> tuple[Tile, ...]:
    contests = Contest.objects.filter(regions=region_id).order_by("name", "code")
    if only is not None:
        contests = contests.filter(pk__in=only)
    # A sub-select where only a few tiles change; the whole region is one range either way.
    rows = outcomes_in_force(for_air=for_air).filter(declaration__contest__in=contests.order_by())
    outcomes = {outcome.declaration.contest_id: outcome for outcome in rows}
    defending = _defending(contests)
    tiles = []
    for contest in contests:
        contest.election = election
        tiles.append(_tile(contest, outcomes.get(contest.pk), defending.get(contest.pk), extent))
    return tuple(tiles)


def _tile(
    contest: Contest, outcome: Outcome | None, defending: PartyBadge | None, extent: Extent | None
) -> Tile:
    state = state_of(contest, outcome)
    return Tile(
        contest=contest.pk,
        code=contest.code,
        name=contest.name,
        column=contest.hex_q - extent[0] if extent and contest.hex_q is not None else None,
        row=contest.hex_r - extent[2] if extent and contest.hex_r is not None else None,
        defending=defending,
        expected_at=contest.expected_at,
        state=state,
        recounts=contest.recounts,
        since=since(contest, state),
        outcome=outcome_card(outcome) if outcome else None,
    )


def _defending(contests: QuerySet[Contest]) -> dict[int, PartyBadge]:
    rows = PreviousTally.objects.filter(winner=True, contest__in=contests.order_by()).select_related(
        "party__counts_as"
    )
    return {row.contest_id: badge(row.party.counts_as or row.party) for row in rows}
