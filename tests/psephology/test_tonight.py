"""What a night teaches, declaration by declaration, and what it does not let itself be taught."""

import random

import pytest

from results.psephology.comparison import Comparison, Expected, unscaled
from results.psephology.tonight import AGAIN, Tonight
from results.psephology.trend import Trend
from tests.bench.night import after, contests
from tests.psephology.ballots import counted, last_time, stood

PLACE = Expected(electorate=70_000, previous_electorate=70_000, region="north")
THEN = last_time(winner="Con", Con=24_000, Lab=16_000)
STANDINGS = stood(("Ann Carr", "Con", 0), ("Bob Lamb", "Lab", 0))
COMPARED = Comparison.of(standings=STANDINGS, previous=THEN, expected=PLACE)


def declared(tonight: Tonight, *votes: int, region: str = "north") -> Tonight:
    expected = Expected(electorate=70_000, previous_electorate=70_000, region=region)
    count = counted(*votes, electorate=70_000)
    return tonight.with_result(standings=STANDINGS, count=count, previous=THEN, expected=expected)


def share_pct(tonight: Tonight, number: int) -> float:
    forecast = tonight.share(number, COMPARED)
    assert forecast is not None
    return 100 * unscaled(forecast.middle)


def test_before_anybody_declares_it_expects_what_was_last_time_with_much_doubt() -> None:
    assert share_pct(Tonight(), 1) == pytest.approx(60)
    assert Tonight().turnout_change("north").middle == 0


def test_it_learns_how_parties_and_turnout_move_and_doubts_less() -> None:
    night = Tonight()
    for _ in range(12):
        night = declared(night, 16_000, 20_000)

    assert share_pct(night, 1) == pytest.approx(100 * 16 / 36, abs=2)
    assert night.turnout_change("north").middle == pytest.approx(-4 / 70, abs=0.01)
    before, now = Tonight().share(1, COMPARED), night.share(1, COMPARED)
    assert before and now and now.spread < before.spread / 2


def test_one_freak_result_moves_it_little() -> None:
    night = Tonight()
    for _ in range(12):
        night = declared(night, 16_000, 20_000)

    assert share_pct(declared(night, 1_000, 35_000), 1) == pytest.approx(share_pct(night, 1), abs=3)


def test_a_region_leans_to_its_own_turnout() -> None:
    night = Tonight()
    for _ in range(8):
        night = declared(declared(night, 20_000, 20_000, region="north"), 13_000, 13_000, region="south")

    north, south = (night.turnout_change(region).middle for region in ("north", "south"))
    assert south < night.turnout_change("elsewhere").middle < north


def test_a_night_is_never_changed_only_followed_by_another() -> None:
    night = declared(Tonight(), 16_000, 20_000)
    kept = share_pct(night, 1)

    declared(night, 30_000, 6_000)

    assert share_pct(night, 1) == kept


def test_the_order_of_declarations_hardly_matters() -> None:
    shuffled = list(contests())
    random.Random(2024).shuffle(shuffled)

    one, other = (after(order).turnout_change("E12000004") for order in (contests(), shuffled))
    assert one.middle == pytest.approx(other.middle, abs=0.003)
    ones, others = after(contests()).again["Con"].forecast(0.0), after(shuffled).again["Con"].forecast(0.0)
    assert ones.middle == pytest.approx(others.middle, abs=0.05)


def test_nothing_is_expected_of_an_independent_who_stood_before_or_of_two_candidates_of_a_party() -> None:
    standings = stood(
        ("Ann Carr", "Con", 0), ("Cy Fox", "Con", 0), ("Di Orr", "Ind", 0), ("Ed Ray", "Ind", 0)
    )
    previous = last_time(winner="Con", Con=20_000, independents={"Di Orr": 9_000})

    compared = Comparison.of(standings=standings, previous=previous, expected=Expected())

    assert compared.astray == {1, 2, 3}
    assert Tonight().share(4, compared) is not None


def test_a_trace_of_redrawn_boundaries_is_no_history() -> None:
    previous = last_time(winner="Con", Con=39_800, Lab=200)

    assert Comparison.of(standings=STANDINGS, previous=previous, expected=Expected()).then[2] is None


def test_a_line_is_the_plain_regression_once_enough_is_in() -> None:
    trend = Trend.before(AGAIN)
    for step in range(400):
        x = (step % 21 - 10) / 10
        trend = trend.with_result(x, 0.1 + 0.5 * x)

    forecast = trend.forecast(0.6)
    assert forecast.middle == pytest.approx(0.4, abs=0.01)
    assert forecast.spread < 0.1
