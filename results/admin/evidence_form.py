"""Where figures are from and what their sender vouches for: the fields that every form of results has.

Owns those fields, their sentences, and the step from them to `Evidence`. Refuses to keep a photograph:
that is `photographs.py`, and the form only learns which one it has.
"""

import re
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict

from results.admin.figures import FigureField
from results.admin.photographs import NO_PHOTOGRAPH, Photograph
from results.admin.read_out import ReadOutField, clock
from results.declaring.evidence import Evidence
from results.models import Declaration, Source

KEY = re.compile(r"[0-9a-f]{32}")
TICKS = "checked"


class EvidenceForm(forms.Form):
    """A form with a key of its own, kept as long as she keeps sending it, and what stands behind it.

    A subclass calls `add_evidence` after its own fields, so that problems are told in the form's order.
    """

    use_required_attribute = False
    error_css_class = "in-error"

    def __init__(self, *args: Any, kept: Photograph = NO_PHOTOGRAPH, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept = kept
        self.key = self._key()

    @property
    def ticked(self) -> frozenset[str]:
        """The keys of the doubts that she ticked as checked."""
        return frozenset(self.data.getlist(TICKS) if isinstance(self.data, QueryDict) else ())

    @property
    def evidence(self) -> Evidence:
        """What comes with the figures, once the form is valid."""
        typed = self.cleaned_data
        return Evidence(
            source=typed["source"],
            source_note=typed["source_note"],
            sheet_id=self.kept.sheet_id,
            majority_read=typed.get("majority_read"),
            read_out_at=typed.get("read_out_at"),
            accepted=self.ticked,
            key=self.key,
        )

    @property
    def where_from(self) -> str:
        """ "returning officer, in the hall, with a photograph": what the folded fields say."""
        chosen = self["source"].value()
        label = Source(chosen).label if chosen in Source.values else Source.RETURNING_OFFICER.label
        at = self["read_out_at"].value()
        told = [label, "with a photograph" if self.kept.sheet_id else "", f"read out {at}" if at else ""]
        return ", ".join(filter(None, told))

    @property
    def is_from_elsewhere(self) -> bool:
        """Whether the folded fields have anything in them to see."""
        names = ("source", "source_note", "photograph", "read_out_at")
        fields = [self[name] for name in names if name in self.fields]
        told = (
            self["source"].value() not in {None, "", Source.RETURNING_OFFICER}
            or self["source_note"].value()
            or self["read_out_at"].value()
        )
        return bool(told or self.kept.sheet_id or any(field.errors for field in fields))

    def add_evidence(self) -> None:
        """Put the fields of the source below those that are there."""
        self.fields.update(_fields())

    def clean_source(self) -> str:
        """A form that names no source was heard in the hall."""
        return str(self.cleaned_data["source"] or Source.RETURNING_OFFICER)

    def clean(self) -> dict[str, Any]:
        """Refuse "other" without a word on what it is, and a photograph that could not be kept."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("source") == Source.OTHER and not cleaned.get("source_note"):
            self.add_error("source_note", "Say where the figures are from: it is kept with them.")
        if self.kept.refused:
            self.add_error("photograph", self.kept.refused)
        return cleaned

    def _key(self) -> str:
        given = str((self.data if self.is_bound else self.initial).get("key", ""))
        return given if KEY.fullmatch(given) else uuid4().hex


def evidence_values(declaration: Declaration) -> dict[str, Any]:
    """What the fields open with where an entry is edited."""
    return {
        "source": declaration.source,
        "source_note": declaration.source_note,
        "majority_read": declaration.majority_read,
        "read_out_at": clock(declaration.read_out_at),
    }


def _fields() -> Mapping[str, forms.Field]:
    return {
        "source": forms.ChoiceField(
            label="Source",
            choices=Source.choices,
            required=False,
            initial=Source.RETURNING_OFFICER,
            error_messages={"invalid_choice": "Choose where the figures are from."},
        ),
        "source_note": forms.CharField(
            label="Which one, or who said so",
            required=False,
            max_length=200,
            error_messages={"max_length": "Keep the note under 200 letters."},
            widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "next"}),
        ),
        "read_out_at": ReadOutField(),
        "photograph": forms.Field(
            label="Photograph of the sheet",
            required=False,
            widget=forms.FileInput(attrs={"accept": "image/*"}),
        ),
    }


def majority_field() -> FigureField:
    """The majority as it was read out, to hold against the figures."""
    return FigureField(label="Majority as read out", help_text="Leave blank if it was not read out.")
