"""No election that can be made up has a headline that is not true, or that remembers how it came about."""

from collections.abc import Sequence
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from results.psephology.headlines.facts import Headline, Kind, Seat
from results.psephology.headlines.running import Running
from tests.psephology import elections_made_up as plain
from tests.psephology.headline_nights import everything, of_kind
from tests.psephology.made_up_seats import PARTIES, TEN, a_night

any_election = plain.elections() | plain.tides()
for_any = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])


def fresh(seats: Sequence[Seat]) -> Running:
    """A night on which nothing was ever corrected."""
    night = a_night()
    for seat in plain.in_order(seats):
        night.declare(seat)
    return night


def about(night: Running, kind: Kind) -> dict[str, Headline]:
    """The lines of a kind by the contest they are about."""
    return {line.contest: line for line in of_kind(night, kind) if line.contest}


@for_any
@given(any_election, plain.elections(), st.data())
def test_lines_depend_on_what_is_declared_and_not_on_how_it_came_about(
    seats: list[Seat], wrong: list[Seat], data: st.DataObject
) -> None:
    night = a_night()
    for seat in data.draw(st.permutations([*wrong, *seats[: len(seats) // 2]])):
        night.declare(seat)
        if data.draw(st.booleans()):
            night.withdraw(seat.code, at=TEN)
    for seat in wrong:
        night.withdraw(seat.code, at=TEN)
    for seat in data.draw(st.permutations(seats)):
        night.declare(seat)
        # Whoever reads in between must leave nothing behind.
        night.lines(limit=3)
    assert everything(night) == everything(fresh(seats))
    assert [line.key for line in night.lines()] == [line.key for line in fresh(seats).lines()]


@for_any
@given(any_election)
def test_what_is_gone_is_not_true_and_what_stands_in_its_place_is(seats: list[Seat]) -> None:
    night = fresh(seats)
    night.withdraw(seats[0].code, at=TEN + timedelta(hours=1))
    now = everything(night)
    for entry in night.gone(limit=1000):
        assert entry.now is None or now[entry.was.key].sentence == entry.now.sentence
        assert now.get(entry.was.key) is None or now[entry.was.key].sentence != entry.was.sentence


@for_any
@given(any_election)
def test_seats_against_the_tide_are_those_of_parties_that_are_up_or_down(seats: list[Seat]) -> None:
    told = about(fresh(seats), Kind.AGAINST_THE_TIDE)
    assert {
        code: (int(line.figures["net"]), int(line.figures["winner_net"])) for code, line in told.items()
    } == plain.against_the_tide(seats)
    for code, line in told.items():
        # What it says of the tide was made true by a declaration of that minute, and not before.
        before = [seat for seat in seats if seat.at < line.since]
        winner, loser = line.parties
        up, down = plain.net(before, loser) > 0, plain.net(before, winner) < 0
        assert code not in {seat.code for seat in before} or not (
            up if int(line.figures["net"]) > 0 else down
        )


@for_any
@given(any_election)
def test_every_gain_is_told_once_and_nothing_else_is(seats: list[Seat]) -> None:
    told = of_kind(fresh(seats), Kind.GAIN)
    assert sorted(line.contest for line in told) == sorted(s.code for s in seats if s.word == "gain")


@for_any
@given(plain.elections())
def test_the_closest_is_the_smallest_of_three_or_more(seats: list[Seat]) -> None:
    told = {line.key: line for line in of_kind(fresh(seats), Kind.CLOSEST)}
    assert ("closest:votes:constituency" in told) == (len(seats) >= 3)
    if told:
        fewest = min(seat.majority for seat in seats)
        assert told["closest:votes:constituency"].figures["majority"] == f"{fewest:,}"
        share = told.get("closest:share:constituency", told["closest:votes:constituency"])
        least = min(seat.majority_pct for seat in seats)
        assert next(seat for seat in seats if seat.code == share.contest).majority_pct == least


@for_any
@given(any_election)
def test_the_largest_swing_is_that_of_all(seats: list[Seat]) -> None:
    largest = plain.largest_swing(seats)
    told = of_kind(fresh(seats), Kind.LARGEST_SWING)
    assert bool(told) == (largest is not None)
    for line in told:
        assert next(seat for seat in seats if seat.code == line.contest).swing_pts == largest


@for_any
@given(any_election)
def test_first_seats_are_of_parties_that_held_none_and_in_order(seats: list[Seat]) -> None:
    for line in of_kind(fresh(seats), Kind.FIRST_SEAT):
        (party,) = line.parties
        assert plain.held(seats, party) == 0
        assert all(seat.word != "win" for seat in seats)
        number = int(line.figures["number"])
        assert plain.winners_of(seats, party)[number - 1] == line.contest
        assert line.figures["declared"] == str(len(seats))
        assert line.since >= plain.third_time(seats)  # type: ignore[operator]


@for_any
@given(any_election)
def test_third_parties_are_counted_as_they_can_be_counted(seats: list[Seat]) -> None:
    told = {line.parties[0]: line for line in of_kind(fresh(seats), Kind.THIRD_PARTY) if not line.contest}
    for loser in PARTIES:
        others = [party for party in PARTIES if party not in {"Ind", loser}]
        counted = {party: plain.exceeding(seats, loser, party) for party in others}
        most, losses = max(counted.values())
        assert (loser in told) == (losses >= 3 and most >= 2 and 3 * most >= losses)
        if loser in told:
            line = told[loser]
            assert (line.figures["counted"], line.figures["of"]) == (str(most), str(losses))
            assert counted[line.parties[1]] == (most, losses)


@for_any
@given(any_election)
def test_lost_deposits_are_counted_as_they_can_be_counted(seats: list[Seat]) -> None:
    for line in of_kind(fresh(seats), Kind.LOST_DEPOSITS):
        if not line.contest:
            assert line.figures["lost"] == str(plain.lost_deposits(seats, line.parties[0]))


@for_any
@given(plain.elections())
def test_a_majority_that_was_overturned_was_one(seats: list[Seat]) -> None:
    for code, line in about(fresh(seats), Kind.MAJORITY_OVERTURNED).items():
        seat = next(seat for seat in seats if seat.code == code)
        then = sorted((before.votes for before in seat.before), reverse=True)
        assert line.figures["majority_before"] == f"{then[0] - then[1]:,}"
        assert next(before.party for before in seat.before if before.winner) == seat.previous_party


@for_any
@given(plain.elections())
def test_a_winner_from_behind_had_as_many_ahead(seats: list[Seat]) -> None:
    for code, line in about(fresh(seats), Kind.FROM_BEHIND).items():
        seat = next(seat for seat in seats if seat.code == code)
        own = next(before for before in seat.before if before.party == seat.party)
        ahead = [b for b in seat.before if b.votes > own.votes and b.party != "Oth"]
        assert (
            line.figures["place"].split()[0]
            == ("", "first", "second", "third", "fourth", "fifth")[len(ahead) + 1]
        )


@for_any
@given(any_election, st.frozensets(st.sampled_from(list(Kind)), min_size=1), st.integers(1, 12))
def test_a_choice_of_lines_is_the_same_lines_in_the_same_order(
    seats: list[Seat], kinds: frozenset[Kind], limit: int
) -> None:
    night = fresh(seats)
    whole = night.lines(limit=1000)
    assert [line.strength for line in whole] == sorted((line.strength for line in whole), reverse=True)
    assert len({line.key for line in whole}) == len(whole)
    assert night.lines(limit=limit) == whole[:limit]
    chosen = tuple(line for line in whole if line.kind in kinds)
    assert night.lines(limit=limit, kinds=kinds) == chosen[:limit]
    parties = frozenset({"Lab", "Green"})
    chosen = tuple(line for line in whole if parties & {*line.parties})
    assert night.lines(limit=limit, parties=parties) == chosen[:limit]
