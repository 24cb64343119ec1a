"""What was frozen and then put right says so on preview, before it airs as it was."""

import pytest
from django.test import Client

from results.declaring.commands import correct, enter
from results.declaring.withdrawing import withdraw
from results.graphics.newer import now_of
from results.graphics.values import snapshot_of
from results.onair.cues import prepare, put_on_preview, refresh
from results.onair.snapshot import Subject
from tests.onair_rows import an_output
from tests.panels import words
from tests.people import a_producer, an_operator
from tests.worlds import a_count, a_small_election

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


@pytest.fixture
def panel(client: Client, gwen) -> Client:
    client.force_login(gwen)
    return client


def first(output):
    return output.election.contests.get(code="C0001")


def previewed(output, by, graphic, *, mode="frozen"):
    region = output.election.regions.get(code="EM").pk
    about = Subject(contest_id=first(output).pk) if graphic == "lower-third" else Subject(region_id=region)
    snapshot = snapshot_of(graphic=graphic, election_id=output.election_id, subject=about)
    cue = prepare(output_id=output.pk, snapshot=snapshot, by=by, mode=mode)
    put_on_preview(cue_id=cue.pk, by=by)
    return cue


def put_right(output, by):
    correct(contest_id=first(output).pk, count=LAB_WINS, by=by, based_on=1, reason="Bundles swapped")


@pytest.mark.parametrize("graphic", ["lower-third", "scoreboard", "ticker"])
def test_a_correction_is_said_until_the_cue_is_refreshed(panel, output, gwen, priya, graphic):
    cue = previewed(output, gwen, graphic)
    assert "this shows it as it was" not in words(panel, "panel-preview")
    put_right(output, priya)
    assert "Leicester East was corrected at" in words(panel, "panel-preview")
    assert "this shows it as it was" in words(panel, "panel-preview")
    refresh(cue_id=cue.pk, digest=cue.digest, snapshot=now_of(cue), by=gwen)
    assert "this shows it as it was" not in words(panel, "panel-preview")


def test_a_withdrawal_is_said_so(panel, output, gwen, priya):
    previewed(output, gwen, "lower-third")
    withdraw(contest_id=first(output).pk, by=priya, based_on=1, reason="Another contest's figures")
    assert "Leicester East was withdrawn at" in words(panel, "panel-preview")
    assert "this shows what does not stand any more" in words(panel, "panel-preview")


def test_what_is_read_at_the_take_is_never_as_it_was(panel, output, gwen, priya):
    previewed(output, gwen, "lower-third", mode="at_take")
    put_right(output, priya)
    assert "this shows it as it was" not in words(panel, "panel-preview")


def test_a_result_that_it_did_not_tell_is_none_of_its_own(panel, output, gwen, priya):
    put_right(output, priya)
    previewed(output, gwen, "lower-third")
    assert "this shows it as it was" not in words(panel, "panel-preview")
