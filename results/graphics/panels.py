"""Everything that an operator's panel shows at one number, read once: rows, alerts, what a take would show.

Refuses what is no result of the desk's numbers: who else works the output, and how its pages fare, is asked
for by the panel itself.
"""

from results.boards.alerts import alerts, overtaken
from results.boards.onair import program
from results.boards.panel import panel
from results.boards.snapshot import one_snapshot
from results.graphics import frames
from results.graphics.newer import now_of
from results.graphics.values import NothingToShow
from results.models import Cue, Layer, Output
from results.rendering import panel as drawing


def panel_content(output_id: int, *, election_id: int) -> str:
    """The fragments of an output's panel. One query above `panel_view`.

    Raises Output.DoesNotExist, also where the output is of another election.
    """
    with one_snapshot():
        slug = Output.objects.values_list("slug", flat=True).get(pk=output_id, election=election_id)
        return drawing.fragments(panel_view(slug))


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
        ticks = any(layer.layer == Layer.TICKER for layer in card.layers)
        items = _ticker(card.id) if ticks else ()
        frozen = card.preview if card.preview and card.preview.mode == Cue.Mode.FROZEN else None
        wrong = overtaken(cue_id=frozen.id) if frozen else ()
        return drawing.Panel(card, alerts(output_id=card.id), ready, nothing, items, wrong)


def _ticker(output_id: int) -> tuple[str, ...]:
    """What the ticker on air goes round, in its order: as it follows, or as it was taken or is held."""
    shown = program(output_id=output_id).on(Layer.TICKER)
    if shown is None:
        return ()
    now = frames.now_of_moving(output_id, [shown]).get(shown.cue)
    items = (now.values if now else shown.values).get("items") or ()
    return tuple(": ".join(filter(None, (item.get("head"), item.get("text")))) for item in items)
