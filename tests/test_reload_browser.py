"""A page loads itself anew when it is ordered to, or when it outlived its version: at a moment of its own."""

import pytest

from tests.browsers import a_browser
from tests.live_wire import Wire, a_live_page, lamp
from tests.services import needs_browser

pytestmark = needs_browser


@pytest.fixture(scope="module")
def browser(chromium):
    with a_browser(chromium) as browser:
        yield browser


@pytest.fixture
def page(browser):
    with a_live_page(browser) as page:
        # The latest moment there is.
        page.add_init_script("Math.random = () => 0.999;")
        yield page


@pytest.fixture
def wire(page):
    return Wire(page).open()


def live(page, wire, now="01:30:03", **more):
    wire.send(beat=True, seq=20, since=0, as_at=None, now=f"2024-07-05T{now}+01:00", **more)
    lamp(page, f"Live {now}")


def passes(page, wire, seconds, **more):
    """Time passes, with a beat every few seconds as the desk gives them."""
    for at in range(0, seconds, 5):
        page.clock.run_for(5_000)
        live(page, wire, now=f"01:{31 + at // 60:02}:{at % 60:02}", **more)


def test_it_does_within_the_time_it_is_given_and_never_before(page, wire):
    order = {"mark": 5_000, "over": 30}
    live(page, wire, reload=order)
    passes(page, wire, 25, reload=order)
    assert len(wire.asked) == 1
    with page.expect_navigation():
        page.clock.run_for(5_000)


def test_one_that_was_drawn_after_the_order_stays(page, wire):
    page.evaluate("document.getElementById('live').dataset.reload = '5000'")
    live(page, wire)
    for _ in range(2):
        passes(page, wire, 30, reload={"mark": 0, "over": 10})
    assert len(wire.asked) == 1


def version(page):
    return page.locator("#live").get_attribute("data-version")


def test_one_of_an_older_version_does_once_that_has_lasted(page, wire):
    live(page, wire, version="0123456789ab")
    passes(page, wire, 115, version="0123456789ab")
    assert len(wire.asked) == 1
    with page.expect_navigation():
        page.clock.run_for(6_000)


def test_one_whose_version_came_back_meanwhile_stays(page, wire):
    live(page, wire, version="0123456789ab")
    passes(page, wire, 60, version="0123456789ab")
    passes(page, wire, 70, version=version(page))
    assert len(wire.asked) == 1


def test_it_does_not_do_so_again_and_again_where_the_desk_gives_it_the_same_page(page, wire):
    live(page, wire, version="0123456789ab")
    passes(page, wire, 115, version="0123456789ab")
    with page.expect_navigation():
        page.clock.run_for(6_000)
    wire.connected(1)
    live(page, wire, now="01:40:00", version="0123456789ab")
    passes(page, wire, 150, version="0123456789ab")
    assert len(wire.asked) == 2
