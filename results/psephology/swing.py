"""Swing between two contenders, after Butler: on shares of all valid votes.

Owns the arithmetic and the direction. Refuses to choose the pair, and knows nothing of swing on
two-party shares (Steed), which is another measure and may have the opposite sign.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from results.psephology.counts import Swing
from results.psephology.percent import points, rounded


@dataclass(frozen=True, slots=True)
class Contender:
    """A party's exact shares of all valid votes, now and last time, from 0 to 1."""

    party: str
    now: Fraction
    then: Fraction


def butler(*, a_now: Fraction, a_then: Fraction, b_now: Fraction, b_then: Fraction) -> Fraction:
    """Half of what A gained and B lost, in the unit of the shares; negative where it went from A to B."""
    return ((a_now - a_then) + (b_then - b_now)) / 2


def swing_between(a: Contender, b: Contender) -> Swing:
    """The swing of a pair in points, never negative, with the direction it went; level goes to `a`."""
    to_a = butler(a_now=a.now, a_then=a.then, b_now=b.now, b_then=b.then)
    gainer, loser = (a, b) if to_a >= 0 else (b, a)
    return Swing(points=points(abs(to_a), Fraction(0)), loser=loser.party, gainer=gainer.party)


def swing_of_changes(*, a: str, a_change: Decimal, b: str, b_change: Decimal) -> Swing:
    """The same out of changes in points that were worked out before; level goes to `a`."""
    to_a = Fraction(a_change - b_change) / 2
    gainer, loser = (a, b) if to_a >= 0 else (b, a)
    return Swing(points=rounded(abs(to_a)), loser=loser, gainer=gainer)
