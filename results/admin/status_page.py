"""The buttons that move a contest along before it has a result, and their POST.

Owns which buttons a person is shown for a contest, and where she is afterwards. Refuses to decide what
she may: the command does, and its sentence is told.
"""

from dataclasses import dataclass
from typing import cast

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from results.admin.sentences import moved_message
from results.boards.cards import ContestState
from results.boards.states import state_words
from results.declaring.refusals import NotYours, Refused
from results.declaring.revisions import STOPPED
from results.declaring.status import set_status
from results.models import Contest

Status = Contest.Status
BACK_TO_COUNTS = "counts"
NEXT = {
    Status.EXPECTED: (Status.COUNTING, Status.RECOUNT),
    Status.COUNTING: (Status.RECOUNT, Status.EXPECTED),
    Status.RECOUNT: (Status.RECOUNT, Status.COUNTING, Status.EXPECTED),
    Status.WITHDRAWN: (Status.COUNTING, Status.RECOUNT, Status.EXPECTED),
}


@dataclass(frozen=True, slots=True)
class Move:
    """A button: the status it sets, what it says, and the recount that it means, 0 for none."""

    status: str
    label: str
    recount: int = 0

    @property
    def value(self) -> str:
        """What the button posts: "counting", "recount:2"."""
        return f"{self.status}:{self.recount}" if self.recount else self.status

    @property
    def calls_off(self) -> bool:
        """Whether nobody is elected tonight once it is pressed."""
        return self.status in STOPPED


def moves_for(contest: Contest, user: User | AnonymousUser, *, is_declared: bool) -> tuple[Move, ...]:
    """The buttons of a contest for this person; none where it is declared or its election closed.

    Reads the contest with its election, and no more rows.
    """
    if is_declared or contest.election.closed_at is not None:
        return ()
    may_call_off = user.has_perm("results.call_off_contest")
    if contest.status in STOPPED:
        return (Move(Status.EXPECTED, "Put back to expected"),) if may_call_off else ()
    moves = tuple(_move(contest, status) for status in NEXT[Status(contest.status)])
    return (*moves, *(_move(contest, status) for status in STOPPED)) if may_call_off else moves


def status_words(contest: Contest) -> str:
    """ "Recount 2 since 02:40"; empty while it is only expected."""
    if contest.status == Status.EXPECTED:
        return ""
    words = state_words(ContestState(contest.status), contest.recounts).capitalize()
    return f"{words} since {timezone.localtime(contest.status_at):%H:%M}" if contest.status_at else words


@require_POST
def change_status(request: HttpRequest, contest_id: int) -> HttpResponse:
    """Move a contest along, and back to where the button was. 403 for whoever may not declare it."""
    contest = Contest.objects.filter(pk=contest_id).first()
    if contest is None:
        raise Http404("There is no such contest.")
    status, _, recount = request.POST.get("move", "").partition(":")
    try:
        moved = set_status(
            contest_id=contest_id, status=status, by=cast(User, request.user), recount=_number(recount)
        )
    except NotYours as refusal:
        raise PermissionDenied(refusal.sentence) from None
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, moved_message(name=contest.name, moved=moved))
    if request.POST.get("back") == BACK_TO_COUNTS:
        return redirect("admin:index")
    return redirect("admin:results_contest_declare", contest_id)


def _move(contest: Contest, status: Status) -> Move:
    recount = contest.recounts + 1 if status == Status.RECOUNT else 0
    if recount > 1:
        return Move(status, state_words(ContestState.RECOUNT, recount).capitalize(), recount)
    return Move(status, status.label.capitalize(), recount)


def _number(given: str) -> int | None:
    return int(given) if given.isascii() and given.isdigit() and len(given) < 5 and int(given) else None
