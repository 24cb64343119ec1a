"""Who has a contest's form open now, so that two people do not type the same count unaware.

Owns claims and how long one lasts. Refuses to keep anybody out: a claim tells, and never blocks. It goes
by itself, since a phone in a sports hall does not say goodbye.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone

from results.declaring.refusals import NotYours
from results.declaring.revisions import may_declare, name_of
from results.models import Claim

LASTS = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class ClaimedBy:
    """Somebody who has the form open, and since when."""

    person_id: int
    name: str
    since: datetime


def claim(*, contest_id: int, by: User) -> tuple[ClaimedBy, ...]:
    """Make or renew her own claim, and return the others' who have the form open. Raises NotYours."""
    if not may_declare(user=by, contest_id=contest_id):
        raise NotYours("This is not one of your counts: ask a producer to assign it to you.")
    now = timezone.now()
    hers = Claim.objects.filter(contest=contest_id, person=by)
    if not hers.filter(seen_at__gt=now - LASTS).update(seen_at=now):
        # One statement: two tabs of hers may open at once, and a claim that lapsed begins anew.
        Claim.objects.bulk_create(
            [Claim(contest_id=contest_id, person=by, since=now, seen_at=now)],
            update_conflicts=True,
            unique_fields=["contest", "person"],
            update_fields=["since", "seen_at"],
        )
    held = claims_on(contest_ids=[contest_id]).get(contest_id, ())
    return tuple(other for other in held if other.person_id != by.pk)


def release(*, contest_id: int, by: User) -> None:
    """Let go of her own claim, if she has one."""
    Claim.objects.filter(contest=contest_id, person=by).delete()


def claims_on(*, contest_ids: Collection[int]) -> dict[int, tuple[ClaimedBy, ...]]:
    """Who has these contests' forms open, the first comer first. One query."""
    held: dict[int, list[ClaimedBy]] = defaultdict(list)
    for row in open_claims().filter(contest__in=contest_ids):
        held[row.contest_id].append(
            ClaimedBy(person_id=row.person_id, name=name_of(row.person), since=row.since)
        )
    return {contest_id: tuple(claims) for contest_id, claims in held.items()}


def open_claims() -> QuerySet[Claim]:
    """Claims that hold, with their people, the first comer first."""
    rows = Claim.objects.filter(seen_at__gt=timezone.now() - LASTS)
    return rows.select_related("person").order_by("since", "pk")
