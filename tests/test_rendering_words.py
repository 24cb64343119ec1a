"""Figures and times as the newsroom writes them."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from results.boards.cards import ContestState
from results.rendering import words
from tests.drawn_cards import CON, LAB, an_outcome


@pytest.mark.parametrize(
    ("name", "value", "printed"),
    [
        ("a rise", "1.56", "+1.6"),
        ("a fall with a true minus", "-16.63", "−16.6"),
        ("a half goes away from nought", "0.25", "+0.3"),
        ("a falling half goes away from nought", "-0.25", "−0.3"),
        ("no change has no sign", "0.00", "0.0"),
        ("a change too small to print has no sign", "-0.04", "0.0"),
        ("nothing to compare with", None, "–"),
    ],
)
def test_changes_are_signed_points(name, value, printed):
    assert words.points(None if value is None else Decimal(value)) == printed, name


@pytest.mark.parametrize(("value", "printed"), [(12_345, "+12,345"), (0, "0"), (-2, "−2")])
def test_counts_are_signed_with_a_true_minus(value, printed):
    assert words.signed(value) == printed


def test_times_are_of_the_newsrooms_clock_whatever_zone_they_come_in():
    at = datetime(2024, 7, 5, 2, 12, 8, tzinfo=UTC)
    assert words.clock(at) == "03:12"
    assert words.stamp(at) == "2024-07-05T03:12:08+01:00"


def test_a_declaration_is_one_sentence():
    assert words.sentence(an_outcome(LAB, CON, majority=3_554)) == "Lab gain from Con, majority 3,554"


def test_a_tie_is_said_to_be_by_lot_and_never_a_majority_of_nought():
    said = words.sentence(an_outcome(LAB, LAB, majority=0, by_lot=True))
    assert said == "Lab hold, tie decided by lot"


WARDS = {
    "several seats, one party short of all": ("Lab 2, Con 1", 23, False, "Lab 2, Con 1, last seat by 23"),
    "several seats, the last by lot": ("Lab 2, Con 1", 0, True, "Lab 2, Con 1, last seat by lot"),
    "several seats, a place for everyone": ("Lab 2", 0, False, "Lab 2, unopposed"),
    "one seat": ("Lab elected", 23, False, "Lab elected, majority 23"),
    "one seat, tied": ("Lab elected", 0, True, "Lab elected, tie decided by lot"),
    "one seat, one candidate": ("Lab elected", 0, False, "Lab elected, unopposed"),
}


@pytest.mark.parametrize(("phrase", "majority", "by_lot", "said"), WARDS.values(), ids=WARDS)
def test_a_ward_says_how_its_last_seat_was_won(phrase, majority, by_lot, said):
    ward = replace(an_outcome(LAB, majority=majority, by_lot=by_lot), word="elected", phrase=phrase)
    assert words.sentence(ward) == said


def test_a_wards_margin_does_not_depend_on_how_its_parties_are_listed():
    ward = replace(
        an_outcome(LAB, majority=23), word="elected", phrase="Lab 2, Con 1", returned="Lab 2; Con 1"
    )
    assert words.margin(ward) == "last seat by 23"


TOLD = {
    "figures to follow": (
        {"state": ContestState.WINNER_ONLY, "majority": 0},
        "Lab gain from Con, figures to follow",
    ),
    "nobody opposed": (
        {"state": ContestState.UNCONTESTED, "majority": 0, "phrase": "Lab unopposed"},
        "Lab unopposed, no poll",
    ),
    "nobody opposed in a ward": (
        {"state": ContestState.UNCONTESTED, "majority": 0, "phrase": "Lab 2, Con 1", "word": "elected"},
        "Lab 2, Con 1, unopposed",
    ),
    "a single source": ({"single_source": True}, "Lab gain from Con, majority 979, single source"),
    "a fixed call": ({"overridden": True}, "Lab gain from Con, majority 979, call fixed by the desk"),
}


@pytest.mark.parametrize(("more", "said"), TOLD.values(), ids=TOLD)
def test_an_outcome_says_what_there_is_to_know_of_it(more, said):
    assert words.sentence(replace(an_outcome(LAB, CON), **more)) == said
