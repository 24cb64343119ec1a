"""The commands for a whole council: enter a running or complete total by party, correct it.

Some counts give only "Lab 20, Con 9, 15 to come". Wards that are declared later take its place as soon
as they hold as many seats; until then no ward may contradict the total, nor the total the wards.

Where the election wants a second person, a total waits for somebody to confirm it (`council_keys`); there
is no keying blind of a total, which is read and not counted. One without any seat withdraws the total in
force, and that waits for nobody: what was entered for the wrong council has to go at once.
"""

from django.contrib.auth.models import User
from django.db import transaction

from results.declaring.audit import refusals_recorded
from results.declaring.council_bringing import (
    entered,
    numbered,
    published,
    recorded,
    supersede,
    there_already,
    written,
)
from results.declaring.council_entered import EnteredCouncil, Seats, TotalEntry
from results.declaring.council_facts import closing_of, seats_of
from results.declaring.council_judging import council_problems, fillable_seats
from results.declaring.council_revisions import Totals, is_same, locked_council, may_enter_total, totals_of
from results.declaring.evidence import AS_HEARD, Evidence
from results.declaring.read_out import refuse_untimely
from results.declaring.refusals import CouncilOvertaken, NothingInForce, ReasonMissing, Unacceptable, Waits
from results.declaring.revisions import name_of
from results.models import Act, Council, CouncilDeclaration, DeskEvent, Policy, State, strictest

__all__ = [
    "EnteredCouncil",
    "correct_council",
    "council_problems",
    "enter_council",
    "is_direct",
    "may_enter_total",
]


def enter_council(
    *, council_id: int, seats: Seats, complete: bool, by: User, evidence: Evidence = AS_HEARD
) -> EnteredCouncil:
    """Enter a council's first total. Raises a `Refused`: CouncilOvertaken where another is in force."""
    return _submit(TotalEntry(seats, complete, by, evidence), council_id=council_id, based_on=None)


def correct_council(
    *,
    council_id: int,
    seats: Seats,
    complete: bool,
    by: User,
    based_on: int,
    reason: str = "",
    evidence: Evidence = AS_HEARD,
) -> EnteredCouncil:
    """Put a new total in the place of `based_on`. Raises a `Refused`.

    A running total that only grows needs no reason; one that takes a seat away does. One without any
    seat withdraws what was entered for the wrong council.
    """
    entry = TotalEntry(seats, complete, by, evidence, reason.strip())
    return _submit(entry, council_id=council_id, based_on=based_on)


def _submit(entry: TotalEntry, *, council_id: int, based_on: int | None) -> EnteredCouncil:
    act = "Correcting the total" if based_on else "Entering the total"
    with refusals_recorded(act=act, by=entry.by, council_id=council_id), transaction.atomic():
        council = locked_council(council_id, entry.by)
        rows = totals_of(council)
        there = _there_already(council, rows, entry)
        if there is not None:
            return there_already(council, there)
        _refuse_overtaken(council, rows, entry, based_on)
        if entry.evidence.read_out_at is not None:
            refuse_untimely(entry.evidence.read_out_at, closing=closing_of(council))
        if entry.withdraws and rows.in_force is not None:
            return _publish(council, rows, entry)
        _take_over(rows, entry)
        if is_direct(council):
            return _publish(council, rows, entry)
        return _keep(council, rows, entry)


def _there_already(council: Council, rows: Totals, entry: TotalEntry) -> CouncilDeclaration | None:
    """What this form sent already, or the same total where it is in force or waiting by her hand."""
    waiting = rows.waiting
    # What was keyed before a withdrawal comes too late: keyed again, it is another total.
    is_own = waiting and waiting.entered_by_id == entry.by.pk and waiting.based_on == rows.base
    own = waiting if is_own else None
    # With a total waiting beside it, seats equal to those in force would undo a correction unseen.
    current = None if waiting else rows.in_force
    fillable = fillable_seats(council)
    for row in (rows.sent_before(entry), own, current):
        if row is not None and is_same(row, entry, fillable=fillable):
            return row
    return None


def _refuse_overtaken(council: Council, rows: Totals, entry: TotalEntry, based_on: int | None) -> None:
    current = rows.in_force
    if current is None:
        if based_on is not None:
            raise NothingInForce(f"{council.name} has no total to correct. Open its form again.")
        return
    if current.revision != (based_on or 0):
        raise _overtaken(current, entry.seats)
    if not entry.reason and _takes_away(seats_of(current), entry.seats):
        raise ReasonMissing("A party loses a seat against the total before: say why.")


def _take_over(rows: Totals, entry: TotalEntry) -> None:
    """Her own waiting total makes room for her new one; another's is confirmed or rejected first."""
    waiting = rows.waiting
    if waiting is None:
        return
    if waiting.entered_by_id != entry.by.pk:
        raise Waits(
            declaration_id=waiting.pk,
            by=name_of(waiting.entered_by),
            at=waiting.entered_at,
            subject="council",
        )
    CouncilDeclaration.objects.filter(pk=waiting.pk).update(state=State.TAKEN_BACK)
    words = f"Total {waiting.revision} replaced by her own new one."
    recorded(Act.Kind.TAKEN_BACK, waiting, entry.by, words)


def is_direct(council: Council) -> bool:
    """Whether a total comes into force as it is entered, without a second person.

    A total has no majority by which it is marginal or not: where marginal contests need more, so does it.
    """
    election = council.election
    return strictest(election.policy, election.marginal_policy) == Policy.DIRECT


def _publish(council: Council, rows: Totals, entry: TotalEntry) -> EnteredCouncil:
    _refuse_problems(council, rows, entry)
    supersede(council)
    row = written(council, rows, entry, policy=Policy.DIRECT, state=State.IN_FORCE)
    return published(council, row, withdrawn=entry.withdraws)


def _keep(council: Council, rows: Totals, entry: TotalEntry) -> EnteredCouncil:
    _refuse_problems(council, rows, entry)
    row = written(council, rows, entry, policy=Policy.SECOND_KEY, state=State.WAITING)
    return entered(council, row, numbered(council, DeskEvent.Kind.WAITING))


def _refuse_problems(council: Council, rows: Totals, entry: TotalEntry) -> None:
    withdrawing = rows.in_force is not None
    found = council_problems(council, entry.seats, complete=entry.complete, withdrawing=withdrawing)
    if found:
        raise Unacceptable(found)


def _takes_away(before: Seats, after: Seats) -> bool:
    return any(after.get(code, 0) < number for code, number in before.items())


def _overtaken(current: CouncilDeclaration, seats: Seats) -> CouncilOvertaken:
    return CouncilOvertaken(
        mine=dict(seats),
        theirs=seats_of(current),
        by=name_of(current.entered_by),
        at=current.entered_at,
        revision=current.revision,
    )
