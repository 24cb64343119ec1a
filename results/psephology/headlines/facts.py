"""What the rules look at, and what they give: plain frozen values, no database.

Percentages are `Decimal` with eight places; changes and swings are percentage points. Parties are codes of
the parties that votes tally under (Labour Co-op is Labour); `Party` says how they are called.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What a line is about. The order here is that of the filters on the desk."""

    GAIN = "gain"
    AGAINST_THE_TIDE = "against_the_tide"
    BIG_NAME_OUT = "big_name_out"
    BIG_NAME_SAFE = "big_name_safe"
    LEADER_OUT = "leader_out"
    FIRST_SEAT = "first_seat"
    FROM_BEHIND = "from_behind"
    MAJORITY_OVERTURNED = "majority_overturned"
    MAJORITY_SLASHED = "majority_slashed"
    CLOSEST = "closest"
    LARGEST_SWING = "largest_swing"
    SPLIT_VOTE = "split_vote"
    THIRD_PARTY = "third_party"
    LOW_SHARE = "low_share"
    TURNOUT = "turnout"
    LOST_DEPOSITS = "lost_deposits"
    BY_LOT = "by_lot"
    RECOUNT = "recount"
    SWEEP = "sweep"
    CONTROL = "control"
    FIRST_TIME_IN = "first_time_in"
    VOTE_MOVED = "vote_moved"


@dataclass(frozen=True, slots=True)
class Party:
    """A party as a sentence calls it: "Lab" beside a figure, "Labour" in running words."""

    code: str
    abbr: str
    name: str
    independent: bool = False


@dataclass(frozen=True, slots=True)
class Stood:
    """A candidate's part of a declared contest. `change_pts` is None where nothing compares."""

    number: int
    name: str
    party: str
    votes: int
    share_pct: Decimal
    change_pts: Decimal | None
    rank: int
    elected: bool
    lost_deposit: bool
    incumbent: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Before:
    """A party's votes last time, notional where redrawn; `rank` among all that stood then."""

    party: str
    votes: int
    share_pct: Decimal
    rank: int
    winner: bool = False


@dataclass(frozen=True, slots=True)
class Seat:
    """A declared contest that fills one seat, as it may be told. `at` is when boards first told it.

    `figures` is False where only the winner is known: nothing but `party`, `word` and `previous_party` is
    then told. `before` is empty where no earlier contest compares. `group` names the wider whole whose seats
    may all go one way: a county, a city, a council. `region` is the region's code.
    """

    code: str
    name: str
    at: datetime
    party: str
    word: str
    previous_party: str | None
    stood: tuple[Stood, ...]
    before: tuple[Before, ...] = ()
    figures: bool = True
    valid: int = 0
    majority: int = 0
    majority_pct: Decimal = Decimal(0)
    turnout_pct: Decimal | None = None
    turnout_before_pct: Decimal | None = None
    swing_pts: Decimal | None = None
    swing_from: str | None = None
    swing_to: str | None = None
    by_lot: bool = False
    recounts: int = 0
    held_since: int | None = None
    year: int = 0
    kind: str = "constituency"
    regions: tuple[str, ...] = ()
    group: str = ""


@dataclass(frozen=True, slots=True)
class Chamber:
    """A council as far as it is declared. `control` and `control_before` are party codes or "NOC".

    `certain` says that control can change no more, `complete` that every seat is in. `leaders_out` names
    leaders of groups who lost, with their party.
    """

    code: str
    name: str
    at: datetime
    control: str | None
    control_before: str
    outcome: str
    certain: bool
    complete: bool
    needed: int
    total: int
    declared: int
    seats: Mapping[str, int] = field(default_factory=dict)
    before: Mapping[str, int] = field(default_factory=dict)
    leaders_out: tuple[tuple[str, str], ...] = ()
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Headline:
    """A line for the desk, ready to read out.

    `key` stays the same while the line is about the same thing, whatever its words ("gain:E14001330");
    `strength` is 0 to 100. `figures` prove it, by name, as they are printed ("4,426", "31"). `contest` and
    `council` are codes, empty for a line about the whole region. `since` is when the declaration came that
    made it true.
    """

    key: str
    kind: Kind
    strength: int
    sentence: str
    figures: Mapping[str, str]
    since: datetime
    contest: str = ""
    council: str = ""
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gone:
    """A line that was told and is not true any more; `now` stands in its place, where anything does."""

    was: Headline
    at: datetime
    now: Headline | None = None
