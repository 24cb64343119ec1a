"""Which election and region a page is about, and the index of them all."""

from django.db.models import Count, Q

from results.boards.cards import ElectionHead, IndexEntry, RegionEntry, RegionHead
from results.boards.snapshot import one_snapshot
from results.models import Contest, Declaration, Election, Region


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
    )


def region_head(region: Region) -> RegionHead:
    """A region and where its board is."""
    return RegionHead(id=region.pk, code=region.code, name=region.name, kind=region.kind)


def find_region(*, slug: str, code: str) -> int | None:
    """The id of a region by its election's slug and its code; None where there is none."""
    return Region.objects.filter(election__slug=slug, code=code).values_list("pk", flat=True).first()


def find_contest(*, slug: str, code: str) -> int | None:
    """The id of a contest by its election's slug and its code; None where there is none."""
    return Contest.objects.filter(election__slug=slug, code=code).values_list("pk", flat=True).first()


def index() -> tuple[IndexEntry, ...]:
    """Every election, newest first, with how far each of its regions is. Two queries."""
    declared = Count(
        "contests",
        filter=Q(contests__declarations__state=Declaration.State.IN_FORCE),
        distinct=True,
    )
    with one_snapshot():
        regions = list(
            Region.objects.annotate(total=Count("contests", distinct=True), declared=declared).order_by(
                "kind", "name"
            )
        )
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
