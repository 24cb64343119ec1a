"""Feeds for graphics systems: a region as released, a cue as it was frozen, a layer as it is on air.

Owns the doors and the headers. Refuses to answer with an error once a reader is let in: it gets the last
good feed, marked stale, because titles bound to it are on air.
"""

import logging
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import Error
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseNotModified,
)
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import http_date, parse_etags
from django.views.decorators.csrf import csrf_exempt

from results.boards.air_feeds import Standing, air_standing, cue_place, cue_standing, output_place
from results.boards.heads import Place, region_place
from results.feeds.columns import LAYOUTS, layout_of
from results.feeds.kept import Body, feeds_here
from results.feeds.memory import admitted_here
from results.feeds.shapes import AGE, SHAPES, Form
from results.feeds.tables import Read, Status, Table, table_of
from results.feeds.viz import LARGEST, filled
from results.graphics.kinds import ALL
from results.graphics.values import NothingToShow, snapshot_of
from results.models import AccessLink
from results.onair.snapshot import Snapshot, Subject
from results.people.links import open_link_at, open_output_link
from results.people.open_links import OpenLink
from results.people.roles import may_see_desk, may_see_outputs
from results.views.operators import NOT_YOURS
from results.views.people import turn_away

log = logging.getLogger(__name__)
MOST_ROWS = 700
MOST_DIGITS = 9
VIZ = "vdf"
# What changes by itself as results are released; all else is cued.
LIVE = tuple(graphic.name for graphic in ALL if graphic.may_follow)
ON_LAYER = {
    layer: tuple(graphic.name for graphic in ALL if graphic.layer == layer)
    for layer in dict.fromkeys(graphic.layer.value for graphic in ALL)
}


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed: the graphics that may stand there, its number, and how it is read."""

    graphics: tuple[str, ...]
    number: Hashable
    read: Callable[[], Read]


# Whatever is posted is answered and changes nothing.
@csrf_exempt
def live_feed(request: HttpRequest, *, slug: str, region: str, graphic: str, ext: str) -> HttpResponse:
    """A tally or the ticker of a region: changes as results are released, and keeps what is held."""
    what = ("live", slug, region, graphic)

    def find() -> Feed | HttpResponse:
        opens = partial(open_link_at, scope=AccessLink.Scope.FEED, slug=slug, region=region)
        if refused := _at_the_door(request, may_see_desk(request.user), opens):
            return refused
        place = region_place(slug=slug, code=region)
        if place is None or graphic not in LIVE:
            raise Http404(f"There is no feed {graphic} of a region {region} of {slug}.")
        return Feed((graphic,), (place.seq, place.closings), partial(_of_region, place, graphic))

    return _served(request, what, ext, find)


@csrf_exempt
def cue_feed(request: HttpRequest, *, cue: int, ext: str) -> HttpResponse:
    """What a cue holds: frozen until somebody refreshes it."""

    def find() -> Feed | HttpResponse:
        place = cue_place(cue)
        if refused := _at_an_output(request, place.output if place else ""):
            return refused
        if place is None:
            raise Http404(f"There is no cue {cue}.")
        return Feed((place.graphic,), place.number, partial(_of_cue, cue))

    return _served(request, ("cue", cue), ext, find)


@csrf_exempt
def output_feed(request: HttpRequest, *, slug: str, layer: str, ext: str) -> HttpResponse:
    """What is on air on a layer of an output, and nothing when the layer is off."""

    def find() -> Feed | HttpResponse:
        if refused := _at_an_output(request, slug):
            return refused
        place = output_place(slug)
        if place is None or layer not in ON_LAYER:
            raise Http404(f"There is no layer {layer} of an output {slug}.")
        return Feed(ON_LAYER[layer], place.number, partial(_of_layer, place.id, layer))

    return _served(request, ("output", slug, layer), ext, find)


def _at_an_output(request: HttpRequest, output: str) -> HttpResponse | None:
    """As the output's pages: for graphics and producers, or a link to it."""
    may = may_see_outputs(request.user)
    if not may and may_see_desk(request.user):
        raise PermissionDenied(NOT_YOURS)
    return _at_the_door(request, may, partial(open_output_link, output=output))


def _at_the_door(
    request: HttpRequest, may: bool, opens: Callable[[str], OpenLink | None]
) -> HttpResponse | None:
    """None for a person who `may`, or a machine whose token `opens` this; the answer to all others."""
    token = request.GET.get("token", "")
    if may or (token and opens(token)):
        return None
    return turn_away(request, token=token)


def _of_region(place: Place, graphic: str) -> Read:
    snapshot = snapshot_of(graphic=graphic, election_id=place.election, subject=Subject(region_id=place.id))
    return _released(snapshot, Status.LIVE)


def _released(snapshot: Snapshot, status: Status) -> Read:
    return Read(
        graphic=snapshot.graphic,
        values=snapshot.values,
        seq=snapshot.seq,
        updated=snapshot.as_at,
        status=status,
    )


def _of_cue(cue: int) -> Read:
    standing = cue_standing(cue)
    status = Status.REMOVED if standing.removed else Status.HELD if standing.held else Status.FROZEN
    return _read(standing, status)


