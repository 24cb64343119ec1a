"""The form of a council's total: seats by party, and whether more are to come.

Owns fields, their sentences, and the step from typed text to seats by party. Refuses to judge them:
whether they can be right is the command's to say.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from results.admin.council_sheet import Sheet
from results.admin.evidence_form import EvidenceForm
from results.admin.figures import FigureField
from results.admin.read_out import clock
from results.boards.cards import PartyBadge
from results.models import CouncilDeclaration
from results.psephology.counts import Problem


class CouncilTotalForm(EvidenceForm):
    """A field for each party of the sheet, one for each that was added by hand, and where they are from.

    With a revision in `based_on` it takes the place of that total. A blank means no seats, except for
    a party that was added just now.
    """

    def __init__(
        self,
        *args: Any,
        sheet: Sheet,
        based_on: int = 0,
        added: tuple[PartyBadge, ...] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        self.based_on = _revision(self.data.get("based_on")) if self.is_bound else based_on
        self.added = self._added() if self.is_bound else added
        self.rows = (*sheet.parties, *self.added)
        self.fields.update({seats_name(party.code): self._seats_field(party) for party in self.rows})
        self.fields["another"] = self._another_field()
        self.fields["complete"] = forms.BooleanField(
            label="Complete: nothing more is to come", required=False
        )
        if self.based_on:
            self.fields["reason"] = _reason_field()
        self.add_evidence()
        # Seats are read from a page or a board as often as from a sheet: there is no photograph of them.
        del self.fields["photograph"]

    @property
    def seats(self) -> Mapping[str, int]:
        """What was typed as far as it could be read, by tallying code; parties without seats are left out."""
        typed = {party.code: self.cleaned_data.get(seats_name(party.code)) for party in self.rows}
        return {code: seats for code, seats in typed.items() if seats}

    @property
    def is_complete(self) -> bool:
        """Whether nothing more is to come."""
        return bool(self.cleaned_data.get("complete"))

    @property
    def given_reason(self) -> str:
        """Why the total changes; empty where nothing was said."""
        return str(self.cleaned_data.get("reason", ""))

    def add_problems(self, problems: Iterable[Problem]) -> None:
        """Put each problem at its field, or at the top where it belongs to no field."""
        for problem in problems:
            self.add_error(problem.field if problem.field in self.fields else None, problem.sentence)

    def typed(self) -> dict[str, Any]:
        """Everything as it was typed, for another form to open with."""
        kept = {name: self[name].value() for name in self.fields if name not in {"another", "reason"}}
        return {**kept, "key": self.key}

    def _added(self) -> tuple[PartyBadge, ...]:
        """Parties chosen by hand, now or before: they came back as hidden fields."""
        before = self.data.getlist("added") if isinstance(self.data, QueryDict) else []
        chosen = {*before, self.data.get("another")}
        return tuple(party for party in self.sheet.others if party.code in chosen)

    def _seats_field(self, party: PartyBadge) -> FigureField:
        new = "add" not in self.data and party.code == self.data.get("another")
        missing = f"Give the seats of {party.name}; write 0 if it has none." if new else ""
        return FigureField(label=f"Seats of {party.name}", missing=missing)

    def _another_field(self) -> forms.Field:
        shown = {party.code for party in self.added}
        left = [(party.code, party.name) for party in self.sheet.others if party.code not in shown]
        return AnotherField(choices=[("", "Choose a party"), *left], required=False, label="Another party")


class AnotherField(forms.ChoiceField):
    """The picker of another party. What it chose has become a row by now, so nothing is refused here."""

    def validate(self, value: Any) -> None:
        """Whatever is not of this election made no row."""


def opening_values(sheet: Sheet, own: CouncilDeclaration | None = None) -> dict[str, Any]:
    """What the form opens with: the total that stands, its sender's own that waits, or nothing."""
    if own is not None:
        return {
            **_seats(sheet.keyed),
            "complete": own.complete,
            "reason": own.reason,
            "source": own.source,
            "source_note": own.source_note,
            "read_out_at": clock(own.read_out_at),
        }
    if sheet.current is None:
        return {}
    return {**_seats(sheet.in_force), "complete": sheet.current.complete}


def _seats(seats: Mapping[str, int]) -> dict[str, int]:
    return {seats_name(code): number for code, number in seats.items()}


def seats_name(code: str) -> str:
    """The field of a party's seats, by tallying code; a problem of the command names it so too."""
    return f"seats-{code}"


def _reason_field() -> forms.Field:
    return forms.CharField(
        label="Why it changes",
        max_length=300,
        required=False,
        help_text=(
            "Needed only where a party loses a seat against the total before. "
            "To withdraw the total, clear every seat and say why."
        ),
        error_messages={"max_length": "Keep the reason under 300 letters."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "next"}),
    )


def _revision(value: str | None) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 9 else 0
