"""Who took each seat, and when, as a pack recorded it: what tonight is drawn against.

Owns the reading, kept while the pack's files stand. Refuses contests that fill several seats: who took them
is not one party.
"""

from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from results.packs.checking import read
from results.packs.complaints import PackError
from results.packs.reading import Pack, find

FILES = ("results.csv", "votes.csv", "candidates.csv", "parties.csv", "contests.csv")


class RecordedSeat(NamedTuple):
    """One seat: its contest's code, when its result was recorded, and the party that it tallies for."""

    contest_code: str
    at: datetime
    party: str


def recorded_seats(pack: str) -> tuple[RecordedSeat, ...]:
    """The seats that a pack recorded, in their order; none where it has no results or cannot be read."""
    if not pack:
        return ()
    try:
        folder = find(pack)
        return _seats(folder, _stamps(folder))
    except PackError:
        return ()


def _stamps(folder: Path) -> tuple[int, ...]:
    return tuple((folder / name).stat().st_mtime_ns for name in FILES if (folder / name).is_file())


@lru_cache(maxsize=8)
def _seats(folder: Path, _stamps: tuple[int, ...]) -> tuple[RecordedSeat, ...]:
    if not (folder / "results.csv").is_file():
        return ()
    pack = read(folder)
    elected = _elected(pack)
    seats = [
        RecordedSeat(row.contest, row.recorded_at, elected[row.contest])
        for row in pack.results
        if row.contest in elected
    ]
    return tuple(sorted(seats, key=lambda seat: (seat.at, seat.contest_code)))


def _elected(pack: Pack) -> dict[str, str]:
    """The party each contest for one seat was won for, by the contest's code."""
    tallies = {row.code: row.counts_as or row.code for row in pack.parties}
    single = {row.code for row in pack.contests if row.seats == 1}
    stood = {(row.contest, row.number): row.party for row in pack.candidates}
    return {
        row.contest: tallies[stood[row.contest, row.number]]
        for row in pack.votes
        if row.elected and row.contest in single
    }
