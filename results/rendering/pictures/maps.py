"""What the maps of a region have in common: seats that are not declared, the keys above, the table.

Refuses to say of a seat that is to come more than its state and who defends it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from results.boards.cards import ContestState
from results.boards.pictures import RegionPictures, SeatPicture
from results.boards.states import state_words
from results.rendering import ids, words
from results.rendering.pictures.colours import Filled
from results.rendering.pictures.hexes import Look, hex_map
from results.rendering.pictures.legend import Key, keys, swatch
from results.rendering.pictures.sheet import Picture, Table
from results.rendering.pictures.svg import Palette, element, line, rect

CALLED_OFF = {ContestState.COUNTERMANDED, ContestState.DEFERRED}
NEUTRAL = "#8b95a3"
# A declared seat of which a map has nothing to tell: filled, so that it is not taken for one to come.
PLAIN = Filled("#dfe3e8", "#11151b")


@dataclass(frozen=True, slots=True)
class Map:
    """One way to colour a region's seats.

    `look` is of a declared seat; `legend` its keys; `told` a sentence; `head` and `cells` the columns of
    its table beside the seat's name and result.
    """

    name: str
    title: str
    look: Callable[[SeatPicture], Look]
    legend: Callable[[RegionPictures, Palette], Sequence[Key]]
    told: Callable[[RegionPictures], str]
    head: tuple[str, ...]
    cells: Callable[[SeatPicture], tuple[str, ...]]


def draw_map(kind: Map, pictures: RegionPictures, palette: Palette) -> Picture:
    """A map of a region."""

    def look(seat: SeatPicture) -> Look:
        return kind.look(seat) if seat.tile.outcome else _awaited(seat)

    entries = [*kind.legend(pictures, palette), (_outline(palette), "Not declared: who defends")]
    key, high = keys(entries, palette)
    drawn, tall = hex_map(pictures.seats, look, palette)
    body = (
        _hatching(kind.name, palette) + key + element("g", drawn, transform=f"translate(0 {high + 12:.0f})")
    )
    rows = tuple(_row(kind, seat) for seat in pictures.seats)
    return Picture(
        name=kind.name,
        title=kind.title,
        told=f"{declared_words(pictures)}. {kind.told(pictures)}",
        height=high + 12 + tall + 4,
        body=body,
        table=Table(("Seat", "Result", *kind.head), rows),
    )


def declared_words(pictures: RegionPictures) -> str:
    """12 of 47 declared"""
    totals = pictures.board.totals
    return f"{totals.declared} of {totals.total} declared"


def hatch(name: str) -> str:
    """The id of a map's hatching, for looks."""
    return ids.picture_part(name, "hatch")


def hatched(name: str, palette: Palette) -> str:
    """A swatch of the hatching."""
    over = rect(0, 1, 20, 20, fill=f"url(#{hatch(name)})", rx=2)
    return swatch("none", palette) + over


def _outline(palette: Palette) -> str:
    return swatch("none", palette)


def _hatching(name: str, palette: Palette) -> str:
    stripe = line(0, 0, 0, 7, stroke=palette.edge, stroke_width=3)
    lines = element(
        "pattern",
        stripe,
        id=hatch(name),
        width=7,
        height=7,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
    return element("defs", lines)


def _awaited(seat: SeatPicture) -> Look:
    defending = seat.tile.defending
    return Look(letters=defending.abbr if defending else "", struck=seat.tile.state in CALLED_OFF)


def _row(kind: Map, seat: SeatPicture) -> tuple[str, ...]:
    tile = seat.tile
    if tile.outcome:
        return (tile.name, words.sentence(tile.outcome), *kind.cells(seat))
    state = state_words(tile.state, tile.recounts) if tile.state != ContestState.EXPECTED else "not declared"
    defending = f", {tile.defending.abbr} defending" if tile.defending else ""
    return (tile.name, state.capitalize() + defending, *(words.NONE for _ in kind.head))
