"""The map of swing: an arrow, the letters and the colour of the party it went to, its size beneath."""

from collections.abc import Sequence

from results.boards.pictures import RegionPictures, SeatPicture
from results.rendering import words
from results.rendering.pictures.colours import Steps
from results.rendering.pictures.hexes import Look
from results.rendering.pictures.legend import Key, swatch
from results.rendering.pictures.maps import NEUTRAL, PLAIN, Map
from results.rendering.pictures.svg import Palette

# In percentage points.
STEPS = Steps((5, 10, 15), ("Swing under 5 points", "5 to 10", "10 to 15", "15 or more"))
TO = "→"


def _look(seat: SeatPicture) -> Look:
    swing, outcome = seat.swing, seat.tile.outcome
    if swing is None:
        return Look(letters=outcome.party.abbr if outcome else "", under=words.NONE, filled=PLAIN)
    return Look(
        letters=TO + swing.gainer.abbr,
        filled=STEPS.filled(swing.gainer.colour, STEPS.step(swing.points)),
        under=words.percent(swing.points),
    )


def _legend(pictures: RegionPictures, palette: Palette) -> Sequence[Key]:
    depths = [
        (swatch(STEPS.filled(NEUTRAL, step).fill, palette), label) for step, label in enumerate(STEPS.labels)
    ]
    return [*depths, (swatch(PLAIN.fill, palette), f"{words.NONE} no swing to tell")]


def _told(pictures: RegionPictures) -> str:
    return f"On each declared seat, {TO} the party that the swing between the first two went to, in points"


def _cells(seat: SeatPicture) -> tuple[str, ...]:
    swing, outcome = seat.swing, seat.tile.outcome
    if swing is None:
        return (outcome.party.abbr if outcome else "", words.NONE)
    return (f"{swing.loser.abbr} {TO} {swing.gainer.abbr}", words.percent(swing.points))


SWING = Map("swing", "swing", _look, _legend, _told, ("Between", "Points"), _cells)
