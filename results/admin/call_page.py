"""The page on which a contest is declared without figures: only the winner so far, or nobody opposed.

Owns the road from the press to the command and back. Two steps, so that a thumb that slips elects nobody:
a mark, and a button that names it. Refuses to say anything of votes.
"""

from dataclasses import dataclass
from typing import cast

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from results.admin.ballot import Ballot, ballot_for
from results.admin.call_form import BUTTON, CallForm, UnopposedForm
from results.admin.declaration_drawing import may_be_unopposed
from results.admin.declaration_page import differs, say_saved, wrote
from results.admin.form_parts import entry_notice, summary_of
from results.admin.opening import Opening, opening_of
from results.admin.photographs import photograph_of
from results.admin.sentences import outcome_sentence
from results.admin.verdict import WAITS
from results.declaring.calls import call_winner, declare_uncontested
from results.declaring.entered import Entered
from results.declaring.figures import call_of, unopposed
from results.declaring.judging import judged
from results.declaring.policy import policy_for
from results.declaring.refusals import NotYours, Overtaken, Refused, Unacceptable, Waits
from results.models import Declaration, State

Kind = Declaration.Kind


@dataclass(frozen=True, slots=True)
class Act:
    """What the button will do: its words, what the desk will say, and what it waits for."""

    value: str
    label: str
    words: str
    waits: str
    colour: str


def call(request: HttpRequest, contest_id: int) -> HttpResponse:
    """Call the winner, or declare candidates unopposed. 403 for whoever may not declare the contest."""
    ballot = ballot_for(user=request.user, contest_id=contest_id)
    if not _has_a_call(ballot):
        messages.error(request, f"Several are elected in {ballot.contest.name}: wait for the figures.")
        return redirect("admin:results_contest_declare", contest_id)
    opening = opening_of(ballot, request.user)
    form = _form(request, ballot, opening)
    if request.method == "POST" and BUTTON in request.POST and form.is_valid():
        return _sent(request, ballot, form, opening)
    if request.method != "POST" and not _is_to_call(opening):
        return redirect("admin:results_contest_declare", contest_id)
    if "look" in request.POST:
        form.is_valid()
    return _page(request, ballot, form, opening)


def _has_a_call(ballot: Ballot) -> bool:
    return ballot.facts.seats == 1 or may_be_unopposed(ballot)


def _is_to_call(opening: Opening) -> bool:
    return opening.current is None and opening.is_hers


def _form(request: HttpRequest, ballot: Ballot, opening: Opening) -> CallForm | UnopposedForm:
    if request.method == "POST":
        kept = photograph_of(request, ballot.contest)
        if may_be_unopposed(ballot):
            return UnopposedForm(request.POST, request.FILES, kept=kept)
        return CallForm(request.POST, request.FILES, kept=kept, ballot=ballot)
    if may_be_unopposed(ballot):
        return UnopposedForm()
    return CallForm(initial=_own_call(opening.own), ballot=ballot)


def _own_call(own: Declaration | None) -> dict[str, str]:
    """Whom she called herself, where that waits still."""
    if own is None or own.kind != Kind.WINNER_ONLY:
        return {}
    return {"winner": str(own.outcome.winner.number)}


def _sent(
    request: HttpRequest, ballot: Ballot, form: CallForm | UnopposedForm, opening: Opening
) -> HttpResponse:
    try:
        entered = _command(request, ballot, form)
    except NotYours as refusal:
        raise PermissionDenied(refusal.sentence) from None
    except Unacceptable as refusal:
        for problem in refusal.problems:
            own = {"elected": "winner", "read_out_at": "read_out_at"}
            form.add_error(own.get(problem.field), problem.sentence)
    except Overtaken as refusal:
        form.add_error(None, f"{refusal.by} declared {ballot.contest.name} meanwhile: open the form.")
    except Waits as refusal:
        form.add_error(None, refusal.sentence)
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
    else:
        return _arrived(request, ballot, opening, entered)
    return _page(request, ballot, form, opening_of(ballot, request.user))


def _command(request: HttpRequest, ballot: Ballot, form: CallForm | UnopposedForm) -> Entered:
    by, contest_id = cast(User, request.user), ballot.contest.pk
    if isinstance(form, CallForm):
        return call_winner(contest_id=contest_id, winner=form.winner, by=by, evidence=form.evidence)
    return declare_uncontested(contest_id=contest_id, by=by, evidence=form.evidence)


def _arrived(request: HttpRequest, ballot: Ballot, opening: Opening, entered: Entered) -> HttpResponse:
    wrote(request, ballot, entered)
    if entered.state == State.DISPUTED:
        return differs(request, ballot)
    return say_saved(request, ballot, opening, entered)


def _page(
    request: HttpRequest, ballot: Ballot, form: CallForm | UnopposedForm, opening: Opening
) -> HttpResponse:
    contest = ballot.contest
    is_unopposed = isinstance(form, UnopposedForm)
    context = {
        **admin.site.each_context(request),
        "title": f"{'Unopposed in' if is_unopposed else 'Who won'} {contest.name}",
        "contest": contest,
        "ballot": ballot,
        "form": form,
        "is_unopposed": is_unopposed,
        "marked": form.winner if isinstance(form, CallForm) else 0,
        "act": _act(ballot, form),
        "opening": opening,
        "summary": summary_of(form, lambda field: "id_winner_0" if field == "winner" else f"id_{field}"),
        "notice": "" if form.is_bound else entry_notice(contest.election, closing=contest.closing),
    }
    return TemplateResponse(request, "admin/results/contest/call.html", context)


def _act(ballot: Ballot, form: CallForm | UnopposedForm) -> Act | None:
    """The button; none while nobody is marked, or where the desk could not say what it means."""
    if isinstance(form, CallForm) and not form.winner:
        return None
    kind, count = Kind.UNCONTESTED, unopposed(ballot.facts.candidacies)
    value, label = "unopposed", f"Declare {ballot.contest.name} unopposed"
    if isinstance(form, CallForm):
        kind, count = Kind.WINNER_ONLY, call_of(form.winner)
        value, label = str(form.winner), f"Call {ballot.names[form.winner]}"
    result = judged(kind, ballot.facts, count)
    waits = WAITS.get(policy_for(ballot.contest, kind=kind, result=result), "")
    colour = next(entrant.party.colour for entrant in ballot.entrants if entrant.number == result.winner)
    words = outcome_sentence(result, kind=kind)
    return Act(value=value, label=label, words=words, waits=waits, colour=colour)
