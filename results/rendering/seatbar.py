"""The seat bar: all seats of a council side by side, against the majority line.

Owns the order and the labels of the segments. The leading party stands at the left and what is to come,
tonight or on another day, next to it, so that the eye sees whether it can reach the line. Refuses to
lose a seat: the segments add up to the council's total, or it is not drawn.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from results.boards.cards import PartyBadge
from results.boards.council_cards import CouncilRow, CouncilState

WIDE_PCT = 15
MIDDLING_PCT = 7
CALLED_OFF = "called off"
WAYS = {
    "won": "won",
    "not-up": "not up",
    "to-come": "to come",
    "vacant": "vacant",
    "countermanded": CALLED_OFF,
    "deferred": CALLED_OFF,
}


@dataclass(frozen=True, slots=True)
class Segment:
    """Seats of one kind. `kind` is won, not-up, to-come, countermanded, deferred or vacant; `room` is wide,
    middling or narrow."""

    kind: str
    party: PartyBadge | None
    seats: int
    room: str

    @property
    def label(self) -> str:
        """What stands in it: the party's abbreviation, or what kind of seats these are."""
        return self.party.abbr if self.party else WAYS[self.kind]

    @property
    def words(self) -> str:
        """Lab 12 won, or 2 seats: poll countermanded"""
        if self.party:
            return f"{self.party.abbr} {self.seats} {WAYS[self.kind]}"
        if WAYS[self.kind] == CALLED_OFF:
            return f"{self.seats} {'seat' if self.seats == 1 else 'seats'}: poll {self.kind}"
        return f"{self.seats} {self.label}"


@dataclass(frozen=True, slots=True)
class SeatBar:
    """The bar. `line` is the place of the majority line in percent of the width; `say` reads it out."""

    segments: tuple[Segment, ...]
    total: int
    needed: int
    line: str
    say: str


class SeatsDoNotAddUp(ValueError):
    """A council's segments are not its total: drawing it would put a wrong picture on air."""


def seat_bar(state: CouncilState) -> SeatBar:
    """The bar of a council. Raises SeatsDoNotAddUp where seats are missing or counted twice."""
    segments = tuple(segment for segment in _segments(state) if segment.seats)
    if sum(segment.seats for segment in segments) != state.total:
        raise SeatsDoNotAddUp(f"{state.name}: the seats do not add up to {state.total}.")
    told = ", ".join(segment.words for segment in segments)
    return SeatBar(
        segments=segments,
        total=state.total,
        needed=state.needed,
        line=f"{100 * state.needed / state.total:.2f}",
        say=f"{state.total} seats: {told}. {state.needed} needed for a majority",
    )


def _segments(state: CouncilState) -> Iterator[Segment]:
    yield from _party(state.rows[:1], state)
    yield _segment("to-come", None, state.to_come, state)
    yield _segment("countermanded", None, state.countermanded, state)
    yield _segment("deferred", None, state.deferred, state)
    yield from _party(state.rows[1:], state)
    yield _segment("vacant", None, state.vacant, state)


def _party(rows: tuple[CouncilRow, ...], state: CouncilState) -> Iterator[Segment]:
    for row in rows:
        yield _segment("won", row.party, row.won, state)
        yield _segment("not-up", row.party, row.not_up, state)


def _segment(kind: str, party: PartyBadge | None, seats: int, state: CouncilState) -> Segment:
    percent = 100 * seats / state.total
    room = "wide" if percent >= WIDE_PCT else "middling" if percent >= MIDDLING_PCT else "narrow"
    return Segment(kind, party, seats, room)
