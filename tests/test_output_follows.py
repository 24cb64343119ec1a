"""What follows on air is read when it is sent, unless somebody holds it; what was frozen never moves."""

import json

import pytest

from results.declaring.commands import enter
from results.graphics.frames import preview_frame, program_frame
from results.graphics.values import snapshot_of
from results.models import Cue, OnAir
from results.onair.air import take
from results.onair.cues import prepare, put_on_preview
from results.onair.holds import hold
from results.onair.snapshot import Subject
from tests.onair_rows import an_output
from tests.people import a_producer, an_operator
from tests.worlds import a_count, a_small_election

pytestmark = pytest.mark.django_db


@pytest.fixture
def election():
    return a_small_election(contests=2)


@pytest.fixture
def output(election):
    return an_output(election)


@pytest.fixture
def gwen():
    return an_operator()


def a_scoreboard(output, by, mode):
    """A scoreboard on preview, from before anything was declared."""
    region = output.election.regions.get(code="EM")
    subject = Subject(region_id=region.pk)
    snapshot = snapshot_of(graphic="scoreboard", election_id=output.election_id, subject=subject)
    cue = prepare(output_id=output.pk, snapshot=snapshot, by=by, mode=mode)
    put_on_preview(cue_id=cue.pk, by=by)
    return cue


def declared(frame):
    layer = json.loads(frame)["layers"]["full"]
    return layer["values"]["declared"]


def declare_one(election):
    enter(contest_id=election.contests.first().pk, count=a_count(), by=a_producer())


@pytest.mark.parametrize(
    ("mode", "moves"), [(Cue.Mode.FOLLOW, 1), (Cue.Mode.FROZEN, 0), (Cue.Mode.AT_TAKE, 0)]
)
def test_on_air_only_what_follows_moves_with_the_results(election, output, gwen, mode, moves):
    cue = a_scoreboard(output, gwen, mode)
    take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=gwen)
    declare_one(election)
    assert declared(program_frame(output.pk)) == moves
    assert OnAir.objects.get().values["declared"] == 0


@pytest.mark.parametrize(
    ("mode", "moves"), [(Cue.Mode.FOLLOW, 1), (Cue.Mode.FROZEN, 0), (Cue.Mode.AT_TAKE, 1)]
)
def test_preview_shows_what_a_take_would_at_this_moment(election, output, gwen, mode, moves):
    a_scoreboard(output, gwen, mode)
    declare_one(election)
    assert declared(preview_frame(output.pk)) == moves


@pytest.mark.parametrize("what", ["output", "cue"])
def test_what_is_held_does_not_follow(election, output, gwen, what):
    cue = a_scoreboard(output, gwen, Cue.Mode.FOLLOW)
    take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=gwen)
    held = {"cue_id": cue.pk} if what == "cue" else {}
    hold(output_id=output.pk, by=gwen, reason="Recount rumoured", **held)
    declare_one(election)
    assert declared(program_frame(output.pk)) == 0
