"""The page on which a second person reads what somebody keyed, and confirms or rejects it.

Owns the road from her press to the command and back. Read-only: there is nothing to type but a reason.
Refuses to decide who may be the second person: the command does, and its sentence is shown here.
"""

from http import HTTPStatus
from typing import cast

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from results.admin.ballot import Ballot, ballot_for
from results.admin.kept_entry import kept_entry, may_be_read
from results.admin.key_words import (
    bypassed_message,
    confirmed_message,
    rejected_message,
    taken_back_message,
)
from results.admin.reason_form import ReasonForm
from results.admin.standing import standing_of
from results.boards.embargo import is_embargoed
from results.declaring.audit import saw
from results.declaring.keys import bypass, confirm, reject, take_back
from results.declaring.refusals import MayNot, NotYours, OwnEntry, ReasonMissing, Refused
from results.declaring.revisions import name_of
from results.live.audience import screens_showing
from results.models import PUBLISHED, Declaration, State

Reasons = dict[str, ReasonForm]


def confirm_entry(request: HttpRequest, declaration_id: int) -> HttpResponse:
    """An entry to read, and what is pressed there. 403 for whoever may not declare the contest."""
    row = _entry(declaration_id)
    ballot = ballot_for(user=request.user, contest_id=row.contest_id)
    if row.kind == Declaration.Kind.WITHDRAWAL:
        return redirect("admin:results_contest_declare", row.contest_id)
    if request.method == "POST":
        return _pressed(request, ballot, row)
    if row.state == State.DISPUTED:
        return redirect("admin:results_contest_resolve", row.contest_id)
    _keep_sight(_person(request), row)
    return _page(request, ballot, row, reasons_of(request))


def _entry(declaration_id: int) -> Declaration:
    people = ("entered_by", "confirmed_by", "bypassed_by", "rejected_by")
    row = Declaration.objects.select_related(*people).filter(pk=declaration_id).first()
    if row is None:
        raise Http404("There is no such entry.")
    return row


def _person(request: HttpRequest) -> User:
    return cast(User, request.user)


def _keep_sight(by: User, row: Declaration) -> None:
    """Write down who saw figures that no board shows; her own she has seen already."""
    if row.state in PUBLISHED or row.entered_by_id == by.pk or not may_be_read(row):
        return
    words = f"Revision {row.revision}, {row.get_state_display()}."
    saw(by=by, words=words, contest_id=row.contest_id, declaration_id=row.pk)


def reasons_of(request: HttpRequest) -> Reasons:
    """The two reasons that can be given here; the one that was sent is bound."""
    act = request.POST.get("act")
    wanted = {
        "reject": ("What is wrong with the figures", "Whoever keyed them reads it."),
        "bypass": (
            "Why this cannot wait for a second person",
            "Kept with your name. Boards say single source.",
        ),
    }
    return {
        name: ReasonForm(request.POST if act == name else None, prefix=name, label=label, help_text=text)
        for name, (label, text) in wanted.items()
    }


def _pressed(request: HttpRequest, ballot: Ballot, row: Declaration) -> HttpResponse:
    act, reasons = request.POST.get("act", ""), reasons_of(request)
    if act in reasons and not reasons[act].is_valid():
        return _page(request, ballot, row, reasons)
    try:
        said = _done(act, row, ballot, by=_person(request), reasons=reasons)
    except NotYours as refusal:
        raise PermissionDenied(refusal.sentence) from None
    except ReasonMissing as refusal:
        reasons[act].lacks(refusal)
        return _page(request, ballot, row, reasons)
    except Refused as refusal:
        # Read anew: what was refused may have moved on under another person's hand.
        return _page(request, ballot, _entry(row.pk), reasons, refusal=refusal)
    messages.success(request, said)
    return redirect("admin:index")


def _done(act: str, row: Declaration, ballot: Ballot, *, by: User, reasons: Reasons) -> str:
    """Do what was pressed and say so. Raises a `Refused`."""
    name, entry_id = ballot.contest.name, row.pk
    if act == "confirm":
        entered = confirm(declaration_id=entry_id, by=by)
        return confirmed_message(name=name, entered=entered, screens=screens_showing(row.contest_id))
    if act == "bypass":
        entered = bypass(declaration_id=entry_id, by=by, reason=reasons[act].given)
        return bypassed_message(name=name, entered=entered, screens=screens_showing(row.contest_id))
    if act == "reject":
        turned = reject(declaration_id=entry_id, by=by, reason=reasons[act].given)
        return rejected_message(name=name, turned=turned, keyed_by=name_of(row.entered_by))
    if act == "take_back":
        return taken_back_message(name=name, turned=take_back(declaration_id=entry_id, by=by))
    raise Refused("Press one of the buttons below: nothing is changed yet.")


def _page(
    request: HttpRequest,
    ballot: Ballot,
    row: Declaration,
    reasons: Reasons,
    *,
    refusal: Refused | None = None,
) -> HttpResponse:
    contest, standing = ballot.contest, standing_of(row, _person(request))
    context = {
        **admin.site.each_context(request),
        "title": f"Second key: {contest.name}",
        "contest": contest,
        "row": row,
        "entry": kept_entry(ballot, row),
        # A note or a reason is typed as figures are, and may have some in it.
        "sealed": not may_be_read(row) and not standing.own,
        "standing": standing,
        "keyed_by": name_of(row.entered_by),
        "shows_at": contest.closing if is_embargoed(contest.closing) else None,
        "reasons": reasons,
        "refusal": refusal.sentence if refusal else "",
    }
    status = HTTPStatus.FORBIDDEN if isinstance(refusal, OwnEntry | MayNot) else HTTPStatus.OK
    return TemplateResponse(request, "admin/results/keys/confirm.html", context, status=status)
