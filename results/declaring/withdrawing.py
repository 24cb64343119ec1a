"""The command that takes a declaration back off every board: a revision without figures, with a reason.

One person is enough, whatever the policy: a wrong winner has to go at once, and a right one that goes by
mistake is declared again.
"""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from results.declaring.audit import record, refusals_recorded
from results.declaring.bringing import numbered
from results.declaring.entered import Withdrawn
from results.declaring.keys import given
from results.declaring.publishing import supersede
from results.declaring.refusals import NothingInForce
from results.declaring.revisions import Revisions, locked_contest, revisions_of
from results.declaring.submitting import overtaken
from results.declaring.told import was_withdrawn
from results.models import Act, Contest, Declaration, DeskEvent, Source, State


def withdraw(*, contest_id: int, by: User, based_on: int, reason: str, key: str = "") -> Withdrawn:
    """Leave a contest without a result. Raises a `Refused`: NothingInForce, Overtaken, ReasonMissing."""
    with refusals_recorded(act="Withdrawing", by=by, contest_id=contest_id), transaction.atomic():
        contest = locked_contest(contest_id, by)
        rows = revisions_of(contest)
        before = rows.sent_before(by=by, key=key)
        if before is not None and before.kind == Declaration.Kind.WITHDRAWAL:
            return _withdrawn(before, _last(contest), silent=True)
        current = rows.current
        if current is None:
            raise NothingInForce(f"{contest.name} has no declaration to withdraw.")
        if current.revision != based_on:
            raise overtaken(current)
        said = given(reason, "Say why it is withdrawn: it is told with the withdrawal.")
        return _taken_off(contest, rows, current, by=by, reason=said, key="" if before else key)


def _taken_off(
    contest: Contest, rows: Revisions, current: Declaration, *, by: User, reason: str, key: str
) -> Withdrawn:
    now, was = timezone.now(), was_withdrawn(current)
    supersede(contest.pk)
    row = Declaration.objects.create(
        contest=contest,
        kind=Declaration.Kind.WITHDRAWAL,
        revision=rows.next_number,
        state=State.IN_FORCE,
        based_on=current.revision,
        entered_by=by,
        entered_at=now,
        published_at=now,
        reason=reason,
        was=was,
        source=Source.OTHER,
        key=key,
    )
    contest.status, contest.status_at = Contest.Status.WITHDRAWN, now
    contest.save(update_fields=["status", "status_at"])
    record(
        kind=Act.Kind.WITHDRAWN,
        by=by,
        words=f"Revision {current.revision} withdrawn: {reason}",
        contest_id=contest.pk,
        declaration_id=row.pk,
    )
    return _withdrawn(row, numbered(contest, DeskEvent.Kind.WITHDRAWN, declaration_id=row.pk))


def _last(contest: Contest) -> DeskEvent:
    return DeskEvent.objects.filter(contest=contest).latest("seq")


def _withdrawn(row: Declaration, event: DeskEvent, *, silent: bool = False) -> Withdrawn:
    return Withdrawn(
        declaration_id=row.pk,
        contest_id=row.contest_id,
        revision=row.revision,
        seq=event.seq,
        at=event.at,
        was=row.was,
        silent=silent,
    )
