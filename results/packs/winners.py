"""Who won last time, where the pack marks it and where it does not."""

from collections.abc import Sequence

from results.models import Contest
from results.packs.rows import ContestRow, PreviousRow


def previous_winners(contest: ContestRow, lines: Sequence[PreviousRow]) -> tuple[PreviousRow, ...]:
    """The lines marked as winners of a contest last time.

    Where none is marked for a single seat, those with most votes: more than one where they are equal.
    A mayoralty is never guessed, because second preferences may have decided.
    """
    marked = tuple(row for row in lines if row.winner)
    if marked or contest.seats > 1 or contest.kind == Contest.Kind.MAYORALTY or not lines:
        return marked
    most = max(row.votes for row in lines)
    return tuple(row for row in lines if row.votes == most)
