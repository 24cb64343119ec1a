"""Which election and region a page is about, and the index of them all."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, QuerySet

from results.boards.cards import ElectionHead, IndexEntry, RegionEntry, RegionHead
from results.boards.embargo import closings_ahead
from results.boards.snapshot import one_snapshot
from results.boards.states import called_off, declared
from results.models import Contest, Council, Election, Region


@dataclass(frozen=True, slots=True)
class Place:
    """Row ids of what an address names and of its election, and the election's number.

    `seq_at` is when that was given; `closings` how many hours at which polls close are still to strike;
    `reload_at` when pages were last ordered to load themselves anew.
    """

    id: int
    election: int
    seq: int
    seq_at: datetime | None
    reload_at: datetime | None
    closings: int

    @property
    def number(self) -> Hashable:
        """Whatever is the same at equal numbers changes by events, by hours and by that order alone.

        With its time and its election: a desk that was put back to an earlier state gives numbers twice.
        """
        return (self.election, self.seq, self.seq_at, self.closings, self.reload_at)


def election_head(election: Election) -> ElectionHead:
    """What every page of this election carries."""
    return ElectionHead(
        id=election.pk,
        slug=election.slug,
        name=election.name,
        date=election.date,
        polls_close=election.polls_close,
        baseline=election.baseline,
        rehearsal=election.rehearsal,
        closed=election.closed_at is not None,
        credits=tuple(election.credits),
        seq=election.seq,
        as_at=election.seq_at,
        reload_mark=reload_mark(election.reload_at),
    )


def reload_mark(ordered_at: datetime | None) -> int:
    """An order to load pages anew, as pages carry it: milliseconds since 1970; 0 for none."""
    return int(ordered_at.timestamp() * 1000) if ordered_at else 0


def region_head(region: Region) -> RegionHead:
    """A region and where its board is."""
    return RegionHead(id=region.pk, code=region.code, name=region.name, kind=region.kind)


def region_place(*, slug: str, code: str) -> Place | None:
    """Where a region is, by its election's slug and its code; None where there is none."""
    return _place(Region.objects.filter(election__slug=slug, code=code))


def contest_place(*, slug: str, code: str) -> Place | None:
    """Where a contest is, by its election's slug and its code; None where there is none."""
    return _place(Contest.objects.filter(election__slug=slug, code=code))


def council_place(*, slug: str, code: str) -> Place | None:
    """Where a council is, by its election's slug and its code; None where there is none."""
    return _place(Council.objects.filter(election__slug=slug, code=code))


def election_place(slug: str) -> Place | None:
    """Where an election is, by its slug; None where there is none."""
    found = _standings().filter(slug=slug).first()
    return Place(found[0], *found) if found else None


def number_of(election_id: int) -> Hashable:
    """The number of an election as `Place` tells it. One query. Raises Election.DoesNotExist."""
    found = _standings().get(pk=election_id)
    return Place(found[0], *found).number


def desk_place(*, slug: str, code: str = "") -> tuple[int, int | None] | None:
    """The row ids of an election and, where `code` names one, of its region; None where there is none.

    One query.
    """
    if code:
        place = Region.objects.filter(election__slug=slug, code=code).values_list("election", "pk").first()
        return place and (place[0], place[1])
    election = Election.objects.filter(slug=slug).values_list("pk", flat=True).first()
    return None if election is None else (election, None)


def regions_of(election_id: int) -> tuple[RegionHead, ...]:
    """Every region of an election. One query."""
    return tuple(region_head(region) for region in Region.objects.filter(election=election_id))


def has_councils(region_id: int) -> bool:
    """Whether a region's board is one of councils and mayors. One query.

    A mayoralty is no seat of anything: where nothing else is elected, it is no tally of seats either.
    """
    contests = Contest.objects.filter(regions=region_id).order_by()
    others = contests.exclude(kind=Contest.Kind.MAYORALTY)
    of_councils = Exists(Council.objects.filter(regions=region_id).order_by())
    # Asked so that the first contest that is found answers.
    of_mayors = ~Exists(others) & Exists(contests)
    return Region.objects.filter(of_councils | of_mayors, pk=region_id).exists()


def _standings() -> Any:
    return Election.objects.values_list("pk", "seq", "seq_at", "reload_at", closings_ahead())


def _place(rows: QuerySet[Region] | QuerySet[Contest] | QuerySet[Council]) -> Place | None:
    told = ("pk", "election", "election__seq", "election__seq_at", "election__reload_at")
    found = rows.values_list(*told, closings_ahead("election")).first()
    return Place(*found) if found else None


def index() -> tuple[IndexEntry, ...]:
    """Every election, newest first, with how far each of its regions is. Two queries."""
    in_force = Count("contests", filter=declared("contests"), distinct=True)
    total = Count("contests", filter=~called_off("contests"), distinct=True)
    with one_snapshot():
        regions = list(Region.objects.annotate(total=total, declared=in_force).order_by("kind", "name"))
        elections = list(Election.objects.order_by("-date", "slug"))
    return tuple(
        IndexEntry(
            election=election_head(election),
            regions=tuple(
                RegionEntry(region=region_head(region), declared=region.declared, total=region.total)
                for region in regions
                if region.election_id == election.pk
            ),
        )
        for election in elections
    )
