"""Who controls a council: more than half of all its seats, and never a group of independents."""

import pytest

from results.psephology.council import NOC, Chamber, Chance, Undeclared, ceilings, chance_words, control
from tests.psephology.chambers import chamber


@pytest.mark.parametrize(
    ("at_the_end", "needed", "holder"),
    [
        pytest.param(
            chamber(54, Lab=27, Con=23, LD=2, Ind=2), 28, NOC, id="Telford and Wrekin 2015: 27 of 54"
        ),
        pytest.param(chamber(72, Con=36, Lab=36), 37, NOC, id="Dudley 2019: 36 each"),
        pytest.param(chamber(72, Con=37, Lab=35), 37, "Con", id="one more than half"),
        pytest.param(chamber(35, Lab=17, Con=18), 18, "Con", id="an odd number: just over half"),
        pytest.param(chamber(1, Lab=1), 1, "Lab", id="a council of one"),
        pytest.param(
            chamber(35, **{"Ashfield Ind": 32, "Con": 2, "Lab": 1}), 18, "Ashfield Ind", id="Ashfield"
        ),
        pytest.param(chamber(30, Ind=24, Con=6), 16, NOC, id="a majority of independents controls nothing"),
        pytest.param(chamber(30, Ind=30), 16, NOC, id="independents alone control nothing"),
        pytest.param(
            chamber(72, not_up={"Con": 30, "Lab": 18}, Con=14, Lab=9, Ind=1),
            37,
            "Con",
            id="seats not up count, a majority of those up is not needed",
        ),
        pytest.param(
            chamber(60, not_up={"Lab": 10}, Lab=20), 31, NOC, id="all the seats up, but half of the council"
        ),
        pytest.param(chamber(50, Lab=25, Con=10), 26, NOC, id="vacancies count: 25 of 50 with 15 vacant"),
    ],
)
def test_control_is_more_than_half_of_all_seats(at_the_end: Chamber, needed: int, holder: str) -> None:
    judged = control(at_the_end)

    assert (judged.needed, judged.holder) == (needed, holder)
    assert (judged.complete, judged.clinched) == (True, False)


@pytest.mark.parametrize(
    ("so_far", "holder"),
    [
        pytest.param(
            chamber(54, to_come=18, not_up={"Lab": 26, "Con": 10}), None, id="Coventry-like: nothing in yet"
        ),
        pytest.param(
            chamber(54, to_come=17, not_up={"Lab": 26, "Con": 10}, Lab=1), None, id="Coventry-like: one in"
        ),
        pytest.param(
            chamber(54, to_come=16, not_up={"Lab": 26, "Con": 10}, Lab=2), "Lab", id="Coventry-like: two in"
        ),
        pytest.param(
            chamber(72, to_come=24, not_up={"Lab": 44, "Con": 4}),
            "Lab",
            id="it cannot change hands this year",
        ),
        pytest.param(chamber(30, to_come=15, Lab=8, Con=7), None, id="two can still win"),
        pytest.param(chamber(30, to_come=7, Lab=9, Con=8, LD=6), None, id="one can just still win"),
        pytest.param(chamber(30, to_come=6, Lab=9, Con=9, LD=6), NOC, id="nobody can win any more"),
        pytest.param(
            chamber(30, to_come=7, ceilings={"Lab": 6, "LD": 7}, Lab=9, Con=14), NOC, id="too few candidates"
        ),
        pytest.param(
            chamber(30, to_come=7, ceilings={"Con": 2, "Lab": 6}, Lab=9, Con=14), None, id="enough candidates"
        ),
        pytest.param(
            chamber(30, to_come=14, ceilings={"Ind": 14}, Ind=10, Lab=6), NOC, id="only independents are left"
        ),
        pytest.param(
            chamber(3, to_come=1, ceilings={"Lab": 1}, Lab=1, Con=1),
            None,
            id="sure of a seat is not to have it",
        ),
    ],
)
def test_control_is_certain_when_nothing_to_come_can_undo_it(so_far: Chamber, holder: str | None) -> None:
    judged = control(so_far)

    assert judged.holder == holder
    assert judged.clinched == (holder is not None)
    assert not judged.complete


def test_chances_stand_with_most_seats_first_and_without_independents() -> None:
    judged = control(chamber(30, to_come=7, ceilings={"Lab": 7, "Green": 2}, Lab=9, Con=10, Ind=4))

    assert judged.chances == (
        Chance(party="Con", has=10, may_reach=10, needs=6),
        Chance(party="Lab", has=9, may_reach=16, needs=7),
        Chance(party="Green", has=0, may_reach=2, needs=16),
    )
    assert [chance.can_win for chance in judged.chances] == [False, True, False]


def test_a_ceiling_never_counts_more_seats_than_are_to_come() -> None:
    (chance,) = control(chamber(30, to_come=3, ceilings={"Lab": 20}, Lab=9)).chances

    assert (chance.may_reach, chance.can_win) == (12, False)


