"""The panel as an answer to the script of its page."""

from django.http import HttpResponse

from results.graphics.panels import panel_view
from results.rendering import panel as drawing


def panel_answer(slug: str, more: str = "") -> HttpResponse:
    """The parts of the panel as they are now, with their number."""
    view = panel_view(slug)
    return HttpResponse(drawing.fragments(view) + more, headers={"X-Desk-Seq": str(view.card.election.seq)})
