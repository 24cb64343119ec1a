"""The ticker: released items in a loop, new ones at the tail, nothing changed under a viewer's eyes."""

import pytest

from tests.graphics.longest import COMMON
from tests.services import needs_browser

pytestmark = needs_browser
LONG = 3_600_000


def items(*told):
    return [{"id": f"i{at}", "kind": "news", "head": "", "text": text} for at, text in enumerate(told)]


@pytest.fixture
def ticker(player):
    """On air with three items, the first on screen; time passes only where a test says so."""
    player.load("ticker", {**COMMON, "label": "Results", "items": items("one", "two", "three")}, dwell=LONG)
    player.do("g.settle(0)")
    return player


def update(player, given, act="update"):
    player.page.evaluate(f"items => window.graphic.{act}({{ items: items }})", given)


def shown(player):
    """What the viewer reads, beside the label."""
    player.until("g.motion.running.size === 0")
    return player.do("g.stage.textContent").removeprefix("Results")


def turns(player, count):
    found = []
    for _ in range(count):
        player.do("(g.advance(), 0)")
        found.append(shown(player))
    return found


def test_items_come_round_in_a_loop(ticker):
    assert [shown(ticker), *turns(ticker, 4)] == ["one", "two", "three", "one", "two"]


def test_a_new_item_enters_at_the_tail(ticker):
    turns(ticker, 1)
    update(ticker, items("one", "two", "three", "four"))
    assert shown(ticker) == "two"
    assert turns(ticker, 3) == ["three", "four", "one"]
    assert ticker.do("g.held.queue") == ["i0", "i1", "i2", "i3"]


def test_where_no_item_is_left_the_last_one_goes_when_its_turn_is_over(ticker):
    update(ticker, items("one"))
    assert turns(ticker, 1) == ["one"]
    ticker.do("(g.options.dwell = 300, 0)")
    update(ticker, [])
    ticker.until("g.held.item === null")
    assert shown(ticker) == ""
    update(ticker, items("new"))
    assert shown(ticker) == "new"


def test_an_item_on_screen_stays_as_it_is_until_its_turn_is_over(ticker):
    update(ticker, items("one, put right", "two, put right", "three"))
    assert shown(ticker) == "one"
    assert ticker.do("g.held.item.text") == "one"
    assert turns(ticker, 3) == ["two, put right", "three", "one, put right"]


def test_an_item_taken_back_leaves_with_its_turn_and_the_next_one_follows(ticker):
    turns(ticker, 1)
    update(ticker, [one for one in items("one", "two", "three") if one["id"] != "i1"])
    assert shown(ticker) == "two"
    assert turns(ticker, 3) == ["three", "one", "three"]


def test_correct_now_puts_right_what_is_on_screen_and_says_so(ticker):
    right = items("one, put right", "two", "three")
    right[0]["corrected"] = True
    update(ticker, right, act="correctNow")
    assert shown(ticker) == "CORRECTEDone, put right"


def test_correct_now_takes_away_what_is_gone(ticker):
    update(ticker, items("one", "two", "three")[1:], act="correctNow")
    assert shown(ticker) == "two"


def test_time_alone_brings_the_next_item(player):
    player.load("ticker", {**COMMON, "label": "Results", "items": items("one", "two")}, dwell=120)
    player.do("g.settle(0)")
    player.until("g.held.item.text === 'two'")
    player.until("g.held.item.text === 'one'")
    player.do("g.stop()")
    assert player.do("g.timer") is None


def test_the_first_item_of_an_empty_ticker_comes_at_once(player):
    player.load("ticker", {**COMMON, "label": "Results", "items": []}).do("g.settle(0)")
    update(player, items("one"))
    assert shown(player) == "one"
    assert player.do("g.timer") is None


def test_an_item_alone_stays_without_a_timer_until_another_comes(player):
    player.load("ticker", {**COMMON, "label": "Results", "items": items("one")}, dwell=LONG).do("g.settle(0)")
    assert player.do("g.timer") is None
    update(player, items("one", "two"))
    assert player.do("g.timer !== null") is True
    assert turns(player, 1) == ["two"]


def test_a_ticker_that_loses_every_item_ends_up_empty(ticker):
    update(ticker, [])
    assert shown(ticker) == "one"
    assert turns(ticker, 1) == [""]
