"""The stopwatch: each leg from the hall to air, with what is not known left out and counted."""

from datetime import timedelta

import pytest
from django.utils import timezone

from results.boards.stopwatch import LAST, Leg, stopwatch
from results.declaring.commands import correct, enter
from results.declaring.keys import confirm
from results.models import AsRun, Declaration, DeskEvent, Policy, Told
from results.onair.air import take
from tests.onair_rows import a_cue, an_output
from tests.people import a_producer, an_editor, an_operator
from tests.worlds import a_count, a_small_election

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
NOW = timezone.now()
OTHER = a_count(10_001, 14_426, 3_000, 2_000, 574)


@pytest.fixture
def priya():
    return a_producer()


def declared(election, by, number=1):
    contest = election.contests.get(code=f"C{number:04}")
    return enter(contest_id=contest.pk, count=a_count(), by=by)


def timed(entered, *, hall=None, second=None, told=None):
    """Put the times of a declaration so many seconds apart: read out, entered, in force, on boards."""
    row = Declaration.objects.get(pk=entered.declaration_id)
    row.entered_at = row.published_at - (second or 0) * SECOND
    row.read_out_at = None if hall is None else row.entered_at - hall * SECOND
    row.save()
    if told is not None:
        event = DeskEvent.objects.get(declaration=row)
        Told.objects.create(event=event, at=row.published_at + told * SECOND)


def seconds(election, leg, part="night", **where):
    (found,) = [times for times in stopwatch(election_id=election.pk, **where) if times.leg is leg]
    times = getattr(found, part)
    return times.p50 and times.p50 / SECOND, times.p95 and times.p95 / SECOND, times.known, times.of


def test_before_anything_is_declared_nothing_is_known():
    election = a_small_election(contests=1)
    assert [seconds(election, leg) for leg in Leg] == [(None, None, 0, 0)] * len(Leg)


def test_the_legs_of_one_declaration(priya):
    election = a_small_election(contests=1, policy=Policy.SECOND_KEY)
    entered = declared(election, priya)
    confirm(declaration_id=entered.declaration_id, by=an_editor())
    timed(entered, hall=60, second=20, told=2)
    assert seconds(election, Leg.HALL) == (60, 60, 1, 1)
    assert seconds(election, Leg.SECOND) == (20, 20, 1, 1)
    assert seconds(election, Leg.BOARDS) == (2, 2, 1, 1)
    assert seconds(election, Leg.WHOLE) == (82, 82, 1, 1)
    assert seconds(election, Leg.AIR) == (None, None, 0, 1)


def test_what_is_not_known_is_left_out_and_counted(priya):
    election = a_small_election(contests=3)
    timed(declared(election, priya, 1), hall=30, told=1)
    timed(declared(election, priya, 2))
    timed(declared(election, priya, 3), told=5)
    assert seconds(election, Leg.HALL) == (30, 30, 1, 3)
    assert seconds(election, Leg.BOARDS) == (1, 5, 2, 3)
    # Published at once: there is no second person to wait for.
    assert seconds(election, Leg.SECOND) == (None, None, 0, 0)


def test_the_last_ten_stand_beside_the_night(priya):
    election = a_small_election(contests=12)
    for number in range(1, 13):
        timed(declared(election, priya, number), told=100 if number <= 2 else number)
    assert seconds(election, Leg.BOARDS) == (8, 100, 12, 12)
    assert seconds(election, Leg.BOARDS, "last") == (7, 12, LAST, LAST)


def test_a_region_has_its_own(priya):
    election = a_small_election(contests=2)
    timed(declared(election, priya, 1), told=1)
    timed(declared(election, priya, 2), told=9)
    west = election.regions.get(code="WM")
    assert seconds(election, Leg.BOARDS, region_id=west.pk) == (9, 9, 1, 1)


def test_what_came_in_while_polls_were_open_has_no_way_to_the_boards(priya):
    election = a_small_election(contests=1, polls_close=timezone.now() + timedelta(hours=1))
    timed(declared(election, priya), hall=15)
    assert seconds(election, Leg.HALL) == (None, None, 0, 0)
    type(election).objects.update(polls_close=timezone.now())
    assert seconds(election, Leg.HALL) == (15, 15, 1, 1)
    assert seconds(election, Leg.BOARDS) == (None, None, 0, 0)


def aired(output, gwen, revision, after):
    """A graphic of the output's contest with this revision, taken so many seconds after NOW."""
    cue = a_cue(output, gwen, revision=revision, seen=after)
    take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=gwen)
    AsRun.objects.filter(cue=cue).update(at=NOW + after * SECOND)


def test_on_air_is_the_first_graphic_with_the_revision_or_a_later_one(priya):
    output, gwen = an_output(), an_operator()
    election = output.election
    first = declared(election, priya)
    aired(output, gwen, 1, after=100)
    contest = election.contests.get()
    second = correct(contest_id=contest.pk, count=OTHER, by=priya, based_on=1, reason="One more paper")
    for entered in (first, second):
        Told.objects.create(event=DeskEvent.objects.get(declaration=entered.declaration_id), at=NOW)
    assert seconds(election, Leg.AIR) == (100, 100, 1, 2)
    aired(output, gwen, 3, after=400)
    assert seconds(election, Leg.AIR) == (100, 400, 2, 2)


@pytest.mark.parametrize("contests", [1, 9])
def test_the_queries_are_three_whatever_the_number(priya, contests, django_assert_num_queries):
    election = a_small_election(contests=contests)
    for number in range(1, contests + 1):
        timed(declared(election, priya, number), hall=5, told=1)
    with django_assert_num_queries(3):
        stopwatch(election_id=election.pk)
