"""What the release of a hold would change, before anybody lets go.

Refuses to release: that is an act of its own, which carries the digest of what stood here.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from results.boards.panel import held_by
from results.graphics.releasing import release_preview
from results.models import Output
from results.onair.holds import holds_here
from results.rendering import panel as drawing
from results.views.operators import by_script, operators_only


@require_safe
@never_cache
@operators_only
def release_page(request: HttpRequest, *, slug: str, hold: int) -> HttpResponse:
    """Before and after of everything that moves once a hold is released; the button that releases it."""
    output = get_object_or_404(Output.objects.select_related("election"), slug=slug)
    rows = holds_here(output).select_related(
        "by", "contest", "council", "cue__contest", "cue__council", "cue__region"
    )
    row = rows.filter(pk=hold).first()
    if row is None:
        raise Http404("It is not held any more.")
    context = {
        "hold": held_by(row),
        "release": release_preview(hold=row, output=output),
        "acts": drawing.acts_address(slug),
        "panel": output,
    }
    if by_script(request):
        return HttpResponse(drawing.release_fragment(context))
    return render(request, "graphics/control_release_page.html", context | {"theme": "dark"})
