"""What was declared before a count, as sums, and what they lead one to expect of it.

Owns what is learnt from a night: each party's share against its share last time, what parties and
persons new to a place got, and how turnout moved, everywhere and in each region. Refuses to complain,
and to forget: a corrected result is learnt by going through the night again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import log

from results.psephology.comparison import ADDED, ANYBODY, Comparison, Expected, scaled, turnout_of
from results.psephology.counts import Count, Previous, Standing
from results.psephology.trend import Forecast, Prior, Trend

# The share at which a party's line is anchored, and for which its prior is told.
USUAL = log(0.25 + ADDED)
AGAIN = Prior(middle=0.0, slope=0.0, spread=0.35, middle_worth=0.5, slope_worth=4, spread_worth=4)
NEWCOMER = Prior(middle=-3.2, slope=0.0, spread=1.0, middle_worth=0.5, slope_worth=1, spread_worth=4)
TURNOUT = Prior(middle=0.0, slope=0.0, spread=0.04, middle_worth=0.5, slope_worth=1, spread_worth=4)
# So many newcomers of one party are a pattern of their own; fewer are judged with all others.
A_PATTERN = 3
# With so many results, a region's own change in turnout counts for half.
REGION_HALF = 5


@dataclass(frozen=True, slots=True)
class Tonight:
    """The sums of a night: lines by party for those who stood last time, for newcomers, and of turnout."""

    again: Mapping[str, Trend] = field(default_factory=dict)
    newcomers: Mapping[str, Trend] = field(default_factory=dict)
    turnout: Trend = field(default_factory=lambda: Trend.before(TURNOUT))
    regions: Mapping[str, Trend] = field(default_factory=dict)

    def with_result(
        self,
        *,
        standings: tuple[Standing, ...],
        count: Count,
        previous: Previous | None,
        expected: Expected,
    ) -> "Tonight":
        """The night with one more declaration, in time that grows with its parties only.

        `previous` is None where nothing compares, and nothing is learnt of shares. The count must be one
        that `problems()` lets pass.
        """
        compared = Comparison.of(standings=standings, previous=previous, expected=expected)
        after = self._with_shares(compared, count) if compared.compares else self
        last, now = compared.last_turnout, turnout_of(count)
        return after if last is None or now is None else after._with_turnout(expected.region, last, now)

    def share(self, number: int, compared: Comparison) -> Forecast | None:
        """What is expected of a candidate's share, on the scale of `scaled`; None: nobody can say."""
        if number in compared.astray:
            return None
        if (then := compared.then[number]) is not None:
            line = self.again.get(compared.party[number]) or Trend.before(AGAIN)
            change = line.forecast(then - USUAL)
            return Forecast(then + change.middle, change.spread)
        own = self.newcomers.get(compared.party[number])
        if own is None or own.results < A_PATTERN:
            own = self.newcomers.get(ANYBODY) or Trend.before(NEWCOMER)
        return own.forecast(0.0)

    def turnout_change(self, region: str) -> Forecast:
        """How turnout has moved, as a part of the electorate (-0.07: seven points down)."""
        everywhere = self.turnout.forecast(0.0)
        near = self.regions.get(region)
        if near is None:
            return everywhere
        weight = near.results / (near.results + REGION_HALF)
        middle = everywhere.middle + weight * (near.forecast(0.0).middle - everywhere.middle)
        return Forecast(middle, everywhere.spread)

    def _with_shares(self, compared: Comparison, count: Count) -> "Tonight":
        again, newcomers = dict(self.again), dict(self.newcomers)
        valid = sum(count.votes.values())
        for number in compared.judged:
            now, then = scaled(count.votes[number], valid), compared.then[number]
            party = compared.party[number]
            if then is not None:
                line = again.get(party) or Trend.before(AGAIN)
                again[party] = line.with_result(then - USUAL, now - then)
                continue
            own = newcomers.get(party) or Trend.before(NEWCOMER)
            if own.results < A_PATTERN or party == ANYBODY:
                anybody = newcomers.get(ANYBODY) or Trend.before(NEWCOMER)
                newcomers[ANYBODY] = anybody.with_result(0.0, now)
            if party != ANYBODY:
                newcomers[party] = own.with_result(0.0, now)
        return replace(self, again=again, newcomers=newcomers)

    def _with_turnout(self, region: str, last: float, now: float) -> "Tonight":
        near = self.regions.get(region) or Trend.before(TURNOUT)
        return replace(
            self,
            turnout=self.turnout.with_result(0.0, now - last),
            regions={**self.regions, region: near.with_result(0.0, now - last)},
        )
