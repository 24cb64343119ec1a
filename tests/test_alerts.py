"""Corrections of what aired among other results: tallies, tickers, councils; and settling them."""

from http import HTTPStatus

import pytest
from django.test import Client

from results.boards.alerts import alerts
from results.declaring.commands import correct, enter
from results.declaring.councils import correct_council, enter_council
from results.declaring.withdrawing import withdraw
from results.graphics.newer import now_of, now_of_all
from results.graphics.values import snapshot_of
from results.models import AlertDone, AsRun, Cue, Hold, OnAir
from results.onair.air import out, take, update
from results.onair.cues import prepare, put_on_preview
from results.onair.holds import hold, release
from results.onair.snapshot import Subject
from tests.onair_rows import an_output
from tests.panels import press, words
from tests.people import a_producer, an_operator
from tests.ward_counts import a_ward_count
from tests.worlds import a_council, a_count, a_small_election

pytestmark = pytest.mark.django_db
LAB_WINS = a_count(16_000, 14_426, 3_000, 2_000, 574)
FROZEN, FOLLOW = Cue.Mode.FROZEN, Cue.Mode.FOLLOW
OF_REGIONS = ("scoreboard", "seat-change", "hex-map", "ticker", "bug", "swing-dial")


@pytest.fixture
def priya():
    return a_producer()


@pytest.fixture
def gwen():
    return an_operator()


@pytest.fixture
def output(priya):
    made = an_output(a_small_election(contests=3), slug="pgm", name="PGM")
    enter(contest_id=first(made).pk, count=a_count(), by=priya)
    return made


@pytest.fixture
def panel(client: Client, gwen) -> Client:
    client.force_login(gwen)
    return client


def first(output):
    return output.election.contests.get(code="C0001")


def aired(output, by, graphic, *, mode=FROZEN, **subject):
    about = Subject(**(subject or {"region_id": output.election.regions.get(code="EM").pk}))
    snapshot = snapshot_of(graphic=graphic, election_id=output.election_id, subject=about)
    cue = prepare(output_id=output.pk, snapshot=snapshot, by=by, mode=mode)
    return taken(output, by, cue)


def taken(output, by, cue):
    put_on_preview(cue_id=cue.pk, by=by)
    take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=by)
    return cue


def put_right(output, by, based_on=1):
    counts = {1: LAB_WINS, 2: a_count()}
    correct(
        contest_id=first(output).pk,
        count=counts[based_on],
        by=by,
        based_on=based_on,
        reason="Bundles swapped",
    )


def told(output):
    return [(one.about, one.layer, one.itself) for one in alerts(output_id=output.pk)]


@pytest.mark.parametrize("graphic", OF_REGIONS)
def test_a_frozen_graphic_of_a_region_that_told_it_is_wrong_on_air_until_it_is_updated(
    output, gwen, priya, graphic
):
    cue = aired(output, gwen, graphic)
    assert told(output) == []
    put_right(output, priya)
    (alert,) = alerts(output_id=output.pk)
    assert (alert.name, alert.about) == ("Leicester East", f"East Midlands {graphic}")
    assert (alert.is_wrong_on_air, alert.can_be_pushed) == (True, True)
    assert (alert.aired, alert.now.phrase) == ("Con gain from Lab, majority 4,426", "Lab hold")
    row = OnAir.objects.get()
    update(output_id=output.pk, layer=row.layer, digest=row.digest, fresh=now_of(cue), by=gwen)
    assert told(output) == []


def test_a_result_that_it_did_not_tell_yet_raises_none(output, gwen, priya):
    aired(output, gwen, "scoreboard")
    other = output.election.contests.get(code="C0003").pk
    enter(contest_id=other, count=a_count(), by=priya)
    correct(contest_id=other, count=LAB_WINS, by=priya, based_on=1, reason="Swapped")
    assert told(output) == []


def test_a_graphic_of_another_region_raises_none(output, gwen, priya):
    aired(output, gwen, "scoreboard", region_id=output.election.regions.get(code="WM").pk)
    put_right(output, priya)
    assert told(output) == []


