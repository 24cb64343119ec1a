"""A call that is fixed beneath a hold changes boards at once, and nothing on air before the release."""

import json

import pytest

from results.boards.contest import contest_card
from results.boards.scoreboard import scoreboard
from results.declaring.commands import enter
from results.declaring.overriding import lift, override
from results.graphics.frames import program_frame
from results.graphics.values import snapshot_of
from results.models import Cue, Hold, Override
from results.onair.air import take
from results.onair.cues import prepare, put_on_preview
from results.onair.holds import hold, release
from results.onair.snapshot import Subject
from tests.onair_rows import an_output
from tests.people import a_producer, an_operator
from tests.worlds import a_count, a_small_election

pytestmark = pytest.mark.django_db
AIR, BOARD = True, False


@pytest.fixture
def priya():
    return a_producer()


@pytest.fixture
def gwen():
    return an_operator()


@pytest.fixture
def contest(priya):
    contest = a_small_election(contests=1).contests.get()
    enter(contest_id=contest.pk, count=a_count(), by=priya)
    return contest


@pytest.fixture
def output(contest):
    return an_output(contest.election)


def fixed(contest, by, **how):
    return override(
        declaration_id=contest.declarations.in_force().get().pk, by=by, reason="By the book", **how
    )


def held(output, contest, by):
    hold(output_id=output.pk, contest_id=contest.pk, by=by, reason="The agent disputes it")


def told(contest, *, for_air):
    """The phrase on the card, the tile and the newest line, and who gained and lost by the tally."""
    board = scoreboard(region_id=contest.regions.get(code="MID").pk, for_air=for_air)
    card = contest_card(contest_id=contest.pk, for_air=for_air)
    phrases = {card.figures.outcome.phrase, board.tiles[0].outcome.phrase, board.newest[0].outcome.phrase}
    moved = {row.party.code: (row.gains, row.losses) for row in board.rows if row.gains or row.losses}
    assert all(row.net == row.gains - row.losses for row in board.rows)
    return phrases, moved


GAIN = ({"Con gain from Lab"}, {"Con": (1, 0), "Lab": (0, 1)})
HOLD = ({"Con hold"}, {})
SPEAKER = ({"Speaker gain from Lab"}, GAIN[1])


@pytest.mark.parametrize(
    "fix", [({"word": "hold"}, HOLD), ({"label": "Speaker"}, SPEAKER)], ids=["call", "label"]
)
def test_what_is_fixed_while_it_is_held_is_on_boards_and_not_on_air(contest, output, priya, gwen, fix):
    how, meant = fix
    held(output, contest, gwen)
    fixed(contest, priya, **how)
    assert told(contest, for_air=BOARD) == meant
    assert told(contest, for_air=AIR) == GAIN
    release(output_id=output.pk, hold_id=Hold.objects.get().pk, by=gwen)
    assert told(contest, for_air=AIR) == meant


def test_a_fix_that_is_lifted_while_it_is_held_stays_on_air(contest, output, priya, gwen):
    fixed(contest, priya, word="hold")
    held(output, contest, gwen)
    lift(override_id=Override.objects.get().pk, by=priya)
    assert (told(contest, for_air=BOARD), told(contest, for_air=AIR)) == (GAIN, HOLD)


def test_a_fix_before_the_hold_is_on_air_with_it(contest, output, priya, gwen):
    fixed(contest, priya, word="hold")
    held(output, contest, gwen)
    assert told(contest, for_air=AIR) == HOLD


def test_what_follows_on_air_goes_on_counting_the_call_as_it_was(contest, output, priya, gwen):
    region = contest.regions.get(code="MID")
    snapshot = snapshot_of(
        graphic="seat-change", election_id=contest.election_id, subject=Subject(region_id=region.pk)
    )
    cue = prepare(output_id=output.pk, snapshot=snapshot, by=gwen, mode=Cue.Mode.FOLLOW)
    put_on_preview(cue_id=cue.pk, by=gwen)
    take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=gwen)
    held(output, contest, gwen)
    before = json.loads(program_frame(output.pk))["layers"]["full"]["values"]["rows"]
    fixed(contest, priya, word="hold")
    assert json.loads(program_frame(output.pk))["layers"]["full"]["values"]["rows"] == before


def test_a_board_for_air_asks_once_more_and_twice_again_where_a_call_changed(
    contest, output, priya, gwen, django_assert_num_queries
):
    region = contest.regions.get(code="MID").pk
    held(output, contest, gwen)
    with django_assert_num_queries(11):
        scoreboard(region_id=region, for_air=AIR)
    fixed(contest, priya, word="hold")
    with django_assert_num_queries(13):
        scoreboard(region_id=region, for_air=AIR)
