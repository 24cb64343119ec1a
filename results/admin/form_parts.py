"""What the desk's two forms, of a contest and of a council's total, have in common beside their fields.

Owns the summary of problems, the comparison of two sets of figures and the notice that nothing can be
saved. Refuses to know any field by name.
"""

from collections.abc import Callable
from dataclasses import dataclass

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


def entry_notice(election: Election) -> str:
    """Why nothing can be saved at the moment, told before anything is typed; empty where it can."""
    if election.closed_at is not None:
        return f"{election.name} is closed: a producer can open it again."
    if timezone.now() < election.polls_close:
        at = timezone.localtime(election.polls_close)
        return f"Polls close at {at:%H:%M} on {at:%-d %B %Y}: nothing can be saved before then."
    return ""


def shown(figure: int | None) -> str:
    """A figure as it is read: "12,345", or that nobody knows it."""
    return "unknown" if figure is None else f"{figure:,}"
