"""Taking what is on already, the end of pages, a full frame and a lower third, a ticker put right."""

import json

import pytest
from django.test import Client

from results.declaring.commands import correct, enter
from results.graphics.frames import program_frame
from results.graphics.values import snapshot_of
from results.models import AsRun, Cue, OnAir
from results.onair.air import correct_now, next_step, take
from results.onair.cues import prepare, put_on_preview
from results.onair.holds import hold
from results.onair.refusals import NotAnOperator, NothingThere
from results.onair.snapshot import Subject
from tests.onair_rows import a_cue, an_output
from tests.panels import press, taken, words
from tests.people import a_producer, an_operator
from tests.worlds import a_count, a_small_election

pytestmark = pytest.mark.django_db


@pytest.fixture
def output():
    return an_output(a_small_election(contests=1), slug="pgm", name="PGM")


@pytest.fixture
def gwen():
    return an_operator()


@pytest.fixture
def panel(client: Client, gwen) -> Client:
    client.force_login(gwen)
    return client


def layer(output, name="lower-third"):
    return json.loads(program_frame(output.pk))["layers"][name]


def log(output):
    return list(AsRun.objects.filter(output=output).order_by("number").values_list("act", flat=True))


def test_the_same_values_of_the_same_cue_taken_again_stay_as_they_are_and_are_logged(output, gwen):
    cue = taken(output, gwen)
    before, since = layer(output), OnAir.objects.get().since
    put_on_preview(cue_id=cue.pk, by=gwen)
    take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=gwen)
    after = layer(output)
    assert {**after, "act": 0} == {**before, "act": 0}
    assert (after["act"] > before["act"], OnAir.objects.get().since) == (True, since)
    assert log(output) == ["take", "take"]


def test_a_cue_that_is_taken_again_shows_its_first_page_as_preview_did(output, gwen):
    cue = taken(output, gwen, pages=[{}] * 8)
    next_step(output_id=output.pk, layer="lower-third", step=0, pages=3, by=gwen)
    put_on_preview(cue_id=cue.pk, by=gwen)
    take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=gwen)
    assert layer(output)["step"] == 0


@pytest.mark.parametrize(("candidates", "pages"), [(0, 1), (1, 2), (4, 2), (5, 3)])
def test_next_ends_at_the_last_page_with_a_sentence(panel, output, gwen, candidates, pages):
    taken(output, gwen, pages=[{}] * candidates)
    answers = [press(panel, "next", f"lower-third {step}") for step in range(pages)]
    assert [answer.status_code for answer in answers] == [200] * (pages - 1) + [422]
    assert "That is its last page" in answers[-1].content.decode()
    assert OnAir.objects.get().step == pages - 1
    assert log(output) == ["take"] + ["step"] * (pages - 1)


def test_a_graphic_without_pages_has_no_next(panel, output, gwen):
    taken(output, gwen, graphic="contest")
    assert press(panel, "next", "full 0").status_code == 422


def test_preview_says_that_a_full_frame_will_take_the_lower_third_out_and_then_it_does(panel, output, gwen):
    taken(output, gwen)
    full = a_cue(output, gwen, graphic="contest")
    assert "Takes the lower third out: Leicester East" in words(panel, "panel-preview")
    press(panel, "take", f"{full.pk} {full.digest}")
    assert set(OnAir.objects.values_list("layer", flat=True)) == {"full"}
    assert "full frame was taken" in words(panel, "panel-run")


def test_preview_warns_that_a_lower_third_will_stand_over_a_full_frame_and_it_may_be_taken(
    panel, output, gwen
):
    taken(output, gwen, graphic="contest")
    third = a_cue(output, gwen)
    assert "this will stand over it" in words(panel, "panel-preview")
    assert press(panel, "take", f"{third.pk} {third.digest}").status_code == 200
    assert set(OnAir.objects.values_list("layer", flat=True)) == {"full", "lower-third"}


def test_a_take_that_touches_no_other_layer_warns_of_nothing(panel, output, gwen):
    taken(output, gwen, graphic="ticker")
    a_cue(output, gwen)
    shown = words(panel, "panel-preview")
    assert "stand over it" not in shown and "lower third out" not in shown


# The ticker


@pytest.fixture
def a_ticker(output, gwen):
    """A ticker on air that follows, with one result in it."""
    priya = a_producer()
    enter(contest_id=output.election.contests.get().pk, count=a_count(), by=priya)
    subject = Subject(region_id=output.election.regions.get(code="MID").pk)
    snapshot = snapshot_of(graphic="ticker", election_id=output.election_id, subject=subject)
    cue = prepare(output_id=output.pk, snapshot=snapshot, by=gwen, mode=Cue.Mode.FOLLOW)
    put_on_preview(cue_id=cue.pk, by=gwen)
    take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=gwen)
    return priya


def put_right(output, by):
    contest = output.election.contests.get()
    count = a_count(16_000, 14_426, 3_000, 2_000, 574)
    correct(contest_id=contest.pk, count=count, by=by, based_on=1, reason="Swapped")


def test_the_panel_lists_what_is_in_the_ticker_as_it_follows_and_as_it_is_held(panel, output, gwen, a_ticker):
    assert "Leicester East: Con gain from Lab" in words(panel, "layer-ticker")
    hold(output_id=output.pk, by=gwen, reason="Wait")
    put_right(output, a_ticker)
    assert "Leicester East: Con gain from Lab" in words(panel, "layer-ticker")


def test_correct_now_tells_the_page_once_and_the_log(panel, output, a_ticker):
    put_right(output, a_ticker)
    assert layer(output, "ticker")["at_once"] == 0
    assert press(panel, "correct-now", "ticker").status_code == 200
    told = layer(output, "ticker")
    assert (told["at_once"], told["values"]["items"][0]["corrected"]) == (1, True)
    assert log(output) == ["take", "correct"]


@pytest.mark.parametrize("name", ["ticker", "lower-third", "full"])
def test_only_a_ticker_that_is_on_air_is_corrected_at_once_and_only_by_an_operator(output, gwen, name):
    taken(output, gwen)
    with pytest.raises(NothingThere):
        correct_now(output_id=output.pk, layer=name, by=gwen)
    with pytest.raises(NotAnOperator):
        correct_now(output_id=output.pk, layer=name, by=a_producer())
    assert log(output) == ["take"]
