"""What screens are drawn from: frozen cards, complete and ready to print.

Owns the shapes that cross from the read side to drawing and feeds. Refuses arithmetic: every figure
here is worked out before. Percentages are `Decimal` with eight places, rounded once by whoever prints
them; times are aware datetimes.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class ContestState(StrEnum):
    """Where a contest is, as every screen tells it. Worked out by `states.state_of` alone."""

    EXPECTED = "expected"
    COUNTING = "counting"
    RECOUNT = "recount"
    WINNER_ONLY = "winner_only"
    DECLARED = "declared"
    COUNTERMANDED = "countermanded"
    DEFERRED = "deferred"
    UNCONTESTED = "uncontested"
    WITHDRAWN = "withdrawn"


class Happened(StrEnum):
    """What a line of the newest tells."""

    DECLARED = "declared"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class ElectionHead:
    """What every page of an election carries. `as_at` is the time of event `seq`; None before the first.

    `reload_mark` tells the last order to load pages anew from those before it; 0 before the first.
    """

    id: int
    slug: str
    name: str
    date: date
    polls_close: datetime
    baseline: str
    rehearsal: bool
    closed: bool
    credits: tuple[str, ...]
    seq: int
    as_at: datetime | None
    reload_mark: int = 0


@dataclass(frozen=True, slots=True)
class RegionHead:
    """A region and where its board is. `kind` is official or patch."""

    id: int
    code: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class PartyBadge:
    """A party as screens print it: `abbr` stands beside every use of `colour`, `ink` is legible on it."""

    code: str
    abbr: str
    name: str
    colour: str
    ink: str


@dataclass(frozen=True, slots=True)
class TallyRow:
    """A party's row of a regional tally. `change_pts` is None where it has no previous share."""

    party: PartyBadge
    seats: int
    gains: int
    losses: int
    net: int
    votes: int
    share_pct: Decimal
    change_pts: Decimal | None


@dataclass(frozen=True, slots=True)
class Totals:
    """Declared contests of a region, summed. `rejected` counts those that gave a figure.

    Contests whose poll was countermanded or deferred are none of `total`.
    """

    declared: int
    total: int
    electorate: int
    valid: int
    rejected: int
    turnout_valid_pct: Decimal | None
    countermanded: int = 0
    deferred: int = 0

    @property
    def called_off(self) -> int:
        """Contests in which nothing is declared tonight."""
        return self.countermanded + self.deferred


@dataclass(frozen=True, slots=True)
class OutcomeCard:
    """Who won a contest and how. `phrase` is whole: "Con gain from Lab".

    `party.abbr` is the label that is fixed for air, where one is. `returned` has seats by party where
    several are filled ("Lab 2, Con 1"); `majority` is then that of the last elected over the first who
    was not. `declared_at` is never before polls close. `was` is what it put right ("majority was
    4,246"), empty where it corrected nothing. `overridden`: the desk fixed its call or its label.
    """

    party: PartyBadge
    winner: str
    word: str
    phrase: str
    previous_party: PartyBadge | None
    majority: int
    majority_pct: Decimal
    by_lot: bool
    declared_at: datetime
    revision: int
    returned: str = ""
    state: ContestState = ContestState.DECLARED
    single_source: bool = False
    was: str = ""
    overridden: bool = False

    @property
    def figures(self) -> bool:
        """False where the figures are to follow, or there was no poll to give any."""
        return self.state is ContestState.DECLARED

    @property
    def corrected(self) -> bool:
        """Whether it put an earlier declaration right."""
        return bool(self.was)


@dataclass(frozen=True, slots=True)
class Tile:
    """One seat of the seat grid. `column` and `row` place a hex (None: no hex, ordered list).

    `since` is when the contest came into its state, where somebody said so; `recounts` how many there
    were.
    """

    contest: int
    code: str
    name: str
    column: int | None
    row: int | None
    defending: PartyBadge | None
    expected_at: datetime | None
    state: ContestState
    recounts: int
    since: datetime | None
    outcome: OutcomeCard | None


@dataclass(frozen=True, slots=True)
class Newest:
    """A line of what happened last; a contest has one at most.

    `words` say it beside the outcome: what a correction put right ("majority was 4,246"), what a
    withdrawal took away ("was Con gain from Lab, majority 4,246"), the state a contest came into
    ("recount 2"), nothing of a first declaration. A line without an outcome is a withdrawal or a state.
    """

    contest: int
    code: str
    name: str
    at: datetime
    happened: Happened
    words: str
    outcome: OutcomeCard | None


@dataclass(frozen=True, slots=True)
class Scoreboard:
    """The board of one region at one number: every figure on it is from the same snapshot.

    `rows` has every party that tallies, most seats first, then most votes. `grid` is the size of the
    hex map in columns and rows, None where a contest of the region has no hex.
    """

    election: ElectionHead
    region: RegionHead
    totals: Totals
    rows: tuple[TallyRow, ...]
    tiles: tuple[Tile, ...]
    newest: tuple[Newest, ...]
    grid: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class SwingCard:
    """Butler swing: "9.1% swing Lab to Con" is `points` from `loser` to `gainer`."""

    points: Decimal
    loser: PartyBadge
    gainer: PartyBadge


@dataclass(frozen=True, slots=True)
class RegionEntry:
    """A region in the index: where its board is and how far it is."""

    region: RegionHead
    declared: int
    total: int


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """An election in the index with its regions."""

    election: ElectionHead
    regions: tuple[RegionEntry, ...]
