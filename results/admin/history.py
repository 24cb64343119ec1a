"""What was declared and numbered, to read. Refuses to add, change or delete: history is kept.

Refuses entries that were never published too: those stand in the audit, which withholds what was keyed
blind and writes down who read the rest.
"""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from results.admin.bases import Lines, Page
from results.admin.sentences import kept_words
from results.declaring.revisions import name_of
from results.models import (
    PUBLISHED,
    CouncilDeclaration,
    CouncilTally,
    Declaration,
    DeskEvent,
    Outcome,
    Policy,
    Tally,
)


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
    """Every published revision of every contest, newest first."""

    list_display = [
        "contest",
        "revision",
        "state",
        "outcome_words",
        "entered_by",
        "at",
        "second",
        "source",
        "reason",
    ]
    list_select_related = [
        "contest__election",
        "entered_by",
        "confirmed_by",
        "bypassed_by",
        "outcome__party",
        "outcome__previous_party",
    ]
    list_filter = ["contest__election", "state", "kind", "policy", "source"]
    search_fields = ["contest__name", "contest__code", "entered_by__username", "reason"]
    ordering = ["-entered_at"]
    exclude = ["sheet", "accepted", "key"]
    inlines = [TallyInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Declaration]:
        """Without what waits, or never came into force; with what the list needs of it."""
        rows = super().get_queryset(request).filter(state__in=PUBLISHED)
        return rows.select_related(*self.list_select_related)

    @admin.display(description="outcome")
    def outcome_words(self, declaration: Declaration) -> str:
        """ "Con gain from Lab, majority 4,426"; of a withdrawal what it took away."""
        outcome = _outcome(declaration)
        return kept_words(outcome) if outcome else declaration.was

    @admin.display(description="second person")
    def second(self, declaration: Declaration) -> str:
        """Who stood beside whoever keyed it, or in whose name it went out without one."""
        if declaration.confirmed_by:
            return name_of(declaration.confirmed_by)
        if declaration.bypassed_by:
            return f"single source, {name_of(declaration.bypassed_by)}: {declaration.bypass_reason}"
        return "" if declaration.policy == Policy.DIRECT else "nobody yet"

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
    """Every published total of every council, newest first."""

    list_display = ["council", "revision", "state", "seats", "complete", "entered_by", "at", "reason"]
    list_select_related = ["council", "entered_by"]
    list_filter = ["council__election", "state", "complete"]
    search_fields = ["council__name", "council__code", "entered_by__username", "reason"]
    ordering = ["-entered_at"]
    inlines = [CouncilTallyInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[CouncilDeclaration]:
        """Without what waits, or never came into force; with the seats of all in two more queries."""
        rows = super().get_queryset(request).filter(state__in=PUBLISHED)
        return rows.prefetch_related("tallies__party")

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
