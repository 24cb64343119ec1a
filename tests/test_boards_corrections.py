"""An election's corrections: every one that was published, newest first, of contests and of councils."""

from datetime import timedelta

import pytest
from django.utils import timezone

from results.boards.corrections import corrections
from results.declaring.commands import correct, enter
from results.declaring.councils import correct_council, enter_council
from results.declaring.keys import bypass, confirm
from results.declaring.overriding import override
from results.declaring.withdrawing import withdraw
from results.models import Contest, CouncilDeclaration, Election, Policy
from tests.people import a_producer, a_reporter, a_second_reporter, an_editor
from tests.worlds import a_council, a_council_election, a_count, a_small_election

pytestmark = pytest.mark.django_db
WRONG = a_count(10_180, 14_426, 3_000, 2_000, 394)


@pytest.fixture
def priya():
    return a_producer()


@pytest.fixture
def election():
    return a_small_election(contests=3)


def contest_of(election, number):
    return election.contests.get(code=f"C{number:04}")


def declared(contest, by, count=None):
    return enter(contest_id=contest.pk, count=count or a_count(), by=by)


def corrected(contest, by, count=None, based_on=1):
    return correct(
        contest_id=contest.pk, count=count or a_count(), by=by, based_on=based_on, reason="Read again"
    )


def rows_of(election):
    return corrections(election_id=election.pk).rows


def test_an_election_where_nothing_was_put_right_has_none(election, priya):
    declared(contest_of(election, 1), priya)
    assert rows_of(election) == ()


def test_a_correction_has_what_it_was_what_came_after_who_and_why(election, priya):
    contest = contest_of(election, 1)
    declared(contest, priya, WRONG)
    entered = corrected(contest, priya)
    (row,) = rows_of(election)
    assert (row.name, row.code, row.was, row.reason, row.by) == (
        contest.name,
        "C0001",
        "majority was 4,246",
        "Read again",
        "Priya Nair",
    )
    assert (row.now.phrase, row.now.majority) == ("Con gain from Lab", 4_426)
    assert (row.in_force, row.withdrawn, row.council) == (True, False, False)
    assert abs((row.at - entered.at).total_seconds()) < 1


def test_a_withdrawal_stands_there_with_nothing_after_it(election, priya):
    contest = contest_of(election, 1)
    declared(contest, priya)
    withdraw(contest_id=contest.pk, by=priya, based_on=1, reason="The wrong contest")
    (row,) = rows_of(election)
    assert (row.withdrawn, row.now, row.was) == (True, None, "was Con gain from Lab, majority 4,426")


def test_the_newest_come_first_and_those_that_were_overtaken_stay(election, priya):
    one, other = contest_of(election, 1), contest_of(election, 2)
    for contest in (one, other):
        declared(contest, priya, WRONG)
        corrected(contest, priya)
    withdraw(contest_id=one.pk, by=priya, based_on=2, reason="Counted again")
    declared(one, priya)
    told = [(row.code, row.withdrawn, row.in_force) for row in rows_of(election)]
    assert told == [("C0001", True, False), ("C0002", False, True), ("C0001", False, False)]


def test_another_elections_corrections_are_not_in_the_list(election, priya):
    elsewhere = a_small_election(contests=1).contests.get()
    declared(elsewhere, priya, WRONG)
    corrected(elsewhere, priya)
    assert rows_of(election) == ()


def test_a_councils_total_that_lost_a_seat_is_in_the_list_and_one_that_grew_is_not(priya):
    council = a_council(election=a_council_election())
    enter_council(council_id=council.pk, seats={"Lab": 1}, complete=False, by=priya)
    _total(council, priya, {"Lab": 2}, based_on=1)
    assert rows_of(council.election) == ()
    _total(council, priya, {"Lab": 1, "Con": 1}, based_on=2, reason="One ward read twice")
    (row,) = rows_of(council.election)
    assert (row.council, row.code, row.was, row.reason) == (
        True,
        council.code,
        "Lab had 2, Con none",
        "One ward read twice",
    )
    assert (row.seats.by_party, row.seats.complete) == ((("Con", 1), ("Lab", 1)), False)


def test_a_councils_total_that_was_withdrawn_leaves_no_seats(priya):
    council = a_council(election=a_council_election())
    enter_council(council_id=council.pk, seats={"Lab": 2}, complete=False, by=priya)
    _total(council, priya, {}, based_on=1, reason="Another council’s")
    (row,) = rows_of(council.election)
    assert (row.withdrawn, row.seats, row.was) == (True, None, "was Lab 2")


def test_a_council_correction_that_waits_is_not_in_the_list(priya):
    election = a_council_election(policy=Policy.SECOND_KEY)
    council = a_council(election=election)
    sent = enter_council(council_id=council.pk, seats={"Lab": 2}, complete=False, by=priya)
    CouncilDeclaration.objects.filter(pk=sent.declaration_id).update(was="Lab had 9")
    assert rows_of(election) == ()


def test_a_single_source_is_said_until_somebody_confirms_it(priya):
    contest = a_small_election(contests=1).contests.get()
    declared(contest, priya, WRONG)
    Election.objects.update(policy=Policy.SECOND_KEY)
    sent = corrected(contest, a_reporter(contest))
    assert rows_of(contest.election) == ()
    bypass(declaration_id=sent.declaration_id, by=an_editor(), reason="No line")
    assert rows_of(contest.election)[0].single_source
    confirm(declaration_id=sent.declaration_id, by=a_second_reporter(contest))
    assert not rows_of(contest.election)[0].single_source


def test_a_call_that_is_fixed_for_air_is_told_as_it_is_on_air(election, priya):
    contest = contest_of(election, 1)
    declared(contest, priya, WRONG)
    sent = corrected(contest, priya)
    override(declaration_id=sent.declaration_id, by=priya, reason="By-election", word="hold")
    assert rows_of(election)[0].now.phrase == "Con hold"


def test_what_was_put_right_while_polls_were_open_comes_at_the_hour_in_its_order(election, priya):
    hour = timezone.now() + timedelta(hours=1)
    Election.objects.filter(pk=election.pk).update(polls_close=hour)
    for number in (2, 1, 3):
        declared(contest_of(election, number), priya, WRONG)
        corrected(contest_of(election, number), priya)
    assert rows_of(election) == ()
    struck = timezone.now()
    Election.objects.filter(pk=election.pk).update(polls_close=struck)
    assert [row.code for row in rows_of(election)] == ["C0003", "C0001", "C0002"]
    assert {row.at for row in rows_of(election)} == {struck}


def test_a_contest_whose_own_polls_are_open_still_is_left_out(election, priya):
    for number in (1, 2):
        declared(contest_of(election, number), priya, WRONG)
        corrected(contest_of(election, number), priya)
    later = timezone.now() + timedelta(hours=1)
    Contest.objects.filter(code="C0001", election=election).update(polls_close=later)
    assert [row.code for row in rows_of(election)] == ["C0002"]


def test_a_list_of_many_costs_no_more_than_a_list_of_one(priya, django_assert_num_queries):
    election = a_council_election()
    for number in range(1, 4):
        council = a_council(wards=(1, 1), election=election)
        enter_council(council_id=council.pk, seats={"Lab": 2}, complete=False, by=priya)
        _total(council, priya, {"Lab": 1, "Con": 1}, based_on=1, reason="Read again")
        with django_assert_num_queries(5):
            assert len(rows_of(election)) == number


def _total(council, by, seats, *, based_on, reason=""):
    return correct_council(
        council_id=council.pk, seats=seats, complete=False, by=by, based_on=based_on, reason=reason
    )
