"""The order of a result: who stands where, with the elected ahead of those they beat by lot.

Owns ranks. Refuses to choose between equals: that is who was declared elected, never the order of a
sort.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from results.psephology.counts import Count, Problem, Standing


@dataclass(frozen=True, slots=True)
class Place:
    """A candidate in the order of the result. `total` are the votes that decided, `votes` the first ones.

    The two differ only where second preferences were added.
    """

    standing: Standing
    votes: int
    total: int
    rank: int
    elected: bool


def places_of(
    *, standings: tuple[Standing, ...], count: Count, totals: Mapping[int, int]
) -> tuple[Place, ...]:
    """Candidates by the votes that decide, then by ballot paper; equals share a rank."""
    # A lot puts the elected one ahead of candidates with as many votes; they share the next rank.
    marks = {number: (total, number in count.elected) for number, total in totals.items()}
    places = (
        Place(
            standing=standing,
            votes=count.votes[standing.number],
            total=totals[standing.number],
            rank=1 + sum(mark > marks[standing.number] for mark in marks.values()),
            elected=standing.number in count.elected,
        )
        for standing in standings
    )
    return tuple(sorted(places, key=lambda place: (place.rank, place.standing.number)))


def papers_of(count: Count) -> int | None:
    """All papers in the box where each holds one vote, rejected ones included; None where not known."""
    if count.ballot_papers is not None:
        return count.ballot_papers
    return None if count.rejected is None else sum(count.votes.values()) + count.rejected


def refuse(found: tuple[Problem, ...]) -> None:
    """Raises ValueError, with the sentences, where there are problems."""
    if found:
        raise ValueError(" ".join(problem.sentence for problem in found))
