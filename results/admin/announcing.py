"""What every page of reference data keeps: boards are told of changes, and what was declared stays.

Owns the mixin for the model admins of an election's reference data. A request that changed anything
numbers one event for each election it touched, in the transaction of the change. Refuses to delete
what figures were declared for, and to move a row to another election.
"""

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, models, transaction
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from results.admin.bases import Page
from results.declaring.reference import contests_with, reference_changed
from results.declaring.refusals import Refused
from results.models import Candidacy, Contest, Party, PreviousTally

READING = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
AGAINST = "What was sent does not go with what is there by now: look at it, and change it again."
TOUCHED = "_desk_touched_elections"
JUDGED = "_desk_judged_contests"


class ReferenceAdmin(Page):
    """A model admin of reference data.

    `election_path` leads from a row to its election's id, `declared_path` is the lookup that finds
    declarations which stand on a row.
    """

    election_path = "election_id"
    declared_path = ""
    list_per_page = 100
    # One at a time, each with its own check: there is no deleting by the hundred on the night.
    actions: Any = None

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Django's page, then one event for each election it changed."""
        return self._announcing(request, super().changeform_view, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Django's list, then one event for each election whose rows were changed in it."""
        return self._announcing(request, super().changelist_view, *args, **kwargs)

    def delete_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """Django's page, unless figures were declared for what would go: told to whoever might delete it."""
        row = self.get_object(request, object_id) if self.has_delete_permission(request) else None
        if row is not None and self.is_declared(row):
            messages.error(request, f"{row} stays: figures were declared for it, and history is kept.")
            address = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[row.pk])
            return HttpResponseRedirect(address)
        return self._announcing(request, super().delete_view, object_id, *args, **kwargs)

    def save_related(self, request: HttpRequest, form: BaseForm, formsets: Any, change: bool) -> None:
        """Save, and remember whose boards must be drawn anew."""
        super().save_related(request, form, formsets, change)
        if form.has_changed() or any(formset.has_changed() for formset in formsets):
            row = form.instance  # type: ignore[attr-defined]
            self.touch(request, row)
            judged_again(request).update(contests_of(row, form.changed_data))

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        """Delete, and remember whose boards must be drawn anew."""
        self.touch(request, obj)
        super().delete_model(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> list[str]:
        """A row stays in the election, the contest or the council it was made for."""
        fields = list(super().get_readonly_fields(request, obj))
        parent = self.election_path.split(".")[0].removesuffix("_id")
        return fields if obj is None or parent == "pk" else [*fields, parent]

    def touch(self, request: HttpRequest, row: models.Model) -> None:
        """Note that this request changed something of the row's election."""
        election: Any = row
        for name in self.election_path.split("."):
            election = getattr(election, name)
        touched(request).add(int(election))

    def is_declared(self, row: models.Model) -> bool:
        """Whether declarations stand on this row."""
        if not self.declared_path:
            return False
        rows: QuerySet[Any] = type(row)._default_manager.filter(pk=row.pk)
        return rows.filter(**{f"{self.declared_path}__isnull": False}).exists()

    def _announcing(self, request: HttpRequest, view: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method in READING:
            page: HttpResponse = view(request, *args, **kwargs)
            return page
        try:
            with transaction.atomic():
                response: HttpResponse = view(request, *args, **kwargs)
                for election_id in sorted(touched(request)):
                    reference_changed(election_id=election_id, contests=judged_again(request))
        except Refused as refusal:
            return _unchanged(request, refusal.sentence)
        except IntegrityError:
            # Somebody was quicker, or the page was not as the desk had sent it.
            return _unchanged(request, AGAINST)
        return response


def _unchanged(request: HttpRequest, sentence: str) -> HttpResponse:
    # The view has said that it saved: it did not, all of it was taken back.
    list(messages.get_messages(request))
    messages.error(request, f"Nothing is changed. {sentence}")
    return HttpResponseRedirect(request.get_full_path())


def contests_of(row: models.Model, changed: Collection[str]) -> set[int]:
    """The contests whose outcomes a change of this row may alter."""
    if isinstance(row, Contest):
        return {row.pk}
    if isinstance(row, Candidacy | PreviousTally):
        return {row.contest_id}
    if isinstance(row, Party) and {"counts_as", "independent"} & set(changed):
        return contests_with(party_id=row.pk)
    return set()


def judged_again(request: HttpRequest) -> set[int]:
    """The contests that this request has judged again."""
    known: set[int] = request.__dict__.setdefault(JUDGED, set())
    return known


def touched(request: HttpRequest) -> set[int]:
    """The elections that this request changed so far."""
    known: set[int] = request.__dict__.setdefault(TOUCHED, set())
    return known
