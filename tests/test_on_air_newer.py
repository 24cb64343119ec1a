"""What is newer than values that were frozen while something was held: its release is told like a result."""

import pytest
from django.test import Client

from results.boards.panel import panel as panel_of
from results.declaring.commands import correct, enter
from results.graphics.values import snapshot_of
from results.models import Hold
from results.onair.air import take
from results.onair.cues import prepare, put_on_preview
from results.onair.holds import hold, release
from results.onair.snapshot import Subject
from tests.onair_rows import an_output
from tests.panels import drawn
from tests.people import a_producer, an_operator
from tests.ward_counts import a_ward_count
from tests.worlds import a_council, a_count, a_small_election

pytestmark = pytest.mark.django_db
LAB_WINS = a_count(16_000, 14_426, 3_000, 2_000, 574)


@pytest.fixture
def gwen():
    return an_operator()


@pytest.fixture
def priya():
    return a_producer()


@pytest.fixture
def output(priya):
    made = an_output(a_small_election(contests=2), slug="pgm", name="PGM")
    enter(contest_id=first(made).pk, count=a_count(), by=priya)
    return made


def first(output):
    return output.election.contests.get(code="C0001")


def held(output, by, **what):
    hold(
        output_id=output.pk, by=by, reason="The agents disagree", **(what or {"contest_id": first(output).pk})
    )
    return Hold.objects.holding().whole().latest("pk")


def let_go(output, by, row):
    release(output_id=output.pk, hold_id=row.pk, by=by)


def put_right(output, by):
    correct(contest_id=first(output).pk, count=LAB_WINS, by=by, based_on=1, reason="Bundles swapped")


def a_cue_of(output, by, graphic):
    region = output.election.regions.get(code="EM").pk
    about = Subject(contest_id=first(output).pk) if graphic == "lower-third" else Subject(region_id=region)
    snapshot = snapshot_of(graphic=graphic, election_id=output.election_id, subject=about)
    return prepare(output_id=output.pk, snapshot=snapshot, by=by)


def newer(output):
    return [cue.newer for cue in panel_of(slug=output.slug).rundown]


@pytest.mark.parametrize("graphic", ["lower-third", "scoreboard"])
def test_what_was_frozen_while_a_result_was_held_is_old_once_it_is_released(output, gwen, priya, graphic):
    row = held(output, gwen)
    put_right(output, priya)
    cue = a_cue_of(output, gwen, graphic)
    assert newer(output) == [0]
    let_go(output, gwen, row)
    assert newer(output) == [1]
    put_on_preview(cue_id=cue.pk, by=gwen)
    take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=gwen)
    (layer,) = panel_of(slug=output.slug).layers
    assert layer.newer == 1


def test_the_panel_offers_to_refresh_it(output, client: Client, gwen, priya):
    row = held(output, gwen)
    put_right(output, priya)
    a_cue_of(output, gwen, "scoreboard")
    let_go(output, gwen, row)
    client.force_login(gwen)
    assert "/graphics/pgm/acts/refresh/" in str(drawn(client))


def test_what_was_frozen_before_the_hold_counts_the_result_alone(output, gwen, priya):
    a_cue_of(output, gwen, "scoreboard")
    row = held(output, gwen)
    put_right(output, priya)
    let_go(output, gwen, row)
    assert newer(output) == [1]


def test_a_release_of_another_contest_makes_nothing_of_this_one_newer(output, gwen, priya):
    row = held(output, gwen, contest_id=output.election.contests.get(code="C0002").pk)
    a_cue_of(output, gwen, "lower-third")
    let_go(output, gwen, row)
    assert newer(output) == [0]


def test_a_release_of_an_output_makes_no_values_newer(output, gwen):
    row = held(output, gwen, council_id=None)
    a_cue_of(output, gwen, "scoreboard")
    let_go(output, gwen, row)
    assert newer(output) == [0]


@pytest.mark.parametrize("graphic", ["lower-third", "council", "scoreboard"])
def test_a_council_is_let_go_with_its_wards_by_one_act(gwen, priya, graphic):
    council = a_council()
    output, ward = an_output(council.election), council.contests.order_by("code")[0]
    enter(contest_id=ward.pk, count=a_ward_count(ward, Lab=3), by=priya)
    row = held(output, gwen, council_id=council.pk)
    about = {
        "lower-third": Subject(contest_id=ward.pk),
        "council": Subject(council_id=council.pk),
        "scoreboard": Subject(region_id=council.regions.get(code="EM").pk),
    }
    snapshot = snapshot_of(graphic=graphic, election_id=output.election_id, subject=about[graphic])
    prepare(output_id=output.pk, snapshot=snapshot, by=gwen)
    let_go(output, gwen, row)
    assert newer(output) == [1]
