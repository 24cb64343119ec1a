"""Figures as screens print them: percentages and points to two places, worked out from whole numbers."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

CENT = Decimal("0.01")


def two_places(value: Decimal) -> Decimal:
    """A stored percentage rounded for print, half up."""
    return value.quantize(CENT, ROUND_HALF_UP)


def percentage(part: int, whole: int) -> Decimal:
    """`part` of `whole` in per cent to two places; 0 of 0 is 0."""
    return _rounded(Fraction(100 * part, whole)) if whole else Decimal("0.00")


def change(now: tuple[int, int], before: tuple[int, int]) -> Decimal:
    """Points between two shares, each as (part, whole), rounded once."""
    return _rounded(Fraction(100 * now[0], now[1]) - Fraction(100 * before[0], before[1]))


def _rounded(value: Fraction) -> Decimal:
    scaled = value * 100
    whole = int(abs(scaled) + Fraction(1, 2))
    return Decimal(whole if scaled >= 0 else -whole).scaleb(-2)
