"""The desk's pages: the index, the boards, the contest page, the corrections, the credits.

Each is complete and right without scripts; the socket's address in it carries the number the page
was drawn at, so that the first thing a live page asks is what came after.
"""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from results.boards.contest import contest_card
from results.boards.corrections import corrections
from results.boards.councils import council_board, council_card
from results.boards.heads import (
    contest_place,
    council_place,
    election_place,
    has_councils,
    index,
    region_place,
)
from results.boards.scoreboard import scoreboard
from results.models import AccessLink
from results.rendering import board as board_drawing
from results.rendering import contest as contest_drawing
from results.rendering import corrections as corrections_drawing
from results.rendering import council as council_drawing
from results.rendering import councils as councils_drawing
from results.views import walls
from results.views.framing import framed_on_walls
from results.views.live_pages import Drawing, live_page
from results.views.people import desk_login_required


@require_safe
@never_cache
@desk_login_required()
def index_page(request: HttpRequest) -> HttpResponse:
    """Every election and how far its regions are."""
    return render(request, "index.html", {"entries": index()})


@require_safe
@never_cache
@desk_login_required()
def about_page(request: HttpRequest) -> HttpResponse:
    """Where the figures come from: each election's credits."""
    return render(request, "about.html", {"entries": index()})


@require_safe
@never_cache
@framed_on_walls
@desk_login_required(scope=AccessLink.Scope.BOARD)
def board_page(request: HttpRequest, *, slug: str, region: str) -> HttpResponse:
    """The scoreboard of one region; `?wall=1` for a screen on the wall, which may show views in turn."""
    place = region_place(slug=slug, code=region)
    if place is None:
        raise Http404(f"{slug} has no region {region}.")
    if walls.cycles(request):
        return walls.cycle(request, slug=slug, region=region, region_id=place.id)
    draw = partial(_board, place.id)
    socket, wall = f"/ws/boards/{slug}/{region}/", request.GET.get("wall") == "1"
    return live_page(request, place=place, draw=draw, socket=socket, wall=wall)


@require_safe
@never_cache
@desk_login_required()
def council_page(request: HttpRequest, *, slug: str, code: str) -> HttpResponse:
    """One council: its seats against the majority line, its wards."""
    place = council_place(slug=slug, code=code)
    if place is None:
        raise Http404(f"{slug} has no council {code}.")
    draw = partial(_council, place.id)
    return live_page(request, place=place, draw=draw, socket=f"/ws/councils/{slug}/{code}/")


@require_safe
@never_cache
@desk_login_required()
def contest_page(request: HttpRequest, *, slug: str, code: str) -> HttpResponse:
    """One contest: candidates, figures, revisions."""
    place = contest_place(slug=slug, code=code)
    if place is None:
        raise Http404(f"{slug} has no contest {code}.")
    draw = partial(_contest, place.id)
    return live_page(request, place=place, draw=draw, socket=f"/ws/contests/{slug}/{code}/")


@require_safe
@never_cache
@desk_login_required()
def corrections_page(request: HttpRequest, *, slug: str) -> HttpResponse:
    """What was put right or taken away in one election, newest first."""
    place = election_place(slug)
    if place is None:
        raise Http404(f"There is no election {slug}.")
    draw = partial(_corrections, place.id)
    return live_page(request, place=place, draw=draw, socket=f"/ws/corrections/{slug}/")


def _board(region_id: int) -> Drawing:
    if has_councils(region_id):
        board = council_board(region_id=region_id)
        return Drawing("council_board.html", councils_drawing.page_context(board))
    return Drawing("board.html", board_drawing.page_context(scoreboard(region_id=region_id)))


def _council(council_id: int) -> Drawing:
    return Drawing("council.html", council_drawing.page_context(council_card(council_id=council_id)))


def _contest(contest_id: int) -> Drawing:
    return Drawing("contest.html", contest_drawing.page_context(contest_card(contest_id=contest_id)))


def _corrections(election_id: int) -> Drawing:
    listed = corrections(election_id=election_id)
    return Drawing("corrections.html", corrections_drawing.page_context(listed))
