"""The council scoreboard of a region, and one council's own board, at one number."""

from collections import Counter
from collections.abc import Collection
from dataclasses import replace

from django.db.models import QuerySet

from results.boards.cards import PartyBadge, Totals
from results.boards.chambers import council_states
from results.boards.council_cards import (
    ControlCount,
    CouncilBoard,
    CouncilCard,
    CouncilState,
    MayorLine,
    PartySeats,
    WardLine,
)
from results.boards.council_newest import newest
from results.boards.heads import election_head, region_head
from results.boards.kept_calls import council_as_kept, council_board_as_kept, kept_calls
from results.boards.outcomes import outcome_card, outcomes_in_force
from results.boards.snapshot import one_snapshot
from results.boards.states import since, state_of
from results.boards.tally import party_votes, totals, ward_sums
from results.models import Contest, Council, Outcome, Region
from results.psephology.percent import pct

Badges = dict[str, PartyBadge]


def council_board(
    *, region_id: int, councils: Collection[int] | None = None, for_air: bool = False
) -> CouncilBoard:
    """The councils of a region, in a fixed number of queries. Raises Region.DoesNotExist.

    `councils` limits the councils drawn one by one; every sum is over all of them.
    `for_air` counts what a hold keeps in the place of what is in force.
    """
    with one_snapshot():
        region = Region.objects.select_related("election").get(pk=region_id)
        states = council_states(Council.objects.filter(regions=region_id), for_air=for_air)
        sums = ward_sums(region_id, for_air=for_air)
        board = CouncilBoard(
            election=election_head(region.election),
            region=region_head(region),
            declared=sum(state.complete and not state.stopped for state in states),
            total=sum(not state.stopped for state in states),
            seats_declared=sum(state.declared for state in states),
            seats_up=sum(state.fillable for state in states),
            controls=_controls(states),
            rows=_rows(states, party_votes(region_id, for_air=for_air)),
            councils=states if councils is None else tuple(s for s in states if s.id in councils),
            mayors=_mayors(region_id, for_air),
            newest=newest(region, states, for_air=for_air),
            totals=_without_turnout(totals(len(states), sums)),
            called_off=sum(state.stopped for state in states),
            seats_called_off=sum(state.called_off for state in states),
        )
        return council_board_as_kept(board, kept_calls(regions=region_id)) if for_air else board


def council_card(*, council_id: int, for_air: bool = False) -> CouncilCard:
    """One council with its wards, in a fixed number of queries. Raises Council.DoesNotExist."""
    with one_snapshot():
        council = Council.objects.select_related("election").get(pk=council_id)
        (state,) = council_states(Council.objects.filter(pk=council_id), for_air=for_air)
        card = CouncilCard(
            election=election_head(council.election),
            regions=tuple(region_head(region) for region in council.regions.all()),
            state=state,
            wards=_wards(council_id, for_air),
        )
        return council_as_kept(card, kept_calls(council=council_id)) if for_air else card


def _without_turnout(sums: Totals) -> Totals:
    # Voters have several votes in most wards: votes over electorate says nothing.
    return replace(sums, turnout_valid_pct=None)


def _controls(states: tuple[CouncilState, ...]) -> tuple[ControlCount, ...]:
    badges = _badges(states)
    certain = [state for state in states if state.phrase]
    now = Counter(state.holder.code if state.holder else "" for state in certain)
    # A new council was nobody's: it is no gain and no loss.
    before = Counter(
        state.before.code if state.before else "" for state in certain if state.before_words != "new council"
    )
    counts = [
        ControlCount(party=badges.get(code), councils=now[code], net=now[code] - before[code])
        for code in {*now, *before}
    ]
    return tuple(sorted(counts, key=lambda count: (count.party is None, -count.councils, -count.net)))


def _badges(states: tuple[CouncilState, ...]) -> Badges:
    found = [badge for state in states for badge in (state.before, state.holder) if badge]
    return {badge.code: badge for badge in found}


def _rows(states: tuple[CouncilState, ...], votes: dict[str, int]) -> tuple[PartySeats, ...]:
    badges = {row.party.code: row.party for state in states for row in state.rows}
    sums = {code: [0, 0, 0, 0, 0] for code in badges}
    for state in states:
        for row in state.rows:
            eve, last = row.net_eve_of_poll or 0, row.net_last_fought or 0
            own = (row.won, max(eve, 0), max(-eve, 0), last, eve)
            sums[row.party.code] = [a + b for a, b in zip(sums[row.party.code], own, strict=True)]
    rows = [
        PartySeats(
            party=badges[code],
            seats=won,
            gains=gains,
            losses=losses,
            net_last_fought=last,
            net_eve_of_poll=eve,
            votes=votes.get(code, 0),
            share_pct=pct(votes.get(code, 0), sum(votes.values())),
        )
        for code, (won, gains, losses, last, eve) in sums.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.seats, row.party.code)))


def _mayors(region_id: int, for_air: bool) -> tuple[MayorLine, ...]:
    contests = Contest.objects.filter(regions=region_id, kind=Contest.Kind.MAYORALTY).order_by("name")
    outcomes = _outcomes(contests, for_air)
    return tuple(_mayor(contest, outcomes.get(contest.pk)) for contest in contests.select_related("election"))


def _mayor(contest: Contest, outcome: Outcome | None) -> MayorLine:
    state = state_of(contest, outcome)
    return MayorLine(
        contest=contest.pk,
        code=contest.code,
        name=contest.name,
        outcome=outcome_card(outcome) if outcome else None,
        after_second_preferences=outcome is not None and outcome.after_second_preferences,
        expected_at=contest.expected_at,
        state=state,
        recounts=contest.recounts,
        since=since(contest, state),
    )


def _wards(council_id: int, for_air: bool) -> tuple[WardLine, ...]:
    contests = Contest.objects.filter(council=council_id, kind=Contest.Kind.WARD).order_by("name", "code")
    outcomes = _outcomes(contests, for_air)
    return tuple(_ward(contest, outcomes.get(contest.pk)) for contest in contests.select_related("election"))


def _ward(contest: Contest, outcome: Outcome | None) -> WardLine:
    state = state_of(contest, outcome)
    return WardLine(
        contest=contest.pk,
        code=contest.code,
        name=contest.name,
        seats=contest.seats,
        returned=(outcome.returned or f"{outcome.party.code} 1") if outcome else "",
        outcome=outcome_card(outcome) if outcome else None,
        expected_at=contest.expected_at,
        state=state,
        recounts=contest.recounts,
        since=since(contest, state),
    )


def _outcomes(contests: QuerySet[Contest], for_air: bool) -> dict[int, Outcome]:
    rows = outcomes_in_force(for_air=for_air).filter(declaration__contest__in=contests.order_by())
    return {outcome.declaration.contest_id: outcome for outcome in rows}
