"""The hex map of a region: one hex a contest, coloured once it is declared, with seats by party beside it."""

from results.boards.cards import Scoreboard, Tile
from results.graphics.drawn import Drawn, NothingToShow, Values
from results.graphics.regions import fold, told_region
from results.graphics.tallies import seats_of
from results.onair.snapshot import Subject

MOST = 700


def hex_map(subject: Subject) -> Drawn:
    """Its values. Raises NothingToShow where a contest of the region has no place on a map."""
    told = told_region(subject)
    board = told.board
    if not isinstance(board, Scoreboard) or board.grid is None or len(board.tiles) > MOST:
        raise NothingToShow(f"{told.region.name} has no hex map: choose another region.")
    return Drawn(
        election=told.election,
        as_at=told.as_at,
        told=told.told,
        own={
            "region": told.region.name,
            "declared_txt": told.declared_txt,
            "hexes": [_hex(tile) for tile in board.tiles],
            "legend": [seats_of(line) for line in fold([line for line in told.lines if line.seats])],
        },
    )


def _hex(tile: Tile) -> Values:
    party = tile.outcome.party if tile.outcome else None
    return {
        "q": tile.column or 0,
        "r": tile.row or 0,
        "name": tile.name,
        "abbr": party.abbr if party else "",
        "colour": party.colour if party else "",
        "ink": party.ink if party else "",
        "state": tile.outcome.word if tile.outcome else tile.state.value,
    }
