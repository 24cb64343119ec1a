"""What an open form says every ten seconds: that it is open still; and what it is told: who else has it open.

Refuses to keep anybody out, and to answer where nothing changed: a line that is drawn anew would be read
out anew.
"""

from http import HTTPStatus
from typing import cast

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from results.declaring.claims import ClaimedBy, claim, release
from results.declaring.refusals import NotYours
from results.models import Contest


@require_POST
def claims(request: HttpRequest, contest_id: int) -> HttpResponse:
    """Renew her claim and tell the others', 204 where they are as shown; `leave` lets it go.

    403 for whoever may not declare the contest.
    """
    by = cast(User, request.user)
    if "leave" in request.POST:
        release(contest_id=contest_id, by=by)
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    if not Contest.objects.filter(pk=contest_id).exists():
        raise Http404("There is no such contest.")
    try:
        others = claim(contest_id=contest_id, by=by)
    except NotYours as refusal:
        raise PermissionDenied(refusal.sentence) from None
    mark = shown_as(others)
    if request.POST.get("shown") == mark:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return render(request, "admin/results/contest/claims.html", {"others": others, "mark": mark})


def shown_as(others: tuple[ClaimedBy, ...]) -> str:
    """What a page shows already, to compare."""
    return ",".join(f"{other.person_id}@{other.since:%H%M%S}" for other in others)
