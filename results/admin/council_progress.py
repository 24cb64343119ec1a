"""A council's page for producers: where every ward is, and its total with its history.

Tells whoever may act on a ward what the desk knows of it, embargo or not; what boards may show is decided
on the read side. Reads only. Refuses whoever has no part in the council, shows nobody what waits for a
second person or for the close of polls in a ward that is not hers, and leads a reporter to her own wards.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from results.admin.council_sheet import council_for
from results.admin.count_states import CountState, Tone, count_state
from results.boards.chambers import council_states
from results.boards.embargo import is_embargoed
from results.declaring.revisions import name_of
from results.models import (
    OPEN,
    Assignment,
    Contest,
    Council,
    CouncilDeclaration,
    Declaration,
    Source,
    State,
)
from results.psephology.council import seats_words
from results.rendering.council_words import called_off

# Sections in the order in which they need somebody.
SECTIONS = (
    ("Waiting for a second person", (Tone.WAITS,)),
    ("To come", (Tone.MOVING, Tone.EXPECTED)),
    ("In", (Tone.IN,)),
    ("Called off", (Tone.OFF,)),
)


@dataclass(frozen=True, slots=True)
class WardRow:
    """One ward: where it is, who reports it, and whether this person may act on it."""

    contest_id: int
    name: str
    seats: int
    expected_at: datetime | None
    state: CountState
    reporters: tuple[str, ...]
    may_declare: bool

    @property
    def is_in(self) -> bool:
        """Whether a declaration is in force and nothing waits beside it."""
        return self.state.tone is Tone.IN


@dataclass(frozen=True, slots=True)
class TotalRow:
    """One revision of the council's total: "Lab 20, Con 9", and what became of it in words.

    `wants_a_second`: somebody has to look at it still, on a page of its own.
    """

    id: int
    revision: int
    at: datetime
    by: str
    seats: str
    declared: int
    complete: bool
    in_force: bool
    state: str
    wants_a_second: bool
    source: str
    reason: str
    was: str


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
        "called_off": called_off(state),
        "wards": wards,
        "sections": _sections(wards),
        "totals": _totals(council),
    }
    return TemplateResponse(request, "admin/results/council/progress.html", context)


def _sections(wards: list[WardRow]) -> list[tuple[str, list[WardRow]]]:
    of = [(title, [ward for ward in wards if ward.state.tone in tones]) for title, tones in SECTIONS]
    return [(title, rows) for title, rows in of if rows]


def _wards(council: Council, user: User) -> list[WardRow]:
    """Wards to come by expected time, those that are in newest first. Three queries."""
    rows, reporters = _revisions(council), _reporters(council)
    enters_any = user.has_perm("results.enter_any_contest")
    contests = Contest.objects.filter(council=council, kind=Contest.Kind.WARD).select_related("election")
    wards = [
        _ward(
            contest,
            count_state(contest, rows[contest.pk], person_id=user.pk),
            names=tuple(name_of(person) for person in reporters[contest.pk]),
            may_declare=enters_any or user in reporters[contest.pk],
        )
        for contest in contests
    ]
    return sorted(wards, key=_order)


def _ward(contest: Contest, state: CountState, *, names: tuple[str, ...], may_declare: bool) -> WardRow:
    hidden = not may_declare and (state.tone is Tone.WAITS or is_embargoed(contest.closing))
    return WardRow(
        contest_id=contest.pk,
        name=contest.name,
        seats=contest.seats,
        expected_at=contest.expected_at,
        state=replace(state, more="") if hidden else state,
        reporters=names,
        may_declare=may_declare,
    )


def _revisions(council: Council) -> dict[int, list[Declaration]]:
    """What waits or is in force in the council's wards."""
    rows = Declaration.objects.filter(contest__council=council, state__in=[State.IN_FORCE, *OPEN])
    found: dict[int, list[Declaration]] = defaultdict(list)
    for row in rows.select_related(
        "contest__election", "entered_by", "outcome__winner", "outcome__party", "outcome__previous_party"
    ):
        found[row.contest_id].append(row)
    return found


def _reporters(council: Council) -> dict[int, list[User]]:
    found: dict[int, list[User]] = defaultdict(list)
    assigned = Assignment.objects.filter(contest__council=council).select_related("reporter")
    for assignment in assigned.order_by("reporter__first_name", "reporter__username"):
        found[assignment.contest_id].append(assignment.reporter)
    return found


def _order(ward: WardRow) -> tuple[float, str]:
    at = ward.state.at
    if ward.is_in:
        return -at.timestamp() if at else 0.0, ward.name
    return ward.expected_at.timestamp() if ward.expected_at else float("inf"), ward.name


def _totals(council: Council) -> list[TotalRow]:
    """Every revision of the total, newest first. Two queries."""
    rows = CouncilDeclaration.objects.filter(council=council)
    people = ("entered_by", "confirmed_by", "bypassed_by", "rejected_by")
    rows = rows.select_related(*people).order_by("-revision").prefetch_related("tallies__party")
    return [_total(row) for row in rows]


def _total(row: CouncilDeclaration) -> TotalRow:
    seats = {tally.party.code: tally.seats for tally in row.tallies.all()}
    return TotalRow(
        id=row.pk,
        revision=row.revision,
        at=row.entered_at,
        by=name_of(row.entered_by),
        seats=seats_words(seats) or "Withdrawn",
        declared=sum(seats.values()),
        complete=row.complete,
        in_force=row.state == State.IN_FORCE,
        state=_state(row),
        wants_a_second=row.state == State.WAITING or row.single_source,
        source=_source(row),
        reason=row.reason,
        was=row.was,
    )


def _source(row: CouncilDeclaration) -> str:
    """the council’s site: as printed at 02:10; empty for what was heard in the hall"""
    heard = row.source == Source.RETURNING_OFFICER and not row.source_note
    return "" if heard else ": ".join(filter(None, (str(row.get_source_display()), row.source_note)))


def _state(row: CouncilDeclaration) -> str:
    """In force, confirmed by Bob Hussain; waiting for a second person; rejected by Bob Hussain: Con has 2"""
    told = str(row.get_state_display()).capitalize()
    if row.state == State.REJECTED and row.rejected_by:
        return f"{told} by {name_of(row.rejected_by)}: {row.rejection}"
    if row.single_source and row.bypassed_by:
        return f"{told} on a single source, by {name_of(row.bypassed_by)}: {row.bypass_reason}"
    return f"{told}, confirmed by {name_of(row.confirmed_by)}" if row.confirmed_by else told
