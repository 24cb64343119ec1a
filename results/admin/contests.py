"""Contests, their candidates and what happened there last time, as producers keep them."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from results.admin.announcing import ReferenceAdmin
from results.admin.bases import Lines, Page, PersonField
from results.admin.contest_states import state_cell, with_states
from results.admin.elections import InRegion, log_act
from results.admin.fields import SameElectionForm
from results.admin.key_contests import key_cell
from results.admin.policies import OF_A_CONTEST
from results.admin.searched import is_row
from results.admin.seats_form import ContestForm
from results.admin.times import TimedAdmin
from results.declaring.claims import open_claims
from results.declaring.revisions import name_of
from results.models import Assignment, Candidacy, Contest, Declaration, PreviousTally

KNOWN = [
    "election",
    "code",
    "name",
    "kind",
    "regions",
    "council",
    "seats",
    "method",
    "electorate",
    "expected_at",
    "polls_close",
    "new_seat",
    "hex_q",
    "hex_r",
    "previous_electorate",
]


class LineForm(SameElectionForm):
    """A line of a contest's own: none is added once figures were declared for the contest."""

    def clean(self) -> dict[str, Any]:
        """Refuse a new line beside figures that do not know it."""
        cleaned = super().clean()
        contest = cleaned.get("contest")
        if self.instance.pk is None and _is_declared(contest):
            self.add_error("contest", f"Figures were declared for {contest}: no line can be added to it now.")
        return cleaned


class IsDeclared(admin.SimpleListFilter):
    """Contests that are in, and contests still to come."""

    title = "declared"
    parameter_name = "declared"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The two answers."""
        return [("yes", "in"), ("no", "still to come")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Contest]) -> QuerySet[Contest]:
        """Contests that answer."""
        if self.value() is None:
            return queryset
        in_force = Declaration.objects.in_force().values("contest")
        if self.value() == "yes":
            return queryset.filter(pk__in=in_force)
        return queryset.exclude(pk__in=in_force)


class KeptWithHistory(Lines):
    """Rows of a contest that stay as many as they are once figures were declared for it."""

    extra = 0
    form = SameElectionForm
    autocomplete_fields = ["party"]

    def has_add_permission(self, request: HttpRequest, obj: Contest | None = None) -> bool:
        """No new line beside figures that do not know it."""
        return super().has_add_permission(request, obj) and not _is_declared(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Contest | None = None) -> bool:
        """No line goes that figures were declared for."""
        return super().has_delete_permission(request, obj) and not _is_declared(obj)


class CandidacyInline(KeptWithHistory):
    """The ballot paper."""

    model = Candidacy


class PreviousInline(KeptWithHistory):
    """Last time, in the same seat."""

    model = PreviousTally


class ReporterField(PersonField):
    """One of the reporters, by full name."""

    def label_from_instance(self, obj: User) -> str:
        """ "Alice Okafor (alice)" """
        return f"{obj.get_full_name()} ({obj.get_username()})" if obj.get_full_name() else obj.get_username()


def reporters() -> QuerySet[User]:
    """Everyone who may be given a count."""
    return User.objects.filter(groups__name="reporter", is_active=True).order_by("first_name", "username")


class AssignmentInline(Lines):
    """Who reports this contest."""

    model = Assignment
    extra = 0

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Only reporters can be chosen."""
        if db_field.name == "reporter":
            return ReporterField(queryset=reporters(), label="Reporter")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class AssignForm(ActionForm):
    """The reporter to whom the ticked contests go."""

    reporter = ReporterField(queryset=User.objects.none(), required=False, label="Reporter")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reporter"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = reporters()


