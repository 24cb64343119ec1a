"""Shares, percentages and points, worked out exactly from whole numbers and rounded once, half up.

Owns rounding. Refuses floats. Eight places are kept, so that whoever prints one or two rounds a value
that is as good as exact: 3.349 kept as 3.35 would go on air as 3.4.
"""

from decimal import Decimal
from fractions import Fraction

PLACES = 8


def share(part: int, whole: int) -> Fraction:
    """`part` of `whole`, exactly, from 0 to 1; 0 where there is no whole."""
    return Fraction(part, whole) if whole else Fraction(0)


def pct(part: int, whole: int) -> Decimal:
    """`part` of `whole` in per cent, to eight places; 0 where there is no whole."""
    return rounded(100 * share(part, whole))


def points(now: Fraction, then: Fraction) -> Decimal:
    """From one exact share to another in percentage points, to eight places."""
    return rounded(100 * (now - then))


def printed(value: Decimal, *, places: int) -> Decimal:
    """A kept value as it is printed, halves away from nought."""
    return rounded(Fraction(value), places=places)


def rounded(value: Fraction, *, places: int = PLACES) -> Decimal:
    """An exact value to so many places; halves go away from zero."""
    units = int(abs(value) * 10**places + Fraction(1, 2))
    return Decimal(units if value >= 0 else -units).scaleb(-places)
