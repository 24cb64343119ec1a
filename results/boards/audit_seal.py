"""What the audit keeps from one viewer: figures of a blind entry that nobody has settled yet.

Owns that rule. A second keyer who could read here what the first one keyed would confirm by copying it:
so the first one's entries, those she took back on the way, and what her attempts were refused for are
withheld from everybody but herself until later figures of the contest are published. A winner called, or a
result withdrawn, settles no figures: what was keyed before may be keyed again after it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from results.models import OPEN, PUBLISHED, Act, Contest, Declaration, Policy, strictest
from results.models.keyed import Keyed

# Refusals repeat the figures that they refuse.
REFUSALS = (Act.Kind.REFUSED, Act.Kind.IGNORED)
SETTLES = (Declaration.Kind.FIGURES, Declaration.Kind.UNCONTESTED)
NOT_SETTLED = "withheld: keyed blind, not settled"
WAITS = "withheld: waits for a second person"


@dataclass(frozen=True, slots=True)
class Seal:
    """What is withheld from `viewer`. With `all_open`, figures that wait are, whatever their policy."""

    viewer: int
    settled_at: datetime | None
    blind: bool
    all_open: bool = False

    def on_figures(self, row: Keyed) -> str:
        """Why the figures of this revision are withheld; empty where they are not."""
        if self._is_blind(row):
            return NOT_SETTLED
        return WAITS if self.all_open and row.state in OPEN else ""

    def on_words(self, act: Act) -> str:
        """Why the words of this act are withheld; empty where they are not."""
        if act.kind not in REFUSALS or not self.blind or act.by_id == self.viewer:
            return ""
        return NOT_SETTLED if self._unsettled(act.at) else ""

    def _is_blind(self, row: Keyed) -> bool:
        if not self.blind or row.policy != Policy.BLIND or row.state in PUBLISHED:
            return False
        if row.entered_by_id == self.viewer and not self.all_open:
            return False
        return row.state in OPEN or self._unsettled(row.entered_at)

    def _unsettled(self, at: datetime) -> bool:
        return self.settled_at is None or at > self.settled_at


def contest_seal(contest: Contest, rows: Iterable[Keyed], *, viewer: int, all_open: bool = False) -> Seal:
    """The seal on a contest whose revisions are `rows`. Reads its election."""
    rows = tuple(rows)
    election = contest.election
    policy = strictest(contest.policy or election.policy, election.marginal_policy)
    published = [row.published_at for row in rows if row.published_at and _settles(row)]
    return Seal(
        viewer=viewer,
        settled_at=max(published, default=None),
        # What was keyed blind stays so, though somebody changed the policy since.
        blind=policy == Policy.BLIND or any(row.policy == Policy.BLIND for row in rows),
        all_open=all_open,
    )


def _settles(row: Keyed) -> bool:
    return isinstance(row, Declaration) and row.kind in SETTLES


def council_seal(*, viewer: int, all_open: bool = False) -> Seal:
    """The seal on a council's totals: they are confirmed by reading, never keyed blind."""
    return Seal(viewer=viewer, settled_at=None, blind=False, all_open=all_open)
