"""Where the pages of a council's total and of its progress are, beside Django's own."""

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from results.admin.council_confirm_page import confirm_total
from results.admin.council_page import preview_total, total
from results.admin.council_progress import progress


def council_urls(site: AdminSite) -> list[URLPattern]:
    """Every page behind the site's guard."""
    council = "results/council/<row:council_id>/"
    total_row = "results/councildeclaration/<row:declaration_id>/"
    pages = [
        (council + "total/", total, "results_council_total"),
        (council + "total/preview/", preview_total, "results_council_total_preview"),
        (council + "progress/", progress, "results_council_progress"),
        (total_row + "confirm/", confirm_total, "results_council_total_confirm"),
    ]
    return [path(address, site.admin_view(view), name=name) for address, view, name in pages]
