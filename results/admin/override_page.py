"""The page on which a producer fixes a call or a label for air, and lifts that again.

Owns what stands beneath: what the figures themselves say, and the fix that holds now. Refuses whoever
lacks the permission, and to touch figures or who was elected: that is a correction.
"""

from typing import cast

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from results.admin.ballot import Ballot, ballot_for
from results.admin.kept_entry import verdict_on_kept
from results.admin.key_words import fixed_message, lifted_message
from results.admin.override_form import OverrideForm, values_of
from results.admin.sentences import kept_words
from results.declaring.figures import count_of
from results.declaring.overriding import lift, override
from results.declaring.refusals import MayNot, NotYours, ReasonMissing, Refused, Unacceptable
from results.declaring.revisions import name_of
from results.live.audience import screens_showing
from results.models import Declaration, Outcome, Override, State

FIX = "results.override_call"
NOT_A_PRODUCER = "Only a producer may fix a call or a label for air."
STALE = "Other figures came into force since you opened this page: look at what they say, and fix that."
MOST_DIGITS = 15


def fix_for_air(request: HttpRequest, contest_id: int) -> HttpResponse:
    """The page, and the POST of a fix or of its lifting. 403 without the permission."""
    if not request.user.has_perm(FIX):
        raise PermissionDenied(NOT_A_PRODUCER)
    ballot = ballot_for(user=request.user, contest_id=contest_id)
    outcome = _outcome(contest_id)
    if outcome is None:
        messages.info(request, f"{ballot.contest.name} has no declaration whose call could be fixed.")
        return redirect("admin:results_contest_declare", contest_id)
    held = _held(outcome.declaration)
    if request.method != "POST":
        return _page(request, ballot, outcome, held, _form(ballot, outcome, held))
    if request.POST.get("act") == "lift":
        return _lifted(request, ballot, held)
    form = OverrideForm(request.POST, ballot=ballot, winner=outcome.party)
    if _number(request, "declaration") != outcome.declaration_id:
        return _page(request, ballot, outcome, held, form, refusal=STALE)
    if not form.is_valid():
        return _page(request, ballot, outcome, held, form)
    return _fixed(request, ballot, outcome, held, form)


def _outcome(contest_id: int) -> Outcome | None:
    rows = Outcome.objects.filter(declaration__contest=contest_id, declaration__state=State.IN_FORCE)
    return rows.select_related(
        "declaration__contest__election", "declaration__entered_by", "winner", "party", "previous_party"
    ).first()


def _held(declaration: Declaration) -> Override | None:
    return declaration.overrides.holding().select_related("by", "previous_party").first()


def _form(ballot: Ballot, outcome: Outcome, held: Override | None) -> OverrideForm:
    return OverrideForm(initial=values_of(held), ballot=ballot, winner=outcome.party)


def _fixed(
    request: HttpRequest, ballot: Ballot, outcome: Outcome, held: Override | None, form: OverrideForm
) -> HttpResponse:
    contest = ballot.contest
    try:
        fixed = override(declaration_id=outcome.declaration_id, by=cast(User, request.user), **form.fix)
    except (NotYours, MayNot) as refusal:
        raise PermissionDenied(refusal.sentence) from None
    except (Unacceptable, ReasonMissing) as refusal:
        form.refuse(refusal)
        return _page(request, ballot, outcome, held, form)
    except Refused as refusal:
        return _page(request, ballot, outcome, held, form, refusal=refusal.sentence)
    now = _outcome(contest.pk)
    said = fixed_message(
        name=contest.name,
        words=kept_words(now) if now else "",
        fixed=fixed,
        screens=screens_showing(contest.pk),
    )
    messages.success(request, said)
    return redirect("admin:results_contest_override", contest.pk)


def _lifted(request: HttpRequest, ballot: Ballot, held: Override | None) -> HttpResponse:
    contest, asked = ballot.contest, _number(request, "override")
    if held is not None and held.pk != asked:
        asked = 0
    try:
        fixed = lift(override_id=asked, by=cast(User, request.user))
    except (NotYours, MayNot) as refusal:
        raise PermissionDenied(refusal.sentence) from None
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("admin:results_contest_override", contest.pk)
    now = _outcome(contest.pk)
    said = lifted_message(name=contest.name, words=kept_words(now) if now else "", fixed=fixed)
    messages.success(request, said)
    return redirect("admin:results_contest_override", contest.pk)


def _number(request: HttpRequest, name: str) -> int:
    given = request.POST.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) <= MOST_DIGITS else 0


def _page(
    request: HttpRequest,
    ballot: Ballot,
    outcome: Outcome,
    held: Override | None,
    form: OverrideForm,
    *,
    refusal: str = "",
) -> HttpResponse:
    declaration = outcome.declaration
    beneath, _ = verdict_on_kept(ballot, declaration.kind, count_of(declaration))
    context = {
        **admin.site.each_context(request),
        "title": f"Fix the call of {ballot.contest.name}",
        "contest": ballot.contest,
        "declaration": declaration,
        "declared_by": name_of(declaration.entered_by),
        "beneath": beneath,
        "words": kept_words(outcome),
        "held": held,
        "held_by": name_of(held.by) if held else "",
        "form": form,
        "several": ballot.facts.seats > 1,
        "refusal": refusal,
    }
    return TemplateResponse(request, "admin/results/keys/override.html", context)
