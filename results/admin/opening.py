"""How a contest's form opens for one person, by what was keyed there so far and by whom.

Owns whether the form is hers to fill in now, what it opens with, and upon which revision it stands. Refuses
to show her what somebody else keyed blind.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser, User

from results.admin.ballot import Ballot
from results.admin.evidence_form import evidence_values
from results.declaring.blind import differences
from results.declaring.figures import count_of
from results.declaring.revisions import STOPPED, revisions_of
from results.models import Declaration, Policy, State, strictest
from results.psephology.counts import Count

Kind = Declaration.Kind


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands there: the declaration that counts, her own entry, and another's that waits or differs.

    `policy` is the one that a result is sure to need; a marginal one may need a stricter. `base` is the
    newest published revision, a withdrawal included, 0 for none. `is_stopped`: the poll was called off.
    """

    policy: Policy
    is_stopped: bool
    base: int
    current: Declaration | None
    own: Declaration | None
    theirs: tuple[Declaration, ...]

    @property
    def based_on(self) -> int:
        """The revision that saving corrects; 0 where there is none, or only a winner was called."""
        return self.current.revision if self.current and not self.is_called else 0

    @property
    def is_called(self) -> bool:
        """Whether the winner is declared and the figures are to follow."""
        return self.current is not None and self.current.kind == Kind.WINNER_ONLY

    @property
    def to_confirm(self) -> Declaration | None:
        """Somebody else's entry that she may confirm, and not key again."""
        return next((row for row in self.theirs if _waits(row) and row.policy != Policy.BLIND), None)

    @property
    def second_key(self) -> Declaration | None:
        """Somebody else's entry to which hers is the second key."""
        return next((row for row in self.theirs if _waits(row) and row.policy == Policy.BLIND), None)

    @property
    def is_disputed(self) -> bool:
        """Whether hers and another's differ."""
        return self.own is not None and self.own.state == State.DISPUTED

    @property
    def to_resolve(self) -> tuple[Declaration, ...]:
        """Two others' entries that differ, for her to resolve as the third."""
        return () if self.own else tuple(row for row in self.theirs if row.state == State.DISPUTED)

    @property
    def is_hers(self) -> bool:
        """Whether figures of hers can be saved at all."""
        return self.to_confirm is None and not self.to_resolve and not self.is_stopped

    @property
    def draft(self) -> int:
        """What a draft in her browser belongs to; another number once something newer stands there."""
        return max(self.base, self.own.revision if self.own else 0)

    @property
    def differing(self) -> tuple[str, ...]:
        """The fields in which hers and another's differ. Four queries, only where they do."""
        if self.own is None or not self.is_disputed or not self.theirs:
            return ()
        return differences(count_of(self.own), count_of(self.theirs[0]))

    @property
    def opens_with(self) -> Count | None:
        """The figures that the form opens with: her own, or those in force; None for an empty form."""
        if self.own is not None:
            return count_of(self.own)
        return None if self.second_key or self.current is None else count_of(self.current)


def opening_of(ballot: Ballot, user: User | AnonymousUser) -> Opening:
    """How the form of a contest opens for this person. One query."""
    rows = revisions_of(ballot.contest)
    hers = [row for row in rows.open if row.entered_by_id == user.pk]
    return Opening(
        policy=strictest(ballot.contest.policy or ballot.contest.election.policy),
        is_stopped=ballot.contest.status in STOPPED and rows.current is None,
        base=rows.base,
        current=rows.current,
        own=hers[0] if hers else None,
        theirs=tuple(row for row in rows.open if row.entered_by_id != user.pk),
    )


def entry_values(opening: Opening) -> dict[str, Any]:
    """What her own entry had beside its figures, for a form that edits it."""
    if opening.own is None:
        return {}
    return {**evidence_values(opening.own), "reason": opening.own.reason}


def sheet_of(opening: Opening) -> int | None:
    """The photograph that her own entry came with."""
    return opening.own.sheet_id if opening.own else None


def _waits(row: Declaration) -> bool:
    return row.state == State.WAITING
