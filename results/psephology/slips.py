"""Slips of the hand that would explain a count: figures swapped, a digit too many, digits changed round.

Owns which other counts a person may have meant, and how much better each would fit the night. Refuses
to put anything right: it says what to look at, and only where the other reading fits far better.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations

from results.psephology.comparison import Comparison, scaled, turnout_of
from results.psephology.counts import Count
from results.psephology.tonight import Tonight
from results.psephology.trend import Forecast

Votes = Mapping[int, int]


class Slip(StrEnum):
    """What a hand may have done."""

    SWAPPED = "figures_swapped"
    TEN_TIMES = "figure_ten_times"
    A_TENTH = "figure_a_tenth"
    TRANSPOSED = "digits_transposed"


# By how much the log likelihood has to rise before a slip is worth a question: about twice the most that a
# right result of the East Midlands in 2024 showed. In the two at 0.5 one exception was put up with (Leicester
# East; the others stay below 0.4): the first two swapped put a wrong winner on air, and a digit too many is
# an easy slip that right results hardly ever look like.
WINNER_SWAPPED = 0.5
FAR_BETTER = {Slip.SWAPPED: 4.0, Slip.TEN_TIMES: 0.5, Slip.A_TENTH: 3.5, Slip.TRANSPOSED: 5.0}


@dataclass(frozen=True, slots=True)
class Reading:
    """Another reading of a count. `numbers` are the candidates whose figures differ; `votes` all figures.

    `needed` is by how much the log likelihood must rise with it, `gain` by how much it does.
    """

    slip: Slip
    numbers: tuple[int, ...]
    votes: Votes
    needed: float
    gain: float = 0.0

    @property
    def strength(self) -> float:
        """How far it passes what makes a slip worth a question: 1 is only just."""
        return self.gain / self.needed


@dataclass(frozen=True, slots=True)
class Outlook:
    """What tonight leads one to expect of one count: shares by ballot-paper number, and turnout."""

    shares: Mapping[int, Forecast]
    turnout: Forecast | None

    @classmethod
    def at(cls, compared: Comparison, *, tonight: Tonight, region: str) -> "Outlook":
        """The expectations for a place; nothing is expected of those of whom nobody can say."""
        found = {number: tonight.share(number, compared) for number in compared.party}
        change, last = tonight.turnout_change(region), compared.last_turnout
        return cls(
            shares={number: forecast for number, forecast in found.items() if forecast is not None},
            turnout=None if last is None else Forecast(last + change.middle, change.spread),
        )

    def fit(self, count: Count) -> float:
        """The log likelihood of a count, up to a constant."""
        valid, turnout = sum(count.votes.values()), turnout_of(count)
        fits = sum(
            forecast.fit(scaled(count.votes[number], valid)) for number, forecast in self.shares.items()
        )
        return fits if self.turnout is None or turnout is None else fits + self.turnout.fit(turnout)


def likeliest_slip(count: Count, outlook: Outlook) -> Reading | None:
    """The slip that would explain most, where one does; one mistake is asked about once."""
    as_entered = outlook.fit(count)
    readings = (
        replace(reading, gain=outlook.fit(replace(count, votes=reading.votes)) - as_entered)
        for reading in (*_swaps(count.votes), *_digits(count.votes))
        # Of somebody of whom nothing is expected, nothing can be called out of place.
        if outlook.shares.keys() >= set(reading.numbers)
        and 0 < sum(reading.votes.values()) <= count.electorate
    )
    worth_asking = (reading for reading in readings if reading.gain >= reading.needed)
    return max(worth_asking, key=lambda reading: reading.gain, default=None)


def _swaps(votes: Votes) -> Iterator[Reading]:
    """Every two figures changed round."""
    ranked = sorted(votes, key=lambda number: (-votes[number], number))
    for pair in combinations(ranked, 2):
        one, other = pair
        swapped = {**votes, one: votes[other], other: votes[one]}
        needed = WINNER_SWAPPED if list(pair) == ranked[:2] else FAR_BETTER[Slip.SWAPPED]
        yield Reading(Slip.SWAPPED, pair, swapped, needed)


def _digits(votes: Votes) -> Iterator[Reading]:
    """Every figure with a digit too many or too few, or two neighbouring digits changed round."""
    for number, figure in votes.items():
        others = [
            (Slip.TEN_TIMES, figure // 10),
            (Slip.A_TENTH, figure * 10),
            *((Slip.TRANSPOSED, other) for other in transposed(figure)),
        ]
        for slip, meant in others:
            if meant not in (0, figure):
                yield Reading(slip, (number,), {**votes, number: meant}, FAR_BETTER[slip])


def transposed(figure: int) -> tuple[int, ...]:
    """A figure with each two neighbouring digits changed round, where that makes another of its length."""
    digits = str(figure)
    found = (
        f"{digits[:at]}{digits[at + 1]}{digits[at]}{digits[at + 2 :]}"
        for at in range(len(digits) - 1)
        if digits[at] != digits[at + 1]
    )
    return tuple(int(other) for other in found if other[0] != "0")