@admin.register(Contest)
class ContestAdmin(TimedAdmin):
    """Contests, with the way to each one's declaration form."""

    form = ContestForm
    change_form_template = "admin/results/keys/contest_change_form.html"
    declared_path = "declarations"
    list_display = [
        "name",
        "declare_link",
        "state",
        "open_with",
        "expected_at",
        "key_contest",
        "code",
        "kind",
        "election",
    ]
    list_editable = ["expected_at"]
    list_select_related = ["election", "key"]
    list_filter = ["election", IsDeclared, InRegion, "kind"]
    search_fields = ["name", "code"]
    autocomplete_fields = ["election", "regions", "council"]
    fieldsets: ClassVar[Any] = [(None, {"fields": KNOWN}), *OF_A_CONTEST]
    inlines = [CandidacyInline, PreviousInline, AssignmentInline]
    action_form = AssignForm
    actions = ["assign"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Contest]:
        """Contests with where they are, and who has their forms open."""
        claims = Prefetch("claims", queryset=open_claims(), to_attr="open_claims")
        return with_states(super().get_queryset(request)).prefetch_related(claims)

    @admin.display(description="declaration")
    def declare_link(self, contest: Contest) -> str:
        """The way to the form."""
        address = reverse("admin:results_contest_declare", args=[contest.pk])
        word = "Correct" if getattr(contest, "declared_at", None) else "Declare"
        return format_html('<a href="{}" aria-label="{} {}">{}</a>', address, word, contest.name, word)

    @admin.display(description="state", ordering="declared_at")
    def state(self, contest: Contest) -> str:
        """ "declared 03:12" """
        return state_cell(contest)

    @admin.display(description="key contest", ordering="key__position")
    def key_contest(self, contest: Contest) -> str:
        """ "Key 3", or the way to make it one."""
        return key_cell(contest)

    @admin.display(description="form open")
    def open_with(self, contest: Any) -> str:
        """ "Bob Hussain since 03:10" """
        return ", ".join(
            f"{name_of(claim.person)} since {timezone.localtime(claim.since):%H:%M}"
            for claim in contest.open_claims
        )

    @admin.action(description="Assign to reporter", permissions=["assign"])
    def assign(self, request: HttpRequest, contests: QuerySet[Contest]) -> None:
        """Make the ticked contests a reporter's counts."""
        choice = request.POST.get("reporter", "")
        reporter = reporters().filter(pk=choice).first() if is_row(choice) else None
        if reporter is None:
            messages.error(request, "Choose the reporter to whom these contests go.")
            return
        chosen = list(contests)
        Assignment.objects.bulk_create(
            [Assignment(reporter=reporter, contest=contest) for contest in chosen], ignore_conflicts=True
        )
        name = reporter.get_full_name() or reporter.get_username()
        log_act(request.user, chosen, f"Assigned to {name}.")
        counts = "1 count" if len(chosen) == 1 else f"{len(chosen)} counts"
        messages.success(request, f"{counts} assigned to {name}.")

    def has_assign_permission(self, request: HttpRequest) -> bool:
        """Whoever may add assignments."""
        return request.user.has_perm("results.add_assignment")


@admin.register(Candidacy)
class CandidacyAdmin(ReferenceAdmin):
    """All candidates in one list, to find one by name."""

    form = LineForm
    election_path = "contest.election_id"
    declared_path = "tallies"
    list_display = ["name", "party", "contest", "number", "incumbent"]
    list_select_related = ["party", "contest"]
    list_filter = ["contest__election", "incumbent"]
    search_fields = ["name", "contest__name", "party__code", "party__name"]
    autocomplete_fields = ["contest", "party"]


@admin.register(PreviousTally)
class PreviousTallyAdmin(ReferenceAdmin):
    """Last time's votes in one list."""

    form = LineForm
    election_path = "contest.election_id"
    declared_path = "contest__declarations"
    list_display = ["contest", "party", "person", "votes", "winner"]
    list_select_related = ["contest", "party"]
    list_filter = ["contest__election", "winner"]
    search_fields = ["contest__name", "contest__code", "party__code", "person"]
    autocomplete_fields = ["contest", "party"]


@admin.register(Assignment)
class AssignmentAdmin(Page):
    """Who reports what. Boards do not show it, so nothing is announced."""

    list_display = ["contest", "reporter", "election"]
    list_select_related = ["contest__election", "reporter"]
    list_filter = ["contest__election"]
    search_fields = ["contest__name", "reporter__username", "reporter__first_name", "reporter__last_name"]
    autocomplete_fields = ["contest"]

    @admin.display(description="election")
    def election(self, assignment: Assignment) -> str:
        """The contest's election."""
        return assignment.contest.election.name

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Only reporters can be chosen."""
        if db_field.name == "reporter":
            return ReporterField(queryset=reporters(), label="Reporter")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def _is_declared(contest: models.Model | None) -> bool:
    return contest is not None and Declaration.objects.filter(contest=contest.pk).exists()
