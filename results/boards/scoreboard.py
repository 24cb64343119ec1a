"""The regional scoreboard: tally, seat grid and newest declarations at one number."""

from collections.abc import Collection

from django.db.models import Count, F, Max, Min, Q, QuerySet

from results.boards.badges import badge
from results.boards.cards import Newest, PartyBadge, Scoreboard, Tile
from results.boards.heads import election_head, region_head
from results.boards.outcomes import outcome_card, outcomes_in_force
from results.boards.snapshot import one_snapshot
from results.boards.tally import region_sums, tally_rows, totals
from results.models import Contest, DeskEvent, Outcome, PreviousTally, Region

NEWEST = 8
Extent = tuple[int, int, int, int]


def scoreboard(*, region_id: int, contests: Collection[int] | None = None) -> Scoreboard:
    """The board of a region, in a fixed number of queries. Raises Region.DoesNotExist.

    `contests` limits the tiles to those contests: a push needs the ones that changed and no more.
    """
    with one_snapshot():
        region = Region.objects.select_related("election").get(pk=region_id)
        sums = region_sums(region_id)
        total, extent = _extent(region_id)
        return Scoreboard(
            election=election_head(region.election),
            region=region_head(region),
            totals=totals(total, sums),
            rows=tally_rows(region_id, sums),
            tiles=_tiles(region_id, contests, extent),
            newest=_newest(region_id),
            grid=(extent[1] - extent[0] + 1, extent[3] - extent[2] + 1) if extent else None,
        )


def _extent(region_id: int) -> tuple[int, Extent | None]:
    """How many contests the region has, and the least and greatest q and r where all have a hex."""
    found = Contest.objects.filter(regions=region_id).aggregate(
        placed=Count("hex_q", filter=Q(hex_r__isnull=False)),
        all=Count("pk"),
        q0=Min("hex_q"),
        q1=Max("hex_q"),
        r0=Min("hex_r"),
        r1=Max("hex_r"),
    )
    if not found["all"] or found["placed"] < found["all"]:
        return found["all"], None
    return found["all"], (found["q0"], found["q1"], found["r0"], found["r1"])


def _tiles(region_id: int, only: Collection[int] | None, extent: Extent | None) -> tuple[Tile, ...]:
    contests = Contest.objects.filter(regions=region_id).order_by("name", "code")
    if only is not None:
        contests = contests.filter(pk__in=only)
    # A sub-select where only a few tiles change; the whole region is one range either way.
    outcomes = {
        outcome.declaration.contest_id: outcome
        for outcome in outcomes_in_force()
        .filter(declaration__contest__in=contests.order_by())
        .annotate(seq=F("declaration__events__seq"))
    }
    defending = _defending(contests)
    return tuple(
        _tile(contest, outcomes.get(contest.pk), defending.get(contest.pk), extent) for contest in contests
    )


def _tile(
    contest: Contest, outcome: Outcome | None, defending: PartyBadge | None, extent: Extent | None
) -> Tile:
    return Tile(
        contest=contest.pk,
        code=contest.code,
        name=contest.name,
        seq=getattr(outcome, "seq", 0),
        column=contest.hex_q - extent[0] if extent and contest.hex_q is not None else None,
        row=contest.hex_r - extent[2] if extent and contest.hex_r is not None else None,
        defending=defending,
        expected_at=contest.expected_at,
        outcome=outcome_card(outcome) if outcome else None,
    )


def _defending(contests: QuerySet[Contest]) -> dict[int, PartyBadge]:
    rows = PreviousTally.objects.filter(winner=True, contest__in=contests.order_by()).select_related(
        "party__counts_as"
    )
    return {row.contest_id: badge(row.party.counts_as or row.party) for row in rows}


def _newest(region_id: int) -> tuple[Newest, ...]:
    outcomes = (
        outcomes_in_force()
        .filter(declaration__events__contest__regions=region_id)
        .exclude(declaration__events__kind=DeskEvent.Kind.REFERENCE)
        .annotate(at=F("declaration__events__at"), seq=F("declaration__events__seq"))
        .order_by("-seq")[:NEWEST]
    )
    return tuple(_newest_line(outcome) for outcome in outcomes)


def _newest_line(outcome: Outcome) -> Newest:
    contest = outcome.declaration.contest
    return Newest(
        contest=contest.pk,
        code=contest.code,
        name=contest.name,
        at=outcome.declaration.entered_at,
        corrected=outcome.declaration.revision > 1,
        outcome=outcome_card(outcome),
    )
