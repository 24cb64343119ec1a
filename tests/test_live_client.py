"""The line of a live page: it applies what fits, asks again for what it missed, says when it is not live."""

import pytest
from playwright.sync_api import expect

from tests.browsers import a_browser
from tests.drawn_cards import CON
from tests.live_wire import SEQ, Wire, a_live_page, at_number, declared_now, lamp
from tests.services import needs_browser

pytestmark = needs_browser
AT_ONCE_BUT_NOTED = """() => {
window.waits = [];
Math.random = () => 1;
window.setTimeout = (act, wait) => { window.waits.push(wait); queueMicrotask(act); return 0; };
}"""


@pytest.fixture(scope="module")
def browser(chromium):
    with a_browser(chromium) as browser:
        yield browser


@pytest.fixture
def page(browser):
    with a_live_page(browser) as page:
        yield page


@pytest.fixture
def wire(page):
    return Wire(page).open()


@pytest.fixture
def still(browser):
    """A page whose clock stands, however long a busy machine takes."""
    with a_live_page(browser, still=True) as page:
        yield page


def test_a_declaration_is_shown_numbered_marked_as_new_and_said_once(page, wire):
    wire.content(seq=21, html=declared_now())
    at_number(page, 21)
    expect(page.locator("#tile-30")).to_have_class("tile gain is-new arrived")
    expect(page.locator("#status")).to_have_text("Amber Valley: Lab gain from Con, majority 979")
    expect(page.locator("#lamp .lamp-as-at")).to_have_text("As at 01:30:00")


def test_it_ignores_a_frame_whose_number_it_already_has(page, wire):
    wire.content(seq=21, html=declared_now())
    wire.content(seq=21, html=declared_now(party=CON))
    wire.beat(seq=21, since=21)
    lamp(page, "Live 01:30:03")
    expect(page.locator("#tile-30 b")).to_have_text("Lab")


def test_after_a_gap_it_applies_nothing_and_asks_again_from_its_own_number(page, wire):
    wire.content(seq=25, since=23, html=declared_now())
    page.clock.run_for(1_000)
    wire.connected(2)
    at_number(page, SEQ)
    expect(page.locator("#tile-30")).to_have_class("tile open")
    assert wire.asked[-1].endswith(f"/ws/board/?since={SEQ}&token=t0")


def test_the_snapshot_after_a_gap_makes_it_whole(page, wire):
    wire.content(seq=25, since=23)
    page.clock.run_for(1_000)
    wire.connected(2)
    wire.content(seq=25, since=0, snapshot=True, html=declared_now())
    at_number(page, 25)
    expect(page.locator("#tile-30")).to_contain_text("Lab")


def test_a_snapshot_of_a_lower_number_is_applied_because_the_desk_was_loaded_afresh(page, wire):
    wire.content(seq=3, since=0, snapshot=True, html=declared_now())
    at_number(page, 3)


def test_a_snapshot_of_its_own_number_is_applied_too(page, wire):
    wire.content(seq=SEQ, since=0, snapshot=True, html=declared_now())
    expect(page.locator("#tile-30")).to_contain_text("Lab")


def test_a_beat_that_tells_of_missed_content_makes_it_ask_again(page, wire):
    wire.beat(seq=24, since=24)
    page.clock.run_for(1_000)
    wire.connected(2)
    assert f"since={SEQ}&" in wire.asked[-1]


def test_a_beat_lifts_its_number_past_other_regions_events(page, wire):
    wire.beat(seq=24, since=18)
    at_number(page, 24)
    wire.content(seq=25, since=24, html=declared_now())
    at_number(page, 25)


def test_a_beat_of_a_process_that_is_behind_does_not_turn_its_time_back(page, wire):
    wire.content(seq=21, html=declared_now())
    wire.beat(seq=20, since=20)
    lamp(page, "Live 01:30:03")
    expect(page.locator("#lamp .lamp-as-at")).to_have_text("As at 01:30:00")
    at_number(page, 21)


def test_ten_seconds_of_silence_turn_it_amber_by_itself_and_a_beat_turns_it_back(still):
    page, wire = still, Wire(still).open()
    wire.beat()
    lamp(page, "Live 01:30:03")
    page.clock.run_for(9_000)
    expect(page.locator("#lamp")).to_have_attribute("data-state", "live")
    page.clock.run_for(2_000)
    expect(page.locator("html")).to_have_attribute("data-line", "stale")
    lamp(page, "Not live since 01:30:03, reconnecting")
    page.clock.run_for(8_000)
    wire.connected(2)
    wire.beat(now="2024-07-05T01:30:22+01:00")
    lamp(page, "Live 01:30:22")
    expect(page.locator("html")).to_have_attribute("data-line", "live")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (4401, "Sign in again: this page is no longer live"),
        (4403, "This screen’s link is no longer valid"),
        (4404, "This page is no longer there"),
    ],
)
def test_it_stops_for_good_when_it_is_told_not_to_come_back(page, wire, code, words):
    wire.close(code)
    lamp(page, words)
    page.clock.run_for(60_000)
    lamp(page, words)
    assert page.evaluate("window.connections") == 1


@pytest.mark.parametrize("code", [1000, 1001, 1011, 1012, 1013, 4000])
def test_it_comes_back_after_every_other_close(page, wire, code):
    wire.beat()
    lamp(page, "Live 01:30:03")
    wire.close(code)
    wire.connected(2)
    assert f"since={SEQ}&" in wire.asked[-1]


def test_it_waits_longer_and_longer_while_the_desk_is_away(page, wire):
    page.evaluate(AT_ONCE_BUT_NOTED)
    for times in range(5):
        wire.close(4000)
        wire.connected(times + 2)
    assert page.evaluate("window.waits") == [1_000, 2_000, 4_000, 8_000, 8_000]


def test_a_frame_that_cannot_be_read_does_not_pass_for_a_sign_of_life(page, wire):
    with page.expect_console_message(lambda message: "cannot be read" in message.text):
        wire.socket.send("not a frame")
    page.clock.run_for(11_000)
    expect(page.locator("html")).to_have_attribute("data-line", "stale")
