"""What the headlines' rules are given: seats and councils as they were told, and nothing that is hidden."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from results.boards.headline_chambers import chambers
from results.boards.headline_seats import group_of, steps, told_contests
from results.declaring.calls import call_winner
from results.declaring.commands import correct, enter
from results.declaring.councils import enter_council
from results.declaring.withdrawing import withdraw
from results.models import Candidacy, Contest, Council
from tests.people import a_producer
from tests.worlds import a_council, a_council_election, a_count, a_small_election

pytestmark = pytest.mark.django_db
OTHER = (16_000, 12_000, 2_500, 900, 300)


@pytest.fixture
def election():
    return a_small_election(contests=6)


@pytest.fixture
def priya():
    return a_producer()


def all_steps(election):
    return steps(told_contests(election_id=election.pk), groups={"Leicester"})


def put_right(contest, by, *votes, based_on=1):
    return correct(
        contest_id=contest.pk, count=a_count(*votes), by=by, based_on=based_on, reason="Read out again"
    )


def test_a_seat_has_what_was_declared_and_what_was_before(election, priya):
    contest = election.contests.get(code="C0001")
    enter(contest_id=contest.pk, count=a_count(), by=priya)
    (step,) = all_steps(election)
    seat = step.seat
    assert (seat.code, seat.party, seat.word, seat.previous_party) == ("C0001", "Con", "gain", "Lab")
    assert (seat.majority, seat.valid, seat.year, seat.regions) == (4_426, 30_000, 2024, ("EM",))
    assert [(one.party, one.rank, one.votes) for one in seat.stood[:2]] == [
        ("Con", 1, 14_426),
        ("Lab", 2, 10_000),
    ]
    assert [(one.party, one.rank, one.winner) for one in seat.before] == [
        ("Lab", 1, True),
        ("Con", 2, False),
        ("LD", 3, False),
        ("Green", 4, False),
    ]
    assert seat.turnout_before_pct == Decimal("56.75675676")
    assert seat.group == "Leicester"
    assert (seat.swing_from, seat.swing_to) == ("Lab", "Con")


def test_what_corrects_a_result_stands_where_it_stood_and_both_were_told(election, priya):
    contest = election.contests.get(code="C0001")
    enter(contest_id=contest.pk, count=a_count(), by=priya)
    put_right(contest, priya, *OTHER)
    first, second = all_steps(election)
    assert [(step.revision, step.in_force, step.seat.party) for step in (first, second)] == [
        (1, False, "Con"),
        (2, True, "Lab"),
    ]
    assert second.seat.at == first.seat.at < second.at


def test_what_is_declared_after_a_withdrawal_is_told_anew(election, priya):
    contest = election.contests.get(code="C0001")
    enter(contest_id=contest.pk, count=a_count(), by=priya)
    withdraw(contest_id=contest.pk, by=priya, based_on=1, reason="Wrong contest")
    enter(contest_id=contest.pk, count=a_count(), by=priya)
    first, gone, again = all_steps(election)
    assert gone.seat is None
    assert first.seat.at < gone.at < again.seat.at


def test_a_winner_without_figures_is_told_as_such_and_figures_are_told_when_they_come(election, priya):
    contest = election.contests.get(code="C0001")
    call_winner(contest_id=contest.pk, winner=2, by=priya)
    (step,) = all_steps(election)
    assert (step.seat.figures, step.seat.stood, step.seat.party) == (False, (), "Con")
    enter(contest_id=contest.pk, count=a_count(), by=priya)
    called, declared = all_steps(election)
    assert declared.seat.figures
    assert declared.seat.at > called.seat.at


def test_nothing_is_told_before_polls_close_nor_of_what_was_put_right_by_then(priya, monkeypatch):
    closing = timezone.now() + timedelta(hours=1)
    election = a_small_election(contests=2, polls_close=closing)
    contest = election.contests.get(code="C0001")
    enter(contest_id=contest.pk, count=a_count(), by=priya)
    put_right(contest, priya, *OTHER)
    assert all_steps(election) == ()
    monkeypatch.setattr(timezone, "now", lambda: closing)
    (step,) = all_steps(election)
    assert (step.revision, step.seat.party, step.seat.at) == (2, "Lab", closing)


def test_reading_costs_the_same_for_two_results_as_for_six(election, priya):
    costs = []
    for declared in (slice(2), slice(2, 6)):
        for contest in election.contests.order_by("code")[declared]:
            enter(contest_id=contest.pk, count=a_count(), by=priya)
        with CaptureQueriesContext(connection) as queries:
            all_steps(election)
        costs.append(len(queries))
    assert costs == [5, 5]


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("Leicester East", "Leicester"),
        ("North West Leicestershire", ""),
        ("Birmingham, Erdington", "Birmingham"),
    ],
)
def test_a_city_is_what_the_name_begins_with(name, group):
    assert group_of(name) == group


def test_a_council_is_told_with_control_before_and_now_and_its_leader_who_lost(priya):
    council = a_council(election=a_council_election(), wards=(1, 1, 1), control_before="Con")
    wards = list(council.contests.order_by("code"))
    Candidacy.objects.filter(contest=wards[0], party__code="Con").update(note="leader of the council")
    Contest.objects.filter(pk__in=[ward.pk for ward in wards]).update(electorate=6_000)
    for ward in wards[:2]:
        count = a_count(900, 500, 300, 100, electorate=6_000)
        enter(contest_id=ward.pk, count=count, by=priya)
    (told,) = chambers(Council.objects.filter(pk=council.pk))
    assert (told.control, told.control_before, told.certain, told.complete) == ("Lab", "Con", True, False)
    assert (told.declared, told.needed, told.total, told.seats) == (2, 2, 3, {"Lab": 2})
    assert told.leaders_out == (("Margaret Holt", "Con"),)
    assert told.regions == ("EM", "MID")


def test_councils_cost_the_same_one_as_four(priya):
    election = a_council_election()
    costs = []
    for _ in range(2):
        for _ in range(2):
            council = a_council(election=election)
            enter_council(council_id=council.pk, seats={"Lab": 2}, complete=False, by=priya)
        with CaptureQueriesContext(connection) as queries:
            chambers(Council.objects.filter(election=election))
        costs.append(len(queries))
    assert costs[0] == costs[1]
