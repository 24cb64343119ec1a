"""Everything that a panel shows at one number, read once: rows, alerts, and what a take would show."""

from django.http import HttpResponse

from results.boards.alerts import alerts
from results.boards.panel import panel
from results.boards.snapshot import one_snapshot
from results.graphics.newer import now_of
from results.graphics.values import NothingToShow
from results.models import Cue
from results.rendering import panel as drawing


def panel_view(slug: str) -> drawing.Panel:
    """An output's panel from one moment. Raises Output.DoesNotExist."""
    with one_snapshot():
        card = panel(slug=slug)
        ready = card.preview.digest if card.preview else ""
        nothing = ""
        if card.preview and card.preview.mode != Cue.Mode.FROZEN and not card.preview.held:
            try:
                ready = now_of(Cue.objects.select_related("output").get(pk=card.preview.id)).digest
            except NothingToShow as refusal:
                nothing = refusal.sentence
        return drawing.Panel(card, alerts(output_id=card.id), ready, nothing)


def panel_answer(slug: str, more: str = "") -> HttpResponse:
    """The parts of the panel as they are now, with their number."""
    view = panel_view(slug)
    return HttpResponse(drawing.fragments(view) + more, headers={"X-Desk-Seq": str(view.card.election.seq)})
