"""What happened last in a region's wards, mayoralties and councils' totals, in one order.

Owns the lines of a councils' board. Which events of contests make a line is `newest`'s to say; a council
has one at most, of the total that came into force last, or was withdrawn.
"""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Greatest

from results.boards.cards import Happened, Newest
from results.boards.chambers import council_states
from results.boards.council_cards import CouncilNewest, CouncilState
from results.boards.counting import council_not_held, holding
from results.boards.embargo import may_be_seen_of_council
from results.boards.newest import newest_events, newest_line
from results.models import Contest, Council, DeskEvent, Election, Region

NEWEST = 8
PUBLISHED = (DeskEvent.Kind.DECLARED, DeskEvent.Kind.CORRECTED, DeskEvent.Kind.WITHDRAWN)
HAPPENED = {
    DeskEvent.Kind.CORRECTED: Happened.CORRECTED,
    DeskEvent.Kind.WITHDRAWN: Happened.WITHDRAWN,
}
Order = tuple[datetime, int]


def newest(
    region: Region, states: tuple[CouncilState, ...], *, for_air: bool = False
) -> tuple[CouncilNewest, ...]:
    """The newest lines of a region, newest first; `states` are all its councils.

    One query more than `newest_events`.
    """
    region_id = region.pk
    events = newest_events(Q(contest__regions=region_id), election=region.election, for_air=for_air)
    return _newest(events, _total_events(Q(council__regions=region_id), for_air), states)


def newest_of(election: Election, *, region_id: int | None = None) -> tuple[CouncilNewest, ...]:
    """The newest lines of a whole election or of a region; only councils that have one are read."""
    contests, councils = Q(contest__election=election.pk), Q(council__election=election.pk)
    if region_id is not None:
        contests, councils = Q(contest__regions=region_id), Q(council__regions=region_id)
    totals = _total_events(councils, for_air=False)
    states = council_states(Council.objects.filter(pk__in=totals)) if totals else ()
    return _newest(newest_events(contests, election=election), totals, states)


def _newest(
    contests: list[DeskEvent], totals: dict[int, DeskEvent], states: tuple[CouncilState, ...]
) -> tuple[CouncilNewest, ...]:
    lines = [(_order(event), _contest_line(event)) for event in contests]
    lines += [_total_line(state, totals[state.id]) for state in states if state.id in totals]
    return tuple(line for _, line in sorted(lines, key=lambda pair: pair[0], reverse=True)[:NEWEST])


def _contest_line(event: DeskEvent) -> CouncilNewest:
    line = newest_line(event)
    return CouncilNewest(
        key=f"contest-{line.contest}",
        href_kind="contest",
        code=line.code,
        name=_name(line, event.contest),
        at=line.at,
        happened=line.happened,
        party=line.outcome.party if line.outcome else None,
        words=_words(line),
        was="" if line.happened is Happened.STATE else line.words,
        single_source=line.outcome is not None and line.outcome.single_source,
    )


def _name(line: Newest, contest: Contest | None) -> str:
    is_ward = contest is not None and contest.kind == Contest.Kind.WARD and contest.council is not None
    return f"{line.name}, {contest.council}" if contest and is_ward else line.name


def _words(line: Newest) -> str:
    if line.outcome:
        return line.outcome.phrase
    return line.words if line.happened is Happened.STATE else ""


def _total_events(councils: Q, for_air: bool) -> dict[int, DeskEvent]:
    """The event of the newest total of each council, by the council's row id."""
    events: QuerySet[DeskEvent] = (
        DeskEvent.objects.filter(may_be_seen_of_council(), _told_on(for_air), councils, kind__in=PUBLISHED)
        .annotate(told_at=Greatest("at", "council__election__polls_close"))
        .order_by("-told_at", "-seq")[:NEWEST]
    )
    last: dict[int, DeskEvent] = {}
    for event in events:
        last.setdefault(event.council_id or 0, event)
    return last


def _told_on(for_air: bool) -> Q:
    # Of a council that is held nothing is told that came after.
    kept = holding().filter(council=OuterRef("council"), act__gte=OuterRef("seq"))
    return council_not_held() | Q(Exists(kept)) if for_air else Q()


def _total_line(state: CouncilState, event: DeskEvent) -> tuple[Order, CouncilNewest]:
    at, seq = _order(event)
    at = max(at, state.total_at or at)
    return (at, seq), _told(state, event, at)


def _told(state: CouncilState, event: DeskEvent, at: datetime) -> CouncilNewest:
    happened = HAPPENED.get(DeskEvent.Kind(event.kind), Happened.DECLARED)
    return CouncilNewest(
        key=f"council-{state.id}",
        href_kind="council",
        code=state.code,
        name=state.name,
        at=at,
        happened=happened,
        party=None if happened is Happened.WITHDRAWN else state.holder,
        words="" if happened is Happened.WITHDRAWN else _stands(state),
        was=state.was,
        single_source=state.single_source,
        no_control=happened is not Happened.WITHDRAWN and state.no_control,
    )


def _stands(state: CouncilState) -> str:
    """Lab gain from NOC: Lab 20, Con 9, 15 to come"""
    parts = [f"{row.party.abbr} {row.won}" for row in state.rows if row.won]
    seats = ", ".join([*parts, *([f"{state.to_come} to come"] if state.to_come else [])])
    return f"{state.phrase}: {seats}" if state.phrase else seats


def _order(event: DeskEvent) -> Order:
    return getattr(event, "told_at"), event.seq  # noqa: B009
