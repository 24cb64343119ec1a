"""Pictures by their addresses: the page of a region's, and each as a file.

Owns the doors, which are those of the board and of the feed, and the headers. A file is drawn once for a
number in every process; whoever has it already is told so without drawing. Refuses sizes and themes that
there are not, with a sentence.
"""

from collections.abc import Callable
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import parse_etags
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from results.boards.contest import contest_card
from results.boards.heads import Place, contest_place, has_councils, region_place
from results.boards.pictures import RegionPictures, region_pictures, region_so_far
from results.models import AccessLink, Election
from results.packs.recorded_seats import recorded_seats
from results.people.links import open_link_at
from results.people.roles import may_see_desk
from results.rendering.pictures import kinds, page
from results.rendering.pictures.kept import pictures_here
from results.rendering.pictures.png import NARROWEST, USUAL, WIDEST, png
from results.rendering.pictures.sheet import alone
from results.rendering.pictures.svg import THEMES, Palette
from results.views.framing import framed_on_walls
from results.views.live_pages import TOKEN, Drawing, live_page, with_token
from results.views.people import desk_login_required, turn_away

TYPES = {"svg": "image/svg+xml; charset=utf-8", "png": "image/png"}
NO_PICTURES = "A region of councils has no pictures yet: its board has the seats of each."
Draw = Callable[[Palette], str]


@require_safe
@never_cache
@framed_on_walls
@desk_login_required(scope=AccessLink.Scope.BOARD)
def pictures_page(request: HttpRequest, *, slug: str, region: str) -> HttpResponse:
    """The pictures of a region; `?map=` chooses how its map is coloured.

    Asked by a script it gives the pictures alone.
    """
    place = _region(slug, region)
    mode, show = request.GET.get("map", ""), request.GET.get("show", "")
    mode = mode if mode in kinds.MAPS else page.FIRST
    show = show if show in kinds.OF_A_REGION else ""
    token = request.GET.get("token", "")
    draw = partial(_figures, place, mode, show, bool(token))
    if request.headers.get("HX-Request") == "true":
        return _varied(HttpResponse(with_token(draw(), token)))
    answer = live_page(
        request,
        place=place,
        draw=partial(_page, place, draw, token=bool(token)),
        socket=f"/ws/pictures/{slug}/{region}/",
        asked=(show or mode, bool(show)),
        wall=bool(show) and request.GET.get("wall") == "1",
    )
    return _varied(answer)


@require_safe
def region_picture(request: HttpRequest, *, slug: str, region: str, picture: str, ext: str) -> HttpResponse:
    """One picture of a region, for people of the desk or a link to the region's board or feed."""
    if refused := _at_the_door(request, slug, region):
        return refused
    place = _region(slug, region)
    if picture not in kinds.OF_A_REGION:
        raise Http404(f"There is no picture {picture} of a region.")
    return _file(request, ("region", place.id, picture), place, ext, partial(_of_region, place, picture))


@require_safe
@desk_login_required()
def contest_picture(request: HttpRequest, *, slug: str, code: str, picture: str, ext: str) -> HttpResponse:
    """One picture of a contest, for people of the desk."""
    place = contest_place(slug=slug, code=code)
    if place is None or picture not in kinds.OF_A_CONTEST:
        raise Http404(f"There is no picture {picture} of a contest {code} of {slug}.")
    return _file(request, ("contest", place.id, picture), place, ext, partial(_of_contest, place, picture))


def _at_the_door(request: HttpRequest, slug: str, region: str) -> HttpResponse | None:
    token = request.GET.get("token", "")
    scopes = (AccessLink.Scope.BOARD, AccessLink.Scope.FEED)
    opens = token and any(open_link_at(token, scope=scope, slug=slug, region=region) for scope in scopes)
    return None if may_see_desk(request.user) or opens else turn_away(request, token=token)


def _region(slug: str, region: str) -> Place:
    place = region_place(slug=slug, code=region)
    if place is None:
        raise Http404(f"{slug} has no region {region}.")
    return place


def _card(place: Place) -> RegionPictures:
    if has_councils(place.id):
        raise Http404(NO_PICTURES)
    pack = Election.objects.values_list("pack", flat=True).get(pk=place.election)
    return region_pictures(region_id=place.id, recorded=recorded_seats(pack))


def _page(place: Place, figures: Callable[[], str], *, token: bool) -> Drawing:
    so_far = region_so_far(region_id=place.id)
    board = reverse("board", args=[so_far.election.slug, so_far.region.code])
    context = page.page_context(so_far) | {
        # Drawn by the desk's own templates.
        "drawn": mark_safe(figures()),  # noqa: S308  # nosec B308 B703
        "board": f"{board}?token={TOKEN}" if token else board,
    }
    return Drawing("pictures.html", context)


def _figures(place: Place, mode: str, show: str, with_links: bool) -> str:
    """The pictures alone. `with_links`: to files, by the token that stands for a link's."""
    key = ("page", place.id, show or mode, bool(show), with_links)
    return pictures_here.drawn(key, place.number, partial(_drawn, place, mode, show, with_links)).decode()


def _drawn(place: Place, mode: str, show: str, with_links: bool) -> bytes:
    if show:
        return page.drawn_alone(_card(place), name=show).encode()
    return page.drawn(_card(place), mode=mode, token=TOKEN if with_links else "").encode()


def _of_region(place: Place, picture: str, palette: Palette) -> str:
    card = _card(place)
    return alone(kinds.OF_A_REGION[picture](card, palette), kinds.heading_of_region(card), palette)


def _of_contest(place: Place, picture: str, palette: Palette) -> str:
    card = contest_card(contest_id=place.id)
    found = kinds.OF_A_CONTEST[picture](card, palette)
    if found is None:
        raise Http404(f"{card.name} has no figures for this picture yet.")
    return alone(found, kinds.heading_of_contest(card), palette)


def _file(
    request: HttpRequest, what: tuple[str, int, str], place: Place, ext: str, draw: Draw
) -> HttpResponse:
    """The answer with a picture in a format, as it is at the election's number."""
    if ext not in TYPES:
        raise Http404(f"There are no pictures as {ext}.")
    theme, width = request.GET.get("theme", "light"), _width(request)
    if theme not in THEMES or width is None:
        sentence = f"Give a width from {NARROWEST} to {WIDEST} and a theme that is light or dark."
        return HttpResponse(sentence, status=400, content_type="text/plain; charset=utf-8")
    tag = f'"{place.election}-{place.seq}-{place.closings}"'
    # A proxy that compresses makes a tag weak; what it stands for is the same.
    known = {had.removeprefix("W/") for had in parse_etags(request.headers.get("If-None-Match", ""))}
    if tag in known:
        return _tagged(HttpResponseNotModified(), tag)
    svg = pictures_here.drawn((*what, theme), place.number, lambda: draw(THEMES[theme]).encode())
    if ext == "png":
        key = (*what, theme, width)
        svg = pictures_here.drawn(key, place.number, partial(png, svg.decode(), width=width))
    return _tagged(HttpResponse(svg, content_type=TYPES[ext]), tag)


def _width(request: HttpRequest) -> int | None:
    asked = request.GET.get("width", str(USUAL))
    width = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
    return width if NARROWEST <= width <= WIDEST else None


def _tagged(response: HttpResponse, tag: str) -> HttpResponse:
    response["ETag"] = tag
    patch_cache_control(response, no_cache=True, private=True)
    return response


def _varied(response: HttpResponse) -> HttpResponse:
    patch_vary_headers(response, ["HX-Request"])
    return response
