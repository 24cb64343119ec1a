"""How the desk answers a form that a script sent, and what it says of one that got no answer.

A script cannot read where it is led to, so it is told by a header. Everything else it is answered with is
the page that a browser would have shown. Refuses to know what a form says.
"""

from typing import cast

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from results.admin.evidence_form import KEY
from results.models import CouncilDeclaration, Declaration

# A phone holds a night's unsent counts: a handful.
MOST_KEYS = 50


def saved(request: HttpRequest, address: str) -> HttpResponse:
    """The answer to a form that was saved: where to go on, for a browser or for the form's script."""
    if "X-Desk-Send" in request.headers:
        return HttpResponse(status=204, headers={"X-Desk-Saved": address})
    return HttpResponseRedirect(address)


@never_cache
@require_GET
def sent(request: HttpRequest) -> JsonResponse:
    """Which of the forms named by `key` have arrived from this person. Two queries."""
    keys = [key for key in request.GET.getlist("key") if KEY.fullmatch(key)][:MOST_KEYS]
    person = cast(User, request.user)
    own = {"entered_by": person, "key__in": keys}
    declarations = Declaration.objects.filter(**own).values_list("key", flat=True)
    totals = CouncilDeclaration.objects.filter(**own).values_list("key", flat=True)
    return JsonResponse({"arrived": sorted({*declarations, *totals})})
