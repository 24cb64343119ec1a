"""The page of pictures in a browser: it follows the night by itself, by keyboard alone, on every screen."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.admin_browser import faults
from tests.browsers import a_browser
from tests.desks import Desk, Server
from tests.midlands import CENTRAL, SLUG
from tests.services import needs_browser

pytestmark = needs_browser
SIZES = [(360, 800), (1366, 768), (1920, 1080)]
ADDRESS = f"/pictures/{SLUG}/{CENTRAL}/"


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Desk:
    return Desk(tmp_path_factory.mktemp("pictures"))


@pytest.fixture(scope="module")
def server(desk) -> Iterator[Server]:
    passwords = desk.load_midlands()
    with desk.serve() as server:
        server.password = passwords["producer"]
        yield server


@pytest.fixture
def page(server, chromium) -> Iterator[Page]:
    with a_browser(chromium) as browser:
        page = browser.new_context(base_url=server.url).new_page()
        page.goto(f"/accounts/login/?next={ADDRESS}")
        page.fill("[name=username]", "producer")
        page.fill("[name=password]", server.password)
        page.press("[name=password]", "Enter")
        page.wait_for_url(f"{server.url}{ADDRESS}")
        yield page


def until(desk: Desk, many: int) -> None:
    desk.manage("replay", SLUG, "--instant", "--until", str(many), "-v", "0")


def test_pictures_follow_the_night_by_themselves_and_what_was_open_stays_open(desk, page):
    page.evaluate("window.neverReloaded = true")
    expect(page.locator("#lamp")).to_contain_text("Live")
    page.locator("#picture-mode-gain").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#picture-gain")).to_be_visible()
    expect(page.locator("#picture-mode-gain")).to_be_focused()
    assert page.url.endswith("?map=gain")
    page.locator("#picture-gain-table summary").focus()
    page.keyboard.press("Enter")
    until(desk, 40)
    expect(page.locator("#pictures-count")).to_contain_text("40 of 106 declared")
    expect(page.locator("#picture-gain-table")).to_contain_text(re.compile("Lab gain from Con"))
    expect(page.locator("#picture-gain-table")).to_have_attribute("open", "")
    expect(page.locator("#pictures-behind")).to_be_empty()
    assert page.evaluate("window.neverReloaded")


def test_every_map_is_without_fault_for_whoever_does_not_see_it_and_the_page_fits_every_screen(desk, page):
    until(desk, 40)
    page.set_viewport_size({"width": 1366, "height": 768})
    for mode in ("winner", "gain", "lead", "turnout", "swing"):
        page.goto(f"{ADDRESS}?map={mode}&theme=dark")
        assert (mode, faults(page)) == (mode, [])
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.goto(ADDRESS)
        assert (width, faults(page)) == (width, [])