def test_each_corrected_contest_of_a_graphic_has_a_line_and_each_graphic_its_own(output, gwen, priya):
    other = output.election.contests.get(code="C0003").pk
    enter(contest_id=other, count=a_count(), by=priya)
    for graphic in ("scoreboard", "bug"):
        aired(output, gwen, graphic)
    put_right(output, priya)
    correct(contest_id=other, count=LAB_WINS, by=priya, based_on=1, reason="Swapped")
    assert len(told(output)) == 4


@pytest.mark.parametrize("graphic", ["scoreboard", "seat-change", "ticker", "bug"])
def test_what_follows_puts_itself_right_and_says_so(output, panel, gwen, priya, graphic):
    aired(output, gwen, graphic, mode=FOLLOW)
    put_right(output, priya)
    layer = OnAir.objects.get().layer
    assert told(output) == [(f"East Midlands {graphic}", layer, True)]
    assert "follows and put itself right on air" in words(panel, "panel-alerts")


def test_what_followed_and_was_right_before_it_aired_raises_none(output, gwen, priya):
    put_right(output, priya)
    aired(output, gwen, "scoreboard", mode=FOLLOW)
    assert told(output) == []


@pytest.mark.parametrize("what", ["output", "cue", "contest"])
def test_what_follows_and_is_held_is_wrong_on_air_until_the_release(output, gwen, priya, what):
    cue = aired(output, gwen, "scoreboard", mode=FOLLOW)
    held = {"output": {}, "cue": {"cue_id": cue.pk}, "contest": {"contest_id": first(output).pk}}[what]
    hold(output_id=output.pk, by=gwen, reason="Wait", now=now_of_all, **held)
    put_right(output, priya)
    assert told(output) == [("East Midlands scoreboard", "full", False)]
    release(output_id=output.pk, hold_id=Hold.objects.get().pk, by=gwen)
    assert told(output) == [("East Midlands scoreboard", "full", True)]


@pytest.mark.parametrize("mode", [FROZEN, FOLLOW])
def test_what_aired_wrong_and_went_off_before_the_correction_is_told_as_off(output, gwen, priya, mode):
    aired(output, gwen, "scoreboard", mode=mode)
    out(output_id=output.pk, layer="full", by=gwen)
    put_right(output, priya)
    assert told(output) == [("East Midlands scoreboard", "", False)]


def test_what_followed_and_put_itself_right_before_it_went_off_is_done_with(output, gwen, priya):
    aired(output, gwen, "scoreboard", mode=FOLLOW)
    put_right(output, priya)
    out(output_id=output.pk, layer="full", by=gwen)
    assert told(output) == []


def test_a_withdrawn_result_in_a_tally_is_pushed_and_of_its_own_graphic_taken_out(output, panel, gwen, priya):
    aired(output, gwen, "scoreboard")
    aired(output, gwen, "lower-third", contest_id=first(output).pk)
    withdraw(contest_id=first(output).pk, by=priya, based_on=1, reason="Another seat")
    found = {one.layer: one.can_be_pushed for one in alerts(output_id=output.pk)}
    assert found == {"full": True, "lower-third": False}
    shown = panel.get("/graphics/pgm/control/").content.decode()
    assert shown.count("Push correction") == 1
    assert shown.count("Take it out") == 2


# Councils


@pytest.fixture
def council():
    return a_council(wards=(3, 2, 1))


def test_a_councils_total_that_is_put_right_is_wrong_on_air_in_its_own_graphic_and_in_tallies(
    council, gwen, priya
):
    output = an_output(council.election)
    enter_council(council_id=council.pk, seats={"Lab": 2}, complete=False, by=priya)
    aired(output, gwen, "council", council_id=council.pk)
    aired(output, gwen, "bug")
    total = correct_council(
        council_id=council.pk, seats={"Con": 2}, complete=False, by=priya, based_on=1, reason="Misread"
    )
    found = alerts(output_id=output.pk)
    assert {(one.name, one.layer) for one in found} == {(council.name, "full"), (council.name, "bug")}
    assert {one.total for one in found} == {total.declaration_id}
    assert all(one.can_be_pushed and one.was for one in found)


