"""Every seat of a council is somewhere at every moment, and control is told when it is certain."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from results.boards.councils import council_board, council_card
from results.declaring.commands import correct, enter
from results.declaring.councils import correct_council, enter_council
from results.declaring.refusals import Refused
from results.declaring.status import set_status
from results.declaring.withdrawing import withdraw
from results.feeds.regions import region_json
from results.models import Declaration
from results.rendering.seatbar import seat_bar
from tests.people import a_producer
from tests.services import examples
from tests.ward_counts import a_ward_count
from tests.worlds import a_council, a_council_election

WARDS = (3, 2, 1, 2)
PARTIES = ("Lab", "Con", "LD")


def filled(seats: int) -> st.SearchStrategy[dict[str, int]]:
    """Ways to fill a ward: each seat goes to one of the parties."""
    return st.lists(st.sampled_from(PARTIES), min_size=seats, max_size=seats).map(
        lambda won: {party: won.count(party) for party in set(won)}
    )


ward_events = st.one_of(
    *[st.tuples(st.just(place), filled(seats)) for place, seats in enumerate(WARDS)],
)
total_events = st.tuples(
    st.just("total"), st.dictionaries(st.sampled_from(PARTIES), st.integers(0, 6), min_size=1)
)
statuses = st.sampled_from(("counting", "countermanded", "deferred", "expected"))
status_events = st.tuples(st.just("status"), st.tuples(st.integers(0, 3), statuses))
withdrawals = st.tuples(st.just("withdraw"), st.integers(0, 3))
nights = st.lists(
    ward_events | ward_events | total_events | status_events | withdrawals, min_size=1, max_size=12
)


@pytest.mark.long
class EverySeatIsSomewhere(TestCase):
    """Random orders of wards, corrections, withdrawals, totals and polls called off."""

    @settings(max_examples=examples(30), deadline=None)
    @given(nights, st.dictionaries(st.sampled_from(PARTIES), st.integers(1, 5)), st.integers(0, 2))
    def test_every_seat_is_won_not_up_vacant_called_off_or_to_come_at_every_moment(
        self, night, not_up, vacant
    ):
        producer = a_producer()
        council = a_council(wards=WARDS, not_up=not_up, vacant=vacant)
        wards = list(council.contests.order_by("code"))
        for what, seats in night:
            try:
                if what == "total":
                    _total(council, seats, producer)
                elif what == "status":
                    set_status(contest_id=wards[seats[0]].pk, status=seats[1], by=producer)
                elif what == "withdraw":
                    _withdraw(wards[seats], producer)
                else:
                    _ward(wards[what], seats, producer)
            except Refused:
                pass
            _holds(council)


def _ward(ward, won, producer):
    current = Declaration.objects.in_force().filter(contest=ward).first()
    count = a_ward_count(ward, **won)
    if current is None:
        enter(contest_id=ward.pk, count=count, by=producer)
    else:
        correct(contest_id=ward.pk, count=count, by=producer, based_on=current.revision, reason="Read again")


def _withdraw(ward, producer):
    current = Declaration.objects.in_force().filter(contest=ward).first()
    based_on = current.revision if current else 0
    withdraw(contest_id=ward.pk, by=producer, based_on=based_on, reason="Read wrongly")


def _total(council, seats, producer):
    current = council.declarations.filter(state="in_force").first()
    given = {"council_id": council.pk, "seats": seats, "complete": False, "by": producer}
    if current is None:
        enter_council(**given)
    else:
        correct_council(**given, based_on=current.revision, reason="Read again")


def _holds(council):
    for state in (
        council_card(council_id=council.pk).state,
        council_board(region_id=council.regions.first().pk).councils[0],
    ):
        assert state.declared == sum(row.won for row in state.rows)
        seats = state.declared + state.not_up + state.vacant + state.to_come + state.called_off
        assert seats == state.total == sum(segment.seats for segment in seat_bar(state).segments)
        assert min(state.to_come, state.called_off, state.vacant) >= 0
        assert 0 <= state.wards_declared <= state.wards
        assert all(row.seats == row.won + row.not_up for row in state.rows)
        assert bool(state.phrase) == bool(state.holder or state.no_control)


pytestmark = pytest.mark.django_db


def test_a_region_of_many_councils_costs_as_many_queries_as_one_of_one(django_assert_num_queries):
    client = Client()
    client.force_login(a_producer(), backend="django.contrib.auth.backends.ModelBackend")
    few, many = a_council_election(), a_council_election()
    a_council(election=few)
    for _ in range(9):
        a_council(election=many)
    costs = []
    for election in (few, many):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/boards/{election.slug}/EM/").status_code == 200
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_a_newcomer_may_still_win_a_council_that_gives_only_totals():
    council = a_council(wards=(3, 2, 1), control_before="Con")
    council.contests.all().delete()
    producer = a_producer()
    enter_council(council_id=council.pk, seats={"Lab": 1, "Con": 1}, complete=False, by=producer)
    state = council_card(council_id=council.pk).state
    # Four of six are to come, and four are a majority: a party with no seat yet may win them all.
    assert (state.to_come, state.needed, state.no_control, state.phrase) == (4, 4, False, "")


def test_seats_that_no_ward_here_fills_stay_open_to_every_party():
    council = a_council(wards=(1, 1), control_before="Con")
    council.seats_total = council.seats_up = 9
    council.save()
    producer = a_producer()
    for ward, party in zip(council.contests.order_by("code"), ("Lab", "Con"), strict=True):
        enter(contest_id=ward.pk, count=a_ward_count(ward, **{party: 1}), by=producer)
    state = council_card(council_id=council.pk).state
    assert (state.to_come, state.no_control, state.phrase) == (7, False, "")


def test_the_feed_has_councils_with_both_nets():
    council = a_council(wards=(3, 2, 1))
    producer = a_producer()
    enter_council(council_id=council.pk, seats={"Lab": 4, "Con": 2}, complete=True, by=producer)
    feed = region_json(council.regions.get(code="EM").pk)
    (found,) = feed["councils"]
    assert (found["control"], found["outcome"], found["needed"]) == ("Lab", "Lab gain from Con", 4)
    nets = {row["party"]: (row["net_last_fought"], row["net_eve_of_poll"]) for row in found["rows"]}
    assert nets == {"Lab": (2, 2), "Con": (-2, -1), "Ind": (0, -1)}
    assert (feed["declared"], feed["total"]) == (1, 1)
