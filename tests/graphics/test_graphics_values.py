"""Values as play-out systems send them: strings, updates in place, a closed shadow root, ten hours of it."""

import json

import pytest

from tests.graphics.longest import COMMON, all_values
from tests.graphics.players import NAMES
from tests.graphics.test_graphics_in_and_out import STILL, same
from tests.services import needs_browser

pytestmark = needs_browser
DRAWN = "g.stage.textContent"


@pytest.mark.parametrize("name", STILL)
def test_values_that_are_all_strings_draw_the_same(player, name):
    values = all_values(corrected=True)[name]
    player.load(name, values).do("g.settle(0)")
    wanted = player.picture()
    player.load(name, strings(values)).do("g.settle(0)")
    assert same(player.picture(), wanted)
    player.load(name, json.dumps({**values, "corrected": "true"})).do("g.settle(0)")
    assert same(player.picture(), wanted)


@pytest.mark.parametrize("name", STILL)
def test_a_graphic_in_a_closed_shadow_root_looks_as_in_the_page(player, name):
    values = all_values()[name]
    player.load(name, values).do("g.settle(0)")
    wanted = player.picture()
    player.load(name, values, closed=True).do("g.settle(0)")
    assert same(player.picture(), wanted)


def test_an_update_on_air_changes_in_place_and_does_not_come_in_again(player):
    values = all_values()["bug"]
    player.load("bug", {**values, "declared_txt": "1 of 106"}).do("g.play()")
    moved = player.do("(g.update({declared_txt: '2 of 106'}), g.stage.getAnimations({subtree: true}))")
    assert len(moved) == 1
    player.do("g.update({})")
    updated = player.picture()
    assert "2 of 106" in player.do(DRAWN) and "1 of 106" not in player.do(DRAWN)
    player.load("bug", {**values, "declared_txt": "2 of 106"}).do("g.settle(0)")
    assert same(updated, player.picture())


def test_an_update_on_the_way_in_goes_on_from_where_it_was(player):
    values = all_values()["bug"]
    player.load("bug", values)
    # A tenth of a second after it began, by the page's own clock: a busy machine would be late to the middle.
    began = """(g.play(), performance.now = (now => () => now.call(performance) + 100)(performance.now),
        g.update({declared_txt: '99 of 106'}), delete performance.now,
        Math.max(...g.stage.getAnimations({subtree: true})
        .map(animation => animation.currentTime - animation.effect.getTiming().delay)))"""
    assert player.do(began) >= 80
    player.do("g.update({})")
    arrived = player.picture()
    player.load("bug", {**values, "declared_txt": "99 of 106"}).do("g.settle(0)")
    assert same(arrived, player.picture())


def test_loading_replaces_what_an_update_would_keep(player):
    values = all_values()["contest"]
    player.load("contest", values).do("g.settle(0)")
    assert "Other candidates" in player.do(DRAWN)
    without = {name: value for name, value in values.items() if name != "others"}
    player.page.evaluate("values => window.graphic.load(values)", without)
    assert "Other candidates" not in player.do(DRAWN)


def test_data_that_cannot_be_read_leaves_what_is_there(player):
    player.load("bug", all_values()["bug"]).do("g.settle(0)")
    wanted = player.picture()
    player.do("(await g.update('{broken'), await g.load('[1, 2]'))")
    assert same(player.picture(), wanted)


def test_words_that_look_like_markup_stay_words(player):
    player.load("bug", {**all_values()["bug"], "label": "<b>Q</b> & co"}).do("g.settle(0)")
    assert "<b>Q</b> & co" in player.do(DRAWN)


def test_actions_without_arguments_and_all_at_once_are_taken(player):
    player.load("lower-third", all_values()["lower-third"])
    assert player.do("(g.load(), g.update(), g.play(), g.next(), g.play(), g.stop())") == -1
    assert player.ink() is None


@pytest.mark.parametrize("name", ["lower-third", "ticker"])
def test_a_thousand_updates_leave_nothing_behind(player, name):
    values = all_values()[name]
    player.load(name, values).do("g.settle(0)")
    updates(player, values, 300)
    before = held(player)
    updates(player, values, 1200)
    after = held(player)
    assert after["elements"] == before["elements"]
    assert after["running"] == 0
    assert after["bytes"] - before["bytes"] < 150_000


def updates(player, values, count):
    player.page.evaluate(
        """async ([values, count]) => {
            for (let i = 0; i < count; i += 1) {
                const figure = String(Math.random()).slice(2, 8);
                const items = (values.items || []).map(item => ({ ...item, text: figure }));
                window.graphic.update({ ...values, items: items, margin: "majority " + figure });
                if (i % 30 === 0) { await new Promise(requestAnimationFrame); }
            }
            await window.graphic.update({});
        }""",
        [values, count],
    )


def held(player):
    player.until("g.motion.running.size === 0")
    player.page.evaluate("window.gc && window.gc()")
    return player.page.evaluate(
        """() => ({ elements: document.querySelectorAll('*').length, bytes: performance.memory.usedJSHeapSize,
            running: window.graphic.motion.running.size })"""
    )


def strings(value):
    """Every leaf as a string, as templates of play-out systems get them."""
    if isinstance(value, dict):
        return {name: strings(one) for name, one in value.items()}
    if isinstance(value, list):
        return [strings(one) for one in value]
    return json.dumps(value) if isinstance(value, bool) else "" if value is None else str(value)


def test_every_name_has_a_graphic(player):
    assert player.page.evaluate("Object.keys(window.DeskGraphics).sort()") == sorted(NAMES)
    assert COMMON["as_at"] == "03:12"
