"""The audit of a contest and of a council's total: who did what, who was refused what, who saw what.

Owns the doors: whoever may declare there, and producers. Whoever reads figures here that no board shows is
written down as having seen them. Refuses to change anything.
"""

from typing import cast

from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_safe

from results.admin.audit_csv import csv_response
from results.admin.elections import log_act
from results.admin.people_page import people
from results.boards.audit import contest_audit, council_audit, election_audits
from results.boards.audit_cards import Audit
from results.declaring.audit import saw
from results.declaring.commands import may_declare
from results.declaring.councils import may_enter_total
from results.models import Contest, Council, Election
from results.people import is_producer

NOT_YOURS = "This is not one of your counts: ask a producer to assign it to you."
NOT_YOUR_COUNCIL = "None of your counts is a ward of this council: ask a producer to assign one to you."
PRODUCERS = "Only producers may export the audit of a whole election."


def audit_urls(site: admin.AdminSite) -> list[URLPattern]:
    """The addresses of the audit and of the tallies of people."""
    contest, council = "results/contest/<row:pk>/audit/", "results/council/<row:pk>/audit/"
    return [
        path(contest, site.admin_view(of_contest), name="results_contest_audit"),
        path(contest + "audit.csv", site.admin_view(contest_csv), name="results_contest_audit_csv"),
        path(council, site.admin_view(of_council), name="results_council_audit"),
        path(council + "audit.csv", site.admin_view(council_csv), name="results_council_audit_csv"),
        path(
            "results/election/<row:pk>/audit.csv",
            site.admin_view(election_csv),
            name="results_election_audit_csv",
        ),
        path("results/people/", site.admin_view(people), name="results_people"),
    ]


@require_safe
def of_contest(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a contest. 403 for whoever may not declare it and is no producer."""
    return _page(request, _contest(request, pk, "the audit"), of="contest")


@require_safe
def contest_csv(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The same as a file."""
    return _file(request, _contest(request, pk, "the audit’s export"))


@require_safe
def of_council(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a council's total. 403 for whoever has no ward of it and is no producer."""
    return _page(request, _council(request, pk, "the audit"), of="council")


@require_safe
def council_csv(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The same as a file."""
    return _file(request, _council(request, pk, "the audit’s export"))


@require_safe
def election_csv(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Every contest and council of an election as one file, without figures that wait. Producers only."""
    user = cast(User, request.user)
    if not is_producer(user):
        raise PermissionDenied(PRODUCERS)
    election = Election.objects.filter(pk=pk).first()
    if election is None:
        raise Http404("There is no such election.")
    log_act(user, [election], "Exported the audit.")
    audits = election_audits(election_id=pk, viewer=user.pk)
    return csv_response(request, name=f"audit-{election.slug}", audits=audits)


def _contest(request: HttpRequest, pk: int, where: str) -> Audit:
    user = cast(User, request.user)
    if not is_producer(user) and not may_declare(user=user, contest_id=pk):
        raise PermissionDenied(NOT_YOURS)
    try:
        audit = contest_audit(contest_id=pk, viewer=user.pk)
    except Contest.DoesNotExist:
        raise Http404("There is no such contest.") from None
    if audit.off_boards:
        saw(by=user, words=_seen(audit, where), contest_id=pk)
    return audit


def _council(request: HttpRequest, pk: int, where: str) -> Audit:
    user = cast(User, request.user)
    if not is_producer(user) and not may_enter_total(user=user, council_id=pk):
        raise PermissionDenied(NOT_YOUR_COUNCIL)
    try:
        audit = council_audit(council_id=pk, viewer=user.pk)
    except Council.DoesNotExist:
        raise Http404("There is no such council.") from None
    if audit.off_boards:
        saw(by=user, words=_seen(audit, where), council_id=pk)
    return audit


def _seen(audit: Audit, where: str) -> str:
    """ "Revision 2, not on boards, in the audit." """
    numbers = ", ".join(str(number) for number in audit.off_boards)
    plural = "s" * (len(audit.off_boards) > 1)
    return f"Revision{plural} {numbers}, not on boards, in {where}."


def _file(request: HttpRequest, audit: Audit) -> HttpResponseBase:
    return csv_response(request, name=f"audit-{audit.slug}-{audit.code}", audits=[audit])


def _page(request: HttpRequest, audit: Audit, *, of: str) -> HttpResponse:
    address = reverse(f"admin:results_{of}_audit_csv", args=[audit.id])
    back = "results_contest_declare" if of == "contest" else "results_council_progress"
    context = {
        **admin.site.each_context(request),
        "title": f"Audit of {audit.name}",
        "audit": audit,
        "csv": address,
        "back": reverse(f"admin:{back}", args=[audit.id]),
        "subject": of,
    }
    return TemplateResponse(request, "admin/results/audit/timeline.html", context)
