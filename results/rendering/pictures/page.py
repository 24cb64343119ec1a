"""The page of a region's pictures, and what a contest's page shows of its own.

Owns which pictures stand on a page, in which order, and where each can be downloaded. A push carries how far
the region is and no picture: pages fetch those themselves, drawn once for all of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from results.boards.contest_cards import ContestCard
from results.boards.pictures import RegionPictures, RegionSoFar
from results.rendering import ids
from results.rendering.pictures.kinds import MAPS, OF_A_CONTEST, OF_A_REGION, ON_A_WALL
from results.rendering.pictures.png import USUAL
from results.rendering.pictures.sheet import Picture, Table, in_page
from results.rendering.pictures.svg import OF_THE_PAGE
from results.rendering.screen import outline, screen

# Under the map, and beside it.
UNDER, BESIDE = "night", ("compare", "ladder")
FIRST = "winner"
WIDE = 2400


@dataclass(frozen=True, slots=True)
class Download:
    """A file of a picture: what the link says, where it leads, under which name it is kept."""

    label: str
    href: str
    file: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture on a page, with its table and its downloads."""

    id: str
    name: str
    title: str
    svg: SafeString
    table_id: str
    table: Table
    downloads: tuple[Download, ...]


@dataclass(frozen=True, slots=True)
class Mode:
    """A link to a way of colouring the map."""

    id: str
    label: str
    query: str
    current: bool


@dataclass(frozen=True, slots=True)
class CountView:
    """How far the region is."""

    id: str
    declared: int
    total: int


@dataclass(frozen=True, slots=True)
class ContestFigures:
    """A contest's pictures: one that is drawn on its page, and the others by title, to download."""

    id: str
    figure: Figure | None
    more: tuple[tuple[str, tuple[Download, ...]], ...]


def fragments(so_far: RegionSoFar) -> str:
    """What is pushed to a page of pictures."""
    return render_to_string("pictures/fragments.html", _parts(so_far))


def page_context(so_far: RegionSoFar) -> dict[str, Any]:
    """What pictures.html is drawn from; a view adds `socket` and `drawn`, and may add `theme`."""
    return {**_parts(so_far), **screen(so_far.election), "region": so_far.region}


def drawn(pictures: RegionPictures, *, mode: str, token: str = "") -> str:
    """The pictures themselves, with the map coloured by `mode`; `token` goes into their links."""
    board = pictures.board
    figures = [
        figure_of(
            OF_A_REGION[name](pictures, OF_THE_PAGE),
            base=reverse("pictures", args=[board.election.slug, board.region.code]),
            stem=f"{board.election.slug}-{board.region.code}",
            rehearsal=board.election.rehearsal,
            token=token,
        )
        for name in (mode, UNDER, *BESIDE)
    ]
    map_, under, *beside = figures
    context = {
        "id": ids.PICTURES,
        "modes": _modes(mode, token),
        "map": map_,
        "under": under,
        "beside": beside,
    }
    return render_to_string("pictures/drawn.html", context)


def drawn_alone(pictures: RegionPictures, *, name: str) -> str:
    """One picture as large as the screen, for a wall."""
    picture = ON_A_WALL.get(name, OF_A_REGION[name])(pictures, OF_THE_PAGE)
    svg = in_page(picture, rehearsal=pictures.board.election.rehearsal)
    return render_to_string("pictures/alone.html", {"id": ids.PICTURES, "title": picture.title, "svg": svg})


def figure_of(picture: Picture, *, base: str, stem: str, rehearsal: bool, token: str = "") -> Figure:
    """A picture for a page. Its files are beneath the address `base`; kept, their names begin with `stem`."""
    return Figure(
        id=ids.picture(picture.name),
        name=picture.name,
        title=picture.title,
        svg=in_page(picture, rehearsal=rehearsal),
        table_id=ids.picture_part(picture.name, "table"),
        table=picture.table,
        downloads=tuple(_downloads(picture.name, base, stem, token)),
    )


def contest_figures(card: ContestCard) -> ContestFigures:
    """What the page of a contest has of pictures: its shares then and now, and links to all."""
    base, stem = f"/pictures/{card.election.slug}/contest/{card.code}/", f"{card.election.slug}-{card.code}"
    there = {
        name: picture
        for name, draw in OF_A_CONTEST.items()
        if (picture := draw(card, OF_THE_PAGE)) is not None
    }
    shown = there.get("changes")
    figure = figure_of(shown, base=base, stem=stem, rehearsal=card.election.rehearsal) if shown else None
    more = [
        (picture.title, tuple(_downloads(name, base, stem, "")))
        for name, picture in there.items()
        if picture is not shown
    ]
    return ContestFigures(id=ids.CONTEST_PICTURES, figure=figure, more=tuple(more))


def _parts(so_far: RegionSoFar) -> dict[str, Any]:
    return {
        "count": CountView(ids.PICTURES_COUNT, so_far.declared, so_far.total),
        "outline": outline(so_far.election, so_far.region),
    }


def _modes(current: str, token: str) -> tuple[Mode, ...]:
    return tuple(
        Mode(
            id=ids.picture_mode(name),
            label=kind.title.capitalize(),
            query=_query({"map": name}, token),
            current=name == current,
        )
        for name, kind in MAPS.items()
    )


def _downloads(name: str, base: str, stem: str, token: str) -> Iterator[Download]:
    for label, ext, asked in (
        ("SVG", "svg", {}),
        ("PNG", "png", {"width": str(USUAL)}),
        ("PNG, large", "png", {"width": str(WIDE)}),
        ("PNG, dark", "png", {"width": str(USUAL), "theme": "dark"}),
    ):
        yield Download(label, f"{base}{name}.{ext}{_query(asked, token)}", f"{stem}-{name}.{ext}")


def _query(asked: dict[str, str], token: str) -> str:
    told = asked | ({"token": token} if token else {})
    return f"?{urlencode(told)}" if told else ""
