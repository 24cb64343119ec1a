"""The page on which a declaration is taken off every board, with a reason and a second look.

Owns the two steps: first what is withdrawn and why, then what it does to the boards, and one button.
"""

from dataclasses import dataclass
from typing import cast
from uuid import uuid4

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from results.admin.ballot import Ballot, ballot_for, declaration_in_force
from results.admin.evidence_form import KEY
from results.admin.key_words import withdrawn_message
from results.admin.reason_form import ReasonForm
from results.admin.sentences import kept_words
from results.declaring.refusals import NotYours, Overtaken, ReasonMissing, Refused
from results.declaring.revisions import name_of
from results.declaring.withdrawing import withdraw
from results.live.audience import screens_showing
from results.models import Declaration, Outcome

MISSING = "Say why it is withdrawn: it is told with the withdrawal."
STALE = "Other figures came into force since you opened this page: look at them before you withdraw them."
MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Sent:
    """What the page sends beside the reason: the revision that was looked at, and the form's own key."""

    based_on: int
    key: str


def withdraw_declaration(request: HttpRequest, contest_id: int) -> HttpResponse:
    """The page, its second look and its POST. 403 for whoever may not declare the contest."""
    ballot = ballot_for(user=request.user, contest_id=contest_id)
    form = _form(request)
    sent = _read(request)
    if request.method == "POST" and "withdraw" in request.POST and form.is_valid():
        return _withdrawn(request, ballot, form, sent)
    current = declaration_in_force(contest_id)
    if current is None:
        messages.info(request, f"{ballot.contest.name} has no declaration to withdraw.")
        return redirect("admin:results_contest_declare", contest_id)
    if request.method != "POST":
        return _page(request, ballot, form, sent, current=current)
    if sent.based_on != current.revision:
        return _page(request, ballot, form, sent, current=current, refusal=STALE)
    if form.is_valid() and not form.given:
        form.add_error("reason", MISSING)
    return _page(request, ballot, form, sent, current=current, looking=form.is_valid())


def _form(request: HttpRequest) -> ReasonForm:
    return ReasonForm(
        request.POST if request.method == "POST" else None,
        label="Why it is withdrawn",
        help_text="Told with the withdrawal, on the contest’s page and in the list of corrections.",
    )


def _read(request: HttpRequest) -> Sent:
    given, key = request.POST.get("based_on", ""), request.POST.get("key", "")
    is_number = given.isascii() and given.isdigit() and len(given) <= MOST_DIGITS
    return Sent(based_on=int(given) if is_number else 0, key=key if KEY.fullmatch(key) else uuid4().hex)


def _withdrawn(request: HttpRequest, ballot: Ballot, form: ReasonForm, sent: Sent) -> HttpResponse:
    contest = ballot.contest
    screens = screens_showing(contest.pk)
    try:
        done = withdraw(
            contest_id=contest.pk,
            by=cast(User, request.user),
            based_on=sent.based_on,
            reason=form.given,
            key=sent.key,
        )
    except NotYours as refusal:
        raise PermissionDenied(refusal.sentence) from None
    except Refused as refusal:
        return _refused(request, ballot, form, sent, refusal)
    messages.success(request, withdrawn_message(name=contest.name, withdrawn=done, screens=screens))
    return redirect("admin:index")


def _refused(
    request: HttpRequest, ballot: Ballot, form: ReasonForm, sent: Sent, refusal: Refused
) -> HttpResponse:
    current = declaration_in_force(ballot.contest.pk)
    if current is None:
        messages.error(request, refusal.sentence)
        return redirect("admin:results_contest_declare", ballot.contest.pk)
    if isinstance(refusal, ReasonMissing):
        form.lacks(refusal)
        return _page(request, ballot, form, sent, current=current)
    # What she looked at is not what is in force: she looks again, from the beginning.
    said = STALE if isinstance(refusal, Overtaken) else refusal.sentence
    return _page(request, ballot, form, sent, current=current, refusal=said)


def _page(
    request: HttpRequest,
    ballot: Ballot,
    form: ReasonForm,
    sent: Sent,
    *,
    current: Declaration,
    looking: bool = False,
    refusal: str = "",
) -> HttpResponse:
    outcome = _outcome(current)
    context = {
        **admin.site.each_context(request),
        "title": f"Withdraw {ballot.contest.name}",
        "contest": ballot.contest,
        "form": form,
        "current": current,
        "declared_by": name_of(current.entered_by),
        "outcome": outcome,
        "words": kept_words(outcome),
        "looking": looking,
        "key": sent.key,
        "refusal": refusal,
    }
    return TemplateResponse(request, "admin/results/keys/withdraw.html", context)


def _outcome(current: Declaration) -> Outcome:
    return Outcome.objects.select_related(
        "declaration__contest__election", "winner", "party", "previous_party"
    ).get(declaration=current)
