"""Percentages and points are exact until they are rounded, half up, and what is printed is rounded once."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from results.psephology.percent import pct, points, printed, rounded, share


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        pytest.param(1, 3, "33.33333333", id="rounds down"),
        pytest.param(2, 3, "66.66666667", id="rounds up"),
        pytest.param(1, 20_000_000_000, "0.00000001", id="a half goes up"),
        pytest.param(3, 20_000_000_000, "0.00000002", id="a half goes up, not to the even neighbour"),
        pytest.param(49, 1_000_000_000_000, "0", id="just under a half goes down"),
        pytest.param(7, 7, "100", id="the whole"),
        pytest.param(0, 7, "0", id="nothing"),
        pytest.param(0, 0, "0", id="nothing of nothing"),
        pytest.param(10**17 + 1, 3 * 10**17, "33.33333333", id="figures no float could hold"),
    ],
)
def test_a_percentage_is_kept_with_eight_places(part: int, whole: int, expected: str) -> None:
    assert pct(part, whole) == Decimal(expected)
    assert pct(part, whole).as_tuple().exponent == -8


@pytest.mark.parametrize(
    ("now", "then", "expected"),
    [
        pytest.param((1, 3), (1, 6), "16.66666667", id="not 33.33333333 - 16.66666667"),
        pytest.param((1, 6), (1, 3), "-16.66666667", id="a loss mirrors a gain"),
        pytest.param((0, 1), (1, 20_000_000_000), "-0.00000001", id="half a unit lost goes away from zero"),
        pytest.param((5, 9), (5, 9), "0", id="no change"),
    ],
)
def test_points_are_worked_out_before_they_are_rounded(
    now: tuple[int, int], then: tuple[int, int], expected: str
) -> None:
    assert points(share(*now), share(*then)) == Decimal(expected)


@pytest.mark.parametrize(
    ("kept", "places", "expected"),
    [
        pytest.param("3.34953704", 1, "3.3", id="rounded at two places first it would be 3.4"),
        pytest.param("3.34953704", 2, "3.35", id="two places"),
        pytest.param("12.34499600", 2, "12.34", id="rounded at four places first it would be 12.35"),
        pytest.param("2.50000000", 0, "3", id="a half goes up, not to the even neighbour"),
        pytest.param("-0.25000000", 1, "-0.3", id="a half lost goes away from nought"),
        pytest.param("-0.04000000", 1, "0.0", id="a loss that rounds away has no sign"),
        pytest.param("45.90000000", 2, "45.90", id="noughts are printed"),
    ],
)
def test_a_kept_value_is_printed_to_so_many_places(kept: str, places: int, expected: str) -> None:
    assert str(printed(Decimal(kept), places=places)) == expected


PLACES = st.sampled_from([1, 2])
WHOLES = st.integers(min_value=1, max_value=200_000)


@given(WHOLES.flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))), PLACES)
@example((1_447, 43_200), 1)
@example((1_447, 43_200), 2)
def test_what_is_printed_is_the_exact_share_rounded_once(figures: tuple[int, int], places: int) -> None:
    part, whole = figures

    assert printed(pct(part, whole), places=places) == rounded(Fraction(100 * part, whole), places=places)
