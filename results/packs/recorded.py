"""The results a pack recorded, for replays. They are read from its folder and never stored.

Refuses to declare them: a replay does that, through the door reporters use.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from results.models import Election
from results.packs.checking import read
from results.packs.complaints import PackError
from results.packs.reading import find
from results.packs.rows import ResultRow, VotesRow
from results.psephology.counts import Count


@dataclass(frozen=True, slots=True)
class RecordedResult:
    """A contest's figures, and when its result was recorded: later than it was declared."""

    contest_code: str
    recorded_at: datetime
    count: Count


def recorded(election: Election) -> list[RecordedResult]:
    """The recorded results of an election in their order, then by contest code. Raises PackError.

    Empty where its pack has none. Second preferences in votes.csv are checked but no part of a `Count`.
    """
    if not election.pack:
        raise PackError(f"{election} was not loaded from a pack, so there is nothing to replay.")
    pack = read(find(election.pack))
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


def _count(result: ResultRow, lines: list[VotesRow], usual_electorate: int | None) -> Count:
    electorate = result.electorate if result.electorate is not None else usual_electorate
    # A pack in which neither is given does not pass its check.
    assert electorate is not None  # noqa: S101
    return Count(
        votes={row.number: row.votes for row in lines},
        electorate=electorate,
        elected=frozenset(row.number for row in lines if row.elected),
        rejected=result.rejected,
        ballot_papers=result.ballot_papers,
        by_lot=any(row.by_lot for row in lines),
    )
