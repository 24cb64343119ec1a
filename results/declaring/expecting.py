"""What the desk expects of a contest before its count, and whether it asks about what is unexpected.

Owns the step from rows to psephology's `Expected`. Refuses to say what is doubtful.
"""

from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from results.models import Candidacy, Contest, Region
from results.psephology.comparison import Expected


@dataclass(frozen=True, slots=True)
class Asking:
    """A contest of an election that asks about doubtful figures."""

    election_id: int
    expected: Expected


def asking(contest_id: int) -> Asking | None:
    """What is expected of a contest, in two queries; None, in one, where its election asks nothing."""
    contest = with_region(Contest.objects.filter(pk=contest_id)).select_related("election").get()
    if not contest.election.asks:
        return None
    sitting = Candidacy.objects.filter(contest=contest, incumbent=True).values_list("number", flat=True)
    return Asking(contest.election_id, expected_of(contest, sitting=frozenset(sitting)))


def with_region(contests: QuerySet[Contest]) -> QuerySet[Contest]:
    """Contests with the code of their official region, as `expected_of` reads them."""
    official = Region.objects.filter(contests=OuterRef("pk"), kind=Region.Kind.OFFICIAL).order_by("code")
    return contests.annotate(official_region=Subquery(official.values("code")[:1]))


def expected_of(contest: Contest, *, sitting: frozenset[int]) -> Expected:
    """What is expected of a contest `with_region`; `sitting` are ballot-paper numbers."""
    return Expected(
        electorate=contest.electorate,
        previous_electorate=contest.previous_electorate,
        region=getattr(contest, "official_region", None) or "",
        sitting=sitting,
    )
