"""A council as its total is judged: seats up, what its wards have given, and the total in force."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Sum

from results.declaring.refusals import Unacceptable
from results.models import Contest, Council, CouncilDeclaration, Declaration, Party, PartyOutcome
from results.psephology.counts import Problem, Result


@dataclass(frozen=True, slots=True)
class WardSeats:
    """Seats that the declared wards of a council gave, by tallying party; `left` are still to come."""

    won: Mapping[str, int]
    left: int

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
    return WardSeats(won=won, left=council.seats_up - sum(won.values()))


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
    if contest.council is None or contest.kind != Contest.Kind.WARD:
        return
    # Held until the end: a total, or another ward, that comes at the same moment must see this one.
    council = Council.objects.select_for_update().get(pk=contest.council.pk)
    others = ward_seats(council, without=contest.pk)
    _refuse_too_many(contest, council, others.declared + contest.seats)
    total = None if correction else total_in_force(council.pk)
    if total is None:
        return
    seats = seats_of(total)
    if others.declared + contest.seats > sum(seats.values()):
        return
    given = {line.party: others.won.get(line.party, 0) + line.seats for line in result.parties if line.seats}
    problems = [
        Problem("above_total", "", _above(contest, party, now, seats))
        for party, now in given.items()
        if now > seats.get(party, 0)
    ]
    if problems:
        raise Unacceptable(tuple(problems))


def _refuse_too_many(contest: Contest, council: Council, filled: int) -> None:
    if filled > council.seats_up:
        sentence = (
            f"With {contest.name}, the wards fill {filled} seats, more than the {council.seats_up} that are "
            f"up in {council.name}: ask a producer to check the seats of the council and of its wards."
        )
        raise Unacceptable((Problem("too_many", "", sentence),))


def _above(contest: Contest, party: str, now: int, seats: Mapping[str, int]) -> str:
    return (
        f"With {contest.name}, {party} would have {now} seats from the wards; the total of {contest.council} "
        f"has {seats.get(party, 0)}. Check this ward, or correct the total first."
    )
