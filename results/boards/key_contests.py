"""The producers' key contests: where each one is, in their own order.

Owns the rule what is overdue: expected by now, and no result. Refuses what may not be seen: before polls
close nothing here says that figures are in, or that they are close.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils import timezone

from results.boards.cards import ContestState, ElectionHead, OutcomeCard
from results.boards.embargo import is_embargoed
from results.boards.heads import election_head
from results.boards.outcomes import outcome_card, outcomes_in_force
from results.boards.snapshot import one_snapshot
from results.boards.states import CALLED_OFF, since, state_of
from results.models import Contest, Election, KeyContest, Outcome


class Standing(StrEnum):
    """Where a key contest is, as producers ask for it."""

    EMBARGOED = "polls open"
    TO_COME = "to come"
    COUNTING = "counting"
    OVERDUE = "overdue"
    RECOUNT = "recount"
    WITHDRAWN = "result withdrawn"
    CALLED_OFF = "called off"
    IN = "in"


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One key contest. `overdue` is by how long, None where it is not; a recount may be overdue as well.

    `since` is when a contest without a result came into its state, where somebody said so. `polls_close`
    is when its polls close. `outcome` is None until there is one to be seen.
    """

    contest: int
    code: str
    name: str
    reason: str
    position: int
    state: ContestState
    standing: Standing
    recounts: int
    since: datetime | None
    polls_close: datetime
    expected_at: datetime | None
    overdue: timedelta | None
    outcome: OutcomeCard | None


@dataclass(frozen=True, slots=True)
class Choice:
    """A contest that is no key contest: its row id, and its name with its council's."""

    contest: int
    name: str


@dataclass(frozen=True, slots=True)
class KeyBoard:
    """The key contests of an election at one number."""

    election: ElectionHead
    lines: tuple[KeyLine, ...]


def key_board(*, election_id: int) -> KeyBoard:
    """The key contests of a whole election. Three queries. Raises Election.DoesNotExist."""
    with one_snapshot():
        election = Election.objects.get(pk=election_id)
        return KeyBoard(election=election_head(election), lines=key_contests(election_id=election_id))


def key_contests(*, election_id: int, region_id: int | None = None) -> tuple[KeyLine, ...]:
    """The key contests of an election, or of one region of it, in the producers' order. Two queries."""
    rows = KeyContest.objects.filter(contest__election=election_id)
    if region_id is not None:
        rows = rows.filter(contest__regions=region_id)
    with one_snapshot():
        keys = list(rows.select_related("contest__election").order_by("position", "contest__name"))
        outcomes = _outcomes(key.contest_id for key in keys)
    now = timezone.now()
    return tuple(_line(key, outcomes.get(key.contest_id), now) for key in keys)


def contests_to_mark(*, election_id: int) -> tuple[Choice, ...]:
    """The contests of an election that are no key contests, by name. One query."""
    rows = Contest.objects.filter(election=election_id, key=None).order_by("name", "code")
    pairs = rows.values_list("pk", "name", "council__name")
    return tuple(Choice(pk, f"{name}, {council}" if council else name) for pk, name, council in pairs)


def late_by(expected_at: datetime | None, polls_close: datetime, now: datetime) -> timedelta | None:
    """By how long something without a result is overdue; None where it is not, or polls are open still."""
    if expected_at is None or expected_at > now or polls_close > now:
        return None
    return now - expected_at


def _outcomes(contests: Iterable[int]) -> dict[int, Outcome]:
    rows = outcomes_in_force().filter(declaration__contest__in=list(contests))
    return {outcome.declaration.contest_id: outcome for outcome in rows}


def _line(key: KeyContest, outcome: Outcome | None, now: datetime) -> KeyLine:
    contest = key.contest
    state = state_of(contest, outcome)
    awaited = outcome is None and contest.status not in CALLED_OFF
    overdue = late_by(contest.expected_at, contest.closing, now) if awaited else None
    return KeyLine(
        contest=contest.pk,
        code=contest.code,
        name=contest.name,
        reason=key.reason,
        position=key.position,
        state=state,
        standing=_standing(contest, state, outcome is not None, overdue),
        recounts=contest.recounts,
        since=since(contest, state),
        polls_close=contest.closing,
        expected_at=contest.expected_at,
        overdue=overdue,
        outcome=outcome_card(outcome) if outcome else None,
    )


def _standing(contest: Contest, state: ContestState, is_in: bool, overdue: timedelta | None) -> Standing:
    if is_in:
        return Standing.IN
    if contest.status in CALLED_OFF:
        return Standing.CALLED_OFF
    if is_embargoed(contest.closing):
        return Standing.EMBARGOED
    if state in OF_STATE:
        return OF_STATE[state]
    if overdue is not None:
        return Standing.OVERDUE
    return Standing.COUNTING if state is ContestState.COUNTING else Standing.TO_COME


OF_STATE = {ContestState.RECOUNT: Standing.RECOUNT, ContestState.WITHDRAWN: Standing.WITHDRAWN}
