"""A reporter's own counts, in the order in which they need her.

Owns the list on the desk's front page. Refuses to show anyone else's counts.
"""

from dataclasses import dataclass
from datetime import datetime

from results.boards.outcomes import outcomes_in_force, phrase
from results.models import Contest, Outcome


@dataclass(frozen=True, slots=True)
class MyCount:
    """One assigned contest. Before it is declared `declared_at` is None and `phrase` is empty."""

    contest_id: int
    name: str
    election: str
    rehearsal: bool
    closed: bool
    polls_close: datetime
    expected_at: datetime | None
    declared_at: datetime | None
    revision: int
    phrase: str
    majority_shown: str
    by_lot: bool


def my_counts(*, reporter_id: int) -> tuple[MyCount, ...]:
    """Undeclared counts by expected time, then declared ones, newest first. Two queries."""
    contests = Contest.objects.filter(assignments__reporter=reporter_id).select_related("election")
    outcomes = {
        outcome.declaration.contest_id: outcome
        for outcome in outcomes_in_force().filter(declaration__contest__assignments__reporter=reporter_id)
    }
    counts = [_count(contest, outcomes.get(contest.pk)) for contest in contests]
    return tuple(sorted(counts, key=_need))


def _count(contest: Contest, outcome: Outcome | None) -> MyCount:
    return MyCount(
        contest_id=contest.pk,
        name=contest.name,
        election=contest.election.name,
        rehearsal=contest.election.rehearsal,
        closed=contest.election.closed_at is not None,
        polls_close=contest.election.polls_close,
        expected_at=contest.expected_at,
        declared_at=outcome.declaration.entered_at if outcome else None,
        revision=outcome.declaration.revision if outcome else 0,
        phrase=phrase(outcome) if outcome else "",
        majority_shown=f"{outcome.majority:,}" if outcome else "",
        by_lot=outcome.by_lot if outcome else False,
    )


def _need(count: MyCount) -> tuple[bool, float, str]:
    if count.declared_at:
        return True, -count.declared_at.timestamp(), count.name
    return False, count.expected_at.timestamp() if count.expected_at else float("inf"), count.name
