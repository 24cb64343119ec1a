"""The swing dial: a half circle with a needle that leans towards the party that gained.

Owns the geometry of one drawing. The words beside it say the same, so it is hidden from screen readers.
"""

import math
from dataclasses import dataclass

from results.boards.cards import SwingCard

FULL_SWING = 20.0
REACH = 78.0
CENTRE = (100.0, 96.0)


@dataclass(frozen=True, slots=True)
class Dial:
    """The needle's tip in a 200 by 108 drawing, and the colours of its two sides."""

    x: str
    y: str
    left: str
    right: str
    left_abbr: str
    right_abbr: str


def dial(swing: SwingCard) -> Dial:
    """The needle stands upright at no swing and lies flat at twenty points; beyond that it stays flat.

    It leans to the right, where the gaining party is.
    """
    lean = math.radians(90 * min(float(swing.points), FULL_SWING) / FULL_SWING)
    return Dial(
        x=f"{CENTRE[0] + REACH * math.sin(lean):.1f}",
        y=f"{CENTRE[1] - REACH * math.cos(lean):.1f}",
        left=swing.loser.colour,
        right=swing.gainer.colour,
        left_abbr=swing.loser.abbr,
        right_abbr=swing.gainer.abbr,
    )
