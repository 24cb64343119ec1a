"""Live pages, drawn once for all who ask: a storm of screens that load one costs one drawing.

Owns what of a page is the same for everybody, and keeps it at the number that it is of. What is about a
person stays outside, drawn for each: who is signed in, her forms, the socket's address. Where a page leads on
by the token it was opened by, that is put in when the page is sent. Refuses to keep anything by role: what
not everybody of the desk may see has no place on these pages.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from secrets import token_hex
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from results.boards.heads import Place, number_of
from results.boards.snapshot import one_snapshot
from results.keeping.once import Kept, Made
from results.views.live_address import socket_address, theme_of

MOST_BYTES = 64 * 1024 * 1024
# Nothing that has no number, a person's name for one, stands longer than this.
OLDEST_S = 30.0
# What the page around the kept part is drawn of.
FRAME = ("election", "region", "seq", "as_at", "ids", "title", "version", "reload_mark")
# Stands for a token in what is kept. No text of an election can be it: every process draws its own.
TOKEN = f"token-{token_hex(16)}"


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a live page is drawn of: the name of its template, and its context."""

    template: str
    context: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LivePart:
    """What of a page is the same for everybody, as HTML, and what the rest is drawn of."""

    template: str
    frame: Mapping[str, Any]
    html: str


def live_page(
    request: HttpRequest,
    *,
    place: Place,
    draw: Callable[[], Drawing],
    socket: str,
    asked: Hashable = "",
    wall: bool = False,
) -> HttpResponse:
    """The page of a place at its number, for whoever asks. `socket` is the path of its socket.

    `asked` is whatever else than its address `draw` goes by, which knows nothing of who asks; it puts `TOKEN`
    where a page leads on by the token it was opened by.
    """
    token = request.GET.get("token", "")
    key = (request.path, asked, wall, bool(token))
    part = pages_here.at(key, place.number, lambda: _drawn(place, draw, wall=wall, token=bool(token)))
    context = {
        **part.frame,
        # Drawn by the desk's own templates, and a token is quoted.
        "live_part": mark_safe(with_token(part.html, token)),  # noqa: S308  # nosec B308 B703
        "socket": socket_address(request, socket, since=part.frame["seq"]),
        "wall": wall,
        **theme_of(request),
    }
    return render(request, part.template, context)


def with_token(html: str, token: str) -> str:
    """What was drawn, for whoever came by this token."""
    return html.replace(TOKEN, quote(token, safe="")) if token else html


def _drawn(place: Place, draw: Callable[[], Drawing], *, wall: bool, token: bool) -> Made[LivePart]:
    with one_snapshot():
        # Read first: by an hour that strikes meanwhile it is newer than its number, never older.
        number = number_of(place.election)
        drawing = draw()
    inside = {"around": "live_part.html", "wall": wall, "token": TOKEN if token else ""}
    html = render_to_string(drawing.template, {**drawing.context, **inside})
    frame = {name: drawing.context[name] for name in FRAME if name in drawing.context}
    return Made(number, LivePart(drawing.template, frame, html), len(html.encode()))


# One a process.
pages_here: Kept[LivePart] = Kept(most=MOST_BYTES, oldest_s=OLDEST_S)
