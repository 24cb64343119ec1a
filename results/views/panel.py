"""The graphics desk's pages: every output, and an output's panel for its operator.

Refuses to act: a panel shows, and each act is a POST of its own.
"""

from typing import cast

from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import Resolver404, resolve
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from results.boards.panel import outputs, pages, panel
from results.models import Output
from results.onair.panels import claim_panel
from results.rendering import panel as drawing
from results.views.operators import operators_only


@require_safe
@never_cache
@operators_only
def outputs_page(request: HttpRequest) -> HttpResponse:
    """Every output: what it is for, whether viewers see it, how much is on air."""
    return render(request, "graphics/control_list.html", {"outputs": outputs(), "theme": "dark"})


@require_safe
@never_cache
@ensure_csrf_cookie
@operators_only
def panel_page(request: HttpRequest, *, slug: str) -> HttpResponse:
    """The panel of one output."""
    try:
        card = panel(slug=slug)
    except Output.DoesNotExist as missing:
        raise Http404(f"There is no output {slug}.") from missing
    context = drawing.page_context(card, pages(output_id=card.id), others=())
    monitors = {bus: _address(path) for bus, path in drawing.monitors(slug).items()}
    theme = "light" if request.GET.get("theme") == "light" else "dark"
    return render(request, "graphics/control.html", context | {"monitors": monitors, "theme": theme})


@require_POST
@never_cache
@operators_only
def keep_panel(request: HttpRequest, *, slug: str) -> HttpResponse:
    """Keep the panel as open: the output's pages and operators, and all else where its number moved."""
    output = get_object_or_404(Output.objects.select_related("election"), slug=slug)
    others = claim_panel(output_id=output.pk, by=cast(User, request.user))
    seq = output.election.seq
    content = ""
    if request.POST.get("seq") != str(seq):
        card = panel(slug=slug)
        content, seq = drawing.fragments(card), card.election.seq
    act = max(output.on_air.values_list("act", flat=True), default=0)
    content += drawing.pages_fragment(pages(output_id=output.pk), act=act, others=others)
    return HttpResponse(content, headers={"X-Desk-Seq": str(seq)})


def _address(path: str) -> str:
    """The address of a page that draws an output; empty where this desk serves none."""
    try:
        resolve(path)
    except Resolver404:
        return ""
    return path
