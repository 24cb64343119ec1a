"""What the commands answer: what was written, under which number, and what it waits for."""

from dataclasses import dataclass
from datetime import datetime

from results.models import Declaration, State
from results.psephology.counts import Result


@dataclass(frozen=True, slots=True)
class Entered:
    """What was keyed. `silent`: it was there already and nothing was written.

    `state` is in_force, waiting (for a second person) or disputed. `shows_at` is the hour from which boards
    show it where polls are open still; `was` says what it put right.
    """

    declaration_id: int
    contest_id: int
    revision: int
    seq: int
    silent: bool
    result: Result
    at: datetime
    kind: str = Declaration.Kind.FIGURES
    state: str = State.IN_FORCE
    shows_at: datetime | None = None
    was: str = ""


@dataclass(frozen=True, slots=True)
class Turned:
    """An entry that will not come into force: rejected, or taken back."""

    declaration_id: int
    contest_id: int
    revision: int
    seq: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A contest that has no result any more; `was` says what it had."""

    declaration_id: int
    contest_id: int
    revision: int
    seq: int
    at: datetime
    was: str
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """A contest's status, and whether it had it already (`silent`)."""

    contest_id: int
    status: str
    recounts: int
    seq: int
    at: datetime
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Fixed:
    """An override that was made or lifted."""

    override_id: int
    contest_id: int
    seq: int
    at: datetime
