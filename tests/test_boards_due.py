"""What is due: next, late, recounts and what waits, each in its order and in a fixed number of queries."""

from datetime import timedelta

import pytest
from django.utils import timezone

from results.boards.due import due
from results.declaring.commands import enter
from results.declaring.councils import enter_council
from results.declaring.status import set_status
from results.models import Contest, Policy
from results.producing.keys import mark_key
from tests.people import a_producer, a_reporter, a_second_reporter
from tests.worlds import a_council, a_council_election, a_count, a_small_election

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
OTHER = a_count(10_001, 14_426, 3_000, 2_000, 574)


@pytest.fixture
def priya():
    return a_producer()


def an_election(*minutes: int, **given):
    """Contests that are expected so many minutes from now."""
    election = a_small_election(contests=len(minutes), **given)
    contests = list(election.contests.order_by("code"))
    for contest, after in zip(contests, minutes, strict=True):
        contest.expected_at = timezone.now() + after * MINUTE
        contest.save()
    return election, contests


def codes(lines) -> list[str]:
    return [line.code for line in lines]


def test_the_next_come_soonest_first_and_the_late_longest_first(priya):
    election, contests = an_election(30, -10, 5, -40, -20)
    mark_key(contest_id=contests[1].pk, reason="A target", by=priya)
    enter(contest_id=contests[4].pk, count=a_count(), by=priya)
    found = due(election_id=election.pk)
    assert (codes(found.next), codes(found.overdue)) == (["C0003", "C0001"], ["C0004", "C0002"])
    assert (found.to_come, found.late, found.recounting, found.waits) == (4, 2, 0, 0)
    assert [line.key for line in found.overdue] == [False, True]
    assert found.overdue[0].overdue >= 40 * MINUTE


def test_a_recount_stands_apart_and_a_poll_called_off_nowhere(priya):
    election, contests = an_election(-10, -20, -30)
    for contest, status in zip(contests, ("recount", "recount", "countermanded"), strict=True):
        set_status(contest_id=contest.pk, status=status, by=priya)
    found = due(election_id=election.pk)
    assert (codes(found.recounts), found.recounting) == (["C0001", "C0002"], 2)
    assert (found.overdue, found.late, found.to_come) == ((), 0, 2)
    assert found.recounts[0].since is not None


def test_before_polls_close_nothing_is_late_and_no_recount_is_told(priya):
    election, contests = an_election(-10, 30, polls_close=timezone.now() + 60 * MINUTE)
    set_status(contest_id=contests[1].pk, status=Contest.Status.RECOUNT, by=priya)
    enter(contest_id=contests[0].pk, count=a_count(), by=priya)
    found = due(election_id=election.pk)
    assert (found.overdue, found.late, found.recounts, found.recounting) == ((), 0, (), 0)
    # That figures are in is not told either: it counts among those to come.
    assert found.to_come == 2


def test_what_was_expected_before_its_polls_close_is_next_and_stays_so_while_the_clock_goes_by(monkeypatch):
    election, _ = an_election(-10, 20, 30, polls_close=timezone.now() + 60 * MINUTE)
    before = due(election_id=election.pk)
    later = timezone.now() + 25 * MINUTE
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert codes(before.next) == ["C0001", "C0002", "C0003"]
    assert all(line.polls_open for line in before.next)
    assert due(election_id=election.pk) == before


def test_a_limit_keeps_the_lists_short_and_the_counts_whole():
    election, _ = an_election(*[-number for number in range(1, 9)])
    found = due(election_id=election.pk, limit=3)
    assert (codes(found.overdue), found.late) == (["C0008", "C0007", "C0006"], 8)


def test_what_waits_says_who_since_when_and_how_and_no_figure():
    election, contests = an_election(10, 10, policy=Policy.BLIND)
    alice, bob = a_reporter(*contests), a_second_reporter(*contests)
    enter(contest_id=contests[0].pk, count=a_count(), by=alice)
    enter(contest_id=contests[1].pk, count=a_count(), by=bob)
    enter(contest_id=contests[0].pk, count=OTHER, by=bob)
    found = due(election_id=election.pk)
    told = [(entry.code, entry.by, entry.blind, entry.disputed) for entry in found.waiting]
    assert told == [
        ("C0001", "Alice Okafor", True, True),
        ("C0002", "Bob Hussain", True, False),
        ("C0001", "Bob Hussain", True, True),
    ]
    assert found.waits == 3


def test_a_councils_total_waits_among_them(priya):
    election = a_council_election(policy=Policy.SECOND_KEY)
    council = a_council(election=election)
    enter_council(council_id=council.pk, seats={"Lab": 4, "Con": 2}, complete=True, by=priya)
    (entry,) = due(election_id=election.pk).waiting
    assert (entry.council, entry.code, entry.by, entry.blind) == (True, council.code, "Priya Nair", False)


def test_a_region_has_its_own(priya):
    election, contests = an_election(-10, -20, 10, 20, policy=Policy.SECOND_KEY)
    for contest in contests[:2]:
        enter(contest_id=contest.pk, count=a_count(), by=priya)
    found = due(election_id=election.pk, region_id=election.regions.get(code="WM").pk)
    assert codes(found.next) + codes(found.overdue) == ["C0004", "C0002"]
    assert ([entry.code for entry in found.waiting], found.to_come) == (["C0002"], 2)


@pytest.mark.parametrize("times", [1, 6])
def test_the_queries_are_as_many_whatever_the_number(priya, times, django_assert_num_queries):
    election, contests = an_election(*[-10, -20, 10] * times, policy=Policy.SECOND_KEY)
    for contest in contests[::3]:
        enter(contest_id=contest.pk, count=a_count(), by=priya)
    for contest in contests[1::3]:
        set_status(contest_id=contest.pk, status=Contest.Status.RECOUNT, by=priya)
    with django_assert_num_queries(6):
        due(election_id=election.pk)
