"""What changed in an election in the last minutes: seats then and now, control, and what was put right.

Owns what counted at the beginning of that time: of each contest and council, the newest revision that
screens could tell by then. Refuses what may not be seen: what polls that were open hid changed at the hour.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from results.boards.as_if import OtherWard, with_total, with_ward
from results.boards.badges import badge
from results.boards.cards import PartyBadge, RegionHead
from results.boards.chambers import state_as_read
from results.boards.changed_reading import Material, PutRight, Then, read_changed
from results.boards.council_cards import CouncilState
from results.boards.council_reading import Read, Seats
from results.boards.deciding import control_words, moved, won_by
from results.boards.heads import region_head
from results.boards.snapshot import one_snapshot
from results.models import Contest

LAST = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class PartyMove:
    """A party's seats in a region, then and now."""

    party: PartyBadge
    then: int
    now: int


@dataclass(frozen=True, slots=True)
class RegionMoves:
    """A region in which seats changed: every party that had or has any, most seats now first.

    `came_in` are contests that had no result then and have one now.
    """

    region: RegionHead
    parties: tuple[PartyMove, ...]
    came_in: int


@dataclass(frozen=True, slots=True)
class ControlMove:
    """A council whose control became certain and changed hands, or is open again."""

    council: int
    code: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed after `since`, up to the moment `until` it was read."""

    since: datetime
    until: datetime
    regions: tuple[RegionMoves, ...]
    controls: tuple[ControlMove, ...]
    put_right: tuple[PutRight, ...]


def changed(*, election_id: int, region_id: int | None = None, at: datetime | None = None) -> Changed:
    """What changed in the quarter of an hour before `at` (None: now), in one region or in all.

    A fixed number of queries. What counts now is what is in force, also where `at` is earlier.
    """
    until = at or timezone.now()
    since = until - LAST
    with one_snapshot():
        material = read_changed(election_id, region_id, since)
    before = _before(material, until)
    now = {pk: state_as_read(council, material.read) for pk, council in material.councils.items()}
    then = {pk: state_as_read(council, before) for pk, council in material.councils.items()}
    return Changed(
        since=since,
        until=until,
        regions=tuple(_regions(material, then, now)),
        controls=tuple(_controls(then, now)),
        put_right=material.put_right,
    )


def _before(material: Material, at: datetime) -> Read:
    """The councils as they were."""
    read = material.read
    for row in material.contests:
        if row.kind == Contest.Kind.WARD and row.council in material.councils:
            instead = row.seats_then if row.had_result else None
            read = with_ward(read, OtherWard(row.council or 0, row.contest, row.seats_now, instead, at))
    for council, total in material.totals_then.items():
        read = with_total(read, council, total)
    return read


def _regions(
    material: Material, then: Mapping[int, CouncilState], now: Mapping[int, CouncilState]
) -> Iterable[RegionMoves]:
    for pk, region in material.regions.items():
        touched = [row for row in material.contests if pk in material.regions_of.get(row.contest, ())]
        seats = _seats(material, pk, touched, then, now)
        came_in = sum(row.has_result and not row.had_result for row in touched)
        if came_in or seats[0] != seats[1]:
            yield RegionMoves(region_head(region), tuple(_moves(material, *seats)), came_in)


def _seats(
    material: Material,
    region: int,
    touched: Iterable[Then],
    then: Mapping[int, CouncilState],
    now: Mapping[int, CouncilState],
) -> tuple[Seats, Seats]:
    """The seats of a region's constituencies and councils, then and now."""
    after = material.sums.get(region, {})
    before = after
    for row in touched:
        if row.kind == Contest.Kind.CONSTITUENCY:
            before = moved(before, row.seats_now, row.seats_then)
    for council, regions in material.regions_of_councils.items():
        if region in regions:
            before = moved(before, {}, won_by(then[council]))
            after = moved(after, {}, won_by(now[council]))
    return _some(before), _some(after)


def _some(seats: Mapping[str, int]) -> Seats:
    return {code: number for code, number in seats.items() if number}


def _moves(material: Material, then: Seats, now: Seats) -> list[PartyMove]:
    moves = [
        PartyMove(badge(material.read.parties[code]), then.get(code, 0), now.get(code, 0))
        for code in {*then, *now}
    ]
    return sorted(moves, key=lambda move: (-move.now, -move.then, move.party.code))


def _controls(then: Mapping[int, CouncilState], now: Mapping[int, CouncilState]) -> Iterable[ControlMove]:
    for pk, state in sorted(now.items(), key=lambda pair: pair[1].name):
        if words := control_words(then[pk], state):
            yield ControlMove(council=pk, code=state.code, name=state.name, words=words)
