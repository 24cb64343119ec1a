"""Shares, percentages and points, worked out exactly from whole numbers and rounded once, half up.

Owns rounding. Refuses floats, and refuses to round what was rounded before: a screen that prints two
places is given the whole numbers, not four places.
"""

from decimal import Decimal
from fractions import Fraction

PLACES = 4


def share(part: int, whole: int) -> Fraction:
    """`part` of `whole`, exactly, from 0 to 1; 0 where there is no whole."""
    return Fraction(part, whole) if whole else Fraction(0)


def pct(part: int, whole: int) -> Decimal:
    """`part` of `whole` in per cent, to four places; 0 where there is no whole."""
    return rounded(100 * share(part, whole))


def points(now: Fraction, then: Fraction) -> Decimal:
    """From one exact share to another in percentage points, to four places."""
    return rounded(100 * (now - then))


def two_places(value: Fraction) -> Decimal:
    """An exact percentage or number of points as screens print it."""
    return rounded(value, places=2)


def rounded(value: Fraction, *, places: int = PLACES) -> Decimal:
    """An exact value to so many places; halves go away from zero."""
    units = int(abs(value) * 10**places + Fraction(1, 2))
    return Decimal(units if value >= 0 else -units).scaleb(-places)
