"""What the commands for a whole council take and answer. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User

from results.declaring.evidence import Evidence
from results.models import State

Seats = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class TotalEntry:
    """What somebody sends for a council: seats by tallying code, and whether nothing more is to come.

    `reason` is why it takes a seat away from what stands there already.
    """

    seats: Seats
    complete: bool
    by: User
    evidence: Evidence
    reason: str = ""

    @property
    def won(self) -> dict[str, int]:
        """The seats of those that have any."""
        return {code: number for code, number in self.seats.items() if number}

    @property
    def withdraws(self) -> bool:
        """Whether it leaves the council without a total."""
        return not self.won


@dataclass(frozen=True, slots=True)
class EnteredCouncil:
    """What a command did. `silent`: it was there already and nothing was written.

    `state` is in_force or waiting (for a second person), and where an earlier sending is answered again,
    wherever that has come to. `shows_at` is the hour from which boards show it where polls are open
    still; `was` says what it put right. `withdrawn`: nothing of the council's total is left.
    """

    declaration_id: int
    council_id: int
    revision: int
    seq: int
    silent: bool
    at: datetime
    state: str = State.IN_FORCE
    shows_at: datetime | None = None
    was: str = ""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class TurnedCouncil:
    """A total that will not come into force: rejected, or taken back."""

    declaration_id: int
    council_id: int
    revision: int
    seq: int
    at: datetime