def test_a_ward_that_is_put_right_is_wrong_in_its_councils_graphic(council, gwen, priya):
    output = an_output(council.election)
    ward = council.contests.order_by("code")[0]
    enter(contest_id=ward.pk, count=a_ward_count(ward, Lab=2, Con=1), by=priya)
    aired(output, gwen, "council", council_id=council.pk)
    count = a_ward_count(ward, Lab=1, Con=2)
    correct(contest_id=ward.pk, count=count, by=priya, based_on=1, reason="Misread")
    assert [(one.name, one.about) for one in alerts(output_id=output.pk)] == [
        (ward.name, f"{council.name} council")
    ]


def test_a_running_total_that_only_grew_raises_none(council, gwen, priya):
    output = an_output(council.election)
    enter_council(council_id=council.pk, seats={"Lab": 2}, complete=False, by=priya)
    aired(output, gwen, "council", council_id=council.pk)
    seats = {"Lab": 3}
    correct_council(council_id=council.pk, seats=seats, complete=False, by=priya, based_on=1)
    assert told(output) == []


# Settling


def settled(panel, output):
    (one, *_) = alerts(output_id=output.pk)
    return press(panel, "settle", f"declaration {one.declaration}")


def test_an_alert_of_what_is_off_is_settled_once_and_logged(panel, output, gwen, priya):
    aired(output, gwen, "scoreboard")
    out(output_id=output.pk, layer="full", by=gwen)
    put_right(output, priya)
    what = f"declaration {alerts(output_id=output.pk)[0].declaration}"
    assert "Settle" in words(panel, "panel-alerts")
    for _ in range(2):
        assert press(panel, "settle", what).status_code == HTTPStatus.OK
    assert (told(output), AlertDone.objects.get().by) == ([], gwen)
    (line,) = AsRun.objects.filter(act="settle")
    assert (line.by, line.note) == (gwen, "Leicester East: seen, and off air")


@pytest.mark.parametrize("graphic", ["scoreboard", "lower-third"])
def test_an_alert_of_what_is_on_air_cannot_be_settled_away(panel, output, gwen, priya, graphic):
    about = {"contest_id": first(output).pk} if graphic == "lower-third" else {}
    aired(output, gwen, graphic, **about)
    put_right(output, priya)
    refused = settled(panel, output)
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "push the correction, or take it out" in refused.content.decode()
    assert (len(told(output)), AlertDone.objects.count()) == (1, 0)


def test_what_put_itself_right_is_settled_while_it_is_on_air(panel, output, gwen, priya):
    aired(output, gwen, "scoreboard", mode=FOLLOW)
    put_right(output, priya)
    assert settled(panel, output).status_code == HTTPStatus.OK
    assert told(output) == []


def test_what_airs_wrong_again_and_what_is_put_right_again_are_alerts_again(panel, output, gwen, priya):
    cue = aired(output, gwen, "scoreboard")
    out(output_id=output.pk, layer="full", by=gwen)
    put_right(output, priya)
    settled(panel, output)
    taken(output, gwen, cue)
    assert told(output) == [("East Midlands scoreboard", "full", False)]
    out(output_id=output.pk, layer="full", by=gwen)
    assert told(output) == [("East Midlands scoreboard", "", False)]
    assert settled(panel, output).status_code == HTTPStatus.OK
    assert (told(output), AlertDone.objects.count()) == ([], 1)
    put_right(output, priya, based_on=2)
    assert told(output) == [("East Midlands scoreboard", "", False)]


@pytest.mark.parametrize("what", ["declaration 999", "total 999", "declaration", "nothing 1", ""])
def test_an_alert_that_there_is_none_of_is_refused_with_a_sentence(panel, output, what):
    refused = press(panel, "settle", what)
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not AlertDone.objects.exists()


def test_a_producer_settles_nothing(client, output, gwen, priya):
    aired(output, gwen, "scoreboard")
    out(output_id=output.pk, layer="full", by=gwen)
    put_right(output, priya)
    client.force_login(priya)
    assert settled(client, output).status_code == HTTPStatus.FORBIDDEN
    assert len(told(output)) == 1
