"""The map of turnout: the deeper the colour, the higher; in a colour that is no party's."""

from collections.abc import Sequence

from results.boards.pictures import RegionPictures, SeatPicture
from results.rendering import words
from results.rendering.pictures.colours import Steps
from results.rendering.pictures.hexes import Look
from results.rendering.pictures.legend import Key, swatch
from results.rendering.pictures.maps import PLAIN, Map
from results.rendering.pictures.svg import Palette

COLOUR = "#2f2a63"
STEPS = Steps((50, 55, 60, 65), ("Under 50%", "50 to 55%", "55 to 60%", "60 to 65%", "65% or more"))


def _look(seat: SeatPicture) -> Look:
    letters = seat.tile.outcome.party.abbr if seat.tile.outcome else ""
    if seat.turnout_pct is None:
        return Look(letters=letters, filled=PLAIN)
    return Look(
        letters=letters,
        filled=STEPS.filled(COLOUR, STEPS.step(seat.turnout_pct)),
        under=words.percent(seat.turnout_pct),
    )


def _legend(pictures: RegionPictures, palette: Palette) -> Sequence[Key]:
    return [
        (swatch(STEPS.filled(COLOUR, step).fill, palette), label) for step, label in enumerate(STEPS.labels)
    ]


def _told(pictures: RegionPictures) -> str:
    return "Valid votes as a share of the electorate, in per cent, on each declared seat"


def _cells(seat: SeatPicture) -> tuple[str, ...]:
    return (seat.tile.outcome.party.abbr if seat.tile.outcome else "", words.percent(seat.turnout_pct))


TURNOUT = Map("turnout", "turnout", _look, _legend, _told, ("Winner", "Turnout %"), _cells)
