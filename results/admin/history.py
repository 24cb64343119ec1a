"""What was declared and numbered, to read. Refuses to add, change or delete: history is kept."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from results.admin.bases import Lines, Page
from results.boards.outcomes import phrase
from results.models import CouncilDeclaration, CouncilTally, Declaration, DeskEvent, Outcome, Tally


class ReadOnly:
    """No adding, no changing, no deleting, whoever asks."""

    actions: Any = None

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Figures come in by the declaration form."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A declaration is corrected by a later revision."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """History is kept."""
        return False


class TallyInline(ReadOnly, Lines):
    """The votes of a declaration."""

    model = Tally
    fields = [
        "candidacy",
        "votes",
        "second_preferences",
        "elected",
        "by_lot",
        "share_pct",
        "change_pts",
        "lost_deposit",
    ]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may read the declaration reads its votes."""
        return request.user.has_perm("results.view_declaration")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tally]:
        """With candidates and parties in the same query."""
        return super().get_queryset(request).select_related("candidacy__party")


@admin.register(Declaration)
class DeclarationAdmin(ReadOnly, Page):
    """Every revision of every contest, newest first."""

    list_display = ["contest", "revision", "state", "outcome_words", "majority", "entered_by", "at", "reason"]
    list_select_related = [
        "contest",
        "entered_by",
        "outcome__party",
        "outcome__previous_party",
    ]
    list_filter = ["contest__election", "state"]
    search_fields = ["contest__name", "contest__code", "entered_by__username", "reason"]
    ordering = ["-entered_at"]
    inlines = [TallyInline]

    @admin.display(description="outcome")
    def outcome_words(self, declaration: Declaration) -> str:
        """ "Con gain from Lab" """
        outcome = _outcome(declaration)
        return phrase(outcome) if outcome else ""

    @admin.display(description="majority")
    def majority(self, declaration: Declaration) -> str:
        """Votes, of several seats those between the last one in and the first one out, or by lot."""
        outcome = _outcome(declaration)
        if outcome is None:
            return ""
        return "by lot" if outcome.by_lot else f"{outcome.majority:,}"

    @admin.display(description="entered", ordering="entered_at")
    def at(self, declaration: Declaration) -> str:
        """When it came in."""
        return f"{timezone.localtime(declaration.entered_at):%H:%M:%S}"


class CouncilTallyInline(ReadOnly, Lines):
    """The seats of a council's total."""

    model = CouncilTally
    fields = ["party", "seats"]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may read the total reads its seats."""
        return request.user.has_perm("results.view_councildeclaration")

    def get_queryset(self, request: HttpRequest) -> QuerySet[CouncilTally]:
        """With parties in the same query."""
        return super().get_queryset(request).select_related("party")


@admin.register(CouncilDeclaration)
class CouncilDeclarationAdmin(ReadOnly, Page):
    """Every total of every council, newest first."""

    list_display = ["council", "revision", "state", "seats", "complete", "entered_by", "at", "reason"]
    list_select_related = ["council", "entered_by"]
    list_filter = ["council__election", "state", "complete"]
    search_fields = ["council__name", "council__code", "entered_by__username", "reason"]
    ordering = ["-entered_at"]
    inlines = [CouncilTallyInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[CouncilDeclaration]:
        """With the seats of all in two more queries."""
        return super().get_queryset(request).prefetch_related("tallies__party")

    @admin.display(description="seats")
    def seats(self, declaration: CouncilDeclaration) -> str:
        """ "Lab 20, Con 9" """
        return ", ".join(f"{tally.party.code} {tally.seats}" for tally in declaration.tallies.all())

    @admin.display(description="entered", ordering="entered_at")
    def at(self, declaration: CouncilDeclaration) -> str:
        """When it came in."""
        return f"{timezone.localtime(declaration.entered_at):%H:%M:%S}"


@admin.register(DeskEvent)
class DeskEventAdmin(ReadOnly, Page):
    """The numbered record of what changed a screen, newest first."""

    list_display = ["seq", "election", "kind", "contest", "council", "time"]
    list_select_related = ["election", "contest", "council"]
    list_filter = ["election", "kind"]
    search_fields = ["contest__name", "contest__code", "council__name", "council__code"]
    ordering = ["-at", "-seq"]

    @admin.display(description="at", ordering="at")
    def time(self, event: DeskEvent) -> str:
        """When it was numbered."""
        return f"{timezone.localtime(event.at):%H:%M:%S}"


def _outcome(declaration: Declaration) -> Outcome | None:
    return getattr(declaration, "outcome", None)
