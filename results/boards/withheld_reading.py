"""What is read to tell whether a result that nobody sees yet would be decisive. A fixed number of queries.

Owns which results are withheld: those that wait for a second person, those keyed twice and different, and
those of polls that are open still. Refuses to judge them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from results.boards.council_reading import Read, Seats, read_councils
from results.boards.embargo import may_be_seen, may_be_seen_of_council
from results.boards.outcomes import outcomes_in_force
from results.boards.region_seats import constituency_seats, regions_of_contests, regions_of_councils, seats_of
from results.models import (
    OPEN,
    Council,
    CouncilDeclaration,
    Declaration,
    Outcome,
    Region,
)
from results.models.keyed import State

IN_FORCE = Q(state=State.IN_FORCE)
PEOPLE = ("entered_by", "outcome__winner", "outcome__party", "outcome__previous_party")


@dataclass(frozen=True, slots=True)
class Material:
    """What was read. `seats` are by declaration, `sums` and `regions` by row id of contest or region.

    `regions_of` and `regions_of_councils` have the regions of a contest and of a council.
    """

    contests: tuple[Declaration, ...]
    totals: tuple[CouncilDeclaration, ...]
    counting: Mapping[int, Outcome]
    seats: Mapping[int, Seats]
    regions: Mapping[int, Region]
    regions_of: Mapping[int, tuple[int, ...]]
    regions_of_councils: Mapping[int, tuple[int, ...]]
    sums: Mapping[int, Seats]
    councils: Mapping[int, Council]
    read: Read


def read_withheld(election_id: int, region_id: int | None) -> Material:
    """Everything about what is withheld in an election, or in one region of it."""
    contests = tuple(_contests(election_id, region_id))
    totals = tuple(_totals(election_id, region_id))
    about = {row.contest_id for row in contests}
    counting = {
        outcome.declaration.contest_id: outcome
        for outcome in outcomes_in_force().filter(declaration__contest__in=about)
    }
    regions = {region.pk: region for region in Region.objects.filter(election=election_id)}
    of_councils = regions_of_councils(
        {row.contest.council_id for row in contests if row.contest.council_id}
        | {row.council_id for row in totals}
    )
    councils = {council.pk: council for council in Council.objects.filter(pk__in=of_councils)}
    return Material(
        contests=contests,
        totals=totals,
        counting=counting,
        seats=seats_of({row.pk for row in contests} | {row.declaration_id for row in counting.values()}),
        regions=regions,
        regions_of=regions_of_contests(about),
        regions_of_councils=of_councils,
        # The sums of a whole night: read only where there is a seat to move among them.
        sums=constituency_seats(election_id) if contests else {},
        councils=councils,
        read=read_councils(list(councils), {election_id}),
    )


def _contests(election_id: int, region_id: int | None) -> QuerySet[Declaration]:
    hidden = IN_FORCE & ~may_be_seen()
    rows = Declaration.objects.filter(Q(state__in=OPEN) | hidden, contest__election=election_id)
    if region_id is not None:
        rows = rows.filter(contest__regions=region_id)
    rows = rows.exclude(kind=Declaration.Kind.WITHDRAWAL).order_by("entered_at", "pk")
    return rows.select_related("contest__election", "contest__council", *PEOPLE)


def _totals(election_id: int, region_id: int | None) -> QuerySet[CouncilDeclaration]:
    hidden = IN_FORCE & ~may_be_seen_of_council()
    rows = CouncilDeclaration.objects.filter(Q(state__in=OPEN) | hidden, council__election=election_id)
    if region_id is not None:
        rows = rows.filter(council__regions=region_id)
    rows = rows.select_related("council__election", "entered_by").order_by("entered_at", "pk")
    return rows.prefetch_related("tallies__party")
