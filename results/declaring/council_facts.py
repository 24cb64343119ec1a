"""A council as its total is judged: seats up, what its wards have given, and the total in force."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Sum

from results.declaring.refusals import Unacceptable
from results.models import Contest, Council, CouncilDeclaration, Declaration, Party, PartyOutcome
from results.psephology.counts import Problem, Result

STOPPED = (Contest.Status.COUNTERMANDED, Contest.Status.DEFERRED)


@dataclass(frozen=True, slots=True)
class WardSeats:
    """Seats that the declared wards of a council gave, by tallying party."""

    won: Mapping[str, int]

    @property
    def declared(self) -> int:
        """Seats in the wards that are in."""
        return sum(self.won.values())


def ward_seats(council: Council, *, without: int | None = None) -> WardSeats:
    """What the wards in force gave, leaving out one contest. Two queries."""
    rows = PartyOutcome.objects.filter(
        outcome__declaration__state=Declaration.State.IN_FORCE,
        outcome__declaration__contest__council=council,
        outcome__declaration__contest__kind=Contest.Kind.WARD,
        seats__gt=0,
    ).exclude(outcome__declaration__contest=without)
    won = dict(rows.values_list("party__code").annotate(won=Sum("seats")).order_by("party__code"))
    return WardSeats(won=won)


def seats_called_off(council: Council) -> int:
    """Seats of the wards whose poll was countermanded or deferred: nobody fills them tonight. One query."""
    stopped = Contest.objects.filter(council=council, kind=Contest.Kind.WARD, status__in=STOPPED)
    stopped = stopped.exclude(pk__in=Declaration.objects.in_force().values("contest"))
    return stopped.aggregate(seats=Sum("seats"))["seats"] or 0


def closing_of(council: Council) -> datetime:
    """When the last of a council's polls closes, those called off left aside. One query."""
    held = Contest.objects.filter(council=council).exclude(status__in=STOPPED)
    own = held.aggregate(last=Max("polls_close"))["last"]
    closing: datetime = council.election.polls_close
    return max(closing, own) if own else closing


def total_in_force(council_id: int) -> CouncilDeclaration | None:
    """The council's total in force, if one was entered."""
    return (
        CouncilDeclaration.objects.filter(council=council_id, state=CouncilDeclaration.State.IN_FORCE)
        .select_related("entered_by")
        .first()
    )


def seats_of(declaration: CouncilDeclaration) -> dict[str, int]:
    """The seats of a total by party."""
    return dict(declaration.tallies.values_list("party__code", "seats"))


def party_ids(council: Council) -> dict[str, int]:
    """Row ids of the election's tallying parties by code."""
    parties = Party.objects.filter(election=council.election_id, counts_as=None)
    return dict(parties.values_list("code", "pk"))


def refuse_against_council(contest: Contest, result: Result, *, correction: bool) -> None:
    """Raise Unacceptable where a ward would fill more seats than are up, or contradicts the total.

    Asks nothing for a contest that is no ward. A total that the wards have overtaken binds nobody, and
    none binds a ward's correction: each would wait for the other, and a wrong winner would stay.
    """
    if contest.council_id is None or contest.kind != Contest.Kind.WARD:
        return
    # Held until the end: a total, or another ward, that comes at the same moment must see this one.
    council = Council.objects.select_for_update().get(pk=contest.council_id)
    problems = ward_problems_in(council, contest, result, correction=correction)
    if problems:
        raise Unacceptable(problems)


def clashes_of(contest: Contest, result: Result) -> tuple[Problem, ...]:
    """Why the council of a ward would refuse this result now. For a preview: nothing is held.

    Five queries at most, none for a contest that is no ward.
    """
    if contest.council is None or contest.kind != Contest.Kind.WARD:
        return ()
    is_correction = Declaration.objects.in_force().filter(contest=contest).exists()
    return ward_problems_in(contest.council, contest, result, correction=is_correction)


def ward_problems_in(
    council: Council, contest: Contest, result: Result, *, correction: bool
) -> tuple[Problem, ...]:
    """Why this result of a ward cannot stand in its council, as far as can be told without its lock.

    Four queries at most.
    """
    others = ward_seats(council, without=contest.pk)
    filled = others.declared + contest.seats
    if filled > council.seats_up:
        return (_too_many(contest, council, filled),)
    total = None if correction else total_in_force(council.pk)
    seats = seats_of(total) if total else {}
    if filled > sum(seats.values()):
        return ()
    given = {line.party: others.won.get(line.party, 0) + line.seats for line in result.parties if line.seats}
    return tuple(
        Problem("above_total", "", _above(contest, council, party, now, seats))
        for party, now in given.items()
        if now > seats.get(party, 0)
    )


def _too_many(contest: Contest, council: Council, filled: int) -> Problem:
    sentence = (
        f"With {contest.name}, the wards fill {filled} seats, more than the {council.seats_up} that are "
        f"up in {council.name}: ask a producer to check the seats of the council and of its wards."
    )
    return Problem("too_many", "", sentence)


def _above(contest: Contest, council: Council, party: str, now: int, seats: Mapping[str, int]) -> str:
    return (
        f"With {contest.name}, {party} would have {now} seats from the wards; the total of {council} "
        f"has {seats.get(party, 0)}. Check this ward, or correct the total first."
    )
