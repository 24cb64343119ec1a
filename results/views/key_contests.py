"""An election's key contests: the live page, and the list as producers keep it.

The list is ordinary forms, one POST each: it works without a script, and every act asks the command whether
this person may. What is refused stands at its field again, with what was typed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast
from urllib.parse import quote, urlencode

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from results.boards.corrections import election_called
from results.boards.key_contests import contests_to_mark, key_board
from results.people.roles import keeps_desk
from results.producing.keys import mark_key, move_key, unmark_key
from results.producing.refusals import NotAProducer, ProducingRefused
from results.rendering import key_contests as drawing
from results.views.framing import framed_on_walls
from results.views.producers import NOT_YOURS, desks_only

UNREADABLE = "Choose a contest."


@dataclass(frozen=True, slots=True)
class Pressed:
    """What was pressed in the list: for which contest, with which reason. `contest` 0: for none."""

    act: str
    contest: int
    reason: str


@require_safe
@never_cache
@framed_on_walls
@desks_only
def key_page(request: HttpRequest, *, slug: str) -> HttpResponse:
    """The key contests, live; `?wall=1` for a screen on the wall."""
    card = key_board(election_id=_election(slug))
    context = drawing.page_context(card) | {
        "socket": f"{quote(f'/ws/desk/{slug}/key/')}?{urlencode({'since': card.election.seq})}",
        "keeps": keeps_desk(request.user),
        "wall": request.GET.get("wall") == "1",
    }
    if (theme := request.GET.get("theme")) in {"dark", "light"}:
        context["theme"] = theme
    return render(request, "key_contests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@desks_only
def key_list(request: HttpRequest, *, slug: str) -> HttpResponse:
    """The list to change: order, reasons, which contests. 303 to itself once something was done."""
    election = _election(slug)
    if not keeps_desk(request.user):
        raise PermissionDenied(NOT_YOURS)
    if request.method != "POST":
        return _drawn(request, slug, election)
    pressed = _pressed(request)
    if pressed.act not in ACTS:
        raise Http404(f"There is no act {pressed.act}.")
    try:
        ACTS[pressed.act](pressed, cast(User, request.user))
    except NotAProducer as refusal:
        raise PermissionDenied(refusal.sentence) from None
    except ProducingRefused as refusal:
        return _drawn(request, slug, election, pressed, refusal.sentence)
    last = urlencode({"done": pressed.act, "contest": pressed.contest})
    return HttpResponse(status=303, headers={"Location": f"{reverse('key-list', args=[slug])}?{last}"})


def _drawn(
    request: HttpRequest, slug: str, election: int, pressed: Pressed | None = None, wrong: str = ""
) -> HttpResponse:
    card = key_board(election_id=election)
    listed = {line.contest for line in card.lines}
    context = drawing.page_context(card) | {
        "lines": card.lines,
        # What is no line of the list was to be added to it.
        "wrong_at": pressed.contest if pressed and pressed.contest in listed else 0,
        "choices": contests_to_mark(election_id=election),
        "pressed": pressed,
        "wrong": UNREADABLE if pressed and not pressed.contest else wrong,
        "done": request.GET.get("done", ""),
        "done_to": _number(request.GET.get("contest", "")),
        "address": reverse("key-list", args=[slug]),
    }
    return render(request, "key_list.html", context, status=422 if wrong else 200)


def _pressed(request: HttpRequest) -> Pressed:
    sent = request.POST
    return Pressed(sent.get("act", ""), _number(sent.get("contest", "")), sent.get("reason", ""))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _election(slug: str) -> int:
    found = election_called(slug)
    if found is None:
        raise Http404(f"There is no election {slug}.")
    return found


ACTS: dict[str, Callable[[Pressed, User], object]] = {
    "mark": lambda pressed, by: mark_key(contest_id=pressed.contest, reason=pressed.reason, by=by),
    "up": lambda pressed, by: move_key(contest_id=pressed.contest, places=-1, by=by),
    "down": lambda pressed, by: move_key(contest_id=pressed.contest, places=1, by=by),
    "unmark": lambda pressed, by: unmark_key(contest_id=pressed.contest, by=by),
}
