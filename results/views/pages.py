"""The desk's pages: the index, the boards, the contest page, the corrections, the credits.

Each is complete and right without scripts; the socket's address in it carries the number the page
was drawn at, so that the first thing a live page asks is what came after.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from results.boards.contest import contest_card
from results.boards.corrections import corrections, election_called
from results.boards.councils import council_board, council_card
from results.boards.heads import contest_place, council_place, has_councils, index, region_place
from results.boards.scoreboard import scoreboard
from results.models import AccessLink
from results.rendering import board as board_drawing
from results.rendering import contest as contest_drawing
from results.rendering import corrections as corrections_drawing
from results.rendering import council as council_drawing
from results.rendering import councils as councils_drawing
from results.views import walls
from results.views.framing import framed_on_walls
from results.views.live_address import socket_address, theme_of
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
    template, context = _drawn(place.id)
    return render(
        request,
        template,
        context
        | {
            "socket": socket_address(request, f"/ws/boards/{slug}/{region}/", since=context["election"].seq),
            "wall": request.GET.get("wall") == "1",
            **theme_of(request),
        },
    )


@require_safe
@never_cache
@desk_login_required()
def council_page(request: HttpRequest, *, slug: str, code: str) -> HttpResponse:
    """One council: its seats against the majority line, its wards."""
    place = council_place(slug=slug, code=code)
    if place is None:
        raise Http404(f"{slug} has no council {code}.")
    card = council_card(council_id=place.id)
    context = council_drawing.page_context(card) | {
        "socket": socket_address(request, f"/ws/councils/{slug}/{code}/", since=card.election.seq),
        **theme_of(request),
    }
    return render(request, "council.html", context)


@require_safe
@never_cache
@desk_login_required()
def contest_page(request: HttpRequest, *, slug: str, code: str) -> HttpResponse:
    """One contest: candidates, figures, revisions."""
    place = contest_place(slug=slug, code=code)
    if place is None:
        raise Http404(f"{slug} has no contest {code}.")
    card = contest_card(contest_id=place.id)
    context = contest_drawing.page_context(card) | {
        "socket": socket_address(request, f"/ws/contests/{slug}/{code}/", since=card.election.seq),
        **theme_of(request),
    }
    return render(request, "contest.html", context)


@require_safe
@never_cache
@desk_login_required()
def corrections_page(request: HttpRequest, *, slug: str) -> HttpResponse:
    """What was put right or taken away in one election, newest first."""
    election = election_called(slug)
    if election is None:
        raise Http404(f"There is no election {slug}.")
    listed = corrections(election_id=election)
    context = corrections_drawing.page_context(listed) | {
        "socket": socket_address(request, f"/ws/corrections/{slug}/", since=listed.election.seq),
        **theme_of(request),
    }
    return render(request, "corrections.html", context)


def _drawn(region_id: int) -> tuple[str, dict[str, Any]]:
    if has_councils(region_id):
        return "council_board.html", councils_drawing.page_context(council_board(region_id=region_id))
    return "board.html", board_drawing.page_context(scoreboard(region_id=region_id))
