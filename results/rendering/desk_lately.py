"""What moves with the clock alone on the producers' desk: it is fetched, never pushed.

Owns the words for the last quarter of an hour, and for the times on the stopwatch.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.template.loader import render_to_string

from results.boards.cards import PartyBadge
from results.boards.changed import Changed, RegionMoves
from results.boards.changed_reading import PutRight
from results.boards.stopwatch import LegTimes
from results.rendering import ids, words


@dataclass(frozen=True, slots=True)
class MoveView:
    """A party's seats in a region: how many it had, how many it has, and the difference in words."""

    party: PartyBadge
    then: int
    now: int
    change: str


@dataclass(frozen=True, slots=True)
class RegionView:
    """A region: what came in, and the parties whose seats moved."""

    name: str
    came_in: int
    moves: tuple[MoveView, ...]


@dataclass(frozen=True, slots=True)
class ChangedView:
    """The last quarter of an hour, between two times of the newsroom's clock."""

    id: str
    since: str
    until: str
    regions: tuple[RegionView, ...]
    controls: tuple[tuple[str, str], ...]
    put_right: tuple[tuple[str, str], ...]

    @property
    def nothing(self) -> bool:
        """Whether it was quiet."""
        return not (self.regions or self.controls or self.put_right)


def changed_view(card: Changed) -> ChangedView:
    """The last quarter of an hour as it is drawn."""
    return ChangedView(
        id=ids.DESK_LATELY,
        since=words.clock(card.since),
        until=words.clock(card.until),
        regions=tuple(_region(region) for region in card.regions),
        controls=tuple((move.name, move.words) for move in card.controls),
        put_right=tuple((one.name, _put_right(one)) for one in card.put_right),
    )


@dataclass(frozen=True, slots=True)
class LegView:
    """A leg of the stopwatch: what half took, and what 95 in a hundred took, at most, of so many known."""

    name: str
    last: tuple[str, str]
    night: tuple[str, str]
    known: int
    of: int


def context(card: Changed, legs: Sequence[LegTimes]) -> dict[str, Any]:
    """What both parts of the page are drawn from."""
    return {"changed": changed_view(card), "legs": [_leg(leg) for leg in legs if leg.night.known], "ids": ids}


def fragments(card: Changed, legs: Sequence[LegTimes]) -> str:
    """Both parts of the page, each a whole element with its id."""
    return render_to_string("desk/lately_fragments.html", context(card, legs))


def _leg(leg: LegTimes) -> LegView:
    return LegView(
        name=str(leg.leg).capitalize(),
        last=(took(leg.last.p50), took(leg.last.p95)),
        night=(took(leg.night.p50), took(leg.night.p95)),
        known=leg.night.known,
        of=leg.night.of,
    )


def took(time: timedelta | None) -> str:
    """0.4 s, 48 s, 2 min 05 s, 1 h 20 min, or a dash where nobody knows."""
    if time is None:
        return words.NONE
    seconds = time.total_seconds()
    if seconds < 10:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"
    return f"{minutes // 60} h {minutes % 60:02} min"


def _region(region: RegionMoves) -> RegionView:
    moves = [
        MoveView(party=move.party, then=move.then, now=move.now, change=words.signed(move.now - move.then))
        for move in region.parties
        if move.now != move.then
    ]
    return RegionView(name=region.region.name, came_in=region.came_in, moves=tuple(moves))


def _put_right(one: PutRight) -> str:
    return words.withdrawn(one.at, one.was) if one.withdrawn else words.put_right(one.at, one.was)
