"""The seat grid: one tile a contest, placed on the hex map or in an ordered list.

Owns the words and the place of a tile. A tile stands for itself: it is drawn alike whichever other
tiles are drawn beside it; only the map around it, which is never pushed, knows the extents.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from results.boards.cards import OutcomeCard, Tile
from results.rendering import ids, words

PHONE_HALVES = 26
LONG = 4


@dataclass(frozen=True, slots=True)
class TileView:
    """A tile.

    `kind` is its class: open, hold, gain or win, and long where the letters must be smaller; `style`
    carries its place and its colours.
    """

    id: str
    href: str
    kind: str
    style: str
    at: str
    abbr: str
    name: str
    told: str
    corrected: bool


@dataclass(frozen=True, slots=True)
class Extent:
    """The hex map's size: half hexes from the left that stay empty, half hexes across, rows down."""

    left: int
    halves: int
    rows: int

    @property
    def wide(self) -> bool:
        """Too wide for a phone: its hexes would be smaller than a finger and their letters unreadable."""
        return self.halves > PHONE_HALVES


def tile_view(tile: Tile, slug: str) -> TileView:
    """One tile of an election's board."""
    outcome = tile.outcome
    return TileView(
        id=ids.tile(tile.contest),
        href=reverse("contest", args=[slug, tile.code]),
        kind=_kind(tile),
        style=";".join([*_place(tile), *_colours(tile)]),
        at=words.stamp(outcome.declared_at) if outcome else "",
        abbr=_abbr(tile),
        name=tile.name,
        told=_declared(outcome) if outcome else _expected(tile),
        corrected=outcome is not None and outcome.revision > 1,
    )


def extent(tiles: Sequence[Tile]) -> Extent:
    """The size of the map that holds all `tiles`; every one of them must have its hex.

    Places are axial with pointy tops: x is column + row / 2, and rows are counted from the bottom.
    """
    halves = [2 * (tile.column or 0) + (tile.row or 0) for tile in tiles]
    rows = [tile.row or 0 for tile in tiles]
    return Extent(left=min(halves), halves=max(halves) - min(halves) + 2, rows=max(rows) + 1)


def _place(tile: Tile) -> list[str]:
    if tile.column is None or tile.row is None:
        return []
    return [f"--column:{tile.column}", f"--row:{tile.row}"]


def _colours(tile: Tile) -> list[str]:
    if tile.outcome is None:
        return [f"--party:{tile.defending.colour}"] if tile.defending else []
    party, before = tile.outcome.party, tile.outcome.previous_party
    colours = [f"--party:{party.colour}", f"--party-ink:{party.ink}"]
    if tile.outcome.word == "gain" and before:
        colours.append(f"--from:{before.colour}")
    return colours


def _kind(tile: Tile) -> str:
    word = tile.outcome.word if tile.outcome else "open"
    return f"{word} long" if len(_abbr(tile)) > LONG else word


def _abbr(tile: Tile) -> str:
    if tile.outcome:
        return tile.outcome.party.abbr
    return tile.defending.abbr if tile.defending else ""


def _declared(outcome: OutcomeCard) -> str:
    corrected = ", corrected" if outcome.revision > 1 else ""
    return f"{words.sentence(outcome)}. {outcome.winner}, {words.clock(outcome.declared_at)}{corrected}"


def _expected(tile: Tile) -> str:
    parts = ["Not declared"]
    if tile.defending:
        parts.append(f"{tile.defending.abbr} defending")
    if tile.expected_at:
        parts.append(f"expected {words.clock(tile.expected_at)}")
    return ", ".join(parts)
