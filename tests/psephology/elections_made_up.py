"""Elections that hypothesis makes up for headlines, and what is plainly true of them.

Owns seats at random, and sums over all of them worked out without any of the desk's own counting.
"""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from hypothesis import strategies as st

from results.psephology.headlines.facts import Seat
from tests.psephology.made_up_seats import TEN, a_seat

SIDES = ("Con", "Lab", "LD", "RUK", "Green", "Ind")
# Few and small figures, so that ties and equals are common.
votes = st.integers(min_value=0, max_value=12).map(lambda number: 100 * number)


@st.composite
def some_seat(draw: st.DrawFn, code: str, minute: int) -> Seat:
    """A seat with two to five candidates, and a result last time or none."""
    sides = draw(st.lists(st.sampled_from(SIDES), min_size=2, max_size=5))
    now = [(side, draw(votes)) for side in sides]
    now[0] = (now[0][0], now[0][1] + 1000)
    parties = st.sampled_from((*SIDES[:5], "Oth"))
    then = draw(st.dictionaries(parties, votes.map(lambda own: own + 100), max_size=5))
    # "Others" are no party that can have won.
    then = {party: number for party, number in then.items() if party != "Oth" or len(then) > 1}
    if "Oth" in then and then["Oth"] >= max(own for party, own in then.items() if party != "Oth"):
        del then["Oth"]
    return a_seat(code, *now, then=then or None, minute=minute)


@st.composite
def elections(draw: st.DrawFn, most: int = 9) -> list[Seat]:
    """Up to so many seats in any order of time, some in one minute."""
    number = draw(st.integers(min_value=1, max_value=most))
    return [draw(some_seat(f"s{place}", draw(st.integers(0, 6)))) for place in range(number)]


@st.composite
def tides(draw: st.DrawFn, most: int = 9) -> list[Seat]:
    """Seats that pass between three parties, with a fourth beside them: balances and counts that matter."""
    seats = []
    for place in range(draw(st.integers(min_value=3, max_value=most))):
        winner, second = draw(st.sampled_from([("Lab", "Con"), ("Con", "Lab"), ("Green", "Lab")]))
        majority, other = draw(st.sampled_from([(100, 50), (100, 200), (10, 900)]))
        then = draw(st.sampled_from([{"Con": 900, "Lab": 500, "RUK": 90}, {"Lab": 900, "Con": 500}]))
        now = ((winner, 2000 + majority), (second, 2000), ("RUK", other))
        seats.append(a_seat(f"s{place}", *now, then=then, minute=draw(st.integers(0, 6))))
    return seats


def in_order(seats: Sequence[Seat]) -> list[Seat]:
    """Seats by time, then by code."""
    return sorted(seats, key=lambda seat: (seat.at, seat.code))


def net(seats: Sequence[Seat], party: str) -> int:
    """Gains less losses of a party."""
    gained = [seat for seat in seats if seat.word == "gain"]
    return sum(seat.party == party for seat in gained) - sum(seat.previous_party == party for seat in gained)


def against_the_tide(seats: Sequence[Seat]) -> dict[str, tuple[int, int]]:
    """Codes of the seats lost by a party that is up or gained by one that is down, with both balances."""
    changed = [seat for seat in seats if seat.word == "gain" and seat.previous_party != seat.party]
    balances = {
        seat.code: (net(seats, seat.previous_party or ""), net(seats, seat.party)) for seat in changed
    }
    return {code: (lost, won) for code, (lost, won) in balances.items() if lost > 0 or won < 0}


def exceeding(seats: Sequence[Seat], loser: str, party: str) -> tuple[int, int]:
    """In how many of a party's losses the vote of one other party exceeds the majority, and its losses."""
    losses = [seat for seat in seats if seat.word == "gain" and seat.previous_party == loser]
    beyond = [
        seat
        for seat in losses
        if party not in {seat.party, loser}
        and not seat.by_lot
        and any(own.party == party and own.votes > seat.majority for own in seat.stood)
    ]
    return len(beyond), len(losses)


def lost_deposits(seats: Sequence[Seat], party: str) -> int:
    """Seats where a candidate of a party had a twentieth of the votes or less."""
    return sum(
        any(own.party == party and 20 * own.votes <= seat.valid for own in seat.stood) for seat in seats
    )


def winners_of(seats: Sequence[Seat], party: str) -> list[str]:
    """Codes of the seats a party won, in the order of the night."""
    return [seat.code for seat in in_order(seats) if seat.party == party]


def held(seats: Sequence[Seat], party: str) -> int:
    """How many of these a party had before."""
    return sum((seat.party if seat.word == "hold" else seat.previous_party) == party for seat in seats)


def largest_swing(seats: Sequence[Seat]) -> Decimal | None:
    """The largest of three swings or more; a swing of nought is none."""
    swings = [seat.swing_pts for seat in seats if seat.swing_pts]
    return max(swings) if len(swings) > 2 else None


def third_time(seats: Sequence[Seat]) -> object:
    """When the third seat came."""
    return in_order(seats)[2].at if len(seats) > 2 else TEN + timedelta(days=1)
