"""What graphics paint and where: the safe area, the longest names, tags, and room for one another."""

import pytest

from tests.graphics.longest import COMMON, WORST_FIRST, all_values
from tests.graphics.players import FRAME, NAMES, SAFE, inside
from tests.services import needs_browser

pytestmark = needs_browser
IN_SAFE_AREA = [name for name in NAMES if name != "test-card"]
FULL = ["contest", "scoreboard", "seat-change", "council", "head-to-head", "hex-map", "swing-dial"]


@pytest.mark.parametrize("name", IN_SAFE_AREA)
def test_all_ink_is_inside_the_safe_area_with_the_longest_names_there_are(player, name):
    player.load(name, all_values(**WORST_FIRST)[name])
    for step in range(player.do("g.stepCount")):
        player.do(f"g.settle({step})")
        assert inside(player.ink(), SAFE)


@pytest.mark.parametrize("name", NAMES)
def test_the_longest_names_there_are_fit_without_being_cut(player, name):
    values = all_values(**WORST_FIRST)[name]
    player.load(name, values)
    assert player.page.evaluate("values => window.graphic.fits(values)", values) == []


def test_the_test_card_shows_where_the_frame_ends(player):
    player.load("test-card", all_values()["test-card"]).do("g.settle(0)")
    assert player.ink() == FRAME


def test_the_alpha_ramp_of_the_test_card_goes_from_nothing_to_all(player):
    player.load("test-card", all_values()["test-card"]).do("g.settle(0)")
    alpha = player.picture().getchannel("A")
    ramp = [alpha.getpixel((522 + 80 * at, 738)) for at in range(11)]
    assert ramp == pytest.approx([255 * at / 10 for at in range(11)], abs=1)


@pytest.mark.parametrize("name", FULL)
def test_a_full_frame_leaves_their_room_to_the_ticker_and_to_the_bug(player, name):
    player.load(name, all_values(**WORST_FIRST)[name]).do("g.settle(0)")
    alpha = player.picture().getchannel("A")
    values = all_values()
    for other in ("ticker", "bug"):
        player.load(other, values[other]).do("g.settle(0)")
        assert alpha.crop(player.ink()).getbbox() is None


def test_a_lower_third_leaves_its_room_to_the_ticker(player):
    player.load("lower-third", all_values()["lower-third"]).do("g.settle(0)")
    lowest = player.ink()[3]
    player.load("ticker", all_values()["ticker"]).do("g.settle(0)")
    assert player.ink()[1] > lowest


@pytest.mark.parametrize("name", [name for name in IN_SAFE_AREA if name != "ticker"])
def test_a_correction_and_a_rehearsal_are_told_in_words(player, name):
    values = all_values()[name]
    assert not {"CORRECTED", "REHEARSAL"} & set(words(player, name, values))
    assert "CORRECTED" in words(player, name, {**values, "corrected": True})
    assert "REHEARSAL" in words(player, name, {**values, "rehearsal": True})


def test_a_single_source_is_told_in_small_words(player):
    values = all_values(single_source=True)
    for name in ("lower-third", "contest", "council"):
        assert any("single source" in line for line in words(player, name, values[name]))


@pytest.mark.parametrize("name", NAMES)
def test_a_graphic_without_any_values_still_draws_and_prints_no_rubbish(player, name):
    for values in ({}, dict.fromkeys(all_values()[name], ""), dict.fromkeys(all_values()[name], None)):
        shown = " ".join(words(player, name, values))
        assert not {"undefined", "null", "NaN", "object"} & set(shown.split())
        player.do("g.stop({settled: true})")
        assert player.ink() is None


def test_what_is_beside_every_colour_is_its_abbreviation(player):
    values = all_values()["scoreboard"]
    shown = words(player, "scoreboard", values)
    assert all(row["party"]["abbr"] in shown for row in values["rows"])


def test_an_ink_that_cannot_be_read_on_its_colour_is_replaced(player):
    pale = {"abbr": "LD", "name": "Lib Dem", "colour": "#faa61a", "ink": "#ffffff"}
    values = {**COMMON, **all_values()["bug"], "leader": {"party": pale, "seats_txt": "9"}}
    player.load("bug", values).do("g.settle(0)")
    leaves = "[...g.stage.querySelectorAll('div')].filter(e => !e.children.length)"
    ink = player.do(f"{leaves}.find(e => e.textContent === 'LD').style.color")
    assert ink == "rgb(11, 11, 12)"


def test_the_line_of_a_majority_stands_where_its_seat_does_on_the_whole_councils_bar(player):
    values = all_values()["council"]
    seats = sum(row["seats"] for row in values["rows"])
    assert seats + values["to_come"] + values["called_off"] + values["vacant"] == values["total"]
    player.load("council", values).do("g.settle(0)")
    picture = player.picture()
    row = [picture.getpixel((x, 315)) for x in range(96, 1824)]
    middle = 96 + sum(x for x, pixel in enumerate(row) if pixel == (255, 255, 255, 255)) / row.count(
        (255,) * 4
    )
    assert middle == pytest.approx(124 + 1672 * 39 / 77, abs=1)


def words(player, name, values):
    player.load(name, values).do("g.settle(0)")
    return player.do(
        "[...g.stage.querySelectorAll('div')].filter(e => !e.children.length).map(e => e.textContent)"
    )
