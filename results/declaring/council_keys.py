"""The second key to a council's total: a different person confirms what was keyed, or rejects it.

As for a contest (`keys`): her own entry is refused in every state, and by the database too; a bypass
stands with a name and a reason, and says "single source" until somebody confirms it after all.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from results.declaring.audit import refusals_recorded
from results.declaring.council_bringing import (
    bring_into_force,
    entered,
    numbered,
    published,
    recorded,
    there_already,
    turned,
)
from results.declaring.council_entered import EnteredCouncil, TurnedCouncil
from results.declaring.council_revisions import Totals, locked_council, totals_of
from results.declaring.keys import given, refuse_own
from results.declaring.refusals import MayNot, NothingInForce, NothingToConfirm
from results.declaring.revisions import name_of
from results.models import Act, Council, CouncilDeclaration, DeskEvent, State


@dataclass(frozen=True, slots=True)
class _Held:
    """A total under its council's lock."""

    council: Council
    rows: Totals
    total: CouncilDeclaration


def confirm_council(*, declaration_id: int, by: User) -> EnteredCouncil:
    """Vouch for a total that somebody else keyed. Raises a `Refused`: OwnEntry, NothingToConfirm, Late.

    A waiting one comes into force; one that is in force on a single source loses that mark.
    """
    with _held("Confirming the total", declaration_id, by) as held:
        row = held.total
        refuse_own(row, by, "confirm them")
        if row.confirmed_by_id == by.pk and row.state == State.IN_FORCE:
            return there_already(held.council, row)
        if row.single_source:
            return _vouched(held, by)
        _refuse_settled(held)
        _record(Act.Kind.CONFIRMED, held, by, "confirmed")
        second = {"confirmed_by": by, "confirmed_at": timezone.now()}
        return published(held.council, bring_into_force(held.council, held.rows, row, **second))


def bypass_council(*, declaration_id: int, by: User, reason: str) -> EnteredCouncil:
    """Publish a waiting total on its single source. Raises a `Refused`: MayNot, ReasonMissing, Late."""
    with _held("Publishing the total on a single source", declaration_id, by) as held:
        if not by.has_perm("results.bypass_second_key"):
            raise MayNot("Only an editor may publish without the second person.")
        _refuse_settled(held)
        said = given(reason, "Say why this cannot wait for a second person: it is kept, with your name.")
        _record(Act.Kind.BYPASSED, held, by, f"published on a single source: {said}")
        second = {"bypassed_by": by, "bypass_reason": said}
        return published(held.council, bring_into_force(held.council, held.rows, held.total, **second))


def reject_council(*, declaration_id: int, by: User, reason: str) -> TurnedCouncil:
    """Turn away a total that somebody else keyed, with a reason. Raises a `Refused`."""
    with _held("Rejecting the total", declaration_id, by) as held:
        refuse_own(held.total, by, "reject them; you can take them back")
        _refuse_settled(held)
        said = given(reason, "Say what is wrong with the figures: whoever keyed them reads it.")
        _record(Act.Kind.REJECTED, held, by, f"rejected: {said}")
        why = {"rejected_by": by, "rejected_at": timezone.now(), "rejection": said}
        return turned(held.council, held.total, State.REJECTED, **why)


def take_back_council(*, declaration_id: int, by: User) -> TurnedCouncil:
    """Take back one's own total before it comes into force. Raises a `Refused`."""
    with _held("Taking back the total", declaration_id, by) as held:
        if held.total.entered_by_id != by.pk:
            raise MayNot("These are somebody else's figures: reject them, with a reason.")
        _refuse_settled(held)
        _record(Act.Kind.TAKEN_BACK, held, by, "taken back")
        return turned(held.council, held.total, State.TAKEN_BACK)


@contextmanager
def _held(act: str, declaration_id: int, by: User) -> Iterator[_Held]:
    council_id = _council_of(declaration_id)
    about = {"council_id": council_id, "total_id": declaration_id}
    with refusals_recorded(act=act, by=by, **about), transaction.atomic():
        council = locked_council(council_id, by)
        rows = totals_of(council)
        row = next(row for row in rows.rows if row.pk == declaration_id)
        yield _Held(council, rows, row)


def _council_of(declaration_id: int) -> int:
    rows = CouncilDeclaration.objects.filter(pk=declaration_id)
    found = rows.values_list("council", flat=True).first()
    if found is None:
        raise NothingInForce("There is no such total.")
    return found


def _vouched(held: _Held, by: User) -> EnteredCouncil:
    """The second person after all, for what went out on one."""
    row = held.total
    row.confirmed_by, row.confirmed_at = by, timezone.now()
    row.save(update_fields=["confirmed_by", "confirmed_at"])
    _record(Act.Kind.CONFIRMED, held, by, "confirmed after it was published on a single source")
    return entered(held.council, row, numbered(held.council, DeskEvent.Kind.CONFIRMED))


def _refuse_settled(held: _Held) -> None:
    row = held.total
    if row.state != State.WAITING:
        raise NothingToConfirm(
            f"Total {row.revision} of {held.council.name}, keyed by {name_of(row.entered_by)}, "
            f"does not wait any more: it is {row.get_state_display()}."
        )


def _record(kind: Act.Kind, held: _Held, by: User, what: str) -> None:
    recorded(kind, held.total, by, f"Total {held.total.revision} {what}.")
