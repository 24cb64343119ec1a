"""Pages whose machine is set to another time: a line that says nothing is silent by any clock."""

import pytest

from tests.browsers import a_browser
from tests.live_wire import SITE as BOARD
from tests.live_wire import Wire
from tests.live_wire import serve as serve_board
from tests.output_desk import SITE, Desk, a_third, serve
from tests.services import needs_browser

pytestmark = needs_browser
SKEW = """
window.skew = 0;
const real = Date.now;
Date.now = () => real.call(Date) + window.skew;
"""
HOUR = 3_600_000


@pytest.fixture(scope="module")
def browser(chromium):
    with a_browser(chromium) as browser:
        yield browser


@pytest.fixture
def page(browser):
    page = browser.new_page()
    page.clock.install()
    page.add_init_script(SKEW)
    yield page
    page.close()


def set_by(page, milliseconds):
    page.evaluate(f"window.skew = {milliseconds}")


def test_an_output_whose_clock_was_set_back_an_hour_opens_a_silent_line_afresh(page):
    page.route(f"{SITE}/**", serve)
    desk = Desk(page, silent=True).shows(act=1, lower_third=a_third())
    desk.told({"lower-third": "on"}, 1)
    set_by(page, -HOUR)
    page.clock.run_for(12_000)
    desk.until(lambda: desk.lines == 2)


def test_a_board_whose_clock_was_set_back_an_hour_turns_amber_all_the_same(page):
    page.route(f"{BOARD}/**", serve_board)
    wire = Wire(page)
    page.goto(f"{BOARD}/board")
    page.wait_for_function("document.getElementById('lamp')")
    set_by(page, -HOUR)
    page.clock.run_for(15_000)
    page.wait_for_function("document.getElementById('lamp').dataset.state === 'stale'")
    assert wire.asked
