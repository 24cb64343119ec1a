"""The commands for a whole council: enter a running or complete total by party, correct it.

Some counts give only "Lab 20, Con 9, 15 to come". Wards that are declared later take its place as soon
as they hold as many seats; until then no ward may contradict the total, nor the total the wards.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from results.declaring.council_facts import party_ids, seats_of, total_in_force, ward_seats
from results.declaring.numbering import locked, number_event, refuse_if_closed
from results.declaring.refusals import (
    CouncilOvertaken,
    NothingInForce,
    NotYours,
    ReasonMissing,
    Unacceptable,
)
from results.models import Assignment, Council, CouncilDeclaration, CouncilTally, DeskEvent
from results.psephology.counts import Problem

Seats = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class EnteredCouncil:
    """What a command did. `silent`: the same total was in force already and nothing was written."""

    declaration_id: int
    council_id: int
    revision: int
    seq: int
    silent: bool
    at: datetime


def enter_council(*, council_id: int, seats: Seats, complete: bool, by: User) -> EnteredCouncil:
    """Enter a council's first total. Raises a `Refused`: CouncilOvertaken where another is in force."""
    with transaction.atomic():
        council = _locked_council(council_id, by)
        current = total_in_force(council_id)
        if current is None:
            return _declare(council, seats, complete, by=by, revision=1, reason="")
        if _same(current, seats, complete):
            return _already(current)
        raise _overtaken(current, seats)


def correct_council(
    *, council_id: int, seats: Seats, complete: bool, by: User, based_on: int, reason: str = ""
) -> EnteredCouncil:
    """Put a new total in the place of `based_on`. Raises a `Refused`.

    A running total that only grows needs no reason; one that takes a seat away does. One without any
    seat withdraws what was entered for the wrong council.
    """
    with transaction.atomic():
        council = _locked_council(council_id, by)
        current = total_in_force(council_id)
        if current is None:
            raise NothingInForce(f"{council.name} has no total to correct.")
        if _same(current, seats, complete):
            return _already(current)
        if current.revision != based_on:
            raise _overtaken(current, seats)
        if not reason.strip() and _takes_away(seats_of(current), seats):
            raise ReasonMissing("A party loses a seat against the total before: say why.")
        return _declare(council, seats, complete, by=by, revision=current.revision + 1, reason=reason.strip())


def may_enter_total(*, user: User, council_id: int) -> bool:
    """Whether this person may enter the council's total: any contest is hers, or a ward of it is."""
    if not user.is_active:
        return False
    if user.has_perm("results.enter_any_contest"):
        return True
    if not user.has_perm("results.add_declaration"):
        return False
    return Assignment.objects.filter(reporter=user, contest__council=council_id).exists()


def council_problems(
    council: Council, seats: Seats, *, complete: bool, withdrawing: bool = False
) -> tuple[Problem, ...]:
    """Why a total cannot be published; fields are "seats-<code>", "complete" or "". Three queries.

    Only one that is `withdrawing` another may have no seats at all.
    """
    known = party_ids(council)
    found = [
        Problem("unknown", "", f"{code} is not a party of this election.")
        for code in seats
        if code not in known
    ]
    found += [
        Problem("negative", f"seats-{code}", f"{code} cannot have {number} seats.")
        for code, number in seats.items()
        if number < 0
    ]
    return tuple(found) or (*_sums(council, seats, complete, withdrawing), *_against_wards(council, seats))


def _sums(council: Council, seats: Seats, complete: bool, withdrawing: bool) -> list[Problem]:
    declared, up = sum(seats.values()), council.seats_up
    if declared > up:
        sentence = f"{declared} seats are more than the {up} that are up in {council.name}: check each party."
        return [Problem("too_many", "", sentence)]
    if not declared and not withdrawing:
        return [Problem("none", "", "No seats are filled in.")]
    if complete and declared < up:
        sentence = (
            f"{declared} of {up} seats are filled in, and the total is ticked as complete. "
            f"Fill in the other {up - declared}, or leave the tick out."
        )
        return [Problem("short", "complete", sentence)]
    return []


def _against_wards(council: Council, seats: Seats) -> list[Problem]:
    won = ward_seats(council).won
    return [
        Problem(
            "below_wards",
            f"seats-{code}",
            f"The wards already in give {code} {number}; this total gives {seats.get(code, 0)}. "
            "Check the total, or correct the ward.",
        )
        for code, number in won.items()
        if seats.get(code, 0) < number
    ]


def _locked_council(council_id: int, by: User) -> Council:
    council = Council.objects.select_for_update(of=("self",)).select_related("election").get(pk=council_id)
    if not may_enter_total(user=by, council_id=council_id):
        raise NotYours(f"{council.name} is not one of your counts: ask a producer to assign it to you.")
    refuse_if_closed(council.election)
    return council


def _declare(
    council: Council, seats: Seats, complete: bool, *, by: User, revision: int, reason: str
) -> EnteredCouncil:
    found = council_problems(council, seats, complete=complete, withdrawing=revision > 1)
    if found:
        raise Unacceptable(found)
    in_force = CouncilDeclaration.State.IN_FORCE
    CouncilDeclaration.objects.filter(council=council, state=in_force).update(
        state=CouncilDeclaration.State.SUPERSEDED
    )
    declaration = CouncilDeclaration.objects.create(
        council=council,
        revision=revision,
        state=in_force,
        complete=complete or sum(seats.values()) == council.seats_up,
        entered_by=by,
        entered_at=timezone.now(),
        reason=reason,
    )
    ids = party_ids(council)
    CouncilTally.objects.bulk_create(
        CouncilTally(declaration=declaration, party_id=ids[code], seats=number)
        for code, number in seats.items()
        if number
    )
    return _numbered(council, declaration)


def _numbered(council: Council, declaration: CouncilDeclaration) -> EnteredCouncil:
    election = locked(council.election_id)
    refuse_if_closed(election)
    kind = DeskEvent.Kind.CORRECTED if declaration.reason else DeskEvent.Kind.DECLARED
    event = number_event(election=election, kind=kind, council_id=council.pk)
    return EnteredCouncil(
        declaration_id=declaration.pk,
        council_id=council.pk,
        revision=declaration.revision,
        seq=event.seq,
        silent=False,
        at=event.at,
    )


def _same(current: CouncilDeclaration, seats: Seats, complete: bool) -> bool:
    given = {code: number for code, number in seats.items() if number}
    in_full = complete or sum(given.values()) == current.council.seats_up
    return seats_of(current) == given and current.complete == in_full


def _takes_away(before: Seats, after: Seats) -> bool:
    return any(after.get(code, 0) < number for code, number in before.items())


def _already(current: CouncilDeclaration) -> EnteredCouncil:
    return EnteredCouncil(
        declaration_id=current.pk,
        council_id=current.council_id,
        revision=current.revision,
        seq=current.council.election.seq,
        silent=True,
        at=current.entered_at,
    )


def _overtaken(current: CouncilDeclaration, seats: Seats) -> CouncilOvertaken:
    return CouncilOvertaken(
        mine=dict(seats),
        theirs=seats_of(current),
        by=current.entered_by.get_full_name() or current.entered_by.get_username(),
        at=current.entered_at,
        revision=current.revision,
    )
