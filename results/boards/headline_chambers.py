"""Councils as the headlines' rules look at them: control before and now, and leaders who lost.

Owns the step from a council's card to psephology's facts. Any number of councils costs the same.
"""

from collections import defaultdict
from collections.abc import Mapping

from django.db.models import Q, QuerySet

from results.boards.chambers import council_states
from results.boards.council_cards import CouncilState
from results.boards.embargo import may_be_seen
from results.models import Contest, Council, State, Tally
from results.psephology.council import NOC
from results.psephology.headlines.facts import Chamber

Leaders = Mapping[int, tuple[tuple[str, str], ...]]


def chambers(councils: QuerySet[Council]) -> tuple[Chamber, ...]:
    """These councils as they stand, by when something came in last. A fixed number of queries."""
    rows = {council.pk: council for council in councils.select_related("election")}
    leaders = _leaders_out(councils)
    states = council_states(councils)
    regions = _regions(councils)
    told = [
        _chamber(rows[state.id], state, leaders.get(state.id, ()), regions.get(state.id, ()))
        for state in states
    ]
    return tuple(sorted(told, key=lambda chamber: (chamber.at, chamber.code)))


def _chamber(
    council: Council, state: CouncilState, leaders: tuple[tuple[str, str], ...], regions: tuple[str, ...]
) -> Chamber:
    control = state.holder.code if state.holder else NOC if state.no_control else None
    # Control that is certain by seats not up is no news before anything is in.
    is_told = state.newest_at is not None
    return Chamber(
        code=council.code,
        name=council.name,
        at=state.newest_at or council.election.polls_close,
        control=control if is_told else None,
        control_before=council.control_before,
        outcome=state.phrase,
        certain=is_told and bool(state.phrase),
        complete=state.complete,
        needed=state.needed,
        total=state.total,
        declared=state.declared,
        seats={row.party.code: row.seats for row in state.rows if row.seats},
        before=_before(state),
        leaders_out=leaders,
        regions=regions,
    )


def _before(state: CouncilState) -> dict[str, int]:
    """Seats on the eve of poll, where they compare with the seats now."""
    known = {
        row.party.code: row.seats - row.net_eve_of_poll
        for row in state.rows
        if row.net_eve_of_poll is not None
    }
    return {code: seats for code, seats in known.items() if seats}


def _leaders_out(councils: QuerySet[Council]) -> Leaders:
    """Leaders of groups who stood in a ward and lost, as candidates' notes say it. One query."""
    rows = Tally.objects.filter(
        may_be_seen("declaration__contest"),
        Q(candidacy__note__istartswith="leader of") | Q(candidacy__note__icontains="group leader"),
        declaration__state=State.IN_FORCE,
        declaration__contest__council__in=councils.order_by(),
        declaration__contest__kind=Contest.Kind.WARD,
        elected=False,
    ).select_related("declaration__contest", "candidacy__party__counts_as")
    found: dict[int, tuple[tuple[str, str], ...]] = defaultdict(tuple)
    for row in rows.order_by("candidacy__name"):
        party = row.candidacy.party.counts_as or row.candidacy.party
        found[row.declaration.contest.council_id or 0] += ((row.candidacy.name, party.code),)
    return found


def _regions(councils: QuerySet[Council]) -> dict[int, tuple[str, ...]]:
    through = Council.regions.through.objects.filter(council__in=councils.order_by())
    found: dict[int, tuple[str, ...]] = defaultdict(tuple)
    for council, code in through.values_list("council", "region__code").order_by("region__code"):
        found[council] += (code,)
    return found
