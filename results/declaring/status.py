"""The command that moves a contest along before it has a result: counting, recount, called off.

Owns which moves there are. Refuses all of them while a declaration is in force: its status is its result.
"""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from results.declaring.audit import record, refusals_recorded
from results.declaring.bringing import numbered
from results.declaring.entered import Moved
from results.declaring.refusals import AlreadyDeclared, MayNot, PollStopped
from results.declaring.revisions import STOPPED, locked_contest, revisions_of
from results.models import Act, Contest, DeskEvent

Status = Contest.Status
BY_REPORTERS = (Status.EXPECTED, Status.COUNTING, Status.RECOUNT)
SETTABLE = (*BY_REPORTERS, *STOPPED)


def set_status(*, contest_id: int, status: str, by: User, recount: int | None = None) -> Moved:
    """Move a contest on. A recount after a recount is the next one. Raises a `Refused`.

    `recount` is the number of the recount that is meant, where the sender knows it: a button pressed twice
    must not count two. Countermanding and deferring a poll, and going back on it, need a permission of
    their own.
    """
    with refusals_recorded(act="Changing the status", by=by, contest_id=contest_id), transaction.atomic():
        contest = locked_contest(contest_id, by)
        _refuse(contest, status, by)
        if contest.status == status and (status != Status.RECOUNT or contest.recounts == recount):
            return _silent(contest)
        return _moved(contest, Status(status), by)


def _refuse(contest: Contest, status: str, by: User) -> None:
    if status not in SETTABLE:
        raise MayNot(f"A contest cannot be put to {status!r}.")
    stops = status in STOPPED or contest.status in STOPPED
    if stops and not by.has_perm("results.call_off_contest"):
        raise MayNot("Only a producer may countermand or defer a poll, or put it back.")
    rows = revisions_of(contest)
    if rows.current is not None:
        raise AlreadyDeclared(f"{contest.name} is declared: withdraw the declaration first.")
    if status in STOPPED and (rows.waiting or rows.disputed):
        raise PollStopped(f"Figures for {contest.name} wait for a second person: reject them first.")


def _moved(contest: Contest, status: Status, by: User) -> Moved:
    if status == Status.RECOUNT:
        contest.recounts += 1
    if status == Status.EXPECTED:
        contest.recounts = 0
    contest.status, contest.status_at = status, timezone.now()
    contest.save(update_fields=["status", "status_at", "recounts"])
    nth = f" {contest.recounts}" if status == Status.RECOUNT else ""
    record(kind=Act.Kind.STATUS, by=by, words=f"{status.label}{nth}", contest_id=contest.pk)
    return _answer(contest, numbered(contest, DeskEvent.Kind.STATUS))


def _silent(contest: Contest) -> Moved:
    last = DeskEvent.objects.filter(contest=contest).order_by("-seq").first()
    return _answer(contest, last, silent=True)


def _answer(contest: Contest, event: DeskEvent | None, *, silent: bool = False) -> Moved:
    return Moved(
        contest_id=contest.pk,
        status=contest.status,
        recounts=contest.recounts,
        seq=event.seq if event else contest.election.seq,
        at=event.at if event else timezone.now(),
        silent=silent,
    )
