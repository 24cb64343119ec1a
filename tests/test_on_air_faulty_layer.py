"""A layer that cannot be read now holds up no other: the values that were taken stand, and Out arrives."""

import json
import logging
from dataclasses import replace

import pytest
from django.db import OperationalError
from django.test import Client

from results.feeds.kept import feeds_here
from results.graphics.frames import preview_frame, program_frame
from results.graphics.newer import now_of_all
from results.graphics.values import GRAPHICS, snapshot_of
from results.models import Cue
from results.onair.air import out, take
from results.onair.cues import prepare, put_on_preview
from results.onair.holds import hold
from results.onair.snapshot import Subject
from tests.onair_rows import a_cue, an_output
from tests.people import an_operator
from tests.worlds import a_small_election

pytestmark = pytest.mark.django_db


@pytest.fixture
def gwen():
    return an_operator()


@pytest.fixture
def output(gwen):
    """A scoreboard that follows is on air, and a lower third beside it."""
    made = an_output(a_small_election(contests=1), slug="pgm", name="PGM")
    region = Subject(region_id=made.election.regions.get(code="EM").pk)
    board = snapshot_of(graphic="scoreboard", election_id=made.election_id, subject=region)
    for cue in (prepare(output_id=made.pk, snapshot=board, by=gwen, mode=Cue.Mode.FOLLOW), a_cue(made, gwen)):
        put_on_preview(cue_id=cue.pk, by=gwen)
        take(output_id=made.pk, cue_id=cue.pk, digest=cue.digest, by=gwen)
    return made


def fails(monkeypatch, error):
    def draw(subject):
        raise error

    monkeypatch.setitem(GRAPHICS, "scoreboard", replace(GRAPHICS["scoreboard"], draw=draw))


@pytest.fixture
def faulty(monkeypatch, output):
    fails(monkeypatch, ZeroDivisionError("a share of nothing"))


def layers(output):
    return json.loads(program_frame(output.pk))["layers"]


def test_out_of_another_layer_reaches_the_screen(output, gwen, faulty, caplog):
    with caplog.at_level(logging.ERROR):
        shown = layers(output)
    assert (set(shown), shown["full"]["values"]["declared"]) == ({"full", "lower-third"}, 0)
    assert "a share of nothing" in caplog.text
    out(output_id=output.pk, layer="lower-third", by=gwen)
    assert set(layers(output)) == {"full"}


def test_preview_shows_what_was_frozen_and_the_panel_still_opens(output, gwen, faulty, client: Client):
    put_on_preview(cue_id=output.cues.get(graphic="scoreboard").pk, by=gwen)
    assert json.loads(preview_frame(output.pk))["layers"]["full"]["values"]["declared"] == 0
    client.force_login(gwen)
    panel = client.get("/graphics/pgm/control/").content.decode()
    assert "cannot be read now" in panel
    assert "/graphics/pgm/acts/clear/" in panel


def test_it_can_be_held_as_it_was_taken(output, gwen, faulty):
    hold(output_id=output.pk, by=gwen, reason="It cannot be read", now=now_of_all)
    assert layers(output)["full"]["values"]["declared"] == 0


def test_its_feed_shows_what_the_screen_does(output, gwen, faulty, client: Client):
    feeds_here.forget()
    client.force_login(gwen)
    (row, *_) = client.get("/feeds/output/pgm/full.json").json()
    assert (row["graphic"], row["declared_txt"]) == ("scoreboard", "0 of 1")


def test_a_database_that_does_not_answer_is_no_fault_of_a_layer(output, monkeypatch):
    fails(monkeypatch, OperationalError("the server closed the connection"))
    with pytest.raises(OperationalError):
        program_frame(output.pk)
