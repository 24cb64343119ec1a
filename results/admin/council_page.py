"""The page on which a council's total is entered or brought up to date.

Owns the road from a POST to the command and back: every refusal finds its place on the form, and
nothing typed is lost. Refuses to write anything itself but the admin log.
"""

from typing import cast

from django.contrib import admin, messages
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from results.admin.council_form import CouncilTotalForm, opening_values, seats_name
from results.admin.council_sentences import logged_total, total_message
from results.admin.council_sheet import Sheet, council_for, sheet_of
from results.admin.council_verdict import EMPTY, seats_line, verdict_on_form, verdict_on_seats
from results.admin.form_parts import Comparison, entry_notice, summary_of
from results.admin.sending import saved
from results.admin.verdict import OVERTAKEN, WAITED_FOR, Verdict, refused
from results.declaring.councils import EnteredCouncil, correct_council, enter_council
from results.declaring.refusals import (
    CouncilOvertaken,
    NotYours,
    ReasonMissing,
    Refused,
    Unacceptable,
    Waits,
)
from results.models import CouncilDeclaration


def total(request: HttpRequest, council_id: int) -> HttpResponse:
    """The form of a council's total, and its POST. 403 for whoever has no part in the council."""
    sheet = sheet_of(council_for(user=request.user, council_id=council_id))
    if request.method != "POST":
        return _opened(request, sheet)
    form = CouncilTotalForm(request.POST, sheet=sheet)
    if "carry_over" in request.POST:
        return _carried_over(request, form)
    if "add" in request.POST or "check" in request.POST:
        return _page(request, form, verdict_on_form(form))
    return _sent(request, form) if form.is_valid() else _refused(request, form)


@require_POST
def preview_total(request: HttpRequest, council_id: int) -> HttpResponse:
    """What the posted total comes to, as one fragment. 403 for whoever has no part in the council."""
    sheet = sheet_of(council_for(user=request.user, council_id=council_id))
    verdict = verdict_on_form(CouncilTotalForm(request.POST, sheet=sheet))
    return render(request, "admin/results/contest/verdict.html", {"verdict": verdict})


def _opened(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    own = sheet.own(request.user)
    form = CouncilTotalForm(initial=opening_values(sheet, own), sheet=sheet, based_on=_revision(sheet))
    shown, seats = (own, sheet.keyed) if own else (sheet.current, sheet.in_force)
    verdict = verdict_on_seats(sheet, seats, complete=shown.complete) if shown and seats else EMPTY
    return _page(request, form, verdict)


def _carried_over(request: HttpRequest, typed: CouncilTotalForm) -> HttpResponse:
    """The typed total, now as the one that takes the place of what overtook it."""
    verdict = verdict_on_form(typed)
    sheet = typed.sheet
    form = CouncilTotalForm(initial=typed.typed(), sheet=sheet, based_on=_revision(sheet), added=typed.added)
    return _page(request, form, verdict)


def _sent(request: HttpRequest, form: CouncilTotalForm) -> HttpResponse:
    try:
        return _arrived(request, form, _command(request, form))
    except NotYours as refusal:
        raise PermissionDenied(refusal.sentence) from None
    except Unacceptable as refusal:
        form.add_problems(refusal.problems)
    except ReasonMissing as refusal:
        form.add_error("reason" if form.based_on else None, refusal.sentence)
    except CouncilOvertaken as refusal:
        return _page(request, form, OVERTAKEN, overtaken=refusal)
    except Waits as refusal:
        return _page(request, form, WAITED_FOR, waits=refusal)
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
    return _refused(request, form)


def _refused(request: HttpRequest, form: CouncilTotalForm) -> HttpResponse:
    return _page(request, form, refused(things=len(_summary(form))))


def _command(request: HttpRequest, form: CouncilTotalForm) -> EnteredCouncil:
    by, council_id = cast(User, request.user), form.sheet.council.pk
    if form.based_on:
        return correct_council(
            council_id=council_id,
            seats=form.seats,
            complete=form.is_complete,
            by=by,
            based_on=form.based_on,
            reason=form.given_reason,
            evidence=form.evidence,
        )
    return enter_council(
        council_id=council_id, seats=form.seats, complete=form.is_complete, by=by, evidence=form.evidence
    )


def _arrived(request: HttpRequest, form: CouncilTotalForm, entered: EnteredCouncil) -> HttpResponse:
    council = form.sheet.council
    line = seats_line(form.sheet, form.seats)
    if not entered.silent:
        LogEntry.objects.log_actions(
            user_id=cast(User, request.user).pk,
            queryset=CouncilDeclaration.objects.filter(pk=entered.declaration_id).select_related("council"),
            action_flag=ADDITION,
            change_message=logged_total(seats=line, entered=entered),
        )
    messages.success(request, total_message(name=council.name, seats=line, entered=entered))
    return saved(request, reverse("admin:results_council_progress", args=[council.pk]))


def _page(
    request: HttpRequest,
    form: CouncilTotalForm,
    verdict: Verdict,
    *,
    overtaken: CouncilOvertaken | None = None,
    waits: Waits | None = None,
) -> HttpResponse:
    sheet, own = form.sheet, form.sheet.own(request.user)
    context = {
        **admin.site.each_context(request),
        "title": f"Total of {sheet.council.name}",
        "council": sheet.council,
        "current": sheet.current,
        "own": own,
        "to_confirm": sheet.to_confirm(request.user),
        "is_direct": sheet.is_direct,
        "fillable": sheet.fillable,
        "draft": max(form.based_on, own.revision if own else 0),
        "form": form,
        "rows": [
            (party, form[seats_name(party.code)], sheet.from_wards.get(party.code, 0)) for party in form.rows
        ],
        "summary": _summary(form),
        "overtaken": overtaken,
        "waits": waits,
        "comparison": _comparison(form, overtaken) if overtaken else (),
        "verdict": verdict,
        "notice": "" if form.is_bound else entry_notice(sheet.council.election),
    }
    return TemplateResponse(request, "admin/results/council/total.html", context)


def _summary(form: CouncilTotalForm) -> list[tuple[str, str]]:
    return summary_of(form, lambda field: str(form[field].id_for_label))


def _comparison(form: CouncilTotalForm, overtaken: CouncilOvertaken) -> list[Comparison]:
    parties = (*form.sheet.parties, *form.sheet.others)
    return [
        Comparison(
            party.name, str(overtaken.mine.get(party.code, 0)), str(overtaken.theirs.get(party.code, 0))
        )
        for party in parties
        if party.code in overtaken.mine or party.code in overtaken.theirs
    ]


def _revision(sheet: Sheet) -> int:
    return sheet.current.revision if sheet.current else 0
