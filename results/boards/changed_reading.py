"""What is read to tell what changed lately: contests and councils with a revision since, then and now.

Owns the queries, a fixed number whatever happened, and which revision counted then.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import Q, QuerySet

from results.boards.corrections import corrected_contests, corrected_councils
from results.boards.council_reading import Read, Seats, Total, read_councils
from results.boards.embargo import may_be_seen, may_be_seen_of_council
from results.boards.outcomes import shown_at
from results.boards.region_seats import constituency_seats, regions_of_contests, regions_of_councils, seats_of
from results.models import PUBLISHED, Council, CouncilDeclaration, Declaration, Region


@dataclass(frozen=True, slots=True)
class PutRight:
    """A correction or a withdrawal, of a contest or of a council's total. `was` is what it put right."""

    code: str
    name: str
    council: bool
    withdrawn: bool
    at: datetime
    was: str


@dataclass(frozen=True, slots=True)
class Then:
    """A contest with a revision since: its seats by tallying code, and whether it had and has a result."""

    contest: int
    council: int | None
    kind: str
    seats_then: Seats
    seats_now: Seats
    had_result: bool
    has_result: bool


@dataclass(frozen=True, slots=True)
class Material:
    """What was read. `totals_then` are the totals of councils that have another one since, None: none."""

    contests: tuple[Then, ...]
    totals_then: Mapping[int, Total | None]
    put_right: tuple[PutRight, ...]
    regions: Mapping[int, Region]
    regions_of: Mapping[int, tuple[int, ...]]
    regions_of_councils: Mapping[int, tuple[int, ...]]
    sums: Mapping[int, Seats]
    councils: Mapping[int, Council]
    read: Read


def read_changed(election_id: int, region_id: int | None, since: datetime) -> Material:
    """Everything that changed in an election, or in one region of it, after `since`."""
    regions = Region.objects.filter(election=election_id).order_by("kind", "name")
    if region_id is not None:
        regions = regions.filter(pk=region_id)
    contests = tuple(_contests(election_id, region_id, since))
    totals = dict(_totals(election_id, region_id, since))
    touched = {row.council for row in contests if row.council} | set(totals)
    of_councils = regions_of_councils(touched)
    councils = {council.pk: council for council in Council.objects.filter(pk__in=of_councils)}
    return Material(
        contests=contests,
        totals_then=totals,
        put_right=tuple(_put_right(election_id, region_id, since)),
        regions={region.pk: region for region in regions},
        regions_of=regions_of_contests(row.contest for row in contests),
        regions_of_councils=of_councils,
        sums=constituency_seats(election_id) if contests else {},
        councils=councils,
        read=read_councils(list(councils), {election_id}),
    )


def _contests(election_id: int, region_id: int | None, since: datetime) -> Iterator[Then]:
    published = Declaration.objects.filter(state__in=PUBLISHED)
    recent = _of_contests(published, election_id, region_id, since).values("contest")
    rows = published.filter(contest__in=recent).select_related("contest__election")
    own = groupby(rows.order_by("contest", "revision"), lambda row: row.contest_id)
    pairs = [_then_and_now(list(revisions), since) for _, revisions in own]
    seats = seats_of(row.pk for pair in pairs for row in pair if row)
    for then, now in pairs:
        yield Then(
            contest=now.contest_id,
            council=now.contest.council_id,
            kind=now.contest.kind,
            seats_then=seats.get(then.pk, {}) if then else {},
            seats_now=seats.get(now.pk, {}),
            had_result=then is not None and then.kind != Declaration.Kind.WITHDRAWAL,
            has_result=now.kind != Declaration.Kind.WITHDRAWAL,
        )


def _then_and_now(rows: list[Declaration], since: datetime) -> tuple[Declaration | None, Declaration]:
    """The newest of a contest's published revisions that could be told by then, and the newest of all.

    They come into force in the order of their numbers.
    """
    then = [row for row in rows if shown_at(row) <= since]
    return (then[-1] if then else None), rows[-1]


def _totals(election_id: int, region_id: int | None, since: datetime) -> Iterator[tuple[int, Total | None]]:
    published = CouncilDeclaration.objects.filter(state__in=PUBLISHED)
    recent = _of_councils(published, election_id, region_id, since).values("council")
    rows = published.filter(council__in=recent).select_related("council__election")
    rows = rows.prefetch_related("tallies__party").order_by("council", "revision")
    for council, own in groupby(rows, lambda row: row.council_id):
        then = [row for row in own if _told_at(row) <= since]
        yield council, _total(then[-1]) if then else None


def _told_at(row: CouncilDeclaration) -> datetime:
    return max(row.published_at or row.entered_at, row.council.election.polls_close)


def _total(row: CouncilDeclaration) -> Total:
    seats = {tally.party.code: tally.seats for tally in row.tallies.all()}
    return Total(complete=row.complete, at=_told_at(row), seats=seats, single_source=False, was=row.was)


def _put_right(election_id: int, region_id: int | None, since: datetime) -> Iterator[PutRight]:
    contests = _of_contests(corrected_contests(), election_id, region_id, since)
    councils = _of_councils(corrected_councils(), election_id, region_id, since)
    lines = [
        *map(_line, contests.select_related("contest__election")),
        *map(_total_line, councils.select_related("council__election").prefetch_related("tallies")),
    ]
    yield from sorted(lines, key=lambda line: (line.at, line.name), reverse=True)


def _line(row: Declaration) -> PutRight:
    return PutRight(
        code=row.contest.code,
        name=row.contest.name,
        council=False,
        withdrawn=row.kind == Declaration.Kind.WITHDRAWAL,
        at=shown_at(row),
        was=row.was,
    )


def _total_line(row: CouncilDeclaration) -> PutRight:
    return PutRight(
        code=row.council.code,
        name=row.council.name,
        council=True,
        withdrawn=not row.tallies.all(),
        at=_told_at(row),
        was=row.was,
    )


def _of_contests(
    rows: QuerySet[Declaration], election_id: int, region_id: int | None, since: datetime
) -> QuerySet[Declaration]:
    """Those of these that screens told after `since`."""
    own, whole = "contest__polls_close", "contest__election__polls_close"
    struck = Q(**{f"{own}__gt": since}) | Q(**{f"{own}__isnull": True, f"{whole}__gt": since})
    rows = rows.filter(may_be_seen(), Q(published_at__gt=since) | struck, contest__election=election_id)
    return rows if region_id is None else rows.filter(contest__regions=region_id)


def _of_councils(
    rows: QuerySet[CouncilDeclaration], election_id: int, region_id: int | None, since: datetime
) -> QuerySet[CouncilDeclaration]:
    struck = Q(council__election__polls_close__gt=since)
    rows = rows.filter(
        may_be_seen_of_council(), Q(published_at__gt=since) | struck, council__election=election_id
    )
    return rows if region_id is None else rows.filter(council__regions=region_id)
