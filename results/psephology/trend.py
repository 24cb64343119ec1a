"""A straight line through tonight's results, one figure against what it was last time, kept as sums.

Owns the arithmetic of learning from few results and of doubting: a prior stands in before enough is in,
and a result far from the line moves it little. Refuses to know what the figures mean.

The line is Bayesian least squares with two weights and a spread (a normal-inverse-gamma prior); what it
expects has the thick tails of Student's t, so one surprise is never thought impossible.
"""

from dataclasses import dataclass, replace
from math import log, log1p, sqrt

# How many spreads a result may be from the line before the rest of its distance is left out.
FAR = 2.5
DEGREES = 4


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is expected of a figure: its `middle`, and the `spread` around it in the figure's own unit."""

    middle: float
    spread: float

    def away(self, value: float) -> float:
        """How many spreads a value is from the middle; negative below it."""
        return (value - self.middle) / self.spread

    def fit(self, value: float) -> float:
        """The log likelihood of a value, up to a constant that is the same for every forecast."""
        return -log(self.spread) - (DEGREES + 1) / 2 * log1p(self.away(value) ** 2 / DEGREES)


@dataclass(frozen=True, slots=True)
class Prior:
    """What is assumed before any result: a line, how many results each part of it is worth, a spread."""

    middle: float
    slope: float
    spread: float
    middle_worth: float
    slope_worth: float
    spread_worth: float


@dataclass(frozen=True, slots=True)
class Trend:
    """The sums of a line: `results` seen, and the weights of what is known of it."""

    results: int
    worth: float
    one: float
    x: float
    xx: float
    y: float
    xy: float
    yy: float

    @classmethod
    def before(cls, prior: Prior) -> "Trend":
        """A line that rests on its prior alone."""
        a, b, y = prior.middle_worth, prior.slope_worth, prior.middle
        return cls(
            results=0,
            worth=prior.spread_worth,
            one=a,
            x=0.0,
            xx=b,
            y=a * y,
            xy=b * prior.slope,
            yy=prior.spread_worth * prior.spread**2 + a * y * y + b * prior.slope**2,
        )

    def forecast(self, x: float) -> Forecast:
        """What is expected where the figure was `x` last time."""
        cross = self.one * self.xx - self.x**2
        middle = (self.xx * self.y - self.x * self.xy) / cross
        slope = (self.one * self.xy - self.x * self.y) / cross
        left = self.yy - middle * self.y - slope * self.xy
        unsure = (self.xx - 2 * x * self.x + x * x * self.one) / cross
        return Forecast(middle + slope * x, sqrt(max(left, 1e-12) / self.worth * (1 + unsure)))

    def with_result(self, x: float, y: float) -> "Trend":
        """The line with one more result; one that is far off counts as if it were less so."""
        forecast = self.forecast(x)
        limit = FAR * forecast.spread
        near = min(max(y, forecast.middle - limit), forecast.middle + limit)
        return replace(
            self,
            results=self.results + 1,
            worth=self.worth + 1,
            one=self.one + 1,
            x=self.x + x,
            xx=self.xx + x * x,
            y=self.y + near,
            xy=self.xy + x * near,
            yy=self.yy + near * near,
        )
