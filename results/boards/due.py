"""What comes next in an election or a region of it, what is late, and what waits for its second person.

Owns the order: next first, longest overdue first, longest recount first, longest waiting first. What waits
is for producers' eyes; of its figures nothing is read here. Refuses to tell by a recount, before polls
close, that it is near.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from results.boards.embargo import may_be_seen
from results.boards.names import name_of
from results.boards.snapshot import one_snapshot
from results.boards.states import CALLED_OFF
from results.models import OPEN, Contest, CouncilDeclaration, Declaration, Policy, State


@dataclass(frozen=True, slots=True)
class DueLine:
    """A contest without a result. `since` is when its recount began, where it is one.

    `overdue` is by how long it is late at the moment it was read; while its polls are open it never is.
    `key`: one of the key contests.
    """

    contest: int
    code: str
    name: str
    expected_at: datetime | None
    overdue: timedelta | None
    recounts: int
    since: datetime | None
    key: bool
    polls_open: bool


@dataclass(frozen=True, slots=True)
class WaitingEntry:
    """An entry that waits: who keyed it, since when. Never its figures.

    `council`: the total of a whole council. `blind`: keyed blind; `disputed`: keyed twice and different.
    `declaration` is its row id, of a contest's or a council's declaration.
    """

    declaration: int
    subject: int
    code: str
    name: str
    council: bool
    by: str
    since: datetime
    blind: bool
    disputed: bool


@dataclass(frozen=True, slots=True)
class Due:
    """The first so many of each, and how many there are of them all."""

    next: tuple[DueLine, ...]
    to_come: int
    overdue: tuple[DueLine, ...]
    late: int
    recounts: tuple[DueLine, ...]
    recounting: int
    waiting: tuple[WaitingEntry, ...]
    waits: int


def due(*, election_id: int, region_id: int | None = None, limit: int = 12) -> Due:
    """What is due of an election, or of one region of it. Six queries.

    `to_come` counts every contest without a result, those overdue or in a recount among them.
    """
    now = timezone.now()
    with one_snapshot():
        awaited = _awaited(election_id, region_id)
        recount = Q(may_be_seen(""), status=Contest.Status.RECOUNT)
        late = Q(may_be_seen(""), ~recount, expected_at__lte=now)
        sums = awaited.aggregate(
            to_come=Count("pk"), late=Count("pk", filter=late), recounting=Count("pk", filter=recount)
        )
        waiting = _waiting(election_id, region_id)
        return Due(
            next=_lines(
                awaited.filter(~recount, ~late, expected_at__isnull=False), "expected_at", limit, now
            ),
            overdue=_lines(awaited.filter(late), "expected_at", limit, now),
            recounts=_lines(awaited.filter(recount), "status_at", limit, now),
            waiting=waiting[:limit],
            waits=len(waiting),
            **sums,
        )


def _awaited(election_id: int, region_id: int | None) -> QuerySet[Contest]:
    contests = Contest.objects.filter(election=election_id).exclude(status__in=CALLED_OFF)
    if region_id is not None:
        contests = contests.filter(regions=region_id)
    results = Declaration.objects.in_force().filter(may_be_seen(), contest=OuterRef("pk"))
    return contests.filter(~Exists(results))


def _lines(rows: QuerySet[Contest], order: str, limit: int, now: datetime) -> tuple[DueLine, ...]:
    found = rows.select_related("election", "key").order_by(order, "name", "code")[:limit]
    return tuple(_line(contest, now) for contest in found)


def _line(contest: Contest, now: datetime) -> DueLine:
    is_late = contest.expected_at is not None and contest.expected_at <= now >= contest.closing
    in_recount = contest.status == Contest.Status.RECOUNT and contest.closing <= now
    return DueLine(
        contest=contest.pk,
        code=contest.code,
        name=contest.name,
        expected_at=contest.expected_at,
        overdue=now - contest.expected_at if is_late and contest.expected_at else None,
        recounts=contest.recounts if in_recount else 0,
        since=contest.status_at if in_recount else None,
        key=getattr(contest, "key", None) is not None,
        polls_open=contest.closing > now,
    )


def _waiting(election_id: int, region_id: int | None) -> tuple[WaitingEntry, ...]:
    contests = Declaration.objects.filter(state__in=OPEN, contest__election=election_id)
    councils = CouncilDeclaration.objects.filter(state__in=OPEN, council__election=election_id)
    if region_id is not None:
        contests = contests.filter(contest__regions=region_id)
        councils = councils.filter(council__regions=region_id)
    entries = [*_entries(contests, "contest"), *_entries(councils, "council")]
    return tuple(sorted(entries, key=lambda entry: (entry.since, entry.name)))


def _entries(rows: QuerySet[Any], subject: str) -> Iterable[WaitingEntry]:
    for row in rows.select_related(subject, "entered_by"):
        about = getattr(row, subject)
        yield WaitingEntry(
            declaration=row.pk,
            subject=about.pk,
            code=about.code,
            name=about.name,
            council=subject == "council",
            by=name_of(row.entered_by),
            since=row.entered_at,
            blind=row.policy == Policy.BLIND,
            disputed=row.state == State.DISPUTED,
        )
