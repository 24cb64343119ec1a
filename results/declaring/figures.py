"""From a declaration's rows back to the count that was read out."""

from collections.abc import Iterable, Mapping

from results.models import Declaration, Tally
from results.psephology.counts import Count


def count_of(declaration: Declaration) -> Count:
    """The figures of a declaration as they were entered."""
    tallies = list(declaration.tallies.select_related("candidacy"))
    return Count(
        votes={tally.candidacy.number: tally.votes for tally in tallies},
        electorate=declaration.electorate,
        elected=frozenset(tally.candidacy.number for tally in tallies if tally.elected),
        rejected=declaration.rejected,
        ballot_papers=declaration.ballot_papers,
        by_lot=any(tally.by_lot for tally in tallies),
        second_preferences=_second_preferences(tallies),
    )


def _second_preferences(tallies: Iterable[Tally]) -> Mapping[int, int] | None:
    given = {
        tally.candidacy.number: tally.second_preferences
        for tally in tallies
        if tally.second_preferences is not None
    }
    return given or None
