"""The map of how clearly seats were won: the deeper the winner's colour, the larger the majority."""

from collections.abc import Sequence

from results.boards.cards import OutcomeCard
from results.boards.pictures import RegionPictures, SeatPicture
from results.rendering import words
from results.rendering.pictures.colours import Filled, Steps
from results.rendering.pictures.hexes import Look
from results.rendering.pictures.legend import Key, swatch
from results.rendering.pictures.maps import NEUTRAL, PLAIN, Map
from results.rendering.pictures.svg import Palette

# In percentage points of valid votes.
STEPS = Steps((5, 10, 20), ("Majority under 5%", "5 to 10%", "10 to 20%", "20% or more"))


def _look(seat: SeatPicture) -> Look:
    outcome = seat.tile.outcome
    if outcome is None:
        return Look("")
    if not outcome.figures:
        return Look(letters=outcome.party.abbr, filled=PLAIN)
    return Look(
        letters=outcome.party.abbr,
        filled=STEPS.filled(outcome.party.colour, STEPS.step(outcome.majority_pct)),
        under=_lead(outcome),
    )


def _lead(outcome: OutcomeCard) -> str:
    return "lot" if outcome.by_lot else words.percent(outcome.majority_pct)


def _legend(pictures: RegionPictures, palette: Palette) -> Sequence[Key]:
    depths: list[Filled] = [STEPS.filled(NEUTRAL, step) for step in range(len(STEPS.labels))]
    return [(swatch(depth.fill, palette), label) for depth, label in zip(depths, STEPS.labels, strict=True)]


def _told(pictures: RegionPictures) -> str:
    return "The winner’s majority as a share of valid votes, in per cent, on each declared seat"


def _cells(seat: SeatPicture) -> tuple[str, ...]:
    outcome = seat.tile.outcome
    if outcome is None or not outcome.figures:
        return ("", words.NONE)
    return (outcome.party.abbr, _lead(outcome))


LEAD = Map("lead", "majority", _look, _legend, _told, ("Party", "Majority %"), _cells)
