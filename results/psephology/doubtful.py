"""Doubts that need neither last time nor the night: electorate, papers, and turnout that is unheard of.

Owns what a doubt is, and those that any contest may raise, however its seats are filled. Refuses to block,
to correct, and to look for slips of the hand: `warnings.py` does where there is something to go by.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from results.psephology.comparison import Expected
from results.psephology.counts import Count
from results.psephology.figures import Figures

# Parts of the electorate that was expected: the register of polling day is within it, a slip is not.
ELECTORATE_OFF = 0.05
# Boundaries move more people than that between two elections.
ELECTORATE_OFF_LAST_TIME = 0.25
# Papers that may stay unexplained: a few are mislaid; where rejected ones are not known, those as well.
PAPERS_ASTRAY = 0.002
PAPERS_ASTRAY_OR_REJECTED = 0.02
FEW_PAPERS = 10
# Of the votes that papers for several seats hold, so many are used: 75 % and more in the Midlands in 2023.
VOTES_USED = 0.6
# Turnout that nobody has seen for long: 14 to 48 % in the Midlands in 2023, 84 % in the country in 1950.
TURNOUT_LOW = 0.10
TURNOUT_HIGH = 0.85


@dataclass(frozen=True, slots=True)
class Warning:  # noqa: A001
    """A doubt to confirm or clear up, as a sentence to act on.

    `field` is as in `Problem`, or "majority_read". `strength` is how far the doubt passes what is worth a
    question: 1 is only just, 3 is hard to explain otherwise.
    """

    code: str
    field: str
    sentence: str
    strength: float


def electorate_doubts(count: Count, expected: Expected) -> Iterator[Warning]:
    """An electorate that is not the one expected, nor near that of last time."""
    known, allowed, beside = expected.electorate, ELECTORATE_OFF, "expected"
    if not known:
        known, allowed, beside = expected.previous_electorate, ELECTORATE_OFF_LAST_TIME, "last time"
    if not known:
        return
    off = max(count.electorate / known, known / count.electorate) - 1
    if off > allowed:
        sentence = f"The electorate is {count.electorate:,}, against {known:,} {beside}. Check it."
        yield Warning("electorate_unexpected", "electorate", sentence, off / allowed)


def paper_doubts(figures: Figures) -> Iterator[Warning]:
    """Papers with one vote each that are neither votes nor rejected: a box may not have been added."""
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


def unused_vote_doubts(figures: Figures, *, seats: int) -> Iterator[Warning]:
    """Papers with several votes each that hold far more than were counted."""
    papers = (figures.count.ballot_papers or 0) - figures.rejected
    used = figures.valid / (papers * seats) if papers > 0 else 1.0
    if used < VOTES_USED:
        sentence = (
            f"The votes add up to {figures.valid:,}, about {figures.valid / papers:.1f} for each of "
            f"{papers:,} good ballot papers, where a voter has {seats}. "
            "Check the ballot papers and each candidate's votes."
        )
        strength = VOTES_USED / used if used else 3.0
        yield Warning("votes_missing", "ballot_papers", sentence, strength)


def turnout_doubts(*, fewest: int, most: int, electorate: int) -> Iterator[Warning]:
    """A turnout that nobody has seen for long, where there were between `fewest` and `most` ballot papers."""
    if not 0 < fewest <= most:
        return
    low, high = fewest / electorate, most / electorate
    if high < TURNOUT_LOW or low > TURNOUT_HIGH:
        told = low if low > TURNOUT_HIGH else high
        which = "" if fewest == most else " at least" if low > TURNOUT_HIGH else " at most"
        sentence = (
            f"Turnout would be{which} {100 * told:.1f}% of {electorate:,} electors. "
            "Check the electorate, the papers and each candidate's votes."
        )
        strength = low / TURNOUT_HIGH if low > TURNOUT_HIGH else TURNOUT_LOW / high
        yield Warning("turnout_unheard_of", "", sentence, strength)
