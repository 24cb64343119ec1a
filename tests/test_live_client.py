"""The page's script: it applies what fits, asks again for what it missed, and says when it is not live."""

import json
from dataclasses import replace
from datetime import timedelta
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from playwright.sync_api import expect

from results.rendering import board as drawing
from tests.browsers import a_browser
from tests.drawn_cards import CON, LAB, NIGHT, a_board, a_line, a_tile, an_outcome
from tests.drawn_pages import every_state
from tests.services import needs_browser

pytestmark = needs_browser
SITE = "http://desk.test"
SEQ = 20
NOW = "2024-07-05T01:30:03+01:00"
COUNT_CONNECTIONS = """
window.connections = 0;
document.addEventListener("htmx:wsConnecting", () => { window.connections += 1; });
"""

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
    page = browser.new_page()
    page.clock.install(time=NIGHT)
    page.add_init_script(COUNT_CONNECTIONS)
    page.route(f"{SITE}/**", _serve)
    yield page
    page.close()


class Wire:
    """The desk's end of the page's sockets: the addresses they asked for, and the newest of them."""

    def __init__(self, page):
        self.page = page
        self.asked = []
        self.socket = None
        page.route_web_socket(f"{SITE.replace('http', 'ws')}/**", self._accept)

    def _accept(self, socket):
        self.asked.append(socket.url)
        self.socket = socket
        socket.on_message(lambda message: None)

    def open(self):
        self.page.goto(f"{SITE}/board")
        self.connected(1)
        return self

    def connected(self, times):
        self.page.wait_for_function(f"window.connections === {times}")

    def send(self, **frame):
        self.socket.send(json.dumps(frame))

    def beat(self, *, seq=SEQ, since=0, now=NOW):
        self.send(beat=True, seq=seq, since=since, as_at=NIGHT.isoformat(), now=now)
        return self

    def content(self, *, seq, since=SEQ, html="", **more):
        self.send(seq=seq, since=since, as_at="2024-07-05T01:30:00+01:00", content=html, **more)

    def close(self, code):
        self.socket.close(code=code)


@pytest.fixture
def wire(page):
    return Wire(page).open()


def _serve(route):
    path = unquote(route.request.url.removeprefix(SITE))
    if path == "/board":
        context = drawing.page_context(a_board(declared=SEQ)) | {"socket": f"/ws/board/?since={SEQ}&token=t0"}
        route.fulfill(body=render_to_string("board.html", context), content_type="text/html")
        return
    found = finders.find(path.removeprefix("/static/"))
    if not found:
        route.fulfill(status=404, body="")
        return
    route.fulfill(path=found)


def declared_now(number=30, party=LAB):
    """The fragments of a board on which one more contest is declared, an hour after the night began."""
    outcome = an_outcome(party, CON, at=NIGHT + timedelta(hours=1))
    tile = a_tile(number, outcome, place=(number % 7, number // 7))
    board = a_board(declared=SEQ)
    newest = (a_line(number, tile.code, outcome=outcome, name=tile.name), *board.newest[:7])
    return drawing.fragments(replace(board, tiles=(tile,), newest=newest))


def at_number(page, seq):
    expect(page.locator("html")).to_have_attribute("data-seq", str(seq))


def lamp(page, words):
    expect(page.locator("#lamp .lamp-words")).to_have_text(words)


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


def test_ten_seconds_of_silence_turn_it_amber_by_itself_and_a_beat_turns_it_back(page, wire):
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


def test_a_swap_keeps_the_focus_on_the_same_tile(page, wire):
    page.locator("#tile-30").focus()
    wire.content(seq=21, html=declared_now())
    at_number(page, 21)
    expect(page.locator("#tile-30")).to_be_focused()
    expect(page.locator("#tile-30")).to_contain_text("Lab gain from Con")


def test_what_is_new_is_marked_for_five_minutes_of_the_desks_clock(page, wire):
    wire.content(seq=21, html=declared_now())
    at_number(page, 21)
    wire.beat(seq=21, since=21, now="2024-07-05T01:34:59+01:00")
    lamp(page, "Live 01:34:59")
    expect(page.locator("#tile-30")).to_have_class("tile gain is-new")
    wire.beat(seq=21, since=21, now="2024-07-05T01:35:00+01:00")
    lamp(page, "Live 01:35:00")
    expect(page.locator("#tile-30")).to_have_class("tile gain")


def test_a_fragment_without_a_place_is_an_error_in_the_console(page, wire):
    with page.expect_console_message(lambda message: message.type == "error" and "no place" in message.text):
        wire.content(seq=21, html='<p id="nowhere">Lost</p>')


def lacks_a_place(page, wire):
    page.evaluate("Math.random = () => 1")
    wire.content(seq=21, html='<p id="nowhere">Lost</p>')
    at_number(page, 21)


def test_a_page_that_lacks_a_place_is_fetched_again(page, wire):
    lacks_a_place(page, wire)
    with page.expect_navigation():
        page.clock.run_for(2_000)


def test_a_page_that_lacks_a_place_again_is_fetched_again_when_the_minute_is_over(page, wire):
    page.evaluate("sessionStorage.setItem('desk-fetched-anew', Date.now())")
    lacks_a_place(page, wire)
    for _ in range(6):
        page.clock.run_for(9_000)
        wire.beat(seq=21, since=21)
        at_number(page, 21)
    with page.expect_navigation():
        page.clock.run_for(7_000)


def test_a_page_is_not_fetched_again_while_the_desk_is_away(page, wire):
    lacks_a_place(page, wire)
    page.evaluate("document.documentElement.dataset.line = 'stale'")
    page.clock.run_for(5_000)
    at_number(page, 21)
    wire.beat(seq=21, since=21)
    lamp(page, "Live 01:30:03")
    with page.expect_navigation():
        page.clock.run_for(2_000)


def test_a_page_whose_frame_changed_is_fetched_again(page, wire):
    page.evaluate("Math.random = () => 1")
    board = a_board(declared=SEQ)
    rehearsal = replace(board, election=replace(board.election, rehearsal=True))
    with page.expect_navigation():
        wire.content(seq=21, since=0, snapshot=True, html=drawing.fragments(rehearsal))
        at_number(page, 21)
        page.clock.run_for(2_000)


def test_a_frame_that_cannot_be_read_does_not_pass_for_a_sign_of_life(page, wire):
    with page.expect_console_message(lambda message: "cannot be read" in message.text):
        wire.socket.send("not a frame")
    page.clock.run_for(11_000)
    expect(page.locator("html")).to_have_attribute("data-line", "stale")


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (360, 800)])
def test_a_board_has_no_accessibility_violation_and_never_scrolls_sideways(page, wire, scheme, width, height):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": height})
    wire.content(seq=21, html=declared_now())
    at_number(page, 21)
    has_no_fault(page, width)
    wire.content(seq=22, html=drawing.fragments(every_state(declared=SEQ)))
    at_number(page, 22)
    has_no_fault(page, width)


def has_no_fault(page, width):
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
