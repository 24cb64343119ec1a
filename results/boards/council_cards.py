"""Councils and mayors as screens draw them: frozen cards, complete and ready to print.

Every seat of a council is somewhere at every moment: won, not up, vacant, to come or called off, and the
five add up to `total`. Refuses arithmetic: whoever draws these adds nothing up.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from results.boards.cards import (
    ContestState,
    ElectionHead,
    Happened,
    OutcomeCard,
    PartyBadge,
    RegionHead,
    Totals,
)


class Source(StrEnum):
    """Where a council's seats are from; screens say which."""

    WARDS = "wards"
    RUNNING = "running total"
    COMPLETE = "complete total"


@dataclass(frozen=True, slots=True)
class CouncilRow:
    """A party on a council. The nets are None until every seat is in, and for a new council.

    `needs` is what it still needs for a majority in words ("needs 3 of the 5 left"), empty for those
    that never hold control and once control is certain.
    """

    party: PartyBadge
    won: int
    not_up: int
    seats: int
    net_last_fought: int | None
    net_eve_of_poll: int | None
    needs: str


@dataclass(frozen=True, slots=True)
class CouncilState:
    """A council at one number.

    `needed` is a majority of all seats. `holder` is who controls it once that is certain, None while
    it is open or where nobody does (`no_control`). `phrase` is the outcome in words ("Lab gain from
    NOC"), empty while it is open. `clinched`: certain although seats are to come. `complete`: nothing is
    to come tonight.

    `countermanded` and `deferred` are seats whose poll was called off; their wards are none of `wards`.
    `single_source`: the total that counts needs a second person; `single_wards` are wards that do, where
    wards count. `was` is what the total that counts put right ("Lab had 20, Con 9"), or what a withdrawn
    one took away; `total_at` is since when screens tell either.
    """

    id: int
    code: str
    name: str
    total: int
    needed: int
    seats_up: int
    declared: int
    to_come: int
    not_up: int
    vacant: int
    source: Source
    before: PartyBadge | None
    before_words: str
    holder: PartyBadge | None
    no_control: bool
    phrase: str
    clinched: bool
    complete: bool
    rows: tuple[CouncilRow, ...]
    wards_declared: int
    wards: int
    newest_at: datetime | None
    countermanded: int = 0
    deferred: int = 0
    wards_called_off: int = 0
    single_source: bool = False
    single_wards: int = 0
    was: str = ""
    withdrawn: bool = False
    total_at: datetime | None = None

    @property
    def called_off(self) -> int:
        """Seats whose poll was called off."""
        return self.countermanded + self.deferred

    @property
    def fillable(self) -> int:
        """Seats that are filled tonight, declared or to come."""
        return self.seats_up - self.called_off

    @property
    def stopped(self) -> bool:
        """Whether no seat of it is polled at all."""
        return self.called_off == self.seats_up > 0


@dataclass(frozen=True, slots=True)
class WardLine:
    """A ward of a council: declared with who was returned ("Lab 2, Con 1"), or in which state it is.

    `since` is when it came into that state, where somebody said so; `recounts` how many there were.
    """

    contest: int
    code: str
    name: str
    seats: int
    returned: str
    outcome: OutcomeCard | None
    expected_at: datetime | None
    state: ContestState = ContestState.EXPECTED
    recounts: int = 0
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class CouncilCard:
    """A council's own board. `baselines` names both: ("last fought", "eve of poll")."""

    election: ElectionHead
    regions: tuple[RegionHead, ...]
    state: CouncilState
    wards: tuple[WardLine, ...]


@dataclass(frozen=True, slots=True)
class MayorLine:
    """A mayoralty: who was elected, or in which state it is."""

    contest: int
    code: str
    name: str
    outcome: OutcomeCard | None
    after_second_preferences: bool
    expected_at: datetime | None
    state: ContestState = ContestState.EXPECTED
    recounts: int = 0
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class PartySeats:
    """A party's seats over a region's councils; nets are sums over the complete councils whose
    seats before are known.

    `gains` and `losses` are against the eve of poll. `votes` are of its best candidate in each ward,
    and `share_pct` of those of all parties.
    """

    party: PartyBadge
    seats: int
    gains: int
    losses: int
    net_last_fought: int
    net_eve_of_poll: int
    votes: int = 0
    share_pct: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class CouncilNewest:
    """A line of what came in last: a ward, a mayor or a council's total, each once at most.

    `words` are whole; `was` is what a correction put right, or what a withdrawal took away. A total that
    leaves control open has no `party`, one that leaves the council to nobody is marked as such.
    """

    key: str
    href_kind: str
    code: str
    name: str
    at: datetime
    happened: Happened
    party: PartyBadge | None
    words: str
    was: str = ""
    single_source: bool = False
    no_control: bool = False


@dataclass(frozen=True, slots=True)
class ControlCount:
    """How many councils of a region are held by one party, or by none (`party` None)."""

    party: PartyBadge | None
    councils: int
    net: int


@dataclass(frozen=True, slots=True)
class CouncilBoard:
    """The councils of a region at one number. `declared` are councils with nothing to come tonight.

    `called_off` are councils of which no seat is polled: they are none of `total`. `seats_up` are those
    that are filled tonight, `seats_called_off` the others.
    """

    election: ElectionHead
    region: RegionHead
    declared: int
    total: int
    seats_declared: int
    seats_up: int
    controls: tuple[ControlCount, ...]
    rows: tuple[PartySeats, ...]
    councils: tuple[CouncilState, ...]
    mayors: tuple[MayorLine, ...]
    newest: tuple[CouncilNewest, ...]
    totals: Totals | None = None
    called_off: int = 0
    seats_called_off: int = 0
