"""Addresses of what is said of a contest beside its figures, and of photographs."""

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from results.admin.call_page import call
from results.admin.claims_page import claims
from results.admin.my_counts_page import my_counts_list
from results.admin.sheet_page import sheet
from results.admin.status_page import change_status


def contest_urls(site: AdminSite) -> list[URLPattern]:
    """They come before Django's own, which would take them for ids."""
    contest = "results/contest/<row:contest_id>/"
    return [
        path(contest + "call/", site.admin_view(call), name="results_contest_call"),
        path(contest + "status/", site.admin_view(change_status), name="results_contest_status"),
        path(contest + "claim/", site.admin_view(claims), name="results_contest_claim"),
        path("results/sheet/<row:sheet_id>/", site.admin_view(sheet), name="results_sheet"),
        path("results/my-counts/", my_counts_list, name="results_my_counts"),
    ]