@pytest.mark.parametrize(
    ("so_far", "words"),
    [
        pytest.param(chamber(30, to_come=5, Lab=13), "needs 3 of the 5 left", id="some of those left"),
        pytest.param(chamber(30, to_come=5, Lab=15), "needs 1 of the 5 left", id="one of those left"),
        pytest.param(chamber(30, to_come=5, Lab=11), "needs all 5 left", id="all of them"),
        pytest.param(chamber(30, to_come=2, Lab=14), "needs both seats left", id="both of them"),
        pytest.param(chamber(30, to_come=1, Lab=15), "needs the one seat left", id="the last one"),
        pytest.param(chamber(30, to_come=5, Lab=16), "has a majority", id="has it"),
        pytest.param(chamber(30, Lab=30), "has a majority", id="has it at the end"),
        pytest.param(chamber(30, to_come=5, Lab=10), "can no longer win", id="too few left"),
        pytest.param(
            chamber(30, to_come=5, ceilings={"Lab": 2}, Lab=13), "can no longer win", id="too few candidates"
        ),
        pytest.param(chamber(30, Lab=13), "3 short of a majority", id="short of it at the end"),
        pytest.param(
            chamber(30, to_come=5, called_off=2, Lab=13),
            "needs 3 of the 5 left",
            id="not by those called off",
        ),
        pytest.param(
            chamber(30, to_come=2, called_off=2, Lab=13),
            "cannot win tonight, 2 called off",
            id="only by those called off",
        ),
        pytest.param(
            chamber(30, called_off=2, Lab=15), "1 short of a majority, 2 called off", id="all else is in"
        ),
        pytest.param(chamber(30, called_off=2, Lab=13), "3 short of a majority", id="not even by them"),
    ],
)
def test_what_a_party_still_needs_is_told_in_words(so_far: Chamber, words: str) -> None:
    chance = next(chance for chance in control(so_far).chances if chance.party == "Lab")

    assert chance_words(chance, to_come=so_far.to_come, called_off=so_far.called_off) == words


@pytest.mark.parametrize(
    ("so_far", "holder"),
    [
        pytest.param(chamber(30, called_off=2, Lab=16, Con=12), "Lab", id="a majority stays one"),
        pytest.param(chamber(30, called_off=2, Lab=15, Con=13), None, id="one of them would do"),
        pytest.param(chamber(30, called_off=2, Lab=14, Con=14), None, id="both of them would do, for either"),
        pytest.param(chamber(30, called_off=2, Lab=13, Con=12, LD=3), NOC, id="they cannot help anybody"),
        pytest.param(chamber(3, called_off=3), None, id="nothing was polled at all"),
        pytest.param(
            chamber(30, called_off=2, to_come=1, ceilings={"Con": 1}, Lab=14, Con=13),
            None,
            id="a party without a ceiling may win them still",
        ),
    ],
)
def test_control_is_not_told_as_certain_on_account_of_seats_called_off(
    so_far: Chamber, holder: str | None
) -> None:
    judged = control(so_far)

    assert judged.holder == holder
    assert judged.clinched == (holder is not None and so_far.to_come > 0)


def test_seats_called_off_are_not_vacant() -> None:
    assert chamber(30, to_come=5, called_off=3, not_up={"Lab": 10}, Con=10).vacant == 2


def test_a_party_can_win_no_more_seats_of_a_ward_than_it_has_candidates_there() -> None:
    wards = [Undeclared(3, {"Lab": 3, "Con": 2}), Undeclared(1, {"Lab": 1, "Ind": 4}), Undeclared(2, {})]

    assert ceilings(wards) == {"Lab": 4, "Con": 2, "Ind": 1}
    assert ceilings([]) == {}


def test_seats_that_nobody_holds_are_vacant() -> None:
    assert chamber(30, to_come=5, not_up={"Lab": 10}, Con=13).vacant == 2


@pytest.mark.parametrize(
    ("total", "to_come", "not_up", "won"),
    [
        pytest.param(30, 5, {"Lab": 10}, {"Con": 16}, id="more seats than there are"),
        pytest.param(30, -1, {}, {}, id="fewer than none to come"),
        pytest.param(30, 0, {"Lab": -1}, {}, id="fewer than none not up"),
        pytest.param(30, 0, {}, {"Lab": -1}, id="fewer than none won"),
        pytest.param(0, 0, {}, {}, id="no seats at all"),
    ],
)
def test_it_refuses_seats_that_cannot_be(
    total: int, to_come: int, not_up: dict[str, int], won: dict[str, int]
) -> None:
    with pytest.raises(ValueError, match=r"[Ss]eat"):
        chamber(total, to_come=to_come, not_up=not_up, ceilings={}, **won)
