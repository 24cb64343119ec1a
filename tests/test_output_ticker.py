"""A ticker on an output's page: what is being read stays, until the desk says to put it right at once."""

import json

import pytest

from tests.browsers import a_browser
from tests.output_desk import LAB, SITE, Desk, serve, shown
from tests.services import needs_browser

pytestmark = needs_browser
ON = {"ticker": "on"}


@pytest.fixture(scope="module")
def browser(chromium):
    with a_browser(chromium) as browser:
        yield browser


@pytest.fixture
def desk(browser):
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    page.route(f"{SITE}/**", serve)
    yield Desk(page)
    page.close()


def a_ticker(*texts, at_once=0):
    """A layer of a frame: the ticker with an item for each text."""
    items = [
        {
            "id": f"contest-{number}-{text}",
            "head": f"Seat {number}",
            "text": text,
            "party": LAB,
            "corrected": False,
        }
        for number, text in enumerate(texts)
    ]
    values = {"graphic": "ticker", "label": "Latest", "items": items}
    return {
        "cue": 1,
        "graphic": "ticker",
        "values": values,
        "digest": json.dumps(values),
        "step": 0,
        "corrected": False,
        "act": 1,
        "at_once": at_once,
    }


def test_an_item_on_screen_is_put_right_in_its_place_when_the_desk_says_so_and_not_before(desk):
    desk.shows(act=0).told({}, 0)
    desk.shows(act=1, ticker=a_ticker("Con hold")).told(ON, 1)
    desk.until(lambda: "Con hold" in shown(desk.page))
    desk.shows(act=2, ticker=a_ticker("Lab gain")).told(ON, 2)
    assert "Con hold" in shown(desk.page) and "Lab gain" not in shown(desk.page)
    desk.shows(act=3, ticker=a_ticker("Lab gain", at_once=1)).told(ON, 3)
    desk.until(lambda: "Lab gain" in shown(desk.page) and "Con hold" not in shown(desk.page))
