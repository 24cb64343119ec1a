"""The verdict beside the save button, and doubts at their fields, drawn anew as figures are typed.

Reads only, saves nothing.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from results.admin.ballot import ballot_for
from results.admin.declaration_form import DeclarationForm
from results.admin.ticks import placed
from results.admin.verdict import asking, doubts_on, verdict_on


@require_POST
def preview(request: HttpRequest, contest_id: int) -> HttpResponse:
    """What the posted form comes to, as fragments. 403 for whoever may not declare the contest."""
    ballot = ballot_for(user=request.user, contest_id=contest_id)
    form = DeclarationForm(request.POST, ballot=ballot)
    verdict = verdict_on(form)
    doubts = placed(doubts_on(form), fields=form.figure_fields, checked=form.ticked)
    context = {"verdict": asking(verdict, doubts.open), "places": doubts.places.values()}
    return render(request, "admin/results/contest/preview.html", context)
