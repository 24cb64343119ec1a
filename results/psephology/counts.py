"""The figures of a contest as psephology sees them: plain frozen values, no database.

Owns the words for what goes in (standings, count, previous result) and what comes out (a judged
result). Refuses to judge: that is `contest.py`, `swing.py` and `plausibility.py`.

Percentages are `Decimal` with eight places (51.2345 is 51.2345 %); changes are percentage points.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Word(StrEnum):
    """What happened to the seat, against the winner of the previous general election.

    ELECTED is for wards that fill several seats: who was returned is told party by party.
    """

    HOLD = "hold"
    GAIN = "gain"
    WIN = "win"
    ELECTED = "elected"


@dataclass(frozen=True, slots=True)
class Standing:
    """A candidate on the ballot paper. `party` is the code of the party the votes tally under."""

    number: int
    name: str
    party: str
    independent: bool = False


@dataclass(frozen=True, slots=True)
class PreviousLine:
    """Votes of a party, or of one independent `person`, last time."""

    party: str
    votes: int
    person: str = ""
    independent: bool = False


@dataclass(frozen=True, slots=True)
class Previous:
    """The previous result. Lines of `catch_all` parties ("Others") stand for parties not known singly."""

    lines: tuple[PreviousLine, ...]
    winner: str | None
    winner_person: str = ""
    catch_all: frozenset[str] = frozenset()

    @property
    def valid(self) -> int:
        """All valid votes last time."""
        return sum(line.votes for line in self.lines)


@dataclass(frozen=True, slots=True)
class Count:
    """What was read out. `votes` maps ballot-paper numbers to votes; `elected` are those declared elected.

    Under the supplementary vote `votes` are first preferences, and `second_preferences` what was added
    to each candidate left in the contest; None where none were counted.
    """

    votes: Mapping[int, int]
    electorate: int
    elected: frozenset[int]
    rejected: int | None = None
    ballot_papers: int | None = None
    by_lot: bool = False
    second_preferences: Mapping[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One candidate's part of a result.

    `change_pts` is None where nothing can be compared; `stood_before` is then False for a party
    that did not stand last time ("new") and None where nobody can say.
    """

    number: int
    votes: int
    share_pct: Decimal
    change_pts: Decimal | None
    stood_before: bool | None
    rank: int
    elected: bool
    lost_deposit: bool


@dataclass(frozen=True, slots=True)
class Swing:
    """Butler swing in points, never negative, with its direction."""

    points: Decimal
    loser: str
    gainer: str


@dataclass(frozen=True, slots=True)
class PartyLine:
    """A tallying party's part of a result: a row for each that stands now or stood last time."""

    party: str
    votes: int
    previous_votes: int
    seats: int
    gains: int
    losses: int


@dataclass(frozen=True, slots=True)
class Result:
    """A judged contest. `lines` are in rank order, then ballot-paper order.

    Of a ward that fills several seats, `winner` had most votes, `party` has most of its seats,
    `majority` is the last one elected over the first one not, and `returned` says the seats by party.
    """

    lines: tuple[Line, ...]
    parties: tuple[PartyLine, ...]
    winner: int
    party: str
    word: Word
    previous_party: str | None
    valid: int
    previous_valid: int
    majority: int
    majority_pct: Decimal
    by_lot: bool
    turnout_valid_pct: Decimal | None
    turnout_papers_pct: Decimal | None
    swing: Swing | None
    new_seat: bool
    returned: str = ""
    after_second_preferences: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a count cannot be published, as a sentence to act on.

    `field` is where it shows: "votes-3" (ballot-paper number), "electorate", "rejected", "elected",
    "by_lot", "ballot_papers", "second_preferences-3", or "" for the count as a whole.
    """

    code: str
    field: str
    sentence: str
