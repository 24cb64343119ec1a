"""Percentages and points are exact until they are rounded, once, half up."""

from decimal import Decimal
from fractions import Fraction

import pytest

from results.psephology.percent import pct, points, share, two_places


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        pytest.param(1, 3, "33.3333", id="rounds down"),
        pytest.param(2, 3, "66.6667", id="rounds up"),
        pytest.param(1, 2_000_000, "0.0001", id="a half goes up"),
        pytest.param(3, 2_000_000, "0.0002", id="a half goes up, not to the even neighbour"),
        pytest.param(49, 100_000_000, "0.0000", id="just under a half goes down"),
        pytest.param(7, 7, "100", id="the whole"),
        pytest.param(0, 7, "0", id="nothing"),
        pytest.param(0, 0, "0", id="nothing of nothing"),
        pytest.param(10**17 + 1, 3 * 10**17, "33.3333", id="figures no float could hold"),
    ],
)
def test_a_percentage_has_four_places(part: int, whole: int, expected: str) -> None:
    assert pct(part, whole) == Decimal(expected)
    assert pct(part, whole).as_tuple().exponent == -4


@pytest.mark.parametrize(
    ("now", "then", "expected"),
    [
        pytest.param((1, 3), (1, 6), "16.6667", id="rounded once: 33.3333 - 16.6667 would be 16.6666"),
        pytest.param((1, 6), (1, 3), "-16.6667", id="a loss mirrors a gain"),
        pytest.param((0, 1), (1, 2_000_000), "-0.0001", id="half a unit lost goes away from zero"),
        pytest.param((5, 9), (5, 9), "0", id="no change"),
    ],
)
def test_points_are_rounded_once(now: tuple[int, int], then: tuple[int, int], expected: str) -> None:
    assert points(share(*now), share(*then)) == Decimal(expected)


def test_two_places_come_from_the_exact_figure_and_not_from_four_places() -> None:
    exact = Fraction(12_344_996, 1_000_000)

    assert two_places(exact) == Decimal("12.34")
    assert pct(12_344_996, 100_000_000) == Decimal("12.3450")
