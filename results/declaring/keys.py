"""The second key: a different person confirms what was keyed, or rejects it. She never edits.

Owns who may be the second person. Her own entry is refused before anything else is looked at, under
every policy and in every state; the database refuses it too. A bypass brings an entry into force without
her, with a name and a reason, and it says "single source" until somebody confirms it after all.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from results.declaring.audit import record, refusals_recorded
from results.declaring.bringing import bring_into_force, entered, numbered, published, there_already
from results.declaring.entered import Entered, Turned
from results.declaring.facts import facts_of
from results.declaring.figures import count_of
from results.declaring.judging import judged
from results.declaring.refusals import (
    KeyAgain,
    MayNot,
    NothingInForce,
    NothingToConfirm,
    OwnEntry,
    ReasonMissing,
)
from results.declaring.revisions import (
    Revisions,
    locked_contest,
    name_of,
    refuse_if_stopped,
    revisions_of,
)
from results.models import OPEN, Act, Contest, Declaration, DeskEvent, Policy, State
from results.models.keyed import Keyed

OWN = "You keyed these figures yourself: somebody else has to {}."


@dataclass(frozen=True, slots=True)
class _Held:
    """A declaration under its contest's lock."""

    contest: Contest
    rows: Revisions
    declaration: Declaration


def confirm(*, declaration_id: int, by: User) -> Entered:
    """Vouch for what somebody else keyed. Raises a `Refused`: OwnEntry, KeyAgain, NothingToConfirm, Late.

    A waiting entry comes into force; one that is in force on a single source loses that mark.
    """
    with _held("Confirming", declaration_id, by) as held:
        row = held.declaration
        refuse_own(row, by, "confirm them")
        if row.confirmed_by_id == by.pk and row.state == State.IN_FORCE:
            return there_already(held.contest, row)
        if row.state != State.WAITING and not row.single_source:
            raise NothingToConfirm(_moved_on(held))
        if row.single_source:
            return _vouched(held, by)
        if row.policy == Policy.BLIND:
            raise KeyAgain(f"{held.contest.name} is keyed blind: type the figures yourself.")
        refuse_if_stopped(held.contest)
        _record(Act.Kind.CONFIRMED, held, by, "confirmed")
        confirmed, result = bring_into_force(
            held.contest, held.rows, row, confirmed_by=by, confirmed_at=timezone.now()
        )
        return published(held.contest, confirmed, result)


def bypass(*, declaration_id: int, by: User, reason: str) -> Entered:
    """Publish a waiting entry on its single source. Raises a `Refused`: MayNot, ReasonMissing, Late."""
    with _held("Publishing on a single source", declaration_id, by) as held:
        if not by.has_perm("results.bypass_second_key"):
            raise MayNot("Only an editor may publish without the second person.")
        if held.declaration.state != State.WAITING:
            raise NothingToConfirm(_moved_on(held))
        said = given(reason, "Say why this cannot wait for a second person: it is kept, with your name.")
        refuse_if_stopped(held.contest)
        _record(Act.Kind.BYPASSED, held, by, f"published on a single source: {said}")
        row, result = bring_into_force(
            held.contest, held.rows, held.declaration, bypassed_by=by, bypass_reason=said
        )
        return published(held.contest, row, result)


def reject(*, declaration_id: int, by: User, reason: str) -> Turned:
    """Turn away what somebody else keyed, with a reason. Raises a `Refused`."""
    with _held("Rejecting", declaration_id, by) as held:
        refuse_own(held.declaration, by, "reject them; you can take them back")
        _refuse_closed(held)
        said = given(reason, "Say what is wrong with the figures: whoever keyed them reads it.")
        _record(Act.Kind.REJECTED, held, by, f"rejected: {said}")
        return _turned(held, state=State.REJECTED, rejected_by=by, rejection=said)


def take_back(*, declaration_id: int, by: User) -> Turned:
    """Take back one's own entry before it comes into force. Raises a `Refused`."""
    with _held("Taking back", declaration_id, by) as held:
        if held.declaration.entered_by_id != by.pk:
            raise MayNot("These are somebody else's figures: reject them, with a reason.")
        _refuse_closed(held)
        _record(Act.Kind.TAKEN_BACK, held, by, "taken back")
        return _turned(held, state=State.TAKEN_BACK)


def refuse_own(declaration: Keyed, by: User, act: str) -> None:
    """Raise OwnEntry where this person keyed it herself."""
    if declaration.entered_by_id == by.pk:
        raise OwnEntry(OWN.format(act))


def given(reason: str, wanted: str) -> str:
    """A reason without its blanks. Raises ReasonMissing with what is wanted."""
    if not reason.strip():
        raise ReasonMissing(wanted)
    return reason.strip()


@contextmanager
def _held(act: str, declaration_id: int, by: User) -> Iterator[_Held]:
    contest_id = _contest_of(declaration_id)
    about = {"contest_id": contest_id, "declaration_id": declaration_id}
    with refusals_recorded(act=act, by=by, **about), transaction.atomic():
        contest = locked_contest(contest_id, by)
        rows = revisions_of(contest)
        row = next(row for row in rows.rows if row.pk == declaration_id)
        yield _Held(contest, rows, row)


def _contest_of(declaration_id: int) -> int:
    found = Declaration.objects.filter(pk=declaration_id).values_list("contest", flat=True).first()
    if found is None:
        raise NothingInForce("There is no such entry.")
    return found


def _vouched(held: _Held, by: User) -> Entered:
    """The second person after all, for what went out on one."""
    row = held.declaration
    row.confirmed_by, row.confirmed_at = by, timezone.now()
    row.save(update_fields=["confirmed_by", "confirmed_at"])
    _record(Act.Kind.CONFIRMED, held, by, "confirmed after it was published on a single source")
    result = judged(row.kind, facts_of(held.contest.pk), count_of(row))
    return entered(held.contest, row, result, numbered(held.contest, DeskEvent.Kind.CONFIRMED))


def _turned(held: _Held, **closed: object) -> Turned:
    row = held.declaration
    now = timezone.now()
    Declaration.objects.filter(pk=row.pk).update(
        **closed, **({"rejected_at": now} if "rejected_by" in closed else {})
    )
    # Of two entries that differ, the other one waits for a second person again.
    Declaration.objects.filter(contest=held.contest, state=State.DISPUTED).exclude(pk=row.pk).update(
        state=State.WAITING
    )
    event = numbered(held.contest, DeskEvent.Kind.REJECTED)
    return Turned(
        declaration_id=row.pk,
        contest_id=held.contest.pk,
        revision=row.revision,
        seq=event.seq,
        at=event.at,
    )


def _refuse_closed(held: _Held) -> None:
    if held.declaration.state not in OPEN:
        raise NothingToConfirm(_moved_on(held))


def _moved_on(held: _Held) -> str:
    row = held.declaration
    return (
        f"Revision {row.revision} of {held.contest.name}, keyed by {name_of(row.entered_by)}, "
        f"does not wait any more: it is {row.get_state_display()}."
    )


def _record(kind: Act.Kind, held: _Held, by: User, what: str) -> None:
    record(
        kind=kind,
        by=by,
        words=f"Revision {held.declaration.revision} {what}.",
        contest_id=held.contest.pk,
        declaration_id=held.declaration.pk,
    )
