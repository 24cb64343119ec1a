"""Links for screens, in the producer's hands: make one, see which are open, say until when, revoke.

The whole address is shown once, in the message after saving, and cannot be had again. Refuses to
delete a link: it is revoked and stays on record. Refuses to point a link elsewhere: make a new one.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from results.admin.searched import ChosenRows
from results.admin.times import NewsroomTime
from results.models import AccessLink, Region
from results.people import LinkRefused, end_link_at, issue_link, issue_output_link, revoke_link

if TYPE_CHECKING:
    RegionChoice = forms.ModelChoiceField[Region]
    Form = forms.ModelForm[AccessLink]
    Page = admin.ModelAdmin[AccessLink]
else:
    RegionChoice, Form, Page = forms.ModelChoiceField, forms.ModelForm, admin.ModelAdmin

PAGES = {AccessLink.Scope.BOARD: "board", AccessLink.Scope.FEED: "scoreboard-feed"}


class RegionField(RegionChoice):
    """A region of any election, named with its election."""

    def label_from_instance(self, obj: Region) -> str:
        """East Midlands, General election 2024."""
        return f"{obj.name}, {obj.election.name}"


class LinkForm(Form):
    """What a link needs: a region or an output. Its election is theirs."""

    region = RegionField(
        queryset=Region.objects.select_related("election").order_by("election", "name"), required=False
    )

    class Meta:
        model = AccessLink
        fields = ("name", "scope", "region", "output", "expires_at")
        field_classes = {"expires_at": forms.DateTimeField}
        widgets = {"expires_at": NewsroomTime("Open until")}

    def clean_expires_at(self) -> datetime | None:
        """Refuse an end that is over, unless it stands there already: the name may still change."""
        end: datetime | None = self.cleaned_data["expires_at"]
        if end is not None and end <= timezone.now() and "expires_at" in self.changed_data:
            raise forms.ValidationError("That time is over. Choose a later one, or revoke the link.")
        return end

    def clean(self) -> dict[str, Any]:
        """Ask for what the scope needs, and for nothing beside it."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("scope"):
            return cleaned
        for_output = cleaned["scope"] == AccessLink.Scope.OUTPUT
        wanted, other = ("output", "region") if for_output else ("region", "output")
        if not cleaned.get(wanted) and wanted not in self.errors:
            self.add_error(wanted, f"Choose the {wanted} that the link opens.")
        if cleaned.get(other):
            self.add_error(other, f"This link opens the {wanted} alone: leave the {other} empty.")
        return cleaned


class StateFilter(admin.SimpleListFilter):
    """Links that open something, and those that no longer do."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The two answers."""
        return [("open", "open"), ("closed", "revoked or ended")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[AccessLink]) -> QuerySet[AccessLink]:
        """Links that answer."""
        opens = AccessLink.objects.open_at(timezone.now()).values("pk")
        match self.value():
            case "open":
                return queryset.filter(pk__in=opens)
            case "closed":
                return queryset.exclude(pk__in=opens)
        return queryset


@admin.register(AccessLink)
class AccessLinkAdmin(ChosenRows, Page):
    """Open and revoked links, newest first."""

    form = LinkForm
    list_display = ("name", "state", "scope", "opens", "election", "until", "made")
    list_filter = ("scope", "election", StateFilter)
    list_select_related = ("region", "output", "election", "created_by")
    search_fields = ("name",)
    actions = ("revoke",)
    kept = ("scope", "region", "output", "election", "state", "created_by", "created_at", "revoked_at")

    def get_fields(self, request: HttpRequest, obj: AccessLink | None = None) -> tuple[str, ...]:
        """Everything of a made link; what is asked for of a new one."""
        return ("name", "expires_at", *self.kept) if obj else LinkForm.Meta.fields

    def get_readonly_fields(self, request: HttpRequest, obj: AccessLink | None = None) -> tuple[str, ...]:
        """Only its name and its end can change once a link is made, and the end of a revoked one is past."""
        if obj is None:
            return ()
        return (*self.kept, "expires_at") if obj.revoked_at else self.kept

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Django's page; what was overtaken while the form was open is refused with its sentence."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except LinkRefused as refused:
            messages.error(request, refused.sentence)
            return HttpResponseRedirect(request.get_full_path())

    def has_delete_permission(self, request: HttpRequest, obj: AccessLink | None = None) -> bool:
        """Never: a link is revoked."""
        return False

    def save_model(self, request: HttpRequest, obj: AccessLink, form: Any, change: bool) -> None:
        """Make the link and show its address, or keep the new name of one."""
        if change:
            obj.save(update_fields=["name"])
            if "expires_at" in form.changed_data:
                end_link_at(link=obj, expires_at=obj.expires_at, by=cast(User, request.user))
            return
        link, token = _issued(obj, cast(User, request.user))
        obj.pk = link.pk
        messages.warning(
            request, f"Copy this address now, it is not shown again: {_address(request, link, token)}"
        )

    @admin.display(description="state", ordering="revoked_at")
    def state(self, link: AccessLink) -> str:
        """Whether it still opens."""
        if link.revoked_at:
            return "revoked"
        return "open" if link.expires_at is None or link.expires_at > timezone.now() else "ended"

    @admin.display(description="what it opens")
    def opens(self, link: AccessLink) -> str:
        """The region or the output."""
        return str(link.region or link.output or "")

    @admin.display(description="open until", ordering="expires_at")
    def until(self, link: AccessLink) -> str:
        """In the newsroom's time, to the minute."""
        return _by_the_clock(link.expires_at) if link.expires_at else ""

    @admin.display(description="made", ordering="created_at")
    def made(self, link: AccessLink) -> str:
        """ "30 Nov 18:18 by priya" """
        return f"{_by_the_clock(link.created_at)} by {link.created_by}"

    @admin.action(description="Revoke the chosen links", permissions=["change"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[AccessLink]) -> None:
        """Close the chosen links for good."""
        by = cast(User, request.user)
        closed = [link for link in queryset if revoke_link(link=link, by=by)]
        for link in closed:
            self.log_change(request, link, "Revoked.")
        self.message_user(request, _said(len(closed)))


def _issued(link: AccessLink, by: User) -> tuple[AccessLink, str]:
    if link.output is not None:
        return issue_output_link(name=link.name, output=link.output, by=by, expires_at=link.expires_at)
    region, end = cast(Region, link.region), link.expires_at
    return issue_link(
        name=link.name, scope=link.scope, election=region.election, region=region, by=by, expires_at=end
    )


def _address(request: HttpRequest, link: AccessLink, token: str) -> str:
    if link.output is not None:
        path = reverse("output", kwargs={"output": link.output.slug})
    else:
        region = cast(Region, link.region)
        page = PAGES[AccessLink.Scope(link.scope)]
        path = reverse(page, kwargs={"slug": link.election.slug, "region": region.code})
    return request.build_absolute_uri(f"{path}?{urlencode({'token': token})}")


def _said(closed: int) -> str:
    if closed == 0:
        return "Those links were revoked before."
    return "One link revoked: it opens nothing now." if closed == 1 else f"{closed} links revoked."


def _by_the_clock(at: datetime) -> str:
    return f"{timezone.localtime(at):%-d %b %H:%M}"
