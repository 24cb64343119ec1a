"""What of a count wants a tick before it is sent."""

from results.declaring.facts import ContestFacts
from results.declaring.refusals import Doubt
from results.psephology.counts import Count


def doubts_of(
    *, contest_id: int, facts: ContestFacts, count: Count, majority_read: int | None = None
) -> tuple[Doubt, ...]:
    """Doubts about a count, the strongest first."""
    return ()
