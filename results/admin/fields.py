"""Choosing rows of one election: forms that refuse a mixture, and searches that say which election.

Two elections both have a Labour; a candidate of one must never stand for the other's.
"""

from typing import Any

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db import models
from django.db.models import QuerySet

from results.admin.bases import RowForm
from results.models import Candidacy, Contest, Council, CouncilSeats, Election, Party, PreviousTally, Region

OWN = (Contest, Council, Party, Region)
THROUGH = {Candidacy: "contest", PreviousTally: "contest", CouncilSeats: "council"}


def election_of(row: Any) -> int | None:
    """The id of the election that a row of reference data belongs to; None where it is not said yet."""
    if isinstance(row, Election):
        return row.pk
    if isinstance(row, OWN):
        return row.election_id
    parent = THROUGH.get(type(row))
    if parent is None or getattr(row, f"{parent}_id") is None:
        return None
    return election_of(getattr(row, parent))


class SameElectionForm(RowForm):
    """A form whose chosen rows must all be of the row's own election."""

    def clean(self) -> dict[str, Any]:
        """Refuse rows of another election, each at its field."""
        super().clean()
        chosen = {name: value for name, value in self.cleaned_data.items() if name != "election"}
        own = self._own_election()
        for name, value in chosen.items():
            if own is not None and any(election_of(row) not in {own, None} for row in _rows(value)):
                self.add_error(name, "This is of another election: choose one of the same.")
        return self.cleaned_data

    def _own_election(self) -> int | None:
        election = self.cleaned_data.get("election")
        if election is not None:
            return int(election.pk)
        parent = self.cleaned_data.get("contest") or self.cleaned_data.get("council")
        return election_of(parent or self.instance)


def _rows(value: Any) -> list[models.Model]:
    if isinstance(value, QuerySet):
        return list(value)
    return [value] if isinstance(value, models.Model) else []


class ElectionNamed(AutocompleteJsonView):
    """Search results that name their election, since two elections have the same parties and regions."""

    def get_queryset(self) -> QuerySet[Any]:
        """Django's results, with their election in the same query."""
        found = super().get_queryset()
        return found.select_related("election") if found.model in OWN else found

    def serialize_result(self, obj: models.Model, to_field_name: str) -> dict[str, str]:
        """ "Labour · General election 2024" """
        result: dict[str, str] = super().serialize_result(obj, to_field_name)
        if isinstance(obj, OWN):
            result["text"] = f"{result['text']} · {obj.election}"
        return result
