"""The declaration form: what a reporter types for one contest, field by field.

Owns fields, their sentences, and the step from typed text to a `Count`. Refuses to judge figures:
whether they can be right is psephology's, whether they may be published is the command's.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from results.admin.ballot import Ballot
from results.admin.evidence_form import EvidenceForm, majority_field
from results.admin.figures import FigureField
from results.models import Contest
from results.psephology.counts import Count, Problem


class DeclarationForm(EvidenceForm):
    """A form for the candidates of one ballot paper. With a revision in `based_on` it is a correction.

    `asks_why`: a reason may be wanted though it is none, or though somebody else gave one already; whether
    it is, the command says.
    """

    def __init__(
        self, *args: Any, ballot: Ballot, based_on: int = 0, asks_why: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.ballot = ballot
        self.based_on = _revision(self.data.get("based_on")) if self.is_bound else based_on
        self.fields.update(_votes_fields(ballot))
        self.fields["elected"] = _elected_field(ballot)
        self.fields.update(_second_fields(ballot))
        self.fields["by_lot"] = forms.BooleanField(
            label="Decided by lot: the votes were equal and the returning officer drew", required=False
        )
        self.fields.update(_paper_fields())
        self.add_evidence()
        if self.based_on or asks_why:
            self.fields["reason"] = _reason_field(required=not asks_why)

    @property
    def count(self) -> Count:
        """What was typed, once the form is valid."""
        count = self.whole_count
        if count is None:
            raise ValueError("A form that is not valid has no count.")
        return count

    @property
    def votes_so_far(self) -> dict[int, int]:
        """Votes as far as they can be read, by ballot-paper number."""
        read = {
            entrant.number: self.cleaned_data.get(votes_name(entrant.number))
            for entrant in self.ballot.entrants
        }
        return {number: votes for number, votes in read.items() if votes is not None}

    @property
    def whole_count(self) -> Count | None:
        """The count once every candidate and the electorate can be read; whoever is elected may be open."""
        typed, votes = self.cleaned_data, self.votes_so_far
        if typed.get("electorate") is None or len(votes) < len(self.ballot.entrants):
            return None
        return Count(
            votes=votes,
            electorate=typed["electorate"],
            elected=frozenset(int(mark) for mark in marks(typed.get("elected"))),
            rejected=typed.get("rejected"),
            ballot_papers=typed.get("ballot_papers"),
            by_lot=typed.get("by_lot", False),
            second_preferences=self.second_preferences,
        )

    @property
    def second_preferences(self) -> Mapping[int, int] | None:
        """Second preferences as far as they were typed; None where none were."""
        typed = {
            entrant.number: self.cleaned_data.get(second_name(entrant.number))
            for entrant in self.ballot.entrants
        }
        return {number: votes for number, votes in typed.items() if votes is not None} or None

    @property
    def figure_fields(self) -> tuple[str, ...]:
        """The fields that a doubt may be about."""
        papers = ("elected", "electorate", "rejected", "ballot_papers", "majority_read")
        return tuple(name for name in self.fields if "-" in name or name in papers)

    @property
    def given_reason(self) -> str:
        """Why the figures are corrected; empty for a first declaration."""
        return str(self.cleaned_data.get("reason", ""))

    def add_problems(self, problems: Iterable[Problem]) -> None:
        """Put each problem at its field, or at the top where it belongs to no field."""
        for problem in problems:
            self.add_error(problem.field if problem.field in self.fields else None, problem.sentence)

    def typed(self) -> dict[str, str]:
        """Everything as it was typed, for another form to open with."""
        given = {name: self.data[name] for name in self.fields if name in self.data}
        return {**given, "elected": self["elected"].value(), "key": self.key}


def opening_values(ballot: Ballot, in_force: Count | None) -> dict[str, Any]:
    """What the form opens with: the figures in force, or the electorate alone."""
    if in_force is None:
        return {"electorate": ballot.facts.electorate}
    if not in_force.electorate:
        # Elected without figures: those are still to be typed.
        return {"electorate": ballot.facts.electorate, "elected": _opening_marks(ballot, in_force)}
    return {
        **{votes_name(number): votes for number, votes in in_force.votes.items()},
        "electorate": in_force.electorate,
        "rejected": in_force.rejected,
        "ballot_papers": in_force.ballot_papers,
        "elected": _opening_marks(ballot, in_force),
        "by_lot": in_force.by_lot,
        **{second_name(number): votes for number, votes in (in_force.second_preferences or {}).items()},
    }


def votes_name(number: int) -> str:
    """The field of a candidate's votes, by ballot-paper number."""
    return f"votes-{number}"


def second_name(number: int) -> str:
    """The field of what second preferences added to a candidate, by ballot-paper number."""
    return f"second_preferences-{number}"


def marks(value: Any) -> list[str]:
    """Who is marked as elected, whether one can be marked or several."""
    if isinstance(value, (list, tuple)):
        return [str(mark) for mark in value]
    return [str(value)] if value else []


def _opening_marks(ballot: Ballot, in_force: Count) -> str | list[str]:
    numbers = [str(number) for number in sorted(in_force.elected)]
    return numbers if ballot.facts.seats > 1 else "".join(numbers[:1])


def _votes_fields(ballot: Ballot) -> Mapping[str, forms.Field]:
    return {
        votes_name(entrant.number): FigureField(
            label=f"Votes for {entrant.name}",
            missing=f"Give the votes for {entrant.name}; write 0 if there were none.",
        )
        for entrant in ballot.entrants
    }


def _elected_field(ballot: Ballot) -> forms.Field:
    choices = [(str(entrant.number), entrant.name) for entrant in ballot.entrants]
    wrong = "Mark one of the candidates as declared elected."
    if ballot.facts.seats > 1:
        missing = f"Mark the {ballot.facts.seats} candidates who were declared elected."
        return forms.MultipleChoiceField(
            label="Declared elected",
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": missing, "invalid_choice": wrong},
        )
    return forms.ChoiceField(
        label="Declared elected",
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Mark the candidate who was declared elected.",
            "invalid_choice": wrong,
        },
    )


def _second_fields(ballot: Ballot) -> Mapping[str, forms.Field]:
    if ballot.facts.method != Contest.Method.SV:
        return {}
    return {
        second_name(entrant.number): FigureField(label=f"Second preferences for {entrant.name}")
        for entrant in ballot.entrants
    }


def _paper_fields() -> Mapping[str, forms.Field]:
    unknown = "Leave blank if it was not read out."
    return {
        "electorate": FigureField(label="Electorate", missing="Give the electorate of the contest."),
        "rejected": FigureField(label="Rejected papers", help_text=unknown),
        "ballot_papers": FigureField(label="Ballot papers in the box", help_text=unknown),
        "majority_read": majority_field(),
    }


def _reason_field(*, required: bool) -> forms.Field:
    return forms.CharField(
        label="Why the figures change",
        max_length=300,
        required=required,
        error_messages={
            "required": "Say why the figures change: it is kept with the correction.",
            "max_length": "Keep the reason under 300 letters.",
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "next"}),
    )


def _revision(value: str | None) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 9 else 0
