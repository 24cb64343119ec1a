"""Addresses that machines read. Refuses to compute: the feed is the board."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from results.boards.heads import region_place
from results.feeds.regions import region_json
from results.models import AccessLink
from results.views.people import desk_login_required


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
    # Titles bound to it change by themselves on air: what is held stays as it was.
    board = region_json(place.id, for_air=True)
    response = JsonResponse(board, json_dumps_params={"ensure_ascii": False})
    return _kept(response, tag)


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
