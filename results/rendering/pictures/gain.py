"""The map of what changed hands: gains in the winner's colour, holds hatched and colourless."""

from collections.abc import Sequence

from results.boards.pictures import RegionPictures, SeatPicture
from results.rendering import words
from results.rendering.pictures.hexes import Look
from results.rendering.pictures.legend import Key, swatch
from results.rendering.pictures.maps import PLAIN, Map, hatch, hatched
from results.rendering.pictures.svg import Palette
from results.rendering.pictures.winner import gain_key, won_by

NAME = "gain"
TOLD = ("gain", "hold")


def _look(seat: SeatPicture) -> Look:
    outcome = seat.tile.outcome
    if outcome is None:
        return Look("")
    if outcome.word == "gain":
        return won_by(outcome)
    if outcome.word == "hold":
        return Look(letters=outcome.party.abbr, filled=PLAIN, pattern=hatch(NAME))
    # A new seat, or one of which nobody knows who held it.
    return Look(letters=outcome.party.abbr, filled=PLAIN)


def _legend(pictures: RegionPictures, palette: Palette) -> Sequence[Key]:
    gains = [
        (swatch(row.party.colour, palette), f"{row.party.abbr} {words.signed(row.gains)}")
        for row in pictures.board.rows
        if row.gains
    ]
    others = any(seat.tile.outcome and seat.tile.outcome.word not in TOLD for seat in pictures.seats)
    new = [(swatch(PLAIN.fill, palette), "New seat")] if others else []
    return [*gains, gain_key(palette), (hatched(NAME, palette), "Hold"), *new]


def _told(pictures: RegionPictures) -> str:
    gains = [f"{row.party.abbr} {row.gains}" for row in pictures.board.rows if row.gains]
    return f"Gains: {', '.join(gains)}" if gains else "No seat has changed hands"


def _cells(seat: SeatPicture) -> tuple[str, ...]:
    outcome = seat.tile.outcome
    return (outcome.party.abbr, outcome.word) if outcome else ("", "")


GAIN = Map(NAME, "seats that changed hands", _look, _legend, _told, ("Party", "Change"), _cells)
