"""Colours between a party's and white, and what is legible on them.

Owns the steps by which a depth of colour tells a figure. The same in both themes: a paler hex is a lower
figure on either ground.
"""

from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal

from results.boards.badges import ink_on


@dataclass(frozen=True, slots=True)
class Filled:
    """A colour and what is legible on it."""

    fill: str
    ink: str


@dataclass(frozen=True, slots=True)
class Steps:
    """A figure in steps: each begins at one of `bounds`. One label a step, one more than there are bounds."""

    bounds: tuple[int, ...]
    labels: tuple[str, ...]

    def step(self, value: Decimal) -> int:
        """Which step a figure is in, from nought."""
        return bisect_right(self.bounds, value)

    def filled(self, colour: str, step: int) -> Filled:
        """A colour at the depth of a step; the last step is the colour itself."""
        return filled(mixed(colour, 0.22 + 0.78 * step / len(self.bounds)))


def filled(colour: str) -> Filled:
    """A colour with its ink."""
    return Filled(colour, ink_on(colour))


def mixed(colour: str, part: float) -> str:
    """So much of a colour (#rrggbb), from 0 to 1, and the rest white."""
    channels = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return "#" + "".join(f"{round(255 + (channel - 255) * part):02x}" for channel in channels)
