"""Every way in which the desk says no to figures, by name, each with a sentence to act on.

A refusal means that nothing was written and nothing will be pushed.
"""

from collections.abc import Mapping
from datetime import datetime

from results.psephology.counts import Count, Problem


class Refused(Exception):
    """The command changed nothing; `sentence` says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotYours(Refused):
    """The contest is not assigned to this person."""


class ElectionClosed(Refused):
    """The election takes no more declarations."""


class PollsOpen(Refused):
    """Nothing that tells how people voted may be published before polls close."""


class Unacceptable(Refused):
    """The figures cannot be right; `problems` says where."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(" ".join(problem.sentence for problem in problems))
        self.problems = problems


class Overtaken(Refused):
    """Other figures came in after this form was opened: both sets are here, side by side."""

    def __init__(self, *, mine: Count, theirs: Count, by: str, at: datetime, revision: int) -> None:
        super().__init__(
            f"{by} entered other figures for this contest while your form was open. "
            "Yours are not saved: compare them with the ones in force."
        )
        self.mine = mine
        self.theirs = theirs
        self.by = by
        self.at = at
        self.revision = revision


class CouncilOvertaken(Refused):
    """Another total of the council came in after this form was opened: both are here."""

    def __init__(
        self,
        *,
        mine: Mapping[str, int],
        theirs: Mapping[str, int],
        by: str,
        at: datetime,
        revision: int,
    ) -> None:
        super().__init__(
            f"{by} entered another total for this council while your form was open. "
            "Yours is not saved: compare it with the one in force."
        )
        self.mine = mine
        self.theirs = theirs
        self.by = by
        self.at = at
        self.revision = revision


class NothingInForce(Refused):
    """There is no declaration to correct."""


class ReasonMissing(Refused):
    """A correction says why."""
