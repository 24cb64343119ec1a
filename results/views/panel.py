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

from results.boards.panel import last_act, outputs, pages, subject_of
from results.boards.panel_subjects import subjects
from results.graphics.newer import newer
from results.graphics.panels import panel_view
from results.graphics.values import GRAPHICS
from results.models import Cue, OnAir, Output
from results.onair.panels import claim_panel
from results.rendering import panel as drawing
from results.views.operators import by_script, operators_only
from results.views.panel_state import panel_answer


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
        view = panel_view(slug)
    except Output.DoesNotExist as missing:
        raise Http404(f"There is no output {slug}.") from missing
    context = drawing.page_context(view, pages(output_id=view.card.id)) | {
        "subjects": subjects(election_id=view.card.election.id),
        "graphics": [one for one in GRAPHICS.values() if one.layer in view.card.usable],
        "modes": Cue.Mode.choices,
    }
    monitors = {bus: _address(path) for bus, path in drawing.monitors(slug).items()}
    theme = "light" if request.GET.get("theme") == "light" else "dark"
    return render(request, "graphics/control.html", context | {"monitors": monitors, "theme": theme})


@require_POST
@never_cache
@operators_only
def keep_panel(request: HttpRequest, *, slug: str) -> HttpResponse:
    """Keep the panel as open: the output's pages and who else works it.

    A panel that says its number is not pushed to: it gets all else too, where that number is not the newest.
    """
    output = get_object_or_404(Output.objects.select_related("election"), slug=slug)
    others = claim_panel(output_id=output.pk, by=cast(User, request.user))
    drawn = drawing.pages_fragment(pages(output_id=output.pk), act=last_act(output.pk), others=others)
    seq = request.POST.get("seq")
    if seq is None or seq == str(output.election.seq):
        return HttpResponse(drawn)
    return panel_answer(slug, drawn)


@require_safe
@never_cache
@operators_only
def newer_page(request: HttpRequest, *, slug: str, cue: int) -> HttpResponse:
    """What changed since a cue was frozen, and since it went on air: before and after, in words."""
    row = get_object_or_404(Cue.objects.select_related("output"), pk=cue, output__slug=slug, removed_at=None)
    on_air = OnAir.objects.filter(cue=row).first()
    context = {
        "cue": row,
        "subject": subject_of(row),
        "newer": newer(row),
        "on_air": on_air,
        "newer_on_air": newer(row, shown=on_air.values) if on_air else None,
        "acts": drawing.acts_address(slug),
        "panel": row.output,
    }
    if by_script(request):
        return HttpResponse(drawing.newer_fragment(context))
    return render(request, "graphics/control_newer_page.html", context | {"theme": "dark"})


def _address(path: str) -> str:
    """The address of a page that draws an output; empty where this desk serves none."""
    try:
        resolve(path)
    except Resolver404:
        return ""
    return path
