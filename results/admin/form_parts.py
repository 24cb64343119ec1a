"""What the desk's two forms, of a contest and of a council's total, have in common beside their fields.

Owns the summary of problems, the comparison of two sets of figures and the notice that nothing can be
saved. Refuses to know any field by name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils import timezone

from results.models import Election


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure of two sets: the one typed here and the one in force."""

    label: str
    mine: str
    theirs: str

    @property
    def differs(self) -> bool:
        """Whether the two sets disagree here."""
        return self.mine != self.theirs


def summary_of(form: forms.Form, target: Callable[[str], str]) -> list[tuple[str, str]]:
    """Every problem once more, each with the id of its field by `target`, or none."""
    return [
        ("" if field == NON_FIELD_ERRORS else target(field), str(sentence))
        for field, sentences in form.errors.items()
        for sentence in sentences
    ]


def entry_notice(election: Election, *, closing: datetime | None = None) -> str:
    """What to know before anything is typed: nothing can be saved, or boards wait for polls to close.

    `closing` is when polls close, where that is not with the election.
    """
    if election.closed_at is not None:
        return f"{election.name} is closed: a producer can open it again."
    closing = closing or election.polls_close
    if timezone.now() < closing:
        at = timezone.localtime(closing)
        return f"Polls close at {at:%H:%M} on {at:%-d %B %Y}: what you save waits for {at:%H:%M} on boards."
    return ""


def shown(figure: int | None) -> str:
    """A figure as it is read: "12,345", or that nobody knows it."""
    return "unknown" if figure is None else f"{figure:,}"
