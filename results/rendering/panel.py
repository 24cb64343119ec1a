"""An operator's panel as HTML: the page, and the fragments that keep it true.

Owns how heartbeats are told: amber after several that were missed, never after one. Monitors stand outside
every fragment: what draws an output is never loaded again because a list changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from results.boards.panel_cards import LayerCard, PageCard, PanelCard
from results.rendering import words

# A page speaks up every three seconds.
LATE = timedelta(seconds=12)
GONE = timedelta(minutes=10)
SHOWING = frozenset({"loaded", "playing", "on"})


@dataclass(frozen=True, slots=True)
class LayerRow:
    """A layer that the output may use, from the front to the back, and what is on it."""

    layer: str
    label: str
    on: LayerCard | None
    last_taken: bool


@dataclass(frozen=True, slots=True)
class PageRow:
    """One page that draws the output: whether it is heard of, and whether it shows what was asked for."""

    id: str
    bus: str
    version: str
    seen_at: datetime
    late: bool
    confirmed: bool
    said: str


def fragments(card: PanelCard) -> str:
    """The parts of the panel, each a whole element with its id, one after another."""
    return render_to_string("graphics/control_fragments.html", _parts(card))


def pages_fragment(pages: Sequence[PageCard], *, act: int, others: Sequence[str]) -> str:
    """Who draws the output and who else works it. `act` is the newest that is on air."""
    return render_to_string("graphics/control_pages.html", _pages(pages, act, others))


def page_context(card: PanelCard, pages: Sequence[PageCard], *, others: Sequence[str]) -> dict[str, Any]:
    """What control.html is drawn from; a view adds `monitors` and `theme`."""
    return {**_parts(card), **_pages(pages, card.act, others), "election": card.election}


def monitors(slug: str) -> dict[str, str]:
    """The paths of the very pages that draw the output."""
    return {"preview": f"/graphics/{slug}/preview/", "program": f"/graphics/{slug}/"}


def _parts(card: PanelCard) -> dict[str, Any]:
    return {
        "panel": card,
        "rows": _rows(card),
        "acts": reverse("graphics-act", args=[card.slug, "take"]).removesuffix("take/"),
        "stamp": words.stamp(card.election.as_at) if card.election.as_at else "",
        "output_hold": next((hold for hold in card.holds if hold.of == "output"), None),
    }


def _rows(card: PanelCard) -> tuple[LayerRow, ...]:
    on = {layer.layer: layer for layer in card.layers}
    return tuple(
        LayerRow(
            layer=layer,
            label=layer.replace("-", " "),
            on=on.get(layer),
            last_taken=layer in on and on[layer].act == card.act,
        )
        for layer in reversed(card.usable)
    )


def _pages(pages: Sequence[PageCard], act: int, others: Sequence[str]) -> dict[str, Any]:
    now = timezone.now()
    rows = [_page(page, act, now) for page in pages if now - page.seen_at < GONE]
    heard = {row.bus for row in rows if not row.late}
    return {"pages": rows, "others": others, "unheard": "program" not in heard, "now": now}


def _page(page: PageCard, act: int, now: datetime) -> PageRow:
    said = ", ".join(f"{layer.replace('-', ' ')} {state}" for layer, state in sorted(page.states.items()))
    shows_nothing = not SHOWING.intersection(map(str, page.states.values()))
    confirmed = page.shown_act >= act if act else shows_nothing
    return PageRow(
        id=f"page-{page.key}",
        bus=page.bus,
        version=page.version,
        seen_at=page.seen_at,
        late=now - page.seen_at > LATE,
        confirmed=page.bus == "preview" or confirmed,
        said=said or "nothing on",
    )
