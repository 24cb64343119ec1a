"""Why a council's total cannot be right. The form's preview and the commands ask the same function."""

from results.declaring.council_entered import Seats
from results.declaring.council_facts import party_ids, seats_called_off, ward_seats
from results.models import Council
from results.psephology.counts import Problem


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


def fillable_seats(council: Council) -> int:
    """Seats that are up, less those whose poll was called off. One query."""
    return max(0, council.seats_up - seats_called_off(council))


def _sums(council: Council, seats: Seats, complete: bool, withdrawing: bool) -> list[Problem]:
    declared = sum(seats.values())
    if not declared:
        return [] if withdrawing else [Problem("none", "", "No seats are filled in.")]
    fillable = fillable_seats(council)
    up = _up(council, fillable)
    if declared > fillable:
        sentence = f"{declared} seats are more than the {up} in {council.name}: check each party."
        return [Problem("too_many", "", sentence)]
    if complete and declared < fillable:
        sentence = (
            f"{declared} of {fillable} seats are filled in, and the total is ticked as complete. "
            f"Fill in the other {fillable - declared}, or leave the tick out."
        )
        return [Problem("short", "complete", sentence)]
    return []


def _up(council: Council, fillable: int) -> str:
    called_off = council.seats_up - fillable
    if not called_off:
        return f"{fillable} that are up"
    return f"{fillable} that are up, without {called_off} whose poll was called off,"


def _against_wards(council: Council, seats: Seats) -> list[Problem]:
    # Nothing contradicts wards that says nothing.
    won = ward_seats(council).won if any(seats.values()) else {}
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
