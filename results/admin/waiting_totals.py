"""Councils' totals that wait for a second person, as lines of the front page's list.

Refuses to list a council in which this person has no part.
"""

from collections.abc import Iterator

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse

from results.admin.waiting_line import Waiting
from results.declaring.revisions import name_of
from results.models import Assignment, CouncilDeclaration, CouncilTally, Policy, State
from results.psephology.council import seats_words

TO_CONFIRM = Q(state=State.WAITING)
SINGLE_SOURCE = Q(state=State.IN_FORCE, confirmed_by=None) & ~Q(policy=Policy.DIRECT)


def totals_waiting(user: User) -> Iterator[Waiting]:
    """The totals that she may act on, and her own. One query, and one for the seats of them all."""
    for row in _rows(user):
        yield _line(row, own=row.entered_by_id == user.pk)


def _rows(user: User) -> QuerySet[CouncilDeclaration]:
    newer = CouncilDeclaration.objects.filter(council=OuterRef("council"), revision__gt=OuterRef("revision"))
    turned_away = Q(state=State.REJECTED, entered_by=user) & ~Exists(newer)
    rows = CouncilDeclaration.objects.filter(TO_CONFIRM | (SINGLE_SOURCE & ~Q(entered_by=user)) | turned_away)
    if not user.has_perm("results.enter_any_contest"):
        hers = Assignment.objects.filter(reporter=user, contest__council=OuterRef("council"))
        rows = rows.filter(Exists(hers))
    seats = Prefetch("tallies", CouncilTally.objects.select_related("party"))
    people = ("entered_by", "bypassed_by", "rejected_by")
    rows = rows.filter(council__election__closed_at=None).select_related("council__election", *people)
    return rows.prefetch_related(seats)


def _line(row: CouncilDeclaration, *, own: bool) -> Waiting:
    council, by, words = row.council, name_of(row.entered_by), _seats(row)
    state, act = "total to be confirmed", "Look" if own else "Confirm"
    address = reverse("admin:results_council_total_confirm", args=[row.pk])
    if row.state == State.IN_FORCE:
        state = "total on boards on a single source"
    elif row.state == State.REJECTED and row.rejected_by:
        state, act, own = "total rejected", "Enter again", False
        by, words = name_of(row.rejected_by), row.rejection
        address = reverse("admin:results_council_total", args=[council.pk])
    return Waiting(
        id=f"waiting-total-{row.pk}",
        name=council.name,
        about="",
        election=council.election.name,
        rehearsal=council.election.rehearsal,
        state=state,
        by=by,
        since=row.entered_at,
        words=words,
        act=act,
        address=address,
        own=own,
    )


def _seats(row: CouncilDeclaration) -> str:
    return seats_words({tally.party.code: tally.seats for tally in row.tallies.all()})
