"""The audit of a contest, or of a council's total, as values: a timeline and the figures beside it.

Owns the shapes. Refuses to print them, and to hold figures that are kept from whoever reads: those are
`withheld`, and nothing of them is here.
"""

from dataclasses import dataclass
from datetime import datetime

from results.boards.cards import OutcomeCard

EVENT = "event"


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A candidate's votes, or a party's seats. `seconds` are second preferences, None where none count."""

    name: str
    party: str
    figure: int
    elected: bool = False
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class AuditFigures:
    """The figures of one revision as they were keyed, in the order of the form.

    `sums` are those of the whole count by their names ("electorate"); `complete` is for a council's total
    alone, and `outcome` for a contest.
    """

    lines: tuple[SheetLine, ...]
    sums: tuple[tuple[str, int], ...] = ()
    outcome: OutcomeCard | None = None
    complete: bool | None = None

    @property
    def has_seconds(self) -> bool:
        """Whether second preferences were counted."""
        return any(line.seconds is not None for line in self.lines)


@dataclass(frozen=True, slots=True)
class AuditRevision:
    """One revision as it was keyed and as it stands.

    `standing` says what became of it, `what` its kind in words where it has no figures. `withheld` says why
    the figures are not here, and neither is anything from which they could be guessed; empty where they are.
    `own`: the viewer keyed it; `open`: it waits still.
    """

    number: int
    state: str
    standing: str
    what: str
    policy: str
    keyed_by: str
    source: str
    sheet: int | None
    reason: str
    was: str
    doubts: tuple[str, ...]
    figures: AuditFigures | None
    withheld: str
    own: bool
    open: bool


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One thing that happened. `kind` is an `Act.Kind` or `EVENT`, `title` the same in words.

    `by` is empty for an event, which has its number, `seq`, instead. `keyed` comes with the line of the
    act that made a revision.
    """

    at: datetime
    kind: str
    title: str
    by: str
    words: str
    revision: int | None = None
    seq: int | None = None
    keyed: AuditRevision | None = None
    withheld: str = ""


@dataclass(frozen=True, slots=True)
class Audit:
    """Everything that happened to a contest or to a council's total, newest first.

    `hidden_until` is when polls close, where they are open still: no board shows any of it before then.
    """

    id: int
    code: str
    name: str
    election: str
    slug: str
    rehearsal: bool
    hidden_until: datetime | None
    lines: tuple[AuditLine, ...]

    @property
    def off_boards(self) -> tuple[int, ...]:
        """Other people's revisions whose figures stand here and on no board, in order."""
        keyed = [line.keyed for line in self.lines if line.keyed and line.keyed.figures]
        hidden = self.hidden_until is not None
        return tuple(sorted(row.number for row in keyed if not row.own and (row.open or hidden)))
