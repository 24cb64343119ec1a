"""Key contests in the admin: a list with its order and reasons, and the way there from any contest.

Every change is the same command as on the desk's own page: the order has no gap, and screens are told.
"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from results.admin.bases import Page
from results.models import Contest, KeyContest
from results.producing.keys import mark_key, place_key, unmark_key


@admin.register(KeyContest)
class KeyContestAdmin(Page):
    """The key contests of every election, in the producers' order."""

    list_display = ["contest", "position", "reason", "election", "by", "at"]
    list_editable = ["position", "reason"]
    list_select_related = ["contest__election", "by"]
    list_filter = ["contest__election"]
    search_fields = ["contest__name", "contest__code", "reason"]
    autocomplete_fields = ["contest"]
    fields = ["contest", "reason"]
    ordering = ["contest__election", "position"]
    actions = None

    @admin.display(description="election", ordering="contest__election")
    def election(self, key: KeyContest) -> str:
        """The contest's election."""
        return key.contest.election.name

    def get_readonly_fields(self, request: HttpRequest, obj: KeyContest | None = None) -> list[str]:
        """Another contest is another key contest."""
        return ["contest"] if obj else []

    def save_model(self, request: HttpRequest, obj: KeyContest, form: Any, change: bool) -> None:
        """Mark it, and put it where the list says, by the desk's own commands."""
        by: Any = request.user
        mark_key(contest_id=obj.contest_id, reason=obj.reason, by=by)
        if "position" in form.changed_data:
            place_key(contest_id=obj.contest_id, position=obj.position, by=by)
        obj.pk = KeyContest.objects.values_list("pk", flat=True).get(contest=obj.contest_id)

    def delete_model(self, request: HttpRequest, obj: KeyContest) -> None:
        """Take it off the list, by the desk's own command."""
        by: Any = request.user
        unmark_key(contest_id=obj.contest_id, by=by)


def key_cell(contest: Contest) -> str:
    """ "Key 3", or the way to make it one. Of a contest that came with its `key`."""
    key = getattr(contest, "key", None)
    if key is not None:
        address = reverse("admin:results_keycontest_change", args=[key.pk])
        return format_html('<a href="{}" title="{}">Key {}</a>', address, key.reason, key.position)
    address = f"{reverse('admin:results_keycontest_add')}?contest={contest.pk}"
    return format_html('<a href="{}" aria-label="Mark {} as a key contest">Mark</a>', address, contest.name)
