"""The map of who won where: a party's colour with its letters; a gain has a corner of the loser's colour."""

from collections.abc import Sequence

from results.boards.cards import OutcomeCard
from results.boards.pictures import RegionPictures, SeatPicture
from results.rendering.pictures.colours import Filled
from results.rendering.pictures.hexes import Look
from results.rendering.pictures.legend import Key, swatch
from results.rendering.pictures.maps import Map
from results.rendering.pictures.svg import Palette, element


def won_by(outcome: OutcomeCard) -> Look:
    """A seat in its winner's colour."""
    return Look(
        letters=outcome.party.abbr,
        filled=Filled(outcome.party.colour, outcome.party.ink),
        corner=corner_of(outcome),
    )


def corner_of(outcome: OutcomeCard) -> str:
    """The colour of who lost it; empty where nobody did."""
    return outcome.previous_party.colour if outcome.word == "gain" and outcome.previous_party else ""


def seats_keys(pictures: RegionPictures, palette: Palette) -> list[Key]:
    """The parties with seats, most first."""
    return [
        (swatch(row.party.colour, palette), f"{row.party.abbr} {row.seats}")
        for row in pictures.board.rows
        if row.seats
    ]


def gain_key(palette: Palette) -> Key:
    """What the corner means."""
    cut = element("polygon", points="20,9 20,21 8,21", fill=palette.text, stroke=palette.ground)
    return swatch("none", palette) + cut, "Gain: corner in the loser’s colour"


def _look(seat: SeatPicture) -> Look:
    return won_by(seat.tile.outcome) if seat.tile.outcome else Look("")


def _legend(pictures: RegionPictures, palette: Palette) -> Sequence[Key]:
    return [*seats_keys(pictures, palette), gain_key(palette)]


def _told(pictures: RegionPictures) -> str:
    seats = [f"{row.party.abbr} {row.seats}" for row in pictures.board.rows if row.seats]
    return f"Seats: {', '.join(seats)}" if seats else "No seat is won yet"


def _cells(seat: SeatPicture) -> tuple[str, ...]:
    return (seat.tile.outcome.party.abbr if seat.tile.outcome else "",)


WINNER = Map("winner", "who won where", _look, _legend, _told, ("Party",), _cells)
