"""The producers' desk: the page, what changed lately, and a producer's acts, one ordinary POST each.

What a button carries in `what` is a line's key, or a contest's row id. The words that are kept with a mark
are those that stand now: nobody pins what a page made up. Without a script the answer is the desk again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from time import time
from typing import cast
from urllib.parse import quote, urlencode

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from results.boards.changed import changed
from results.boards.desk import desk
from results.boards.following import followed
from results.boards.headlines import line_called
from results.boards.heads import desk_place, regions_of
from results.boards.snapshot import one_snapshot
from results.boards.stopwatch import stopwatch
from results.keeping.once import KeptBytes
from results.live.news import standings
from results.people.roles import keeps_desk
from results.producing import marks, watching
from results.producing.refusals import NotAProducer, NothingThere, ProducingRefused
from results.rendering import desk as drawing
from results.rendering import desk_lately as lately
from results.views.asked import refuse_unreadable
from results.views.framing import framed_on_walls
from results.views.producers import by_script, desks_only

TEXT = "text/plain; charset=utf-8"
UNREADABLE = "The page sent what the desk cannot read, and nothing was done: load the desk again."
# The clock alone moves what was drawn no sooner.
LATELY_S = 10
# One a process.
lately_here = KeptBytes(most=4 * 1024 * 1024)
GONE = "That line is not there any more: look at the desk again."


@dataclass(frozen=True, slots=True)
class Asked:
    """An act on a desk: what the button carried, and who pressed it."""

    election: int
    region: int | None
    what: str
    by: User


@require_safe
@never_cache
@ensure_csrf_cookie
@framed_on_walls
@desks_only
def desk_page(request: HttpRequest, *, slug: str) -> HttpResponse:
    """The desk of an election, or with `?region=CODE` of one region; `?wall=1` for its headlines alone."""
    code = request.GET.get("region", "")
    election, region = _place(slug, code)
    keeps = keeps_desk(request.user)
    card = desk(election_id=election, region_id=region, keeps=keeps)
    socket = {**({"region": code} if code else {}), "since": card.election.seq}
    context = drawing.page_context(card) | {
        "socket": f"{quote(f'/ws/desk/{slug}/')}?{urlencode(socket)}",
        "regions": regions_of(election),
        "followed": followed(election_id=election, person=cast(User, request.user)) if keeps else (),
        # Drawn by the desk's own templates.
        "lately": mark_safe(_lately(election, region).decode()),  # noqa: S308  # nosec B308 B703
        "wall": request.GET.get("wall") == "1",
    }
    if (theme := request.GET.get("theme")) in {"dark", "light"}:
        context["theme"] = theme
    return render(request, "desk.html", context)


@require_safe
@never_cache
@desks_only
def lately_part(request: HttpRequest, *, slug: str) -> HttpResponse:
    """What moves with no event: the last quarter of an hour, and the stopwatch."""
    return HttpResponse(_lately(*_place(slug, request.GET.get("region", ""))))


@require_POST
@never_cache
@desks_only
def act_on_desk(request: HttpRequest, *, slug: str, act: str) -> HttpResponse:
    """Do one act: the lines for the page's script, or the desk again."""
    if act not in ACTS:
        raise Http404(f"There is no act {act}.")
    code, what = request.POST.get("region", ""), request.POST.get("what", "")
    try:
        refuse_unreadable([code, what])
    except ValueError:
        return _refused(request, slug, "", ProducingRefused(UNREADABLE))
    election, region = _place(slug, code)
    asked = Asked(election, region, what, cast(User, request.user))
    try:
        ACTS[act](asked)
    except ProducingRefused as refusal:
        return _refused(request, slug, code, refusal)
    except ValueError:
        return _refused(request, slug, code, ProducingRefused(UNREADABLE))
    if not by_script(request):
        return _back(slug, code)
    if act == "follow":
        mine = followed(election_id=election, person=asked.by)
        return HttpResponse(drawing.following_fragment(slug, mine))
    card = desk(election_id=election, region_id=region, keeps=keeps_desk(request.user))
    return HttpResponse(drawing.headlines_fragment(card), headers={"X-Desk-Seq": str(card.election.seq)})


def _lately(election: int, region: int | None) -> bytes:
    # Every open desk asks after every declaration, and now and then: the rows of a night are read for the
    # first of them.
    while_it_holds = int(time() // LATELY_S)
    number = (standings([election])[election], while_it_holds)
    return lately_here.drawn((election, region), number, partial(_lately_drawn, election, region))


def _lately_drawn(election: int, region: int | None) -> bytes:
    with one_snapshot():
        moved = changed(election_id=election, region_id=region)
        return lately.fragments(moved, stopwatch(election_id=election, region_id=region)).encode()


def _place(slug: str, code: str) -> tuple[int, int | None]:
    found = desk_place(slug=slug, code=code)
    if found is None:
        raise Http404(f"There is no election {slug}" + (f" with a region {code}." if code else "."))
    return found


def _back(slug: str, code: str) -> HttpResponse:
    address = reverse("desk", args=[slug]) + (f"?{urlencode({'region': code})}" if code else "")
    return HttpResponse(status=303, headers={"Location": address})


def _refused(request: HttpRequest, slug: str, code: str, refusal: ProducingRefused) -> HttpResponse:
    if by_script(request):
        status = 403 if isinstance(refusal, NotAProducer) else 422
        return HttpResponse(refusal.sentence, status=status, content_type=TEXT)
    messages.error(request, refusal.sentence)
    return _back(slug, code)


def _words(asked: Asked) -> str:
    line = line_called(election_id=asked.election, region_id=asked.region, key=asked.what)
    if line is None:
        raise NothingThere(GONE)
    return line.sentence


def _pin(asked: Asked) -> None:
    marks.pin(election_id=asked.election, key=asked.what, words=_words(asked), by=asked.by)


def _put_aside(asked: Asked) -> None:
    marks.dismiss(election_id=asked.election, key=asked.what, words=_words(asked), by=asked.by)


def _bring_back(asked: Asked) -> None:
    marks.bring_back(election_id=asked.election, key=asked.what, by=asked.by)


def _follow(asked: Asked) -> None:
    """Follow a contest, or follow it no more: the same button."""
    contest = int(asked.what)
    if contest in watching.watched(election_id=asked.election, by=asked.by):
        watching.unwatch(contest_id=contest, by=asked.by)
    else:
        watching.watch(contest_id=contest, by=asked.by)


ACTS: dict[str, Callable[[Asked], None]] = {
    "pin": _pin,
    "put-aside": _put_aside,
    "bring-back": _bring_back,
    "follow": _follow,
}
