"""Elections, parties, regions and councils, as producers keep them."""

from collections.abc import Sequence
from typing import Any, ClassVar, cast

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import AnonymousUser, User
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from results.admin.announcing import ReferenceAdmin, touched
from results.admin.bases import Lines
from results.admin.fields import SameElectionForm
from results.admin.policies import OF_AN_ELECTION, ElectionForm
from results.admin.seats_form import CouncilForm, CouncilSeatsForm, SeatsTogether
from results.admin.times import TimedAdmin
from results.models import Council, CouncilDeclaration, CouncilSeats, Election, Party, Region


@admin.register(Election)
class ElectionAdmin(TimedAdmin):
    """Elections. Whether one takes declarations is changed by the two acts of the list, never by a field."""

    form = ElectionForm
    election_path = "pk"
    list_display = ["name", "date", "closes", "policy", "baseline", "rehearsal", "entry", "seq"]
    list_filter = ["kind", "rehearsal"]
    search_fields = ["name", "slug"]
    readonly_fields = ["closed_at", "seq", "seq_at"]
    fieldsets: ClassVar[Any] = [
        (
            None,
            {
                "fields": [
                    "slug",
                    "name",
                    "date",
                    "polls_close",
                    "kind",
                    "baseline",
                    "credits",
                    "rehearsal",
                ]
            },
        ),
        *OF_AN_ELECTION,
        ("Where it is", {"fields": ["closed_at", "seq", "seq_at"]}),
    ]
    prepopulated_fields = {"slug": ["name"]}
    actions = ["close_for_entry", "open_again"]

    @admin.display(description="polls close", ordering="polls_close")
    def closes(self, election: Election) -> str:
        """When polls close, in the newsroom's time."""
        return f"{timezone.localtime(election.polls_close):%H:%M}"

    @admin.display(description="entry", ordering="closed_at")
    def entry(self, election: Election) -> str:
        """Whether figures are taken."""
        if election.closed_at is None:
            return "open"
        return f"closed {timezone.localtime(election.closed_at):%H:%M}"

    @admin.action(description="Close for entry", permissions=["change"])
    def close_for_entry(self, request: HttpRequest, elections: QuerySet[Election]) -> None:
        """No declaration is taken any more."""
        self._set_entry(request, elections.filter(closed_at=None), closed=True)

    @admin.action(description="Open again", permissions=["change"])
    def open_again(self, request: HttpRequest, elections: QuerySet[Election]) -> None:
        """Declarations are taken again."""
        self._set_entry(request, elections.exclude(closed_at=None), closed=False)

    def is_declared(self, row: models.Model) -> bool:
        """An election with numbered events has a history."""
        return isinstance(row, Election) and row.seq > 0

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Nothing is left that could be told of it."""
        obj.delete()

    def _set_entry(self, request: HttpRequest, elections: QuerySet[Election], *, closed: bool) -> None:
        chosen = list(elections.select_for_update())
        word = "closed for entry" if closed else "open for entry"
        if not chosen:
            messages.info(request, f"Nothing to do: already {word}.")
            return
        Election.objects.filter(pk__in=[election.pk for election in chosen]).update(
            closed_at=timezone.now() if closed else None
        )
        touched(request).update(election.pk for election in chosen)
        log_act(request.user, chosen, word.capitalize() + ".")
        names = " and ".join(election.name for election in chosen)
        messages.success(request, f"{names}: {word}.")


@admin.register(Party)
class PartyAdmin(ReferenceAdmin):
    """Parties of an election."""

    form = SameElectionForm
    declared_path = "candidacies__tallies"
    list_display = ["code", "name", "short_name", "colour", "counts_as", "independent", "election"]
    list_display_links = ["code", "name"]
    list_select_related = ["election", "counts_as"]
    list_filter = ["election", "independent"]
    search_fields = ["code", "name", "short_name"]
    autocomplete_fields = ["election", "counts_as"]


@admin.register(Region)
class RegionAdmin(ReferenceAdmin):
    """Regions and patches: every one of them has a board."""

    declared_path = "contests__declarations"
    list_display = ["name", "code", "kind", "election"]
    list_select_related = ["election"]
    list_filter = ["election", "kind"]
    search_fields = ["name", "code"]
    autocomplete_fields = ["election"]


class CouncilSeatsInline(Lines):
    """Seats by party, on each basis."""

    model = CouncilSeats
    form = SameElectionForm
    formset = SeatsTogether
    extra = 0
    autocomplete_fields = ["party"]


class InRegion(admin.SimpleListFilter):
    """Rows of the regions with one name, in whichever election."""

    title = "region"
    parameter_name = "region"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Every region's name once."""
        names = Region.objects.order_by("kind", "name").values_list("name", flat=True)
        return [(name, name) for name in dict.fromkeys(names)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Rows in a region of that name."""
        # A subquery, not a join: a row in two regions of one name must stand in the list once.
        named = Region.objects.filter(name=self.value())
        return (
            queryset.filter(pk__in=queryset.filter(regions__in=named).values("pk"))
            if self.value()
            else queryset
        )


@admin.register(Council)
class CouncilAdmin(ReferenceAdmin):
    """Councils with all their seats."""

    form = CouncilForm
    declared_path = "contests__declarations"
    list_display = ["name", "progress_link", "seats_total", "seats_up", "control_before", "code", "election"]
    list_select_related = ["election"]
    list_filter = ["election", InRegion]
    search_fields = ["name", "code"]
    autocomplete_fields = ["election", "regions"]
    inlines = [CouncilSeatsInline]

    @admin.display(description="wards and total")
    def progress_link(self, council: Council) -> str:
        """The way to the wards to come, and to the council's total."""
        address = reverse("admin:results_council_progress", args=[council.pk])
        return format_html('<a href="{}" aria-label="Progress of {}">Progress</a>', address, council.name)

    def is_declared(self, row: models.Model) -> bool:
        """A total of the council is a declaration too."""
        return super().is_declared(row) or CouncilDeclaration.objects.filter(council=row.pk).exists()


@admin.register(CouncilSeats)
class CouncilSeatsAdmin(ReferenceAdmin):
    """Council seats in one list."""

    form = CouncilSeatsForm
    election_path = "council.election_id"
    declared_path = "council__contests__declarations"
    list_display = ["council", "party", "basis", "seats"]
    list_select_related = ["council", "party"]
    list_filter = ["council__election", "basis"]
    search_fields = ["council__name", "party__code", "party__name"]
    autocomplete_fields = ["council", "party"]

    def is_declared(self, row: models.Model) -> bool:
        """A total of the council is a declaration too."""
        totals = CouncilDeclaration.objects.filter(council__seats=row.pk)
        return super().is_declared(row) or totals.exists()


def log_act(user: User | AnonymousUser, rows: Sequence[models.Model], words: str) -> None:
    """Log an act of a list, as Django logs a change of a page."""
    LogEntry.objects.log_actions(
        user_id=cast(User, user).pk,
        queryset=rows,
        action_flag=CHANGE,
        change_message=words,
    )
