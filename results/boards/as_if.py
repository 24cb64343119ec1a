"""Councils as they would be with a result more, less or other than the ones that count.

Owns no rule: it only says of what was read that a ward or a total is otherwise, and `chambers` judges it as
it judges what is. Asks the database nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from results.boards.council_reading import Read, Seats, Total, Ward, open_seats, still_to_win


@dataclass(frozen=True, slots=True)
class OtherWard:
    """A ward with other seats by tallying code than it has (`now`; none where it is to come).

    `instead` None: it would be to come.
    """

    council: int
    ward: int
    now: Mapping[str, int]
    instead: Mapping[str, int] | None
    at: datetime


def with_ward(read: Read, other: OtherWard) -> Read:
    """The same councils, with that ward so."""
    wards = [_ward(ward, other) for ward in read.wards.get(other.council, [])]
    won = _exchanged(read.won.get(other.council, {}), other.now, other.instead or {})
    return replace(
        read,
        wards={**read.wards, other.council: wards},
        won={**read.won, other.council: won},
        ceilings={**read.ceilings, other.council: still_to_win(wards, read.candidates)},
        open_seats={**read.open_seats, other.council: open_seats(wards, read.candidates)},
    )


def with_total(read: Read, council: int, total: Total | None) -> Read:
    """The same councils, with that total of one of them; None: without any."""
    others = {pk: own for pk, own in read.totals.items() if pk != council}
    return replace(read, totals=others if total is None else {**others, council: total})


def _ward(ward: Ward, other: OtherWard) -> Ward:
    if ward.id != other.ward:
        return ward
    return replace(ward, at=None if other.instead is None else other.at)


def _exchanged(won: Mapping[str, int], away: Mapping[str, int], back: Mapping[str, int]) -> Seats:
    sums = {code: won.get(code, 0) - away.get(code, 0) + back.get(code, 0) for code in {*won, *away, *back}}
    return {code: number for code, number in sums.items() if number > 0}
