"""The seat grid: one tile a contest, placed on the hex map or in an ordered list.

Owns the words and the place of a tile. A tile stands for itself: it is drawn alike whichever other
tiles are drawn beside it; only the map around it, which is never pushed, knows the extents.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from results.boards.cards import ContestState, OutcomeCard, Tile
from results.boards.states import state_words
from results.rendering import ids, words

PHONE_HALVES = 26
LONG, LONGER, LONGEST = 4, 6, 9
CALLED_OFF = {ContestState.COUNTERMANDED, ContestState.DEFERRED}
LOOKS = {
    ContestState.COUNTING: "counting",
    ContestState.RECOUNT: "counting",
    ContestState.WINNER_ONLY: "to-follow",
    ContestState.WITHDRAWN: "withdrawn",
    **dict.fromkeys(CALLED_OFF, "off"),
}
MARKS = {ContestState.WINNER_ONLY: "F", ContestState.UNCONTESTED: "U", ContestState.WITHDRAWN: "W"}
SINGLE_SOURCE = "1"
NOT_YET = {ContestState.EXPECTED: "Not declared"}


@dataclass(frozen=True, slots=True)
class TileView:
    """A tile.

    `kind` is its class: open, hold, gain or win, the state where that has a look of its own, and long or
    longer where the letters must be smaller. `mark` are the letters beneath the abbreviation that the
    map's key explains. `at` is when that happened which makes it new. `style` carries its place and its
    colours.
    """

    id: str
    href: str
    kind: str
    style: str
    at: str
    abbr: str
    name: str
    told: str
    mark: str
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
        at=_at(tile),
        abbr=_abbr(tile),
        name=tile.name,
        told=_declared(outcome) if outcome else _awaited(tile),
        mark=_mark(tile),
        corrected=outcome is not None and outcome.corrected,
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
    return " ".join(part for part in (word, LOOKS.get(tile.state), _size(len(_abbr(tile)))) if part)


def _size(letters: int) -> str:
    if letters > LONGER:
        return "longer"
    return "long" if letters > LONG else ""


def _abbr(tile: Tile) -> str:
    party = tile.outcome.party if tile.outcome else tile.defending
    abbr = party.abbr if party else ""
    # A label that is fixed for air may be as long as a name; the words of the tile have it whole.
    return abbr if len(abbr) <= LONGEST else f"{abbr[: LONGEST - 1]}…"


def _at(tile: Tile) -> str:
    at = tile.outcome.declared_at if tile.outcome else tile.since
    # That counting began is no news: it begins everywhere.
    return words.stamp(at) if at and tile.state is not ContestState.COUNTING else ""


def _mark(tile: Tile) -> str:
    if tile.state is ContestState.RECOUNT:
        return f"R{tile.recounts}"
    sole = SINGLE_SOURCE if tile.outcome and tile.outcome.single_source else ""
    return MARKS.get(tile.state, "") + sole


def _declared(outcome: OutcomeCard) -> str:
    at = outcome.declared_at
    when = words.put_right(at, outcome.was) if outcome.corrected else words.clock(at)
    return f"{words.sentence(outcome)}. {outcome.winner}, {when}"


def _awaited(tile: Tile) -> str:
    parts = [NOT_YET.get(tile.state) or state_words(tile.state, tile.recounts).capitalize()]
    if tile.since:
        parts[0] += f" {_from_when(tile.state)} {words.clock(tile.since)}"
    if tile.state in CALLED_OFF:
        return parts[0]
    if tile.defending:
        parts.append(f"{tile.defending.abbr} defending")
    if tile.expected_at and tile.state is ContestState.EXPECTED:
        parts.append(f"expected {words.clock(tile.expected_at)}")
    return ", ".join(parts)


def _from_when(state: ContestState) -> str:
    # A count goes on; a withdrawal or the end of a poll happened.
    return "since" if state in {ContestState.COUNTING, ContestState.RECOUNT} else "at"
