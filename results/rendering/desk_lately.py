"""What moves with the clock alone on the producers' desk: it is fetched, never pushed.

Owns the words for the last quarter of an hour.
"""

from dataclasses import dataclass

from django.template.loader import render_to_string

from results.boards.cards import PartyBadge
from results.boards.changed import Changed, RegionMoves
from results.boards.changed_reading import PutRight
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


def fragment(card: Changed) -> str:
    """The part of the page, whole."""
    return render_to_string("desk/lately.html", {"changed": changed_view(card)})


def _region(region: RegionMoves) -> RegionView:
    moves = [
        MoveView(party=move.party, then=move.then, now=move.now, change=words.signed(move.now - move.then))
        for move in region.parties
        if move.now != move.then
    ]
    return RegionView(name=region.region.name, came_in=region.came_in, moves=tuple(moves))


def _put_right(one: PutRight) -> str:
    return words.withdrawn(one.at, one.was) if one.withdrawn else words.put_right(one.at, one.was)
