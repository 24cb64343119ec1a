"""What an output shows, what stands on preview, and which results were put right after they aired there."""

import pytest

from results.boards.alerts import alerts
from results.boards.onair import preview, program
from results.declaring.commands import correct, enter
from results.declaring.withdrawing import withdraw
from results.graphics.newer import now_of
from results.graphics.values import snapshot_of
from results.models import Cue, Hold
from results.onair.air import clear, out, take, update
from results.onair.cues import prepare, put_on_preview
from results.onair.holds import hold, release
from results.onair.snapshot import Subject
from tests.onair_rows import a_cue, an_output
from tests.people import a_producer, an_operator
from tests.worlds import a_count, a_small_election

pytestmark = pytest.mark.django_db
LAB_WINS = a_count(16_000, 14_426, 3_000, 2_000, 574)
AIRED = "Con gain from Lab, majority 4,426"


@pytest.fixture
def priya():
    return a_producer()


@pytest.fixture
def gwen():
    return an_operator()


@pytest.fixture
def output(priya):
    made = an_output(a_small_election(contests=1))
    enter(contest_id=made.election.contests.get().pk, count=a_count(), by=priya)
    return made


def ready(output, by, graphic="lower-third"):
    """A cue of the output's contest, with the values of this moment."""
    subject = Subject(contest_id=output.election.contests.get().pk)
    snapshot = snapshot_of(graphic=graphic, election_id=output.election_id, subject=subject)
    return prepare(output_id=output.pk, snapshot=snapshot, by=by)


def aired(output, by, cue):
    put_on_preview(cue_id=cue.pk, by=by)
    take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=by)
    return cue


def put_right(output, by):
    contest = output.election.contests.get()
    correct(contest_id=contest.pk, count=LAB_WINS, by=by, based_on=1, reason="Bundles were swapped")


def told(output):
    return [
        (alert.layer, alert.aired, alert.now.phrase if alert.now else "")
        for alert in alerts(output_id=output.pk)
    ]


def test_a_program_has_its_layers_from_the_back_to_the_front(output, gwen):
    for graphic in ("ticker", "lower-third"):
        cue = a_cue(output, gwen, graphic=graphic)
        act = take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=gwen)
    view = program(output_id=output.pk)
    assert [shown.layer for shown in view.layers] == ["lower-third", "ticker"]
    assert (view.on("lower-third").cue, view.on("lower-third").act) == (cue.pk, act.number)
    assert (view.on("bug"), view.act, view.seq) == (None, act.number, act.number)


def test_the_last_act_is_told_though_nothing_is_left_on_air(output, gwen):
    aired(output, gwen, ready(output, gwen))
    gone = out(output_id=output.pk, layer="lower-third", by=gwen)
    hold(output_id=output.pk, by=gwen, reason="Wait")
    view = program(output_id=output.pk)
    assert (view.layers, view.act) == ((), gone.number)
    assert program(output_id=output.pk).act == gone.number
    assert view.seq > gone.number


def test_a_preview_shows_the_cue_as_a_take_would(output, gwen):
    cue = ready(output, gwen)
    assert preview(output_id=output.pk).layers == ()
    put_on_preview(cue_id=cue.pk, by=gwen)
    (shown,) = preview(output_id=output.pk).layers
    take(output_id=output.pk, cue_id=cue.pk, digest=shown.digest, by=gwen)
    (on_air,) = program(output_id=output.pk).layers
    assert (on_air.cue, on_air.values, on_air.digest) == (shown.cue, shown.values, shown.digest)


def test_a_program_costs_three_queries_and_a_preview_two(output, gwen, django_assert_num_queries):
    for graphic in ("ticker", "contest"):
        aired(output, gwen, a_cue(output, gwen, graphic=graphic))
    put_on_preview(cue_id=Cue.objects.first().pk, by=gwen)
    with django_assert_num_queries(3):
        program(output_id=output.pk)
    with django_assert_num_queries(2):
        preview(output_id=output.pk)


def test_what_never_aired_raises_no_alert(output, gwen, priya):
    ready(output, gwen)
    put_right(output, priya)
    assert told(output) == []


def test_a_correction_of_what_is_on_air_says_what_aired_and_what_holds(output, gwen, priya):
    cue = aired(output, gwen, ready(output, gwen))
    assert told(output) == []
    put_right(output, priya)
    (alert,) = alerts(output_id=output.pk)
    assert (alert.cue, alert.layer, alert.digest) == (cue.pk, "lower-third", cue.digest)
    assert (alert.aired, alert.now.phrase, alert.now.majority) == (AIRED, "Lab hold", 1_574)
    assert (alert.was, alert.reason) == (f"was {AIRED}", "Bundles were swapped")


def test_each_graphic_on_air_has_an_alert_of_its_own(output, gwen, priya):
    third = ready(output, gwen)
    aired(output, gwen, ready(output, gwen, "contest"))
    aired(output, gwen, third)
    put_right(output, priya)
    assert sorted(layer for layer, *_ in told(output)) == ["full", "lower-third"]


def test_pushing_the_correction_ends_the_alert(output, gwen, priya):
    cue = aired(output, gwen, ready(output, gwen))
    put_right(output, priya)
    fresh = now_of(cue)
    update(output_id=output.pk, layer="lower-third", digest=cue.digest, fresh=fresh, by=gwen)
    assert told(output) == []


def test_what_aired_wrong_and_is_off_stays_told_until_the_right_one_airs(output, gwen, priya):
    aired(output, gwen, ready(output, gwen))
    clear(output_id=output.pk, by=gwen)
    put_right(output, priya)
    assert told(output) == [("", AIRED, "Lab hold")]
    aired(output, gwen, ready(output, gwen, "contest"))
    assert told(output) == []


def test_a_withdrawn_result_on_air_has_nothing_that_holds(output, gwen, priya):
    aired(output, gwen, ready(output, gwen))
    contest = output.election.contests.get()
    withdraw(contest_id=contest.pk, by=priya, based_on=1, reason="Read out for another seat")
    (alert,) = alerts(output_id=output.pk)
    assert (alert.withdrawn, alert.now, alert.aired) == (True, None, AIRED)


def test_a_cue_that_was_frozen_while_the_contest_was_held_is_wrong_however_late_it_airs(output, gwen, priya):
    contest = output.election.contests.get()
    hold(output_id=output.pk, contest_id=contest.pk, by=gwen, reason="The agent disputes it")
    put_right(output, priya)
    cue = ready(output, gwen)
    release(output_id=output.pk, hold_id=Hold.objects.get().pk, by=gwen)
    aired(output, gwen, cue)
    assert told(output) == [("lower-third", AIRED, "Lab hold")]


def test_another_output_has_alerts_of_its_own(output, gwen, priya):
    aired(output, gwen, ready(output, gwen))
    put_right(output, priya)
    assert told(an_output(output.election)) == []


@pytest.mark.parametrize("contests", [1, 4])
def test_alerts_cost_the_same_however_many_there_are(contests, gwen, priya, django_assert_num_queries):
    output = an_output(a_small_election(contests=contests))
    for contest in output.election.contests.all():
        enter(contest_id=contest.pk, count=a_count(), by=priya)
        subject = Subject(contest_id=contest.pk)
        snapshot = snapshot_of(graphic="lower-third", election_id=output.election_id, subject=subject)
        aired(output, gwen, prepare(output_id=output.pk, snapshot=snapshot, by=gwen))
        correct(contest_id=contest.pk, count=LAB_WINS, by=priya, based_on=1, reason="Bundles were swapped")
    with django_assert_num_queries(12):
        assert len(alerts(output_id=output.pk)) == contests
