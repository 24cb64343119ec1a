"""Figures and times as the newsroom writes them."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

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
