"""Every way in which the desk says no to figures, by name, each with a sentence to act on.

A refusal means that nothing was written and nothing will be pushed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from results.psephology.counts import Count, Problem


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubt that wants a tick. `key` is that of the tick, and another where the figures are others.

    `field` is as in `Problem`; `strength` 1 is only just worth a question, 3 is hard to explain.
    """

    key: str
    code: str
    field: str
    sentence: str
    strength: float


class Refused(Exception):
    """The command changed nothing; `sentence` says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotYours(Refused):
    """The contest is not assigned to this person."""


class ElectionClosed(Refused):
    """The election takes no more declarations."""


class MayNot(Refused):
    """This person's role does not let her do that."""


class AlreadyDeclared(Refused):
    """A contest that has a result is not counting any more."""


class PollStopped(Refused):
    """The poll was countermanded or deferred: there is nothing to declare."""


class Unacceptable(Refused):
    """The figures cannot be right; `problems` says where."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(" ".join(problem.sentence for problem in problems))
        self.problems = problems


class Doubtful(Refused):
    """The figures look wrong, and nobody has ticked that they were checked; `doubts` says where."""

    def __init__(self, doubts: tuple[Doubt, ...]) -> None:
        super().__init__(" ".join(doubt.sentence for doubt in doubts))
        self.doubts = doubts


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


class OwnEntry(Refused):
    """Whoever keyed figures cannot be the second person to vouch for them."""


class NothingToConfirm(Refused):
    """The entry does not wait for a second person, or does not wait any more."""


class KeyAgain(Refused):
    """The contest is keyed blind: a second person types the figures herself, and reads none."""


class Waits(Refused):
    """Another person's figures wait for a second one: they are confirmed or rejected first."""

    def __init__(self, *, declaration_id: int, by: str, at: datetime, subject: str = "contest") -> None:
        super().__init__(
            f"{by} sent figures for this {subject} already, and they wait for a second person. "
            "Yours are not saved: confirm or reject those first."
        )
        self.declaration_id = declaration_id
        self.by = by
        self.at = at


class Disputed(Refused):
    """Two people keyed different figures, and this is neither of them nor a resolution."""


class Late(Refused):
    """A lower revision came after a higher one: it is ignored."""


class NothingInForce(Refused):
    """There is no declaration to correct."""


class ReasonMissing(Refused):
    """A correction says why."""