def _of_layer(output: int, layer: str) -> Read:
    standing = air_standing(output, layer)
    if standing is None:
        return Read(graphic="", values={}, seq=0, updated=None, status=Status.OFF)
    if standing.follows:
        try:
            return _released(_followed(standing), Status.ON)
        except NothingToShow as nothing:
            # As on the screen: what was taken stands.
            log.warning("What is on %s stands as it was taken: %s", layer, nothing.sentence)
    return _read(standing, Status.HELD if standing.held else Status.ON)


def _followed(standing: Standing) -> Snapshot:
    subject = Subject(
        contest_id=standing.contest_id,
        council_id=standing.council_id,
        region_id=standing.region_id,
        options=standing.options,
    )
    return snapshot_of(graphic=standing.graphic, election_id=standing.election_id, subject=subject)


def _read(standing: Standing, status: Status) -> Read:
    return Read(
        graphic=standing.graphic,
        values=standing.values,
        seq=standing.seq,
        updated=standing.since,
        status=status,
    )


def _served(
    request: HttpRequest, what: Hashable, ext: str, find: Callable[[], Feed | HttpResponse]
) -> HttpResponse:
    """The answer to a reader of `what`. `find` opens the door, or raises."""
    form, token = _form(request, ext), _reader(request)
    try:
        found = find()
    except Error:
        # It cannot be asked who reads: whoever was let in when it could goes on.
        if not admitted_here.knows(token, what):
            raise
        return _sent(request, feeds_here.last(what, form, blank=_blank(("bug",))), form)
    except PermissionDenied:
        admitted_here.discard(token, what)
        raise
    if isinstance(found, HttpResponse):
        admitted_here.discard(token, what)
        return found
    admitted_here.add(token, what)
    if SHAPES[ext].only not in ("", *found.graphics):
        raise Http404(f"There is no {ext} of this graphic.")
    make = _making(found)
    body = feeds_here.body(what, found.number, form, make=make, blank=_blank(found.graphics))
    return _sent(request, body, form)


def _reader(request: HttpRequest) -> str:
    """By what a reader is known again: a machine by its token, a person by her session."""
    session = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    return request.GET.get("token") or f"session {session}"


def _making(feed: Feed) -> Callable[[], Table]:
    def make() -> Table:
        read = feed.read()
        # What stands where none of its kind was foreseen brings its own names.
        known = (*feed.graphics, read.graphic) if read.graphic in LAYOUTS else feed.graphics
        return table_of(read, layout_of(dict.fromkeys(known)))

    return make


def _blank(graphics: tuple[str, ...]) -> Table:
    nothing = Read(graphic="", values={}, seq=0, updated=None, status=Status.STALE)
    return table_of(nothing, layout_of(graphics))


def _form(request: HttpRequest, ext: str) -> Form:
    """How the reader wants it; what cannot be read is left aside: an address on air gets no error."""
    if ext not in SHAPES:
        raise Http404(f"There is no feed in the format {ext}.")
    asked = request.GET.get("rows", "")
    rows = min(_number(asked) or 0, MOST_ROWS)
    pad, bom = request.GET.get("pad") == "1", request.GET.get("bom") == "1"
    amcp = request.GET.get("amcp") == "1" and ext == "kv.json"
    return Form(ext=ext, rows=rows, pad=pad, bom=bom and ext == "csv", amcp=amcp)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None


def _sent(request: HttpRequest, body: Body, form: Form) -> HttpResponse:
    if request.method not in ("GET", "HEAD") and not (request.method == "POST" and form.ext == VIZ):
        return HttpResponseNotAllowed(["GET", "HEAD", *(["POST"] if form.ext == VIZ else [])])
    if request.method == "POST":
        return _headed(_told_to_viz(request, body, form), body)
    # A proxy that compresses makes a tag weak; these are weak anyhow, for the age in them goes on.
    known = {tag.removeprefix("W/") for tag in parse_etags(request.headers.get("If-None-Match", ""))}
    answer = HttpResponseNotModified() if body.tag in known else _whole(body, form)
    answer["ETag"] = f"W/{body.tag}"
    return _headed(answer, body)


def _whole(body: Body, form: Form) -> HttpResponse:
    return HttpResponse(body.told(_age(body.table)), content_type=SHAPES[form.ext].content_type)


def _told_to_viz(request: HttpRequest, body: Body, form: Form) -> HttpResponse:
    size = _number(request.headers.get("Content-Length", ""))
    posted = request.body if size is not None and size <= LARGEST else b""
    payload = filled(posted, body.table, form)
    if payload is None:
        return _whole(body, form)
    told = payload.replace(AGE, str(_age(body.table)))
    return HttpResponse(told, content_type=SHAPES[form.ext].content_type)


def _age(table: Table) -> int:
    return max(0, int((timezone.now() - table.updated).total_seconds())) if table.updated else 0


def _headed(answer: HttpResponse, body: Body) -> HttpResponse:
    if body.table.updated:
        answer["Last-Modified"] = http_date(body.table.updated.timestamp())
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Access-Control-Expose-Headers"] = "ETag, Last-Modified"
    patch_cache_control(answer, no_cache=True)
    return answer
