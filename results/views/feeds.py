"""Addresses that machines read. Refuses to compute: the feed is the board, drawn once for all who read it."""

import json
from functools import partial

from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from results.boards.heads import region_place
from results.feeds.regions import region_json
from results.keeping.once import KeptBytes
from results.models import AccessLink
from results.views.people import desk_login_required

MOST_BYTES = 32 * 1024 * 1024
# One a process.
scoreboards_here = KeptBytes(most=MOST_BYTES)


@require_safe
@desk_login_required(scope=AccessLink.Scope.FEED)
def scoreboard_feed(request: HttpRequest, *, slug: str, region: str) -> HttpResponse:
    """The board of a region as JSON; 304 without building it while the election's number stands."""
    place = region_place(slug=slug, code=region)
    if place is None:
        raise Http404(f"{slug} has no region {region}.")
    tag = _etag(place.election, place.seq, place.closings)
    if tag in _known(request):
        return _kept(HttpResponseNotModified(), tag)
    board = scoreboards_here.drawn(place.id, place.number, partial(_board, place.id))
    return _kept(HttpResponse(board, content_type="application/json"), tag)


def _board(region_id: int) -> bytes:
    # Titles bound to it change by themselves on air: what is held stays as it was.
    return json.dumps(
        region_json(region_id, for_air=True), ensure_ascii=False, cls=DjangoJSONEncoder
    ).encode()


def _known(request: HttpRequest) -> set[str]:
    # A proxy that compresses makes a tag weak; what it stands for is the same.
    tags = parse_etags(request.headers.get("If-None-Match", ""))
    return {tag.removeprefix("W/") for tag in tags}


def _etag(election: int, seq: int, closings: int) -> str:
    # What the feed says changes with the election's number, and whenever polls close somewhere.
    return f'"{election}-{seq}-{closings}"'


def _kept(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    response["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(response, no_cache=True)
    return response
