"""My counts alone, for the front page that asks for them every few seconds: reads only."""

from typing import Any, cast

from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django_htmx.http import HttpResponseClientRefresh

from results.admin.my_counts import by_council, my_counts


@never_cache
def my_counts_list(request: HttpRequest) -> HttpResponse:
    """The list as one fragment.

    Whoever was signed out meanwhile gets no sign-in page inside her list: the whole page is fetched anew.
    """
    if not admin.site.has_permission(request):
        return HttpResponseClientRefresh()
    return render(request, "admin/my_counts.html", counts_context(request))


def counts_context(request: HttpRequest) -> dict[str, Any]:
    """Her counts, and the same gathered by council."""
    counts = my_counts(reporter=cast(User, request.user))
    return {"counts": counts, "grouped": by_council(counts)}
