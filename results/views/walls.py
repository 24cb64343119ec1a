"""A screen on the wall that shows chosen views in turn, and the page on which they are chosen.

Owns which views there are, who may see each, and how long one stays. Each view is the page it is anywhere
else, live by a line of its own, whether it is seen at the moment or not: turning to it shows what is true.
"""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from results.boards.heads import has_councils, region_place
from results.people.roles import Person, may_see_producers_desk
from results.views.live_address import theme_of
from results.views.people import desk_login_required

EVERY_S = (10, 15, 20, 30, 60)
USUAL_S = 20
MOST = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """A view that a wall may show. `query` is what its address asks for beside the wall."""

    name: str
    title: str
    address: Callable[[str, str], str]
    query: tuple[tuple[str, str], ...] = ()
    seen_by: Callable[[Person], bool] | None = None
    councils: bool | None = None

    def shown(self, person: Person, *, councils: bool) -> bool:
        """Whether this person's wall may show it. A link opens what needs no role."""
        fits = self.councils is None or self.councils == councils
        return fits and (self.seen_by is None or self.seen_by(person))


def _pictures(name: str, title: str) -> Choice:
    return Choice(
        f"picture-{name}",
        title,
        lambda slug, region: reverse("pictures", args=[slug, region]),
        query=(("show", name),),
        councils=False,
    )


CHOICES = (
    Choice("board", "The board", lambda slug, region: reverse("board", args=[slug, region])),
    Choice(
        "headlines",
        "Headlines",
        lambda slug, region: reverse("desk", args=[slug]),
        seen_by=may_see_producers_desk,
    ),
    Choice(
        "key",
        "Key contests",
        lambda slug, region: reverse("key-contests", args=[slug]),
        seen_by=may_see_producers_desk,
    ),
    _pictures("winner", "Map by winner"),
    _pictures("gain", "Map by gain"),
    _pictures("lead", "Map by lead"),
    _pictures("swing", "Map by swing"),
    _pictures("turnout", "Map by turnout"),
    _pictures("night", "Seats over time"),
    _pictures("compare", "Then and now"),
    _pictures("ladder", "Closest and safest"),
)


@require_safe
@never_cache
@desk_login_required()
def wall_page(request: HttpRequest, *, slug: str, region: str) -> HttpResponse:
    """The form on which a wall's views are chosen: it leads to the wall itself."""
    place = region_place(slug=slug, code=region)
    if place is None:
        raise Http404(f"{slug} has no region {region}.")
    councils = has_councils(place.id)
    context = {
        "choices": [one for one in CHOICES if one.shown(request.user, councils=councils)],
        "every": EVERY_S,
        "usual": USUAL_S,
        "board": reverse("board", args=[slug, region]),
    }
    return render(request, "wall/choose.html", context)


def cycles(request: HttpRequest) -> bool:
    """Whether a wall is asked for that shows views in turn, not the one board."""
    return request.GET.get("wall") == "1" and bool(request.GET.getlist("view"))


def cycle(request: HttpRequest, *, slug: str, region: str, region_id: int) -> HttpResponse:
    """The wall: a frame for each chosen view, in the order in which they are named; unknown ones left out."""
    councils = has_councils(region_id)
    known = {one.name: one for one in CHOICES if one.shown(request.user, councils=councils)}
    names = dict.fromkeys(request.GET.getlist("view"))
    chosen = [known[name] for name in names if name in known][:MOST] or [known["board"]]
    context = {
        "views": [(one.title, _address(request, one, slug, region)) for one in chosen],
        "every": _every(request),
        "wall": True,
        **theme_of(request),
    }
    return render(request, "wall/wall.html", context)


def _address(request: HttpRequest, one: Choice, slug: str, region: str) -> str:
    query = [("wall", "1"), ("region", region), *one.query]
    query += [(name, request.GET[name]) for name in ("token", "theme") if name in request.GET]
    return f"{one.address(slug, region)}?{urlencode(query)}"


def _every(request: HttpRequest) -> int:
    asked = request.GET.get("every", "")
    seconds = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else USUAL_S
    return min(max(seconds, EVERY_S[0]), 3600)
