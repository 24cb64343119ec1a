"""Key contests as their producers see them: where each is, what is late, and nothing before polls close."""

from datetime import timedelta

import pytest
from django.utils import timezone

from results.boards.key_contests import Standing, key_board, key_contests
from results.declaring.commands import enter
from results.declaring.status import set_status
from results.declaring.withdrawing import withdraw
from results.models import Contest
from results.producing.keys import mark_key
from tests.people import a_producer
from tests.worlds import a_count, a_small_election

pytestmark = pytest.mark.django_db
Status = Contest.Status
HOUR = timedelta(hours=1)


@pytest.fixture
def priya():
    return a_producer()


def a_key_contest(by, *, expected_in=HOUR, **given):
    election = a_small_election(contests=1, **given)
    contest = election.contests.get()
    contest.expected_at = timezone.now() + expected_in
    contest.save()
    mark_key(contest_id=contest.pk, reason="Number 4 target of the Greens", by=by)
    return contest


def line_of(contest):
    (line,) = key_contests(election_id=contest.election_id)
    return line


def declared(contest, by):
    enter(contest_id=contest.pk, count=a_count(), by=by)


def withdrawn(contest, by):
    declared(contest, by)
    withdraw(contest_id=contest.pk, by=by, based_on=1, reason="A bundle is missing")


def put_to(status):
    return lambda contest, by: set_status(contest_id=contest.pk, status=status, by=by)


@pytest.mark.parametrize(
    ("happened", "expected_in", "standing", "is_overdue"),
    [
        (None, HOUR, Standing.TO_COME, False),
        (None, -HOUR, Standing.OVERDUE, True),
        (put_to(Status.COUNTING), HOUR, Standing.COUNTING, False),
        (put_to(Status.COUNTING), -HOUR, Standing.OVERDUE, True),
        (put_to(Status.RECOUNT), -HOUR, Standing.RECOUNT, True),
        (put_to(Status.DEFERRED), -HOUR, Standing.CALLED_OFF, False),
        (declared, -HOUR, Standing.IN, False),
        (withdrawn, HOUR, Standing.WITHDRAWN, False),
    ],
    ids=["to come", "overdue", "counting", "counting, late", "recount", "called off", "in", "withdrawn"],
)
def test_a_key_contest_is_where_it_is(priya, happened, expected_in, standing, is_overdue):
    contest = a_key_contest(priya, expected_in=expected_in)
    if happened:
        happened(contest, priya)
    line = line_of(contest)
    assert (line.standing, line.overdue is not None) == (standing, is_overdue)
    assert (line.outcome is not None) == (standing is Standing.IN)


def test_overdue_says_by_how_long(priya):
    overdue = line_of(a_key_contest(priya, expected_in=-HOUR)).overdue
    assert HOUR <= overdue < HOUR + timedelta(minutes=1)


@pytest.mark.parametrize("happened", [None, declared, put_to(Status.RECOUNT)], ids=["none", "in", "recount"])
def test_before_polls_close_every_one_looks_alike(priya, happened):
    contest = a_key_contest(priya, expected_in=-HOUR, polls_close=timezone.now() + HOUR)
    if happened:
        happened(contest, priya)
    line = line_of(contest)
    assert (line.standing, line.overdue, line.outcome) == (Standing.EMBARGOED, None, None)
    assert line.state in {"expected", "counting"}


def a_night(by, contests):
    election = a_small_election(contests=contests)
    for contest in election.contests.order_by("code"):
        mark_key(contest_id=contest.pk, reason=f"Because of {contest.name}", by=by)
        declared(contest, by)
    return election


def test_they_stand_in_the_producers_order_and_a_region_has_its_own(priya):
    election = a_night(priya, 3)
    west = election.regions.get(code="WM")
    assert [line.code for line in key_contests(election_id=election.pk)] == ["C0001", "C0002", "C0003"]
    assert [line.code for line in key_contests(election_id=election.pk, region_id=west.pk)] == ["C0002"]
    assert key_contests(election_id=a_small_election(contests=1).pk) == ()


@pytest.mark.parametrize("contests", [1, 9])
def test_the_queries_are_as_many_whatever_the_number(priya, contests, django_assert_num_queries):
    election = a_night(priya, contests)
    with django_assert_num_queries(2):
        key_contests(election_id=election.pk)
    with django_assert_num_queries(3):
        board = key_board(election_id=election.pk)
    assert (len(board.lines), board.election.seq) == (contests, 2 * contests)
