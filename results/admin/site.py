"""The desk's admin site: its front page, its doors, and the declaration form beside Django's own pages.

Refuses people without a role with a sentence instead of a second sign-in form.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib.admin import AdminSite
from django.contrib.admin.options import TO_FIELD_VAR
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse

from resultsdesk.reading_again import SAFE

NO_ROLE = "Your account has no part in entering results: ask a producer to make you a reporter or a producer."
NO_NUMBER = "No row has a number like that."

View = TypeVar("View", bound=Callable[..., Any])


class DeskAdminSite(AdminSite):
    """Django's admin in the desk's words."""

    site_header = "Results desk"
    site_title = "Results desk"
    index_title = "Desk"
    enable_nav_sidebar = False

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        # What is deleted is looked at one by one: nothing goes by the hundred on the night.
        self.disable_action("delete_selected")

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """Django's guard; someone signed in without a role is refused here, signed out is asked in."""
        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def guard(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied(NO_ROLE)
            _name_no_empty_field(request)
            try:
                return guarded(request, *args, **kwargs)
            except (OverflowError, DataError) as error:
                # What a page was saving is taken back by then: Django's pages and the desk's save as a whole.
                raise (Http404 if request.method in SAFE else BadRequest)(NO_NUMBER) from error

        return cast(View, guard)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The desk has one sign-in page, with one lock on it."""
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """The declaration form's addresses before Django's own, which would take them for ids."""
        from results.admin.audit_page import audit_urls
        from results.admin.contest_urls import contest_urls
        from results.admin.council_urls import council_urls
        from results.admin.declaration_page import declare
        from results.admin.keys_urls import key_urls
        from results.admin.preview import preview
        from results.admin.sending import sent

        contest = "results/contest/<row:contest_id>/declare/"
        return [
            path(contest, self.admin_view(declare), name="results_contest_declare"),
            path(contest + "preview/", self.admin_view(preview), name="results_contest_preview"),
            path("results/sent/", self.admin_view(sent), name="results_sent"),
            *council_urls(self),
            *contest_urls(self),
            *key_urls(self),
            *audit_urls(self),
            *super().get_urls(),
        ]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The desk's own rows first."""
        apps = super().get_app_list(request, app_label)
        return sorted(apps, key=lambda app: app["app_label"] != "results")

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        """Django's search for related rows, with their election named."""
        from results.admin.fields import ElectionNamed

        return cast(HttpResponse, ElectionNamed.as_view(admin_site=self)(request))

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """What waits for a second person and my counts; a producer's search and the reference data below."""
        from results.admin.keys_page import waiting_for
        from results.admin.my_counts_page import counts_context

        context = {
            **counts_context(request),
            "waiting": waiting_for(request.user),
            "enters_any": request.user.has_perm("results.enter_any_contest"),
            **(extra_context or {}),
        }
        return super().index(request, context)


def _name_no_empty_field(request: HttpRequest) -> None:
    # An address that names an empty field means the row's number, and Django fails where it looks for it.
    if request.GET.get(TO_FIELD_VAR) == "":
        asked = request.GET.copy()
        del asked[TO_FIELD_VAR]
        request.GET = asked  # type: ignore[assignment]
