"""An operator's panel as HTML: the page, and the fragments that keep it true.

Owns how heartbeats are told: amber after several that were missed, never after one. Monitors stand outside
every fragment: what draws an output is never loaded again because a list changed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from results.boards.alert_reading import Right
from results.boards.alerts import Alert
from results.boards.panel_cards import LayerCard, PageCard, PanelCard
from results.models import Layer
from results.rendering import words

# A page speaks up every three seconds.
LATE = timedelta(seconds=12)
GONE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Panel:
    """What a panel is drawn from. `ready` is the digest of what preview shows, which a take carries.

    `nothing` says why what is on preview cannot be shown now, `overtaken` what was put right since its values
    were frozen. `ticker` is what a ticker on air goes round.
    """

    card: PanelCard
    alerts: tuple[Alert, ...]
    ready: str
    nothing: str = ""
    ticker: tuple[str, ...] = ()
    overtaken: tuple[Right, ...] = ()


@dataclass(frozen=True, slots=True)
class AlertRow:
    """One alert, with what holds now in words, or that nothing does."""

    alert: Alert
    now: str


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
    outdated: bool
    seen_at: datetime
    late: bool
    confirmed: bool
    said: str


def fragments(panel: Panel) -> str:
    """The parts of the panel, each a whole element with its id, one after another."""
    return render_to_string("graphics/control_fragments.html", _parts(panel))


def pages_fragment(pages: Sequence[PageCard], *, act: int, others: Sequence[str]) -> str:
    """Who draws the output and who else works it. `act` is the newest that is on air."""
    return render_to_string("graphics/control_pages.html", _pages(pages, act, others))


def page_context(panel: Panel, pages: Sequence[PageCard]) -> dict[str, Any]:
    """What control.html is drawn from; a view adds `monitors`, `theme` and what a cue can be made of."""
    return {**_parts(panel), **_pages(pages, panel.card.act, ()), "election": panel.card.election}


def monitors(slug: str) -> dict[str, str]:
    """The paths of the very pages that draw the output."""
    return {"preview": f"/graphics/{slug}/preview/", "program": f"/graphics/{slug}/"}


def acts_address(slug: str) -> str:
    """Where an output's acts are; the name of one and a stroke follow."""
    return reverse("graphics-act", args=[slug, "take"]).removesuffix("take/")


def newer_fragment(context: Mapping[str, Any]) -> str:
    """What changed since a cue was frozen, or went on air."""
    return render_to_string("graphics/control_newer.html", dict(context))


def release_fragment(context: Mapping[str, Any]) -> str:
    """What the release of a hold would change, and the button that releases it."""
    return render_to_string("graphics/control_release.html", dict(context))


def _parts(panel: Panel) -> dict[str, Any]:
    card = panel.card
    return {
        "ready": panel.ready,
        "nothing": panel.nothing,
        "overtaken": panel.overtaken,
        "alerts": [
            AlertRow(one, words.sentence(one.now) if one.now else _without(one)) for one in panel.alerts
        ],
        "panel": card,
        "rows": _rows(card),
        "ticker": panel.ticker,
        "beside": _beside(card),
        "acts": acts_address(card.slug),
        "output_hold": next((hold for hold in card.holds if hold.of == "output"), None),
    }


def _beside(card: PanelCard) -> str:
    """What a take of what is on preview does to another layer, or how it stands with it; empty: nothing."""
    on = {layer.layer: layer for layer in card.layers}
    coming = card.preview.layer if card.preview else ""
    if coming == Layer.FULL and (third := on.get(Layer.LOWER_THIRD)):
        return f"Takes the lower third out: {third.subject or third.graphic}"
    if coming == Layer.LOWER_THIRD and (full := on.get(Layer.FULL)):
        return f"A full frame is on air, {full.subject or full.graphic}: this will stand over it"
    return ""


def _without(alert: Alert) -> str:
    """What holds where no contest's outcome does."""
    return "No result" if alert.withdrawn or alert.total is None else "as on its board"


def _rows(card: PanelCard) -> tuple[LayerRow, ...]:
    on = {layer.layer: layer for layer in card.layers}
    last = max((layer.act for layer in card.layers), default=0)
    return tuple(
        LayerRow(
            layer=layer,
            label=layer.replace("-", " "),
            on=on.get(layer),
            last_taken=layer in on and on[layer].act == last,
        )
        for layer in reversed(card.usable)
    )


def _pages(pages: Sequence[PageCard], act: int, others: Sequence[str]) -> dict[str, Any]:
    now = timezone.now()
    near = [page for page in pages if now - page.seen_at < GONE]
    # A monitor on a panel is no renderer: it airs nothing, and goes with its panel.
    rows = [_page(page, act, now) for page in near if not page.states.get("monitor")]
    heard = {row.bus for row in rows if not row.late}
    return {
        "pages": rows,
        "others": others,
        "unheard": "program" not in heard,
        "now": now,
        "lost": _lost(page for page in near if now - page.seen_at < LATE),
    }


def _lost(pages: Iterable[PageCard]) -> list[str]:
    """What a preview found that does not fit, by its own names for it."""
    found = [page.states.get("lost") for page in pages if page.bus == "preview"]
    return sorted({name for lost in found if isinstance(lost, dict) for name in _names(lost)})


def _names(lost: Mapping[str, object]) -> Iterator[str]:
    for layer, names in lost.items():
        listed = ", ".join(map(str, names)) if isinstance(names, list) else ""
        yield f"{layer.replace('-', ' ')} {listed}".strip()


def _page(page: PageCard, act: int, now: datetime) -> PageRow:
    states = {name: state for name, state in page.states.items() if isinstance(state, str)}
    return PageRow(
        id=f"page-{page.key}",
        bus=page.bus,
        version=page.version,
        outdated=page.states.get("outdated") is True,
        seen_at=page.seen_at,
        late=now - page.seen_at > LATE,
        confirmed=page.shown_act >= act,
        said=", ".join(f"{name.replace('-', ' ')} {state}" for name, state in sorted(states.items()))
        or "nothing on",
    )
