"""Knowing only what had declared in July 2024: what is caught, and how often the desk cries wolf."""

import pytest

from results.psephology.contest import judge
from results.psephology.plausibility import problems
from results.psephology.readout import majority_of
from tests.bench.night import Declared
from tests.bench.plausibility import (
    any_pct,
    caught,
    false_warnings,
    kept_deposits_ten_times,
    nights,
    swap_pct,
    table,
    top_two_a_tenth,
    top_two_any_digits,
    top_two_swapped,
    top_two_ten_times,
    wrong_winner_by_digits,
)

NIGHTS = nights()
EVERY_NIGHT = pytest.mark.parametrize("night", NIGHTS.values(), ids=NIGHTS.keys())
ALL = NIGHTS["all"]


def test_no_right_result_is_refused() -> None:
    assert len(ALL) == 106
    assert [c.name for c in ALL if problems(standings=c.standings, count=c.count)] == []


@EVERY_NIGHT
def test_right_results_are_seldom_asked_about(night: list[Declared]) -> None:
    found = false_warnings(night)

    assert any_pct(found, of=len(night)) < 5
    assert swap_pct(found, of=len(night)) <= 3


def test_three_in_a_hundred_right_results_are_asked_about_at_most() -> None:
    assert any_pct(false_warnings(ALL), of=len(ALL)) <= 3


@EVERY_NIGHT
def test_more_swaps_of_the_first_two_are_caught_than_by_a_plain_regression(night: list[Declared]) -> None:
    found = caught(night, top_two_swapped)

    assert found.by_figures > 47
    assert found.with_mark == 100


@EVERY_NIGHT
def test_a_figure_ten_times_too_large_is_caught(night: list[Declared]) -> None:
    assert caught(night, top_two_ten_times).by_figures >= 99
    assert caught(night, kept_deposits_ten_times).by_figures >= 99


def test_a_figure_a_tenth_of_what_it_was_is_caught() -> None:
    assert caught(ALL, top_two_a_tenth).by_figures >= 99


def test_digits_transposed_that_change_the_winner_are_refused_where_who_was_elected_is_marked() -> None:
    found = caught(ALL, wrong_winner_by_digits)

    assert found.by_figures > 60
    assert found.with_mark == 100


def test_two_digits_changed_round_are_caught_where_the_majority_was_read_out() -> None:
    found = caught(ALL, top_two_any_digits)

    assert found.by_figures > 25
    assert found.with_majority == 100


def test_the_majority_that_is_asked_about_is_the_one_that_boards_show() -> None:
    for own in ALL:
        shown = judge(standings=own.standings, count=own.count, previous=own.previous, new_seat=False)

        assert majority_of(own.count.votes) == shown.majority


def test_the_table_says_what_it_was_made_from_and_each_false_warning() -> None:
    lines = list(table("a short night", ALL[:12]))

    assert lines[0] == "a short night: 12 contests"
    assert any(line.startswith("  the first two swapped") for line in lines)
