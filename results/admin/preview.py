"""The verdict beside the save button, drawn anew as figures are typed. Reads only, saves nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from results.admin.ballot import ballot_for
from results.admin.declaration_form import DeclarationForm
from results.admin.verdict import verdict_on


@require_POST
def preview(request: HttpRequest, contest_id: int) -> HttpResponse:
    """What the posted form comes to, as one fragment. 403 for whoever may not declare the contest."""
    ballot = ballot_for(user=request.user, contest_id=contest_id)
    form = DeclarationForm(request.POST, ballot=ballot)
    return render(request, "admin/results/contest/verdict.html", {"verdict": verdict_on(form)})
