"""Links for screens, in the producer's hands: make one, see which are open, revoke.

The whole address is shown once, in the message after saving, and cannot be had again. Refuses to
delete a link: it is revoked and stays on record. Refuses to point a link elsewhere: make a new one.
"""

from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from results.admin.searched import ChosenRows
from results.models import AccessLink, Region
from results.people import issue_link, issue_output_link, revoke_link

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
        fields = ("name", "scope", "region", "output")

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


@admin.register(AccessLink)
class AccessLinkAdmin(ChosenRows, Page):
    """Open and revoked links, newest first."""

    form = LinkForm
    list_display = ("name", "scope", "region", "output", "election", "state", "created_by", "created_at")
    list_filter = ("scope", "election", ("revoked_at", admin.EmptyFieldListFilter))
    list_select_related = ("region", "output", "election", "created_by")
    search_fields = ("name",)
    actions = ("revoke",)
    kept = ("scope", "region", "output", "election", "state", "created_by", "created_at", "revoked_at")

    def get_fields(self, request: HttpRequest, obj: AccessLink | None = None) -> tuple[str, ...]:
        """Everything of a made link; what is asked for of a new one."""
        return ("name", *self.kept) if obj else LinkForm.Meta.fields

    def get_readonly_fields(self, request: HttpRequest, obj: AccessLink | None = None) -> tuple[str, ...]:
        """Only the name of a made link can change."""
        return self.kept if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: AccessLink | None = None) -> bool:
        """Never: a link is revoked."""
        return False

    def save_model(self, request: HttpRequest, obj: AccessLink, form: Any, change: bool) -> None:
        """Make the link and show its address, or keep the new name of one."""
        if change:
            obj.save(update_fields=["name"])
            return
        link, token = _issued(obj, cast(User, request.user))
        obj.pk = link.pk
        messages.warning(
            request, f"Copy this address now, it is not shown again: {_address(request, link, token)}"
        )

    @admin.display(description="state", ordering="revoked_at")
    def state(self, link: AccessLink) -> str:
        """Whether it still opens."""
        return "revoked" if link.revoked_at else "open"

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
        return issue_output_link(name=link.name, output=link.output, by=by)
    region = cast(Region, link.region)
    return issue_link(name=link.name, scope=link.scope, election=region.election, region=region, by=by)


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
