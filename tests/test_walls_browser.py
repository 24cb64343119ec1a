"""A wall turns its views by itself and by the keyboard, and passes over one that does not open."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests.admin_browser import opener
from tests.browsers import still
from tests.people import a_producer
from tests.services import needs_browser
from tests.worlds import a_small_election

pytestmark = [needs_browser, pytest.mark.django_db(transaction=True)]
WALL = {"width": 1920, "height": 1080}


@pytest.fixture
def address():
    return f"/boards/{a_small_election(contests=2).slug}/EM/?wall=1&every=10"


@pytest.fixture
def open_as(live_server, chromium):
    return opener(url=live_server.url, chromium=chromium, client=Client())


def shown(page: Page, title: str) -> None:
    expect(page.locator("iframe.is-shown")).to_have_attribute("title", title)
    expect(page.locator("iframe.is-shown")).to_have_count(1)


def test_views_turn_by_the_clock_and_by_the_keyboard_and_stay_when_told(open_as, address):
    with open_as(a_producer(), f"{address}&view=board&view=headlines&view=key", WALL) as page:
        still(page)
        page.reload()
        shown(page, "The board")
        page.clock.run_for(10_500)
        shown(page, "Headlines")
        page.keyboard.press("ArrowRight")
        shown(page, "Key contests")
        page.keyboard.press("ArrowLeft")
        page.keyboard.press(" ")
        page.clock.run_for(60_000)
        shown(page, "Headlines")
        page.keyboard.press(" ")
        page.clock.run_for(10_500)
        shown(page, "Key contests")


def test_a_view_that_does_not_open_is_passed_over_and_tried_again(open_as, address):
    with open_as(a_producer(), "/", WALL) as page:
        still(page)
        page.route("**/desk/*/?**", lambda route: route.abort())
        page.goto(f"{address}&view=board&view=headlines&view=key")
        page.keyboard.press("ArrowRight")
        shown(page, "Key contests")
        page.keyboard.press(" ")
        page.unroute("**/desk/*/?**")
        with page.expect_request("**/desk/*/?**"):
            page.clock.run_for(15_500)
        headlines = page.frame_locator("iframe[title=Headlines]")
        expect(headlines.locator("main h1")).to_have_count(1)
        page.keyboard.press("ArrowLeft")
        shown(page, "Headlines")
