"""What looks wrong with a count for several seats, or with second preferences, though it may be right.

Owns which doubts of `doubtful.py` and `readout.py` such contests raise. Refuses to look for slips: a
party's votes are split between its candidates there, and a swap of two of them looks like any other ward.
"""

from collections.abc import Iterator
from dataclasses import replace

from results.psephology.comparison import Expected
from results.psephology.counts import Count, Problem, Standing
from results.psephology.doubtful import (
    Warning,  # noqa: A004
    electorate_doubts,
    paper_doubts,
    turnout_doubts,
    unused_vote_doubts,
)
from results.psephology.figures import figures_of
from results.psephology.readout import majority_doubts
from results.psephology.sv import sv_problems, totals_of
from results.psephology.wardchecks import ward_problems
from results.psephology.warnings import strongest_first

OF_WHO_WAS_ELECTED = ("elected", "by_lot")


def ward_warnings(
    *,
    standings: tuple[Standing, ...],
    count: Count,
    seats: int,
    expected: Expected,
    majority_read: int | None = None,
) -> tuple[Warning, ...]:
    """Every doubt about a ward of several seats, the strongest first; none where figures are refused anyway.

    `majority_read` is that of the last seat. Where there is a seat for everybody nobody voted, and there is
    nothing to doubt but the electorate.
    """
    figures = figures_of(standings=standings, count=count)
    if _refused(ward_problems(standings=standings, count=count, seats=seats)):
        return ()
    missing = tuple(unused_vote_doubts(figures, seats=seats)) if figures.valid else ()
    differs = majority_doubts(figures, read=majority_read, seats=seats)
    return strongest_first((*_plain(count, expected, missing, _papers(count, seats)), *differs))


def sv_warnings(
    *,
    standings: tuple[Standing, ...],
    count: Count,
    expected: Expected,
    majority_read: int | None = None,
) -> tuple[Warning, ...]:
    """Every doubt about a count by the supplementary vote, the strongest first; none where it is refused."""
    figures = figures_of(standings=standings, count=count)
    if _refused(sv_problems(standings=standings, count=count)):
        return ()
    papers = count.ballot_papers or figures.valid + figures.rejected
    differs = majority_doubts(replace(figures, totals=totals_of(count)), read=majority_read)
    plain = _plain(count, expected, tuple(paper_doubts(figures)), (papers, papers))
    return strongest_first((*plain, *differs))


def _plain(
    count: Count, expected: Expected, missing: tuple[Warning, ...], papers: tuple[int, int]
) -> Iterator[Warning]:
    doubted = tuple(electorate_doubts(count, expected))
    yield from (*doubted, *missing)
    # An electorate in doubt, or papers missing, says already why turnout is what it is.
    if not doubted and not missing:
        yield from turnout_doubts(fewest=papers[0], most=papers[1], electorate=count.electorate)


def _refused(found: tuple[Problem, ...]) -> bool:
    return any(problem.field not in OF_WHO_WAS_ELECTED for problem in found)


def _papers(count: Count, seats: int) -> tuple[int, int]:
    """The fewest and the most ballot papers there can have been: a paper holds one to `seats` votes."""
    if count.ballot_papers is not None:
        return count.ballot_papers, count.ballot_papers
    valid, rejected = sum(count.votes.values()), count.rejected or 0
    return max(-(-valid // seats), *count.votes.values()) + rejected, valid + rejected
