"""The page that puts a feed's address together, and shows what it gives right now.

Owns the choices. Refuses to make links: an address without a token opens for people with a role alone.
"""

import json
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from results.boards.air_feeds import CueChoice, cue_choices, output_choices, region_choices
from results.feeds.shapes import SHAPES
from results.graphics.kinds import ALL
from results.people.roles import is_producer
from results.views import graphic_feeds
from results.views.operators import operators_only

SHOWN_ROWS, SHOWN = 3, 8_000
FORMATS = [shape for shape in SHAPES.values() if shape.ext != "json"]
LIVE = [(graphic.name, graphic.title) for graphic in ALL if graphic.may_follow]


@dataclass(frozen=True, slots=True)
class Group:
    """Sources under one heading; each is the value of its choice and its name."""

    title: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen, as far as it can be read."""

    source: str
    graphic: str
    ext: str
    rows: str
    pad: bool
    bom: bool
    amcp: bool

    @property
    def query(self) -> str:
        """What the address asks for beside the token."""
        ticks = {"pad": self.pad, "bom": self.bom, "amcp": self.amcp}
        asked = {"rows": self.rows, **{name: "1" if tick else "" for name, tick in ticks.items()}}
        return urlencode({name: value for name, value in asked.items() if value})


@require_safe
@never_cache
@operators_only
def feed_builder(request: HttpRequest) -> HttpResponse:
    """Choose a source, a graphic and a format; read the address and what it gives."""
    groups = _groups()
    known = [value for group in groups for value, _ in group.choices]
    chosen = _chosen(request, known)
    context: dict[str, Any] = {
        "groups": groups,
        "graphics": LIVE,
        "formats": FORMATS,
        "chosen": chosen,
        "words": _words(groups, chosen),
        "is_producer": is_producer(request.user),
    }
    return render(request, "graphics/feeds.html", context | _shown(request, chosen))


def _groups() -> list[Group]:
    regions = [
        Group(f"Live: {name}", tuple((f"live/{slug}/{code}", region) for _, slug, code, region in rows))
        for name, rows in groupby(region_choices(), key=lambda row: row[0])
    ]
    outputs = [
        (f"output/{slug}/{layer}", f"{name}: {layer}")
        for slug, name, layers in output_choices()
        for layer in layers
    ]
    cues = [
        Group(f"Cues of {name}", tuple((f"cue/{cue.id}", _cue_words(cue)) for cue in rows))
        for name, rows in groupby(cue_choices(), key=lambda cue: cue.output)
    ]
    return [group for group in (*regions, Group("On air", tuple(outputs)), *cues) if group.choices]


def _words(groups: list[Group], chosen: Chosen) -> str:
    """The source in full: a closed list shows a region's name, and not of which election."""
    found = (
        f"{group.title}, {name}"
        for group in groups
        for value, name in group.choices
        if value == chosen.source
    )
    graphic = f": {dict(LIVE)[chosen.graphic]}" if chosen.source.startswith("live/") else ""
    return f"{next(found, '')}{graphic}"


def _cue_words(cue: CueChoice) -> str:
    return " ".join(filter(None, (f"{cue.position}.", cue.graphic, cue.subject)))


def _chosen(request: HttpRequest, known: list[str]) -> Chosen:
    asked = request.GET
    source, graphic, ext = asked.get("source", ""), asked.get("graphic", ""), asked.get("ext", "")
    rows = asked.get("rows", "")
    return Chosen(
        source=source if source in known else next(iter(known), ""),
        graphic=graphic if graphic in dict(LIVE) else LIVE[0][0],
        ext=ext if ext in SHAPES else FORMATS[0].ext,
        rows=rows if rows.isascii() and rows.isdigit() else "",
        pad=asked.get("pad") == "1",
        bom=asked.get("bom") == "1",
        amcp=asked.get("amcp") == "1",
    )


def _shown(request: HttpRequest, chosen: Chosen) -> dict[str, Any]:
    """The address and what it gives; a sentence where it gives nothing."""
    if not chosen.source:
        return {"problem": "There is no election yet: a producer loads one, and its regions have feeds."}
    try:
        told = _ask(request, chosen, chosen.ext)
        flat = json.loads(_ask(request, chosen, "rows.json"))
    except Http404:
        return {"problem": "RSS is of a ticker alone: choose the ticker, or another format."}
    names = [(name, [row[name] for row in flat[:SHOWN_ROWS]]) for name in flat[0]]
    return {
        "address": request.build_absolute_uri(_address(chosen)),
        "told": told[:SHOWN],
        "longer": max(0, len(told) - SHOWN),
        "names": names,
        "columns": range(1, min(len(flat), SHOWN_ROWS) + 1),
        "status": flat[0]["status"],
        "updated": flat[0]["as_at"],
    }


def _ask(request: HttpRequest, chosen: Chosen, ext: str) -> str:
    """What the feed itself answers; its `rows`, `pad` and `bom` have the same names here."""
    family, *rest = chosen.source.split("/")
    if family == "live":
        slug, region = rest
        answer = graphic_feeds.live_feed(request, slug=slug, region=region, graphic=chosen.graphic, ext=ext)
    elif family == "output":
        answer = graphic_feeds.output_feed(request, slug=rest[0], layer=rest[1], ext=ext)
    else:
        answer = graphic_feeds.cue_feed(request, cue=int(rest[0]), ext=ext)
    return answer.content.decode()


def _address(chosen: Chosen) -> str:
    family, *rest = chosen.source.split("/")
    if family == "live":
        of = {"slug": rest[0], "region": rest[1], "graphic": chosen.graphic}
    else:
        of = {"slug": rest[0], "layer": rest[1]} if family == "output" else {"cue": rest[0]}
    path = reverse(f"{family}-feed", kwargs={**of, "ext": chosen.ext})
    return f"{path}?{chosen.query}" if chosen.query else path
