"""The page on which a second person reads a council's total, and confirms or rejects it.

Owns the road from her press to the command and back, as for a contest (`confirm_page`). Read-only: there
is nothing to type but a reason. Refuses to decide who may be the second person: the command does.
"""

from dataclasses import dataclass
from http import HTTPStatus
from typing import cast

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from results.admin.confirm_page import Reasons, reasons_of
from results.admin.council_sentences import (
    bypassed_total,
    confirmed_total,
    rejected_total,
    taken_back_total,
)
from results.admin.council_sheet import Sheet, council_for, sheet_of
from results.admin.council_verdict import verdict_on_seats
from results.admin.standing import standing_of
from results.admin.verdict import Verdict
from results.boards.cards import PartyBadge
from results.boards.embargo import is_embargoed
from results.declaring.audit import record
from results.declaring.council_facts import closing_of, seats_of
from results.declaring.council_judging import council_problems
from results.declaring.council_keys import (
    bypass_council,
    confirm_council,
    reject_council,
    take_back_council,
)
from results.declaring.refusals import MayNot, NotYours, OwnEntry, ReasonMissing, Refused
from results.declaring.revisions import name_of
from results.models import PUBLISHED, Act, CouncilDeclaration, State
from results.psephology.council import seats_words


@dataclass(frozen=True, slots=True)
class SeatsRow:
    """Seats of one party: as keyed, as they stand in the total in force, and from the wards that are in."""

    party: PartyBadge
    keyed: int
    in_force: int
    from_wards: int

    @property
    def differs(self) -> bool:
        """Whether confirming changes them."""
        return self.keyed != self.in_force


@dataclass(frozen=True, slots=True)
class KeptTotal:
    """A total to read: its seats by party, what they come to, and why they do not fit any more."""

    rows: tuple[SeatsRow, ...]
    verdict: Verdict
    problems: tuple[str, ...]
    words: str

    @property
    def changes(self) -> int:
        """How many parties' seats confirming would change."""
        return sum(row.differs for row in self.rows)


def confirm_total(request: HttpRequest, declaration_id: int) -> HttpResponse:
    """A total to read, and what is pressed there. 403 for whoever has no part in the council."""
    row = _total(declaration_id)
    sheet = sheet_of(council_for(user=request.user, council_id=row.council_id))
    if request.method == "POST":
        return _pressed(request, sheet, row)
    _keep_sight(_person(request), row)
    return _page(request, sheet, row, reasons_of(request))


def _total(declaration_id: int) -> CouncilDeclaration:
    people = ("entered_by", "confirmed_by", "bypassed_by", "rejected_by")
    row = CouncilDeclaration.objects.select_related(*people).filter(pk=declaration_id).first()
    if row is None:
        raise Http404("There is no such total.")
    return row


def _person(request: HttpRequest) -> User:
    return cast(User, request.user)


def _keep_sight(by: User, row: CouncilDeclaration) -> None:
    """Write down who saw seats that no board shows; her own she has seen already."""
    if row.state in PUBLISHED or row.entered_by_id == by.pk:
        return
    words = f"Total {row.revision}, {row.get_state_display()}."
    record(kind=Act.Kind.SAW, by=by, words=words, council_id=row.council_id, total_id=row.pk)


def _pressed(request: HttpRequest, sheet: Sheet, row: CouncilDeclaration) -> HttpResponse:
    act, reasons = request.POST.get("act", ""), reasons_of(request)
    if act in reasons and not reasons[act].is_valid():
        return _page(request, sheet, row, reasons)
    try:
        said = _done(act, row, sheet, by=_person(request), reasons=reasons)
    except NotYours as refusal:
        raise PermissionDenied(refusal.sentence) from None
    except ReasonMissing as refusal:
        reasons[act].lacks(refusal)
        return _page(request, sheet, row, reasons)
    except Refused as refusal:
        # Read anew: what was refused may have moved on under another person's hand.
        return _page(request, sheet_of(sheet.council), _total(row.pk), reasons, refusal=refusal)
    messages.success(request, said)
    return redirect("admin:results_council_progress", sheet.council.pk)


def _done(act: str, row: CouncilDeclaration, sheet: Sheet, *, by: User, reasons: Reasons) -> str:
    """Do what was pressed and say so. Raises a `Refused`."""
    name, total_id, seats = sheet.council.name, row.pk, seats_words(seats_of(row))
    if act == "confirm":
        return confirmed_total(
            name=name, seats=seats, entered=confirm_council(declaration_id=total_id, by=by)
        )
    if act == "bypass":
        entered = bypass_council(declaration_id=total_id, by=by, reason=reasons[act].given)
        return bypassed_total(name=name, seats=seats, entered=entered)
    if act == "reject":
        turned = reject_council(declaration_id=total_id, by=by, reason=reasons[act].given)
        return rejected_total(name=name, turned=turned, keyed_by=name_of(row.entered_by))
    if act == "take_back":
        return taken_back_total(name=name, turned=take_back_council(declaration_id=total_id, by=by))
    raise Refused("Press one of the buttons below: nothing is changed yet.")


def _page(
    request: HttpRequest,
    sheet: Sheet,
    row: CouncilDeclaration,
    reasons: Reasons,
    *,
    refusal: Refused | None = None,
) -> HttpResponse:
    closing = closing_of(sheet.council)
    context = {
        **admin.site.each_context(request),
        "title": f"Second key: total of {sheet.council.name}",
        "council": sheet.council,
        "row": row,
        "total": _kept(sheet, row),
        "has_current": bool(sheet.in_force) and row.state == State.WAITING,
        "standing": standing_of(row, _person(request)),
        "keyed_by": name_of(row.entered_by),
        "shows_at": closing if is_embargoed(closing) else None,
        "reasons": reasons,
        "refusal": refusal.sentence if refusal else "",
    }
    status = HTTPStatus.FORBIDDEN if isinstance(refusal, OwnEntry | MayNot) else HTTPStatus.OK
    return TemplateResponse(request, "admin/results/council/confirm.html", context, status=status)


def _kept(sheet: Sheet, row: CouncilDeclaration) -> KeptTotal:
    seats = seats_of(row)
    waits = row.state == State.WAITING
    found = council_problems(sheet.council, seats, complete=row.complete) if waits else ()
    return KeptTotal(
        rows=tuple(
            SeatsRow(party, seats.get(code, 0), sheet.in_force.get(code, 0), sheet.from_wards.get(code, 0))
            for code, party in sheet.badges.items()
            if code in seats or (waits and code in sheet.in_force)
        ),
        verdict=verdict_on_seats(sheet, seats, complete=row.complete, kept=True),
        problems=tuple(problem.sentence for problem in found),
        words=seats_words(seats),
    )
