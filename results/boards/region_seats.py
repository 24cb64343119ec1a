"""Seats of constituencies by region and party, and which councils share a region. Queries alone."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Sum

from results.boards.council_reading import Seats
from results.boards.counting import counts
from results.boards.embargo import may_be_seen
from results.models import Contest, Council, PartyOutcome

# Without it PostgreSQL gives regions in any order, and one page would tell them otherwise than another.
AS_LISTED = ("region__kind", "region__name")


def seats_of(declarations: Iterable[int]) -> dict[int, Seats]:
    """Seats by tallying code of each of these declarations, whatever became of it. One query."""
    found: dict[int, Seats] = defaultdict(dict)
    rows = PartyOutcome.objects.filter(outcome__declaration__in=list(declarations), seats__gt=0)
    for declaration, code, seats in rows.values_list("outcome__declaration", "party__code", "seats"):
        found[declaration][code] = seats
    return found


def constituency_seats(election_id: int) -> dict[int, Seats]:
    """Seats by region and tallying code, as boards count them. One query."""
    contest = "outcome__declaration__contest"
    sums: dict[int, Seats] = defaultdict(dict)
    rows = PartyOutcome.objects.filter(
        may_be_seen(contest),
        counts("outcome__declaration"),
        **{f"{contest}__election": election_id, f"{contest}__kind": Contest.Kind.CONSTITUENCY},
        seats__gt=0,
    )
    by_region = rows.order_by().values_list(f"{contest}__regions", "party__code").annotate(won=Sum("seats"))
    for region, code, seats in by_region:
        sums[region][code] = seats
    return sums


def regions_of_contests(contests: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """The regions of each of these contests. One query."""
    rows = Contest.regions.through.objects.filter(contest__in=list(contests))
    return _by_first(rows.order_by(*AS_LISTED).values_list("contest", "region"))


def regions_of_councils(touched: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """The regions of every council that shares one with a council of `touched`. One query."""
    through = Council.regions.through.objects
    shared = through.filter(council__in=list(touched)).values("region")
    rows = through.filter(region__in=shared).order_by(*AS_LISTED)
    return _by_first(rows.values_list("council", "region"))


def _by_first(pairs: Iterable[tuple[int, int]]) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    for one, other in pairs:
        found[one] = (*found.get(one, ()), other)
    return found
