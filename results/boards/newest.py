"""What happened last in a region's contests: declared, corrected, withdrawn, recounts, polls called off.

Owns which events make a line, one of a contest at most, and their order: by the time at which screens
could tell them first, then by number. What came in while polls were open comes at the hour, in the order
in which it came in.
"""

from datetime import datetime
from typing import cast

from django.db.models import Case, DateTimeField, Exists, F, OuterRef, Q, QuerySet, When
from django.db.models.functions import Coalesce, Greatest

from results.boards.cards import ContestState, Happened, Newest
from results.boards.counting import counts, not_held
from results.boards.embargo import last_closing, may_be_seen
from results.boards.outcomes import outcome_card
from results.boards.states import CALLED_OFF, state_words
from results.models import DESK_ONLY, Contest, Council, Declaration, DeskEvent, Election, Outcome

NEWEST = 8
# How many events are looked at first: in a long night the newest lines are among its last events.
LATELY = (128, 1_024)
TOLD = (Contest.Status.RECOUNT, *CALLED_OFF)
OUTCOME = "declaration__outcome"


def newest_events(contests: Q, *, election: Election | None = None, for_air: bool = False) -> list[DeskEvent]:
    """The events of the newest lines, newest first, with all that a line needs.

    `contests` is the condition on events. With the `election` that they are of, as read in this snapshot, a
    long night costs no more than a short one: four queries at most where lines come in. One query else.
    """
    lines = _lines(contests, for_air)
    for lately in LATELY:
        if election is None or election.seq <= lately:
            break
        found = list(lines.filter(election=election.pk, seq__gt=election.seq - lately)[:NEWEST])
        if len(found) == NEWEST and _told_last(election, found[-1]):
            return found
    return list(lines[:NEWEST])


def _told_last(election: Election, line: DeskEvent) -> bool:
    """Whether nothing with a lower number could be told after this line: it came after polls had closed."""
    hour = last_closing(election.pk)
    return hour is None or getattr(line, "told_at") >= hour  # noqa: B009


def _lines(contests: Q, for_air: bool) -> QuerySet[DeskEvent]:
    return (
        DeskEvent.objects.filter(_told(for_air), contests)
        .annotate(told_at=_told_at())
        .select_related(
            "contest__election",
            "contest__council",
            "declaration",
            f"{OUTCOME}__winner",
            f"{OUTCOME}__party",
            f"{OUTCOME}__previous_party",
        )
        .order_by("-told_at", "-seq")
    )


def newest(region_id: int, *, election: Election | None = None, for_air: bool = False) -> tuple[Newest, ...]:
    """The newest lines of a region. Costs what `newest_events` does."""
    events = newest_events(Q(contest__regions=region_id), election=election, for_air=for_air)
    return tuple(newest_line(event) for event in events)


def last_told(
    *, election_id: int, region_id: int | None = None, council_id: int | None = None
) -> datetime | None:
    """When a region or a council had its last event that a board shows; None before the first. One query."""
    if council_id is not None:
        about = Q(council=council_id) | Q(contest__council=council_id)
    else:
        contests = Contest.objects.filter(regions=region_id).order_by().values("pk")
        councils = Council.objects.filter(regions=region_id).order_by().values("pk")
        about = Q(contest__in=contests) | Q(council__in=councils)
    events = DeskEvent.objects.filter(about | Q(kind=DeskEvent.Kind.REFERENCE), election=election_id)
    shown = events.exclude(kind__in=DESK_ONLY)
    return shown.order_by("-seq").values_list("at", flat=True).first()


def newest_line(event: DeskEvent) -> Newest:
    """The line of one of `newest_events`."""
    contest, outcome = contest_of(event), outcome_of(event)
    return Newest(
        contest=contest.pk,
        code=contest.code,
        name=contest.name,
        at=getattr(event, "told_at"),  # noqa: B009
        happened=_happened(event, outcome),
        words=_words(event, contest),
        outcome=outcome_card(outcome) if outcome else None,
    )


def contest_of(event: DeskEvent) -> Contest:
    """The contest of one of `newest_events`."""
    return cast(Contest, event.contest)


def outcome_of(event: DeskEvent) -> Outcome | None:
    """The outcome that one of `newest_events` tells; None of a withdrawal or a state."""
    outcome: Outcome | None = getattr(event.declaration, "outcome", None)
    if outcome is not None:
        # One and the same row: the contest came with the event, and is not read again.
        outcome.declaration.contest = contest_of(event)
    return outcome


def _happened(event: DeskEvent, outcome: Outcome | None) -> Happened:
    if outcome is not None:
        return Happened.CORRECTED if outcome.declaration.was else Happened.DECLARED
    return Happened.WITHDRAWN if event.kind == DeskEvent.Kind.WITHDRAWN else Happened.STATE


def _words(event: DeskEvent, contest: Contest) -> str:
    if event.kind == DeskEvent.Kind.STATUS:
        return state_words(ContestState(contest.status), contest.recounts)
    return event.declaration.was if event.declaration else ""


def _told_at() -> Case:
    closing = Coalesce("contest__polls_close", "contest__election__polls_close")
    # That a poll is called off is told at once, hours before it would have closed.
    at_once = When(kind=DeskEvent.Kind.STATUS, contest__status__in=CALLED_OFF, then=F("at"))
    return Case(at_once, default=Greatest("at", closing), output_field=DateTimeField())


def _told(for_air: bool) -> Q:
    if not for_air:
        return _in_force(counts("declaration")) | _withdrawn() | _state()
    # Of a contest that is held nothing is told but what it had.
    kept = counts("declaration", for_air=True)
    return _in_force(kept) | ((_withdrawn() | _state()) & not_held())


def _in_force(counting: Q) -> Q:
    # One event of a revision says that it came into force; others speak of it before and after.
    return Q(
        may_be_seen(),
        counting,
        kind__in=(DeskEvent.Kind.DECLARED, DeskEvent.Kind.CORRECTED),
    )


def _withdrawn() -> Q:
    return Q(
        may_be_seen(),
        ~Q(contest__status__in=TOLD),
        kind=DeskEvent.Kind.WITHDRAWN,
        declaration__state=Declaration.State.IN_FORCE,
    )


def _state() -> Q:
    """The last change of state of a contest that is in a state to be told, and has no result."""
    later = DeskEvent.objects.filter(
        contest=OuterRef("contest"), kind=DeskEvent.Kind.STATUS, seq__gt=OuterRef("seq")
    )
    results = Declaration.objects.in_force().filter(contest=OuterRef("contest"))
    return Q(
        # A recount says that it is close.
        may_be_seen() | Q(contest__status__in=CALLED_OFF),
        ~Exists(later),
        ~Exists(results),
        kind=DeskEvent.Kind.STATUS,
        contest__status__in=TOLD,
    )
