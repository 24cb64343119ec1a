"""A council's page for producers: which wards are in, which are to come, and its total with its history.

Reads only. Refuses whoever has no part in the council; a reporter gets the way to her own wards' forms.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from results.admin.council_sheet import council_for
from results.admin.sentences import kept_words
from results.boards.chambers import council_states
from results.boards.outcomes import outcomes_in_force
from results.models import Assignment, Contest, Council, CouncilDeclaration, Outcome


@dataclass(frozen=True, slots=True)
class WardRow:
    """One ward. Before it is declared `declared_at` is None and `words` is empty."""

    contest_id: int
    name: str
    seats: int
    expected_at: datetime | None
    declared_at: datetime | None
    revision: int
    words: str
    reporters: tuple[str, ...]
    may_declare: bool


@dataclass(frozen=True, slots=True)
class TotalRow:
    """One revision of the council's total: "Lab 20, Con 9"."""

    revision: int
    at: datetime
    by: str
    seats: str
    declared: int
    complete: bool
    in_force: bool
    reason: str


def progress(request: HttpRequest, council_id: int) -> HttpResponse:
    """The page. 403 for whoever has no part in the council."""
    user = cast(User, request.user)
    council = council_for(user=user, council_id=council_id)
    (state,) = council_states(Council.objects.filter(pk=council_id))
    wards = _wards(council, user)
    context = {
        **admin.site.each_context(request),
        "title": council.name,
        "council": council,
        "state": state,
        "wards": wards,
        "sections": [
            ("To come", [ward for ward in wards if ward.declared_at is None]),
            ("In", [ward for ward in wards if ward.declared_at is not None]),
        ],
        "totals": _totals(council),
    }
    return TemplateResponse(request, "admin/results/council/progress.html", context)


def _wards(council: Council, user: User) -> list[WardRow]:
    """Wards to come by expected time, then those that are in, newest first. Three queries."""
    outcomes = {
        outcome.declaration.contest_id: outcome
        for outcome in outcomes_in_force().filter(declaration__contest__council=council)
    }
    reporters = _reporters(council)
    enters_any = user.has_perm("results.enter_any_contest")
    rows = [
        _ward(
            contest,
            outcomes.get(contest.pk),
            names=tuple(_name(person) for person in reporters[contest.pk]),
            may_declare=enters_any or user in reporters[contest.pk],
        )
        for contest in Contest.objects.filter(council=council, kind=Contest.Kind.WARD)
    ]
    return sorted(rows, key=_order)


def _ward(contest: Contest, outcome: Outcome | None, *, names: tuple[str, ...], may_declare: bool) -> WardRow:
    return WardRow(
        contest_id=contest.pk,
        name=contest.name,
        seats=contest.seats,
        expected_at=contest.expected_at,
        declared_at=outcome.declaration.entered_at if outcome else None,
        revision=outcome.declaration.revision if outcome else 0,
        words=kept_words(outcome) if outcome else "",
        reporters=names,
        may_declare=may_declare,
    )


def _reporters(council: Council) -> dict[int, list[User]]:
    found: dict[int, list[User]] = defaultdict(list)
    assigned = Assignment.objects.filter(contest__council=council).select_related("reporter")
    for assignment in assigned.order_by("reporter__first_name", "reporter__username"):
        found[assignment.contest_id].append(assignment.reporter)
    return found


def _order(ward: WardRow) -> tuple[bool, float, str]:
    if ward.declared_at:
        return True, -ward.declared_at.timestamp(), ward.name
    return False, ward.expected_at.timestamp() if ward.expected_at else float("inf"), ward.name


def _totals(council: Council) -> list[TotalRow]:
    """Every revision of the total, newest first. Two queries."""
    rows = CouncilDeclaration.objects.filter(council=council).select_related("entered_by")
    return [_total(row) for row in rows.order_by("-revision").prefetch_related("tallies__party")]


def _total(row: CouncilDeclaration) -> TotalRow:
    seats = [(tally.party.code, tally.seats) for tally in row.tallies.all()]
    return TotalRow(
        revision=row.revision,
        at=row.entered_at,
        by=_name(row.entered_by),
        seats=_listed(sorted(seats, key=lambda pair: (-pair[1], pair[0]))),
        declared=sum(number for _, number in seats),
        complete=row.complete,
        in_force=row.state == CouncilDeclaration.State.IN_FORCE,
        reason=row.reason,
    )


def _listed(seats: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{code} {number}" for code, number in seats)


def _name(person: User) -> str:
    return person.get_full_name() or person.get_username()
