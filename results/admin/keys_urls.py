"""The addresses of the second key's pages, before Django's own, which would take them for ids."""

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from results.admin.confirm_page import confirm_entry
from results.admin.keys_page import waiting_page
from results.admin.override_page import fix_for_air
from results.admin.resolve_page import preview_choice, resolve_entries
from results.admin.withdraw_page import withdraw_declaration


def key_urls(site: AdminSite) -> list[URLPattern]:
    """Every page behind the site's guard, but for the list that asks for itself: it answers for itself."""
    contest = "results/contest/<row:contest_id>/"
    pages = [
        ("results/declaration/<row:declaration_id>/confirm/", confirm_entry, "results_declaration_confirm"),
        (contest + "resolve/", resolve_entries, "results_contest_resolve"),
        (contest + "resolve/preview/", preview_choice, "results_contest_resolve_preview"),
        (contest + "withdraw/", withdraw_declaration, "results_contest_withdraw"),
        (contest + "override/", fix_for_air, "results_contest_override"),
    ]
    guarded = [path(address, site.admin_view(view), name=name) for address, view, name in pages]
    return [path("results/waiting/", waiting_page, name="results_keys_waiting"), *guarded]
