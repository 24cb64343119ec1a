"""What a contest's page and the list of corrections are drawn from: frozen cards, ready to print.

Owns the shapes of one contest told whole, with every revision it went through. Refuses arithmetic, and
anything that was not published.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from results.boards.cards import (
    ContestState,
    ElectionHead,
    OutcomeCard,
    PartyBadge,
    RegionHead,
    SwingCard,
)


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A candidate on a contest page. Figures are None while there are none."""

    number: int
    name: str
    party: PartyBadge
    incumbent: bool
    note: str
    rank: int | None
    votes: int | None
    share_pct: Decimal | None
    change_pts: Decimal | None
    is_new: bool
    elected: bool
    lost_deposit: bool


@dataclass(frozen=True, slots=True)
class ContestFigures:
    """The figures of a declared contest beside its candidates'; only its outcome where they are to follow.

    `turnout_valid_pct` is None where voters have several votes: turnout then needs the ballot papers.
    """

    outcome: OutcomeCard
    electorate: int | None
    valid: int
    rejected: int | None
    turnout_valid_pct: Decimal | None
    turnout_papers_pct: Decimal | None
    swing: SwingCard | None


@dataclass(frozen=True, slots=True)
class Fixed:
    """A call or a label that a producer fixed for air, and the phrase that the figures give without it."""

    by: str
    at: datetime
    reason: str
    label: str
    figures_say: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who stands behind a revision, and where it is from.

    `needed_two`: it needed a second person. `confirmed_by` is empty where nobody confirmed it;
    `bypassed_by` and `bypass_reason` say who published it all the same, and why.
    """

    by: str
    entered_at: datetime
    source: str
    source_note: str
    needed_two: bool
    confirmed_by: str
    confirmed_at: datetime | None
    bypassed_by: str
    bypass_reason: str

    @property
    def single_source(self) -> bool:
        """Whether nobody has stood beside the person who entered it, though somebody should."""
        return self.needed_two and not self.confirmed_by


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """One published revision, newest first; without an outcome it is a withdrawal.

    `was` is what it put right, or took away; `at` is when screens began to tell it.
    """

    revision: int
    in_force: bool
    at: datetime
    outcome: OutcomeCard | None
    valid: int
    provenance: Provenance
    reason: str
    was: str
    fixed: Fixed | None


@dataclass(frozen=True, slots=True)
class ContestCard:
    """One contest at one number: candidates in rank order once there are figures, in ballot order before.

    `since` is when it came into its state, where somebody said so. `seats` are filled; `council` is the
    code and name of a ward's council. `revisions` are those that were published.
    """

    election: ElectionHead
    id: int
    code: str
    name: str
    kind: str
    state: ContestState
    recounts: int
    since: datetime | None
    regions: tuple[RegionHead, ...]
    electorate: int | None
    expected_at: datetime | None
    defending: PartyBadge | None
    candidates: tuple[CandidateRow, ...]
    figures: ContestFigures | None
    revisions: tuple[RevisionRow, ...]
    seats: int = 1
    council: tuple[str, str] | None = None
    after_second_preferences: bool = False

    @property
    def standing(self) -> RevisionRow | None:
        """The revision in force, a withdrawal included."""
        return next((row for row in self.revisions if row.in_force), None)


@dataclass(frozen=True, slots=True)
class SeatsTold:
    """A council's seats by party as one total had them, most first; a running total unless `complete`."""

    by_party: tuple[tuple[str, int], ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """A revision that put another right, or took it away.

    `was` is what stood before it; from then on it was `now` in a contest, `seats` in a council, and
    nothing where it was withdrawn. `published_at` may be before polls closed, `at` never is.
    """

    key: str
    code: str
    name: str
    council: bool
    withdrawn: bool
    at: datetime
    published_at: datetime
    by: str
    was: str
    now: OutcomeCard | None
    seats: SeatsTold | None
    reason: str
    in_force: bool
    single_source: bool


@dataclass(frozen=True, slots=True)
class Corrections:
    """Every correction and withdrawal of an election at one number, newest first."""

    election: ElectionHead
    rows: tuple[CorrectionRow, ...]
