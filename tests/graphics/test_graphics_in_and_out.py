"""In and out: nothing before play, at rest as if drawn at rest, and nothing at all once it is off."""

import pytest
from PIL import ImageChops

from tests.graphics.longest import all_values
from tests.graphics.players import NAMES
from tests.services import needs_browser

pytestmark = needs_browser
STILL = [name for name in NAMES if name != "test-card"]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_painted_before_play_whatever_is_loaded_and_updated(player, name):
    values = all_values()[name]
    player.load(name, values)
    player.page.evaluate("values => window.graphic.update(values)", values)
    assert player.ink() is None
    assert player.do("g.on") is False


@pytest.mark.parametrize("name", STILL)
def test_a_graphic_that_came_in_equals_one_drawn_at_rest_and_out_leaves_nothing(player, name):
    player.load(name, all_values()[name]).do("g.play()")
    came_in = player.picture()
    assert player.do("g.stop()") == -1
    assert player.ink() is None
    player.load(name, all_values()[name]).do("g.settle(0)")
    assert same(player.picture(), came_in)


@pytest.mark.parametrize("name", NAMES)
def test_out_works_in_the_middle_of_in_and_may_come_twice(player, name):
    player.load(name, all_values()[name])
    player.do("(g.play(), await frames(4), g.stop(), await frames(2), g.stop(), g.stop())".replace(*FRAMES))
    assert player.ink() is None
    assert player.do("[g.on, g.stage.children.length, g.motion.running.size]") == [False, 0, 0]
    assert player.do("g.stop()") == -1


def test_out_before_the_typeface_has_come_paints_nothing(player):
    player.load("bug", all_values()["bug"])
    player.do("(g.load({label: 'late'}), g.play(), g.stop())")
    assert player.ink() is None


def test_in_again_while_it_goes_out_brings_it_in(player):
    player.load("bug", all_values()["bug"]).do("g.settle(0)")
    wanted = player.picture()
    player.do("(g.stop(), await frames(3), g.play())".replace(*FRAMES))
    assert same(player.picture(), wanted)


def test_figures_that_come_while_it_goes_out_do_not_bring_it_back(player):
    player.load("bug", all_values()["bug"]).do("g.settle(0)")
    player.do("(g.stop(), g.update({label: 'late'}), g.load({label: 'later'}), g.stop())")
    assert player.ink() is None
    assert player.do("g.stage.children.length") == 0


def test_in_takes_twelve_frames_and_out_ten(player):
    player.load("lower-third", all_values()["lower-third"])
    longest = """Math.max(...g.stage.getAnimations({subtree: true})
        .map(a => a.effect.getComputedTiming().endTime))"""
    assert player.do(f"(g.play(), {longest})") == 12 * 20
    player.do("g.settle(0)")
    assert player.do(f"(g.stop(), {longest})") == 10 * 20


@pytest.mark.parametrize("name", NAMES)
def test_only_transforms_and_opacity_move(player, name):
    player.load(name, all_values()[name])
    moved = player.do(
        """(g.play(), g.stage.getAnimations({subtree: true})
        .flatMap(animation => animation.effect.getKeyframes()).flatMap(Object.keys))"""
    )
    assert set(moved) - {"offset", "computedOffset", "easing", "composite"} <= {"transform", "opacity"}
    assert moved


def test_play_again_does_not_move_it_again(player):
    player.load("scoreboard", all_values()["scoreboard"]).do("g.play()")
    assert player.do("(g.play(), g.stage.getAnimations({subtree: true}).length)") == 0


def test_a_page_that_prefers_no_movement_gets_none(player):
    player.load("scoreboard", all_values()["scoreboard"], prefersSettled=True)
    assert player.do("(g.play(), g.stage.getAnimations({subtree: true}).length)") == 0
    player.do("(g.stop(), 0)")
    assert player.ink() is None


def test_what_is_on_draws_settled_at_the_step_it_was_at(player):
    player.load("lower-third", all_values()["lower-third"]).do("g.play()")
    player.do("g.next()")
    wanted = player.picture()
    player.load("lower-third", all_values()["lower-third"])
    assert player.do("(g.settle(1), g.stage.getAnimations({subtree: true}).length)") == 0
    assert same(player.picture(), wanted)


def test_next_goes_through_the_candidates_and_then_out(player):
    values = all_values()["lower-third"]
    player.load("lower-third", values)
    assert player.do("g.stepCount") == 1 + 3
    assert [player.do("g.play()"), *(player.do("g.next()") for _ in range(4))] == [0, 1, 2, 3, -1]
    assert player.ink() is None


def test_fewer_candidates_than_before_never_leave_it_at_a_step_that_is_gone(player):
    values = all_values()["lower-third"]
    player.load("lower-third", values).do("g.settle(3)")
    player.page.evaluate("rows => window.graphic.update({pages: rows})", values["pages"][:4])
    assert player.do("g.step") == 1


def test_disposing_twice_leaves_an_empty_root_and_nothing_that_runs(player):
    player.load("ticker", all_values()["ticker"]).do("g.play()")
    player.do("(g.dispose(), g.dispose(), g.play(), g.update({label: 'x'}))")
    assert player.do("[g.stage.isConnected, g.stage.children.length, g.timer]") == [False, 0, None]
    assert player.ink() is None


def same(one, other):
    return ImageChops.difference(one, other).getbbox(alpha_only=False) is None


FRAMES = ("frames(", "(n => new Promise(done => setTimeout(done, 20 * n)))(")
