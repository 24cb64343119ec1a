"""What an election desk's output must do, 6 to 10: how the picture moves, leaves, stacks and resumes."""

import json

import pytest
from PIL import Image, ImageChops

from results.declaring import announce
from results.declaring.commands import enter
from results.graphics.frames import program_frame
from results.models import LAYER_NUMBER, AsRun, OnAir
from tests.onair_items.flashes import CELLS, ENOUGH, film, flashes, red_flashes
from tests.services import needs_browser
from tests.worlds import a_count

pytestmark = [pytest.mark.django_db, needs_browser]


@pytest.fixture
def declared(election, alice):
    for contest in election.contests.all():
        enter(contest_id=contest.pk, count=a_count(), by=alice)


def test_06_figures_that_change_ten_times_a_second_flash_nowhere(gwen, declared, stage, output):
    program = stage().told()
    gwen.takes(gwen.adds("East Midlands", "scoreboard", mode="follow"))
    program.told()
    frame = json.loads(program_frame(output.pk))

    def changes(at):
        values = frame["layers"]["full"]["values"]
        rows = values["rows"] if at % 2 else list(reversed(values["rows"]))
        full = {**frame["layers"]["full"], "values": {**values, "rows": rows}, "digest": str(at)}
        return json.dumps({**frame, "layers": {"full": full}})

    shots = program.do(lambda desk: film(desk, changes, times=20, every_ms=100))
    assert len(shots) > ENOUGH
    assert flashes(shots) <= 3
    assert red_flashes(shots) <= 3


def test_06_what_does_flash_is_found_out():
    black, white, red = (Image.new("RGB", CELLS, ink) for ink in ("#000000", "#ffffff", "#ff0000"))
    assert flashes([black, white] * 5) >= 4
    assert red_flashes([black, red] * 5) >= 4
    assert flashes([black, white]) == 1


def test_07_out_leaves_nothing_midway_in_and_twice(gwen, declared, stage):
    program = stage().told()
    gwen.takes(gwen.adds("Leicester East"))
    taken = program_frame(gwen.output.pk)
    gwen.does("out", "lower-third")
    out = program_frame(gwen.output.pk)

    def brought_in(desk):
        """Whether it was in before out came twice."""
        desk.forgets().started()
        desk.says(taken)
        desk.page.wait_for_function("() => window.started")
        desk.says(out).says(out)
        desk.told({}, json.loads(out)["act"])
        return any(beat["states"].get("lower-third") == "on" for beat in desk.beats)

    def empty():
        assert (program.ink(), program.words().strip()) == (None, "")
        return True

    # A busy machine may be late with out: then once more, until it came midway.
    assert any(not program.do(brought_in) and empty() for _ in range(20) if empty())
    program.told()
    assert empty()
    status, said = gwen.press("out", "lower-third")
    assert (status, said) == (422, "Nothing is on air there.")


def test_08_clear_all_is_one_act_with_the_hints_down_too(gwen, declared, stage, monkeypatch):
    program = stage().told()
    gwen.takes(gwen.adds("Leicester East", "contest"))
    for graphic in ("ticker", "bug"):
        gwen.takes(gwen.adds("East Midlands", graphic))
    gwen.does("test-card", "on")
    assert program.told().ink()

    def down():
        raise ConnectionError("Redis is away")

    monkeypatch.setattr(announce, "get_channel_layer", down)
    gwen.does("clear", "all")
    assert (OnAir.objects.count(), AsRun.objects.latest("number").act) == (0, "clear")
    assert program.told().ink() is None


def test_09_one_of_each_layer_and_a_full_frame_takes_the_lower_third_out(gwen, declared, stage):
    program = stage().told()
    gwen.takes(gwen.adds("Leicester East"))
    gwen.takes(gwen.adds("Leicester East", "head-to-head"))
    gwen.takes(gwen.adds("East Midlands", "ticker"))
    gwen.takes(gwen.adds("East Midlands", "bug"))
    gwen.takes(gwen.adds("East Midlands", "scoreboard"))
    assert sorted(OnAir.objects.values_list("layer", flat=True)) == ["bug", "full", "ticker"]
    assert AsRun.objects.get(act="out").note == "a full frame was taken"
    assert set(json.loads(program_frame(gwen.output.pk))["layers"]) == {"bug", "full", "ticker"}
    program.told()


def test_09_layers_are_numbers():
    assert all(type(number) is int for number in LAYER_NUMBER.values())
    assert [layer.value for layer in sorted(LAYER_NUMBER, key=LAYER_NUMBER.get)] == [
        "full",
        "lower-third",
        "ticker",
        "bug",
    ]


def test_10_a_page_that_connects_again_draws_what_is_on_settled(gwen, declared, stage):
    program = stage().told()
    gwen.takes(gwen.adds("Leicester East"))
    assert (program.told().moves() > 0, "Leicester East" in program.words()) == (True, True)
    before = program.picture()
    program.do(lambda desk: desk.again())
    assert ImageChops.difference(program.picture(), before).getbbox(alpha_only=False) is None
    program.told()
    assert program.moves() == 0
    assert ImageChops.difference(program.picture(), before).getbbox(alpha_only=False) is None


def test_10_a_graphic_that_fails_is_blank_and_nothing_technical_shows(gwen, declared, stage, output):
    program = stage().told()
    gwen.takes(gwen.adds("East Midlands", "bug"))
    frame = json.loads(program.told() and program_frame(output.pk))
    before = program.picture()
    frame["layers"]["full"] = {**frame["layers"]["bug"], "cue": 0, "graphic": "not-there-any-more"}

    def failing(desk):
        desk.says(json.dumps(frame))
        desk.until(lambda: desk.beats[-1]["states"].get("full") == "error")

    program.do(failing)
    assert ImageChops.difference(program.picture(), before).getbbox(alpha_only=False) is None
