"""From a declaration's rows back to the count that was read out."""

from collections.abc import Iterable, Mapping

from results.models import Declaration, Tally
from results.psephology.counts import Count


def count_of(declaration: Declaration) -> Count:
    """What a declaration says, as it was entered; where it has no figures, who was elected and no more."""
    if declaration.kind == Declaration.Kind.WINNER_ONLY:
        return call_of(declaration.outcome.winner.number)
    return count_from(declaration, list(declaration.tallies.select_related("candidacy")))


def count_from(declaration: Declaration, tallies: list[Tally]) -> Count:
    """What a declaration's tallies say, where they are read already, with their candidacies."""
    return Count(
        votes={tally.candidacy.number: tally.votes for tally in tallies},
        electorate=declaration.electorate or 0,
        elected=frozenset(tally.candidacy.number for tally in tallies if tally.elected),
        rejected=declaration.rejected,
        ballot_papers=declaration.ballot_papers,
        by_lot=any(tally.by_lot for tally in tallies),
        second_preferences=_second_preferences(tallies),
    )


def call_of(winner: int) -> Count:
    """A winner without figures, by ballot-paper number."""
    return Count(votes={}, electorate=0, elected=frozenset({winner}))


def unopposed(numbers: Iterable[int]) -> Count:
    """Candidates who are elected without a vote."""
    elected = frozenset(numbers)
    return Count(votes=dict.fromkeys(sorted(elected), 0), electorate=0, elected=elected)


def _second_preferences(tallies: Iterable[Tally]) -> Mapping[int, int] | None:
    given = {
        tally.candidacy.number: tally.second_preferences
        for tally in tallies
        if tally.second_preferences is not None
    }
    return given or None
