"""The results a pack recorded, for replays. They are read from its folder and never stored.

Refuses to declare them: a replay does that, through the door reporters use.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from results.models import Election
from results.packs.checking import read
from results.packs.complaints import PackError
from results.packs.reading import Pack, find
from results.packs.rows import ResultRow, VotesRow
from results.psephology.counts import Count


@dataclass(frozen=True, slots=True)
class RecordedResult:
    """A contest's figures, and when its result was recorded: later than it was declared."""

    contest_code: str
    recorded_at: datetime
    count: Count


@dataclass(frozen=True, slots=True)
class RecordedTotal:
    """A council's seats by party as they stood at a time. `complete`: no seat was to come."""

    council_code: str
    recorded_at: datetime
    seats: Mapping[str, int]
    complete: bool


def recorded(election: Election) -> list[RecordedResult]:
    """The recorded results of an election in their order, then by contest code. Raises PackError.

    Empty where its pack has none. Second preferences in votes.csv are checked but no part of a `Count`.
    """
    pack = _pack(election)
    lines: defaultdict[str, list[VotesRow]] = defaultdict(list)
    for row in pack.votes:
        lines[row.contest].append(row)
    electorates = {row.code: row.electorate for row in pack.contests}
    results = (
        RecordedResult(
            row.contest, row.recorded_at, _count(row, lines[row.contest], electorates[row.contest])
        )
        for row in pack.results
    )
    return sorted(results, key=lambda result: (result.recorded_at, result.contest_code))


def recorded_totals(election: Election) -> list[RecordedTotal]:
    """The recorded totals of whole councils in their order, then by council code. Raises PackError.

    Parties are those that tally. Empty where the pack has none.
    """
    seats: defaultdict[tuple[datetime, str], dict[str, int]] = defaultdict(dict)
    complete: dict[tuple[datetime, str], bool] = {}
    for row in _pack(election).council_results:
        key = (row.recorded_at, row.council)
        seats[key][row.party] = row.seats
        complete[key] = row.complete
    return [RecordedTotal(key[1], key[0], seats[key], complete[key]) for key in sorted(seats)]


def _pack(election: Election) -> Pack:
    if not election.pack:
        raise PackError(f"{election} was not loaded from a pack, so there is nothing to replay.")
    return read(find(election.pack))


def _count(result: ResultRow, lines: list[VotesRow], usual_electorate: int | None) -> Count:
    electorate = result.electorate if result.electorate is not None else usual_electorate
    # A pack in which neither is given does not pass its check.
    assert electorate is not None  # noqa: S101  # nosec B101
    return Count(
        votes={row.number: row.votes for row in lines},
        electorate=electorate,
        elected=frozenset(row.number for row in lines if row.elected),
        rejected=result.rejected,
        ballot_papers=result.ballot_papers,
        by_lot=any(row.by_lot for row in lines),
    )
