"""A reporter's own counts, in the order in which they need her.

Owns the list on the desk's front page. Refuses to show anyone else's counts.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from results.admin.sentences import kept_words
from results.boards.outcomes import outcomes_in_force
from results.models import Contest, Outcome


@dataclass(frozen=True, slots=True)
class MyCount:
    """One assigned contest. Before it is declared `declared_at` is None and `words` is empty."""

    contest_id: int
    name: str
    election: str
    rehearsal: bool
    closed: bool
    polls_close: datetime
    expected_at: datetime | None
    declared_at: datetime | None
    revision: int
    words: str
    seats: int = 1
    council_id: int | None = None
    council: str = ""


@dataclass(frozen=True, slots=True)
class CouncilCounts:
    """Several of her counts that are wards of one council, under its name."""

    council_id: int
    name: str
    counts: tuple[MyCount, ...]

    @property
    def declared(self) -> int:
        """How many of them are in."""
        return sum(count.declared_at is not None for count in self.counts)


@dataclass(frozen=True, slots=True)
class MyCounts:
    """All her counts, in the order in which they need her: single ones, then council by council."""

    single: tuple[MyCount, ...]
    councils: tuple[CouncilCounts, ...]

    def __bool__(self) -> bool:
        return bool(self.single or self.councils)


def my_counts(*, reporter_id: int) -> tuple[MyCount, ...]:
    """Undeclared counts by expected time, then declared ones, newest first. Two queries."""
    contests = Contest.objects.filter(assignments__reporter=reporter_id).select_related("election", "council")
    outcomes = {
        outcome.declaration.contest_id: outcome
        for outcome in outcomes_in_force().filter(declaration__contest__assignments__reporter=reporter_id)
    }
    counts = [_count(contest, outcomes.get(contest.pk)) for contest in contests]
    return tuple(sorted(counts, key=_need))


def by_council(counts: tuple[MyCount, ...]) -> MyCounts:
    """The same counts in the same order, two and more of one council gathered under its name."""
    of: dict[int, list[MyCount]] = defaultdict(list)
    for count in counts:
        of[count.council_id or 0].append(count)
    many = {council for council, own in of.items() if council and len(own) > 1}
    return MyCounts(
        single=tuple(count for count in counts if count.council_id not in many),
        councils=tuple(
            CouncilCounts(council_id=council, name=own[0].council, counts=tuple(own))
            for council, own in of.items()
            if council in many
        ),
    )


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
        words=kept_words(outcome) if outcome else "",
        seats=contest.seats,
        council_id=contest.council_id,
        council=contest.council.name if contest.council else "",
    )


def _need(count: MyCount) -> tuple[bool, float, str]:
    if count.declared_at:
        return True, -count.declared_at.timestamp(), count.name
    return False, count.expected_at.timestamp() if count.expected_at else float("inf"), count.name
