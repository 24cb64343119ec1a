"""What a live page does with a frame: focus stays, what is new is marked, what has no place is fetched."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from results.rendering import board as drawing
from tests.browsers import a_browser, violations
from tests.drawn_cards import a_board
from tests.drawn_pages import every_state
from tests.live_wire import SEQ, Wire, a_live_page, at_number, declared_now, lamp
from tests.services import needs_browser

pytestmark = needs_browser


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


def test_a_page_that_lacks_a_place_again_is_fetched_again_when_the_minute_is_over(still):
    page, wire = still, Wire(still).open()
    page.evaluate("sessionStorage.setItem('desk-fetched-anew', Date.now())")
    lacks_a_place(page, wire)
    for _ in range(6):
        page.clock.run_for(9_000)
        wire.beat(seq=21, since=21)
        at_number(page, 21)
    with page.expect_navigation():
        page.clock.run_for(7_000)


def test_a_page_is_not_fetched_again_while_the_desk_is_away(still):
    page, wire = still, Wire(still).open()
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
    assert violations(page) == []
