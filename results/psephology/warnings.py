"""What looks wrong with a count for one seat though it may be right, in sentences for a tired reporter.

Owns which doubts are worth a question: an electorate that is not the one expected, papers that nobody
accounts for, a slip of the hand that would explain the figures far better, turnout and shares out of line
with last time and with what was declared before. Refuses to block (`plausibility.problems` does), to
correct, and to ask twice about one mistake: where a slip explains the figures, turnout and shares are not
asked about as well.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from results.psephology.checks import votes_field
from results.psephology.comparison import Comparison, Expected, scaled, turnout_of, unscaled
from results.psephology.counts import Count, Previous, Standing
from results.psephology.figures import Figures, figures_of, votes_words
from results.psephology.plausibility import problems_of_votes
from results.psephology.slips import Outlook, Reading, Slip, likeliest_slip
from results.psephology.tonight import Tonight
from results.psephology.trend import Forecast

__all__ = ["Expected", "Tonight", "Warning", "warnings"]

# Parts of the electorate that was expected: the register of polling day is within it, a slip is not.
ELECTORATE_OFF = 0.05
# Boundaries move more people than that between two elections.
ELECTORATE_OFF_LAST_TIME = 0.25
# Papers that may stay unexplained: a few are mislaid; where rejected ones are not known, those as well.
PAPERS_ASTRAY = 0.002
PAPERS_ASTRAY_OR_REJECTED = 0.02
FEW_PAPERS = 10
# In spreads of what is expected: a third more than any right result of the East Midlands in 2024, and twice.
TURNOUT_AWAY = 3.5
SHARE_AWAY = 4.7


@dataclass(frozen=True, slots=True)
class Warning:  # noqa: A001
    """A doubt to confirm or clear up, as a sentence to act on.

    `field` is as in `Problem`. `strength` is how far the doubt passes what is worth a question: 1 is only
    just, 3 is hard to explain otherwise.
    """

    code: str
    field: str
    sentence: str
    strength: float


def warnings(
    *,
    standings: tuple[Standing, ...],
    count: Count,
    previous: Previous | None,
    expected: Expected,
    tonight: Tonight,
) -> tuple[Warning, ...]:
    """Every doubt about a count, the strongest first; none where its figures are refused anyway.

    `previous` is None where nothing compares; `tonight` holds what was declared before this count.
    """
    figures = figures_of(standings=standings, count=count)
    if any(problems_of_votes(figures)):
        return ()
    compared = Comparison.of(standings=standings, previous=previous, expected=expected)
    doubted = tuple(_electorate(count, expected))
    missing = tuple(_papers(figures))
    # Turnout on an electorate that is itself in doubt would only say the same again.
    judged = replace(count, electorate=expected.electorate) if doubted and expected.electorate else count
    outlook = Outlook.at(compared, tonight=tonight, region=expected.region)
    slip = likeliest_slip(judged, outlook)
    if slip is not None:
        doubts = [_slip(slip, figures)]
    else:
        # An electorate in doubt, or papers missing, says already why turnout is what it is.
        turnout = () if doubted or missing else _turnout(judged, compared, outlook, tonight)
        doubts = [*turnout, *_shares(figures, compared, outlook)]
    return tuple(sorted((*doubted, *missing, *doubts), key=lambda doubt: -doubt.strength))


def _electorate(count: Count, expected: Expected) -> Iterator[Warning]:
    known, allowed, beside = expected.electorate, ELECTORATE_OFF, "expected"
    if not known:
        known, allowed, beside = expected.previous_electorate, ELECTORATE_OFF_LAST_TIME, "last time"
    if not known:
        return
    off = max(count.electorate / known, known / count.electorate) - 1
    if off > allowed:
        sentence = f"The electorate is {count.electorate:,}, against {known:,} {beside}. Check it."
        yield Warning("electorate_unexpected", "electorate", sentence, off / allowed)


def _papers(figures: Figures) -> Iterator[Warning]:
    """Papers in the box that are neither votes nor rejected: a box may not have been added."""
    papers = figures.count.ballot_papers
    if papers is None:
        return
    known = figures.count.rejected is not None
    allowed = max(FEW_PAPERS, papers * (PAPERS_ASTRAY if known else PAPERS_ASTRAY_OR_REJECTED))
    short = papers - figures.valid - figures.rejected
    if short > allowed:
        sentence = (
            f"There were {papers:,} ballot papers in the box, but votes and rejected papers make "
            f"{papers - short:,}: {short:,} are missing. Check the papers and each candidate's votes."
        )
        yield Warning("papers_missing", "ballot_papers", sentence, short / allowed)


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
