"""The regional scoreboard: tally, seat grid and newest declarations at one number."""

from collections.abc import Collection

from django.db.models import QuerySet

from results.boards.badges import badge
from results.boards.cards import PartyBadge, Scoreboard, Tile
from results.boards.heads import election_head, region_head
from results.boards.kept_calls import kept_calls, scoreboard_as_kept
from results.boards.newest import newest
from results.boards.outcomes import outcome_card, outcomes_in_force
from results.boards.region_totals import Extent, region_totals
from results.boards.snapshot import one_snapshot
from results.boards.states import since, state_of
from results.boards.tally import tally_rows, totals_of
from results.models import Contest, Election, Outcome, PreviousTally


def scoreboard(
    *, region_id: int, contests: Collection[int] | None = None, for_air: bool = False
) -> Scoreboard:
    """The board of a region, in a fixed number of queries. Raises Region.DoesNotExist.

    `contests` limits the tiles to those contests: a push needs the ones that changed and no more.
    `for_air` counts what a hold keeps in the place of what is in force.
    """
    with one_snapshot():
        region, counted = region_totals(region_id, for_air=for_air)
        extent = counted.extent
        board = Scoreboard(
            election=election_head(region.election),
            region=region_head(region),
            totals=totals_of(counted),
            rows=tally_rows(counted),
            tiles=_tiles(region.election, region_id, contests, extent, for_air),
            newest=newest(region_id, election=region.election, for_air=for_air),
            grid=(extent[1] - extent[0] + 1, extent[3] - extent[2] + 1) if extent else None,
        )
        return scoreboard_as_kept(board, kept_calls(regions=region_id)) if for_air else board


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
