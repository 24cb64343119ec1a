"""A reporter's own counts, in the order in which they need her.

Owns the list on the desk's front page. Refuses to show anyone else's counts.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User

from results.admin.count_states import CountState, Tone, count_state
from results.admin.status_page import Move, moves_for
from results.declaring.claims import ClaimedBy, claims_on
from results.models import OPEN, Contest, Declaration, State


@dataclass(frozen=True, slots=True)
class MyCount:
    """One assigned contest: where it is, the buttons that move it along, and who else has its form open."""

    contest_id: int
    name: str
    election: str
    rehearsal: bool
    closed: bool
    expected_at: datetime | None
    state: CountState
    moves: tuple[Move, ...]
    claims: tuple[ClaimedBy, ...]
    seats: int = 1
    council_id: int | None = None
    council: str = ""

    @property
    def is_in(self) -> bool:
        """Whether a declaration is in force and nothing waits beside it; the figures may be to follow."""
        return self.state.tone in {Tone.IN, Tone.CALLED}


@dataclass(frozen=True, slots=True)
class CouncilCounts:
    """Several of her counts that are wards of one council, under its name."""

    council_id: int
    name: str
    counts: tuple[MyCount, ...]

    @property
    def declared(self) -> int:
        """How many of them are in."""
        return sum(count.is_in for count in self.counts)


@dataclass(frozen=True, slots=True)
class MyCounts:
    """All her counts, in the order in which they need her: single ones, then council by council."""

    single: tuple[MyCount, ...]
    councils: tuple[CouncilCounts, ...]

    def __bool__(self) -> bool:
        return bool(self.single or self.councils)


def my_counts(*, reporter: User) -> tuple[MyCount, ...]:
    """Counts that want something by expected time, then declared ones, newest first. Three queries."""
    contests = list(
        Contest.objects.filter(assignments__reporter=reporter).select_related("election", "council")
    )
    rows = _revisions(reporter)
    claims = claims_on(contest_ids=[contest.pk for contest in contests])
    counts = (
        _count(contest, rows.get(contest.pk, ()), claims.get(contest.pk, ()), reporter)
        for contest in contests
    )
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


def _revisions(reporter: User) -> dict[int, list[Declaration]]:
    """What waits or is in force in her contests."""
    rows = Declaration.objects.filter(
        contest__assignments__reporter=reporter, state__in=[State.IN_FORCE, *OPEN]
    ).select_related(
        "contest__election", "entered_by", "outcome__winner", "outcome__party", "outcome__previous_party"
    )
    of: dict[int, list[Declaration]] = defaultdict(list)
    for row in rows:
        of[row.contest_id].append(row)
    return of


def _count(
    contest: Contest, rows: Sequence[Declaration], claims: tuple[ClaimedBy, ...], reporter: User
) -> MyCount:
    state = count_state(contest, rows, person_id=reporter.pk)
    open_still = state.tone in {Tone.EXPECTED, Tone.MOVING, Tone.OFF}
    moves = moves_for(contest, reporter, is_declared=not open_still)
    return MyCount(
        contest_id=contest.pk,
        name=contest.name,
        election=contest.election.name,
        rehearsal=contest.election.rehearsal,
        closed=contest.election.closed_at is not None,
        expected_at=contest.expected_at,
        state=state,
        moves=tuple(move for move in moves if not move.calls_off),
        claims=tuple(claim for claim in claims if claim.person_id != reporter.pk),
        seats=contest.seats,
        council_id=contest.council_id,
        council=contest.council.name if contest.council else "",
    )


# What is called off wants nothing more.
ORDER = {Tone.IN: 1, Tone.OFF: 2}


def _need(count: MyCount) -> tuple[int, float, str]:
    order, at, due = ORDER.get(count.state.tone, 0), count.state.at, count.expected_at
    if count.state.tone is Tone.IN:
        return order, -at.timestamp() if at else 0.0, count.name
    return order, due.timestamp() if due else float("inf"), count.name
