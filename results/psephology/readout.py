"""The majority as it was read out, beside the one that the figures give.

Owns the doubt where the two differ, and which slip would explain it. Refuses to say which is right: a
majority is misheard as easily as a figure is mistyped.
"""

from collections.abc import Iterator, Mapping

from results.psephology.doubtful import Warning  # noqa: A004
from results.psephology.figures import Figures
from results.psephology.slips import transposed

FIELD = "majority_read"
# Two people did the same sum and disagree: nothing explains that but a slip of one of them.
CERTAIN = 10.0


def majority_doubts(figures: Figures, *, read: int | None, seats: int = 1) -> Iterator[Warning]:
    """A majority read out that is not the figures' own; of several seats, that of the last.

    `figures.totals` are the votes that decide. Asks nothing where there is a seat for everybody.
    """
    gives = majority_of(figures.totals, seats=seats)
    if read is None or gives is None or read == gives:
        return
    which = "" if seats == 1 else " for the last seat"
    said = f"The majority{which} was read out as {read:,}; these figures give {gives:,}"
    yield Warning("majority_differs", FIELD, said + _why(figures, read, gives, seats), CERTAIN)


def majority_of(totals: Mapping[int, int], *, seats: int = 1) -> int | None:
    """The last place with a seat over the first without; None where everybody has one."""
    ordered = sorted(totals.values(), reverse=True)
    return ordered[seats - 1] - ordered[seats] if len(ordered) > seats else None


def _why(figures: Figures, read: int, gives: int, seats: int) -> str:
    if read in transposed(gives):
        return ": were two digits changed round?"
    likely = {number for number, votes in _slips(figures) if majority_of(votes, seats=seats) == read}
    if len(likely) == 1:
        (number,) = likely
        return (
            f": were two digits of {figures.names[number]}'s {figures.count.votes[number]:,} changed round?"
        )
    ordered = sorted(figures.totals, key=lambda number: (-figures.totals[number], number))
    return f". Check the figures of {figures.listed(ordered[seats - 1 : seats + 1])}."


def _slips(figures: Figures) -> Iterator[tuple[int, Mapping[int, int]]]:
    """The totals as they would be with two digits of one candidate's votes changed round."""
    for number, votes in figures.count.votes.items():
        for meant in transposed(votes):
            yield number, {**figures.totals, number: figures.totals[number] - votes + meant}
