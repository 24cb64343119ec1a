"""What changed in the last quarter of an hour: seats then and now, control, and what was put right."""

from datetime import timedelta

import pytest
from django.utils import timezone

from results.boards.changed import LAST, changed
from results.declaring.commands import correct, enter
from results.declaring.councils import correct_council, enter_council
from results.declaring.withdrawing import withdraw
from results.models import CouncilDeclaration, Declaration, Election
from tests.people import a_producer
from tests.ward_counts import a_ward_count
from tests.worlds import a_council, a_council_election, a_count, a_small_election

pytestmark = pytest.mark.django_db
CON, LAB = a_count(), a_count(14_426, 10_000, 3_000, 2_000, 574)


@pytest.fixture
def priya():
    return a_producer()


def keyed(election, number, count, by):
    enter(contest_id=election.contests.get(code=f"C{number:04}").pk, count=count, by=by)


def a_while_ago() -> None:
    """Whatever came into force came an hour earlier than it did."""
    for row in [*Declaration.objects.all(), *CouncilDeclaration.objects.all()]:
        row.published_at -= timedelta(hours=1)
        row.save()


def moves(election, **where) -> dict[str, list[tuple[str, int, int]]]:
    found = changed(election_id=election.pk, **where)
    return {
        region.region.code: [(move.party.code, move.then, move.now) for move in region.parties]
        for region in found.regions
    }


def test_seats_stand_beside_those_of_a_quarter_of_an_hour_ago_in_every_region(priya):
    election = a_small_election(contests=4)
    keyed(election, 1, CON, priya)
    keyed(election, 2, LAB, priya)
    a_while_ago()
    keyed(election, 3, CON, priya)
    found = changed(election_id=election.pk)
    assert moves(election) == {
        "EM": [("Con", 1, 2)],
        "MID": [("Con", 1, 2), ("Lab", 1, 1)],
    }
    assert {region.came_in for region in found.regions} == {1}
    assert found.until - found.since == LAST
    assert list(moves(election, region_id=election.regions.get(code="EM").pk)) == ["EM"]


def test_what_came_in_before_is_no_change(priya):
    election = a_small_election(contests=1)
    keyed(election, 1, CON, priya)
    a_while_ago()
    found = changed(election_id=election.pk)
    assert (found.regions, found.controls, found.put_right) == ((), (), ())


def test_a_correction_moves_a_seat_and_is_told_with_what_it_put_right(priya):
    election = a_small_election(contests=1)
    contest = election.contests.get()
    keyed(election, 1, CON, priya)
    a_while_ago()
    correct(contest_id=contest.pk, count=LAB, by=priya, based_on=1, reason="Bundles swapped")
    found = changed(election_id=election.pk)
    assert moves(election)["EM"] == [("Lab", 0, 1), ("Con", 1, 0)]
    (line,) = found.put_right
    assert (line.code, line.council, line.withdrawn) == ("C0001", False, False)
    assert line.was.startswith("was Con gain from Lab")
    assert {region.came_in for region in found.regions} == {0}


def test_corrected_twice_is_compared_with_what_stood_then(priya):
    election = a_small_election(contests=1)
    contest = election.contests.get()
    keyed(election, 1, CON, priya)
    a_while_ago()
    for number, count in ((1, LAB), (2, CON)):
        correct(contest_id=contest.pk, count=count, by=priya, based_on=number, reason="Read out again")
    assert moves(election) == {}
    assert len(changed(election_id=election.pk).put_right) == 2


def test_a_withdrawal_takes_the_seat_away(priya):
    election = a_small_election(contests=1)
    keyed(election, 1, CON, priya)
    a_while_ago()
    withdraw(contest_id=election.contests.get().pk, by=priya, based_on=1, reason="A bundle is missing")
    assert moves(election)["EM"] == [("Con", 1, 0)]
    assert [line.withdrawn for line in changed(election_id=election.pk).put_right] == [True]


def test_the_hour_at_which_polls_close_is_when_what_waited_changed(priya):
    election = a_small_election(contests=1, polls_close=timezone.now() + timedelta(hours=1))
    keyed(election, 1, CON, priya)
    a_while_ago()
    assert moves(election) == {}
    Election.objects.update(polls_close=timezone.now() - timedelta(minutes=1))
    assert moves(election)["EM"] == [("Con", 0, 1)]


def test_a_council_that_changes_hands_is_told_and_so_are_its_seats(priya):
    election = a_council_election()
    council = a_council(election=election)
    wards = list(council.contests.order_by("code"))
    enter(contest_id=wards[0].pk, count=a_ward_count(wards[0], Lab=3), by=priya)
    a_while_ago()
    enter(contest_id=wards[1].pk, count=a_ward_count(wards[1], Lab=1, Con=1), by=priya)
    found = changed(election_id=election.pk)
    assert [(line.code, line.words) for line in found.controls] == [(council.code, "Lab gain from Con")]
    assert moves(election)["EM"] == [("Lab", 3, 4), ("Con", 0, 1)]


def test_a_total_that_was_put_right_is_compared_with_the_one_before(priya):
    election = a_council_election()
    council = a_council(election=election)
    enter_council(council_id=council.pk, seats={"Lab": 5, "Con": 1}, complete=True, by=priya)
    a_while_ago()
    correct_council(
        council_id=council.pk,
        seats={"Lab": 1, "Con": 5},
        complete=True,
        by=priya,
        based_on=1,
        reason="The columns were swapped",
    )
    found = changed(election_id=election.pk)
    assert moves(election)["EM"] == [("Con", 1, 5), ("Lab", 5, 1)]
    assert [line.words for line in found.controls] == ["Con hold"]
    assert [(line.code, line.council) for line in found.put_right] == [(council.code, True)]


@pytest.mark.parametrize("times", [1, 4])
def test_the_queries_are_as_many_whatever_happened(priya, times, django_assert_num_queries):
    election = a_council_election()
    for _ in range(times):
        council = a_council(election=election)
        for ward in council.contests.all():
            enter(contest_id=ward.pk, count=a_ward_count(ward, Lab=ward.seats), by=priya)
        enter_council(council_id=council.pk, seats={"Lab": 6}, complete=True, by=priya)
    with django_assert_num_queries(20):
        found = changed(election_id=election.pk)
    assert len(found.controls) == times
