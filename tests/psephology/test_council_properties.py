"""What holds for every small council, against all that its undeclared wards can still do.

A ward to come fills its seats from its candidates in any way, or none of them: a poll can be
countermanded until the result is declared, and its seats stay empty.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from results.psephology.council import NOC, Chamber, Undeclared, ceilings, control, net_changes

PARTIES = ("Con", "Lab", "Local")
MAY_CONTROL = frozenset(PARTIES)
EVERYBODY = (*PARTIES, "Ind")

for_any = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

Seats = Counter[str]


@dataclass(frozen=True)
class Night:
    """A small council: seats not up, vacancies, and wards in the order they declare, each with its result."""

    not_up: dict[str, int]
    vacant: int
    wards: tuple[Undeclared, ...]
    results: tuple[Seats, ...]

    @property
    def total(self) -> int:
        return sum(self.not_up.values()) + self.vacant + sum(ward.seats for ward in self.wards)

    def at(self, declared: int) -> Chamber:
        """The council after so many wards; a countermanded ward is no longer to come."""
        won: Seats = sum(self.results[:declared], Counter())
        to_come = self.wards[declared:]
        return Chamber(
            total=self.total,
            not_up=self.not_up,
            won=won,
            to_come=sum(ward.seats for ward in to_come),
            ceilings=ceilings(to_come),
            may_control=MAY_CONTROL,
        )

    def ends(self, declared: int) -> Iterator[Seats]:
        """Every council that there can be in the end, once so many wards are in."""
        so_far = Counter(self.not_up) + sum(self.results[:declared], Counter())
        for rest in product(*(_ward_ends(ward) for ward in self.wards[declared:])):
            yield so_far + sum(rest, Counter())

    def holders(self, declared: int) -> set[str]:
        """Who can control the council in the end."""
        return {_holder(end, self.total) for end in self.ends(declared)}


def _ward_ends(ward: Undeclared) -> list[Seats]:
    standing = [party for party, stand in ward.candidates.items() for _ in range(stand)]
    filled = set(combinations(sorted(standing), min(ward.seats, len(standing))))
    return [Counter(), *(Counter(elected) for elected in filled)]


def _holder(end: Seats, total: int) -> str:
    return next((party for party in PARTIES if 2 * end[party] > total), NOC)


@st.composite
def nights(draw: st.DrawFn) -> Night:
    wards = draw(st.lists(_wards, min_size=1, max_size=4))
    return Night(
        not_up=draw(st.dictionaries(st.sampled_from(EVERYBODY), st.integers(0, 3))),
        vacant=draw(st.integers(0, 2)),
        wards=tuple(wards),
        results=tuple(draw(st.sampled_from(_ward_ends(ward))) for ward in wards),
    )


_wards = st.builds(
    Undeclared,
    seats=st.integers(1, 3),
    candidates=st.dictionaries(st.sampled_from(EVERYBODY), st.integers(1, 3), max_size=4),
)


def moments(night: Night) -> Sequence[int]:
    """Nothing in, one ward in, and so on to all of them."""
    return range(len(night.wards) + 1)


@for_any
@given(nights())
def test_control_is_certain_exactly_when_no_end_can_undo_it(night: Night) -> None:
    for declared in moments(night):
        holders = night.holders(declared)
        told = control(night.at(declared))

        assert told.holder == (holders.pop() if len(holders) == 1 else None)
        assert told.clinched == (told.holder is not None and declared < len(night.wards))


@for_any
@given(nights())
def test_a_party_can_no_longer_win_exactly_when_no_end_gives_it_control(night: Night) -> None:
    for declared in moments(night):
        holders = night.holders(declared)
        told = control(night.at(declared))

        assert {chance.party for chance in told.chances if chance.can_win} == holders - {NOC}


@for_any
@given(nights())
def test_no_party_reaches_more_or_fewer_seats_than_some_end_gives_it(night: Night) -> None:
    for declared in moments(night):
        ends = list(night.ends(declared))
        told = control(night.at(declared))

        for chance in told.chances:
            seats = [end[chance.party] for end in ends]
            assert (chance.has, chance.may_reach) == (min(seats), max(seats))
        assert {chance.party for chance in told.chances} == {
            party for party in PARTIES if any(end[party] for end in ends)
        }


@for_any
@given(nights())
def test_once_certain_control_stays_and_the_end_confirms_it(night: Night) -> None:
    told = [control(night.at(declared)).holder for declared in moments(night)]
    certain = [holder for holder in told if holder is not None]

    assert told[-1] is not None
    assert set(certain) == {told[-1]}
    assert told[-len(certain) :] == certain


@for_any
@given(nights())
def test_every_seat_is_somewhere_at_every_moment(night: Night) -> None:
    for declared in moments(night):
        now = night.at(declared)
        empty = sum(ward.seats for ward in night.wards[:declared]) - sum(now.won.values())

        assert now.vacant == night.vacant + empty
        assert sum(now.won.values()) + sum(now.not_up.values()) + now.vacant + now.to_come == now.total


seats = st.dictionaries(st.sampled_from(EVERYBODY), st.integers(0, 90))


@for_any
@given(seats, seats)
def test_changes_sum_to_the_change_of_all_seats(held: dict[str, int], now: dict[str, int]) -> None:
    changes = net_changes(held=held, now=now)

    assert sum(changes.values()) == sum(now.values()) - sum(held.values())
    assert changes.keys() == held.keys() | now.keys()
    assert net_changes(held=now, now=held) == {party: -change for party, change in changes.items()}
