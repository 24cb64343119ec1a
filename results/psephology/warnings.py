"""What looks wrong with a count for one seat though it may be right, in sentences for a tired reporter.

Owns which doubts are worth a question: those of `doubtful.py` and `readout.py`, a slip of the hand that
would explain the figures far better, turnout and shares out of line with last time and with what was
declared before. Refuses to block (`plausibility.problems` does), to correct, to look for slips where last
time says nothing, and to ask twice about one mistake: where a slip explains the figures, turnout and shares
are not asked about as well.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from results.psephology.checks import votes_field
from results.psephology.comparison import Comparison, Expected, scaled, turnout_of, unscaled
from results.psephology.counts import Count, Previous, Standing
from results.psephology.doubtful import (
    Warning,  # noqa: A004
    electorate_doubts,
    paper_doubts,
    turnout_doubts,
)
from results.psephology.figures import Figures, figures_of, votes_words
from results.psephology.plausibility import problems_of_votes
from results.psephology.readout import majority_doubts, majority_of
from results.psephology.slips import Outlook, Reading, Slip, likeliest_slip
from results.psephology.tonight import Tonight
from results.psephology.trend import Forecast

__all__ = ["Expected", "Tonight", "Warning", "strongest_first", "warnings"]

# In spreads of what is expected: a third more than any right result of the East Midlands in 2024, and twice.
TURNOUT_AWAY = 3.5
SHARE_AWAY = 4.7


def warnings(
    *,
    standings: tuple[Standing, ...],
    count: Count,
    previous: Previous | None,
    expected: Expected,
    tonight: Tonight,
    majority_read: int | None = None,
) -> tuple[Warning, ...]:
    """Every doubt about a count, the strongest first; none where its figures are refused anyway.

    `previous` is None where nothing compares; `tonight` holds what was declared before this count, and
    `majority_read` the majority as it was read out, where it was.
    """
    figures = figures_of(standings=standings, count=count)
    if any(problems_of_votes(figures)):
        return ()
    doubted = tuple(electorate_doubts(count, expected))
    missing = tuple(paper_doubts(figures))
    # Turnout on an electorate that is itself in doubt would only say the same again.
    judged = replace(count, electorate=expected.electorate) if doubted and expected.electorate else count
    compared = Comparison.of(standings=standings, previous=previous, expected=expected)
    outlook = Outlook.at(compared, tonight=tonight, region=expected.region)
    slip = likeliest_slip(judged, outlook) if compared.compares else None
    if slip is not None:
        found = [_slip(slip, figures)]
    else:
        # An electorate in doubt, or papers missing, says already why turnout is what it is.
        turnout = () if doubted or missing else _turnout(judged, compared, outlook, tonight)
        found = [*turnout, *_shares(figures, compared, outlook)]
    differs = majority_doubts(figures, read=_unexplained(majority_read, slip))
    return strongest_first((*doubted, *missing, *found, *differs))


def strongest_first(found: Iterable[Warning]) -> tuple[Warning, ...]:
    """Doubts in the order in which they are asked about."""
    return tuple(sorted(found, key=lambda doubt: -doubt.strength))


def _unexplained(majority_read: int | None, slip: Reading | None) -> int | None:
    """The majority read out, unless the slip that is asked about already would give it."""
    if slip is None or slip.slip is Slip.SWAPPED or majority_of(slip.votes) != majority_read:
        return majority_read
    return None


def _slip(reading: Reading, figures: Figures) -> Warning:
    number = reading.numbers[0]
    said = _swapped(reading, figures) if reading.slip is Slip.SWAPPED else _misread(reading, figures)
    return Warning(reading.slip.value, votes_field(number), said, reading.strength)


def _swapped(reading: Reading, figures: Figures) -> str:
    votes = figures.count.votes
    one, other = (f"{figures.names[number]} ({votes[number]:,})" for number in reading.numbers)
    return (
        f"The figures of {one} and {other} would fit last time and tonight's results better the other way "
        "round. Check that each figure stands beside the right name."
    )


def _misread(reading: Reading, figures: Figures) -> str:
    number = reading.numbers[0]
    name, votes = figures.names[number], votes_words(figures.count.votes[number])
    meant = f"{reading.votes[number]:,}"
    why = {
        Slip.TEN_TIMES: "Is there a digit too many?",
        Slip.A_TENTH: "Is a digit missing?",
        Slip.TRANSPOSED: "Were two digits changed round?",
    }[reading.slip]
    if reading.slip is Slip.TRANSPOSED:
        return f"{name} has {votes}; {meant} would fit last time and tonight's results far better. {why}"
    about = "ten times" if reading.slip is Slip.TEN_TIMES else "a tenth of"
    return f"{name} has {votes}, about {about} what last time and tonight's results suggest. {why}"


def _turnout(count: Count, compared: Comparison, outlook: Outlook, tonight: Tonight) -> Iterator[Warning]:
    now = turnout_of(count)
    if now is None or outlook.turnout is None or compared.last_turnout is None:
        papers = count.ballot_papers or sum(count.votes.values()) + (count.rejected or 0)
        yield from turnout_doubts(fewest=papers, most=papers, electorate=count.electorate)
        return
    away = outlook.turnout.away(now)
    if abs(away) >= TURNOUT_AWAY:
        asked = "Are votes missing?" if away < 0 else "Is a figure too large?"
        sentence = (
            f"Turnout is {_pct(now)}, against {_pct(compared.last_turnout)} last time"
            f"{_elsewhere(outlook.turnout.middle - compared.last_turnout, tonight)}. {asked} "
            "Check each candidate's votes and the electorate."
        )
        yield Warning("turnout_out_of_line", "", sentence, abs(away) / TURNOUT_AWAY)


def _elsewhere(change: float, tonight: Tonight) -> str:
    if not tonight.turnout.results:
        return ""
    way = "down" if change < 0 else "up"
    return f"; elsewhere tonight it is {way} by about {100 * abs(change):.1f} points"


def _shares(figures: Figures, compared: Comparison, outlook: Outlook) -> Iterator[Warning]:
    """Only of those who stood last time: anybody may come from nowhere, and some do."""
    if compared.astray:
        return
    for number, forecast in outlook.shares.items():
        then = compared.then[number]
        away = forecast.away(scaled(figures.count.votes[number], figures.valid))
        if then is not None and abs(away) >= SHARE_AWAY:
            sentence = _share_sentence(number, figures, then, forecast)
            yield Warning("share_out_of_line", votes_field(number), sentence, abs(away) / SHARE_AWAY)


def _share_sentence(number: int, figures: Figures, then: float, forecast: Forecast) -> str:
    now = figures.count.votes[number] / figures.valid
    return (
        f"{figures.names[number]} has {_pct(now)} of the votes, against {_pct(unscaled(then))} last time; "
        f"tonight's results suggest about {_pct(unscaled(forecast.middle))}. Check the figure."
    )


def _pct(part: float) -> str:
    return f"{100 * part:.1f}%"
