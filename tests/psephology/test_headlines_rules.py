"""Every rule of headlines on a seat or a council made up for it: what is said, and where nothing is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from results.psephology.headlines.facts import Chamber, Headline, Kind, Seat
from tests.psephology.headline_nights import everything, of_kind
from tests.psephology.made_up_seats import TEN, a_night, a_seat

CON_BEFORE = {"Con": 20_000, "Lab": 15_000, "LD": 3_000}


def told(*seats: Seat) -> dict[str, Headline]:
    """Every line once these are declared."""
    night = a_night()
    for seat in seats:
        night.declare(seat)
    return everything(night)


def a_tie() -> Seat:
    return a_seat("oak", ("Lab", 9000), ("Con", 9000), then=CON_BEFORE, elected=1)


SENTENCES: dict[str, tuple[Seat, str, str]] = {
    "a tie": (
        a_tie(),
        "by_lot:oak",
        "Oak: Ann Lee (Lab) elected by lot after a tie with Bo Day (Con), 9,000 votes each",
    ),
    "a gain by lot": (a_tie(), "gain:oak", "Oak: Lab gain from Con, by lot"),
    "a gain of an independent": (
        a_seat("oak", ("Ind", 9000), ("Con", 8000), then=CON_BEFORE),
        "gain:oak",
        "Oak: Ann Lee (Ind) gains from Con, majority 1,000",
    ),
    "one recount": (
        replace(a_seat("oak", ("Con", 9000), ("Lab", 8990)), recounts=1),
        "recount:oak",
        "Oak: declared after a recount, majority 10",
    ),
    "several recounts": (
        replace(a_seat("oak", ("Con", 9000), ("Lab", 8990)), recounts=3),
        "recount:oak",
        "Oak: declared after 3 recounts, majority 10",
    ),
    "a winner on few votes": (
        a_seat("oak", ("Con", 2600), ("Lab", 2500), ("LD", 2450), ("RUK", 2450)),
        "low_share:oak",
        "Oak: Ann Lee (Con) elected on 26.0% of the vote",
    ),
    "a majority overturned": (
        a_seat("oak", ("Lab", 9000), ("Con", 8000), then=CON_BEFORE),
        "majority_overturned:oak",
        "Oak: Conservative majority of 5,000 (13.2 points) overturned by Labour",
    ),
    "a majority slashed": (
        a_seat("oak", ("Con", 9000), ("Lab", 8900), then={"Con": 20_000, "Lab": 9_000}),
        "majority_slashed:oak",
        "Oak: Conservative majority of 11,000 cut to 100",
    ),
    "shares side by side": (
        a_seat(
            "oak", ("Lab", 4000), ("Con", 3000), ("LD", 3000), then={"Con": 6000, "Lab": 3000, "LD": 1000}
        ),
        "vote_moved:oak",
        "Oak: Conservative share down 30.0 points, Liberal Democrat up 20.0, Labour (won) up 10.0",
    ),
    "a party that was not known singly": (
        a_seat(
            "oak", ("Lab", 4000), ("Con", 3000), ("RUK", 3000), then={"Con": 6000, "Lab": 3500, "Oth": 500}
        ),
        "vote_moved:oak",
        "Oak: Conservative share down 30.0 points, Reform UK took 30.0%, Labour (won) up 5.0",
    ),
    "turnout": (
        a_seat("oak", ("Lab", 20_000), ("Con", 10_000), turnout_before=Decimal(45)),
        "turnout:oak",
        "Oak: turnout 30.0%, down 15.0 points",
    ),
    "the defender's deposit": (
        a_seat("oak", ("Lab", 9600), ("Con", 400), then=CON_BEFORE),
        "lost_deposits:oak",
        "Oak: The Conservatives lost the deposit, 52.6% last time to 4.0%",
    ),
    "independents beyond the majority": (
        a_seat("oak", ("Lab", 9000), ("Con", 8900), ("Ind", 60), ("Ind", 50), then=CON_BEFORE),
        "split_vote:oak",
        "Oak: Two independents together took 110 votes; the majority is 100",
    ),
    "somebody who left": (
        a_seat(
            "oak",
            ("Lab", 9000),
            ("Con", 8900),
            ("Ind", 150),
            then=CON_BEFORE,
            notes={3: (True, "elected in 2024 as a Conservative, sat as an independent")},
        ),
        "split_vote:oak",
        "Oak: Cy Fox, once Conservative, took 150 votes; the majority is 100",
    ),
    "a party leader": (
        a_seat("oak", ("Lab", 9000), ("LD", 8000), notes={2: (True, "party leader")}),
        "leader_out:oak:2",
        "Oak: Bo Day (LD), party leader, is out, 1,000 votes behind Labour",
    ),
    "a known name in third place": (
        a_seat("oak", ("Lab", 9000), ("LD", 8000), ("Con", 50), notes={3: (True, "health secretary")}),
        "big_name_out:oak:3",
        "Oak: Cy Fox (Con), health secretary, is out, in third place; Labour won",
    ),
}


@pytest.mark.parametrize("case", SENTENCES)
def test_a_seat_is_told_in_these_words(case: str) -> None:
    seat, key, sentence = SENTENCES[case]
    assert told(seat)[key].sentence == sentence


SILENT: dict[str, tuple[Seat, str]] = {
    "a hold is no gain": (a_seat("oak", ("Con", 9000), ("Lab", 8000), then=CON_BEFORE), "gain:oak"),
    "exactly 30 % is not under it": (
        a_seat("oak", ("Con", 3000), ("Lab", 2800), ("LD", 2200), ("RUK", 2000)),
        "low_share:oak",
    ),
    "a majority that others may have come between": (
        a_seat("oak", ("Lab", 9000), ("Con", 8000), then={"Con": 20_000, "Lab": 6000, "Oth": 9000}),
        "majority_overturned:oak",
    ),
    "a place last time that is not known": (
        a_seat("oak", ("RUK", 9000), ("Con", 8000), then={"Con": 20_000, "Oth": 9000}),
        "from_behind:oak",
    ),
    "nothing compares": (a_seat("oak", ("Green", 9000), ("Con", 8000)), "majority_overturned:oak"),
    "a challenger has nothing to be out of": (
        a_seat("oak", ("Lab", 9000), ("Con", 8000), notes={2: (False, "former minister")}),
        "big_name_out:oak:2",
    ),
    "a note that only names the party": (
        a_seat(
            "oak",
            ("Lab", 9000),
            ("Con", 8900),
            ("Ind", 150),
            then=CON_BEFORE,
            notes={3: (False, "stood against a Conservative minister")},
        ),
        "split_vote:oak",
    ),
    "nobody leaves a deposit in a ward": (
        a_seat("oak", ("Lab", 9600), ("Con", 400), then=CON_BEFORE, kind="ward"),
        "lost_deposits:oak",
    ),
    "held for nine years": (
        a_seat("oak", ("Lab", 9000), ("Con", 8000), then=CON_BEFORE, held_since=2017),
        "first_time_in:oak",
    ),
    "turnout down by less than ten": (
        a_seat("oak", ("Lab", 20_000), ("Con", 10_000), turnout_before=Decimal("39.9")),
        "turnout:oak",
    ),
}


@pytest.mark.parametrize("case", SILENT)
def test_nothing_is_said_where_nothing_is_proved(case: str) -> None:
    seat, key = SILENT[case]
    assert key not in told(seat)


def test_a_call_without_figures_tells_who_gained_and_nothing_of_votes() -> None:
    seat = a_seat("oak", ("Lab", 9000), ("Con", 8000), then=CON_BEFORE, held_since=1974)
    lines = told(replace(seat, figures=False, stood=(), valid=0, majority=0, swing_pts=None))
    assert {line.kind for line in lines.values()} == {Kind.GAIN, Kind.FIRST_TIME_IN}
    assert lines["gain:oak"].sentence == "Oak: Lab gain from Con, figures to follow"


def test_the_closest_is_told_from_the_third_on_and_two_may_share_it() -> None:
    seats = [
        a_seat(code, ("Con", 5000 + more), ("Lab", 5000), minute=place)
        for place, (code, more) in enumerate([("ash", 40), ("elm", 90), ("oak", 40)])
    ]
    assert "closest:votes:constituency" not in told(*seats[:2])
    line = told(*seats)["closest:votes:constituency"]
    assert line.sentence == "Closest so far: Ash and Oak, 40 votes (0.40%) each, of 3 seats"
    assert line.since == seats[2].at


def test_a_tide_that_turns_takes_its_lines_along() -> None:
    night = a_night()
    lost = a_seat("ash", ("Con", 900), ("Lab", 800), then={"Lab": 900, "Con": 800})
    gains = [
        a_seat(code, ("Lab", 900), ("Con", 800), then={"Con": 900, "Lab": 800}, minute=minute)
        for minute, code in enumerate(["elm", "fir", "oak"], start=1)
    ]
    there = []
    for seat in (lost, *gains):
        night.declare(seat)
        there.append("against_the_tide:ash" in everything(night))
    # Labour: -1, level, up 1, up 2.
    assert there == [False, False, True, True]
    assert everything(night)["against_the_tide:ash"].since == gains[1].at


def test_a_sweep_is_told_with_the_last_seat_of_a_group() -> None:
    night = a_night(groups={"Barton": 3})
    for minute, code in enumerate(["ash", "elm", "oak"]):
        assert of_kind(night, Kind.SWEEP) == ()
        before = CON_BEFORE if code == "elm" else {"Lab": 9, "Con": 8}
        night.declare(a_seat(code, ("Lab", 900), ("Con", 800), then=before, minute=minute, group="Barton"))
    (line,) = of_kind(night, Kind.SWEEP)
    assert line.sentence == "All 3 seats in Barton are Labour, 1 of them gained"
    assert line.since == TEN + timedelta(minutes=2)


def a_chamber(**changed: object) -> Chamber:
    """Fifty-two seats, of which Labour has the twenty-seven it needs."""
    given: dict[str, object] = {
        "code": "barton",
        "name": "Barton",
        "at": TEN,
        "control": "Lab",
        "control_before": "Lab",
        "outcome": "Lab hold",
        "certain": True,
        "complete": True,
        "needed": 27,
        "total": 52,
        "declared": 52,
        "seats": {"Lab": 27, "Con": 25},
    }
    return Chamber(**{**given, **changed})  # type: ignore[arg-type]


CHAMBERS: dict[str, tuple[Chamber, str, str]] = {
    "by one seat": (a_chamber(), "control:barton:by_one", "Barton: Labour in control by one seat, 27 of 52"),
    "one short": (
        a_chamber(control="NOC", seats={"Lab": 26, "Con": 26}, outcome="Lab loss to NOC"),
        "control:barton:by_one",
        "Barton: The Conservatives one seat short of control, 26 of 52",
    ),
    "clinched": (
        a_chamber(complete=False, declared=40, control_before="Con"),
        "control:barton",
        "Barton: Labour gained control from the Conservatives, 27 of 52 seats, "
        "certain with seats still to come",
    ),
    "a new council": (
        a_chamber(control_before=""),
        "control:barton",
        "Barton: Labour won control of a new council, 27 of 52 seats",
    ),
    "a leader": (
        a_chamber(leaders_out=(("Ann Lee", "Con"),)),
        "leader_out:barton:Ann Lee",
        "Barton: Ann Lee, who led the Conservative group, is out",
    ),
}


@pytest.mark.parametrize("case", CHAMBERS)
def test_a_council_is_told_in_these_words(case: str) -> None:
    chamber, key, sentence = CHAMBERS[case]
    night = a_night()
    night.chamber(chamber)
    assert everything(night)[key].sentence == sentence


@pytest.mark.parametrize(
    "open_council",
    [
        lambda: a_chamber(control=None, certain=False, complete=False, declared=10, seats={"Lab": 10}),
        lambda: a_chamber(certain=False, complete=False, seats={"Lab": 26}),
    ],
    ids=["nobody has it", "one more is needed"],
)
def test_control_that_is_not_certain_is_not_told(open_council: Callable[[], Chamber]) -> None:
    night = a_night()
    night.chamber(open_council())
    assert night.lines() == ()
