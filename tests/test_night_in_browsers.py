"""The night as people see it: a reporter declares on her phone, and a board elsewhere follows by itself."""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsers import a_browser
from tests.desks import Desk, Server
from tests.midlands import EAST, SLUG
from tests.services import needs_browser

pytestmark = needs_browser

PHONE = {"width": 360, "height": 800}
LAPTOP = {"width": 1366, "height": 768}
# Leicester South, July 2024, as the returning officer read it out.
LEICESTER_SOUTH = {
    "Shockat Adam": "14,739",
    "Ezechiel Adlore": "189",
    "Osman Admani": "329",
    "Jonathan Ashworth": "13,760",
    "Ann Green": "279",
    "Craig Harwood": "2,470",
    "Gerri Hickton": "4,820",
    "Sharmen Rahman": "3,826",
    "Carol Weaver": "1,425",
}
PAINTED = """
() => new Promise(resolve => {
  const done = () => requestAnimationFrame(() => requestAnimationFrame(() => resolve(Date.now())));
  document.addEventListener('desk:applied', done, {once: true});
})
"""
PLACES = """
() => Object.fromEntries([...document.querySelectorAll('.tile, .mast, .mast > *, #board-newest, .map-key')]
  .map(e => {
    const r = e.getBoundingClientRect();
    return [e.id || e.className, [r.x, r.y, r.width].map(v => Math.round(v))];
  }))
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Desk:
    return Desk(tmp_path_factory.mktemp("night"))


@pytest.fixture(scope="module")
def passwords(desk) -> dict[str, str]:
    return desk.load_midlands()


@pytest.fixture
def server(desk, passwords) -> Iterator[Server]:
    with desk.serve() as server:
        yield server


@pytest.fixture
def browser(chromium) -> Iterator[Browser]:
    with a_browser(chromium) as browser:
        yield browser


def signed_in(browser: Browser, server: Server, who: str, password: str, size: dict[str, int]) -> Page:
    page = browser.new_context(viewport=size, base_url=server.url).new_page()
    page.goto("/accounts/login/?next=/")
    page.fill("[name=username]", who)
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{server.url}/")
    return page


def declare_leicester_south(page: Page) -> None:
    for name, votes in LEICESTER_SOUTH.items():
        page.get_by_label(re.compile(f"{name}.*votes", re.DOTALL)).fill(votes)
    page.get_by_label("Shockat Adam declared elected").check()
    page.get_by_label(re.compile("Rejected")).fill("158")


def test_a_reporter_declares_on_her_phone_and_a_board_follows_with_no_reload(
    desk, passwords, server, browser, capsys
):
    board = signed_in(browser, server, "producer", passwords["producer"], LAPTOP)
    board.goto(f"/boards/{SLUG}/{EAST}/")
    expect(board.locator("#lamp")).to_contain_text("Live")
    board.evaluate("window.neverReloaded = true")
    before = board.evaluate(PLACES)

    phone = signed_in(browser, server, "reporter", passwords["reporter"], PHONE)
    phone.goto("/admin/")
    phone.get_by_role("link", name=re.compile("Leicester South")).click()
    declare_leicester_south(phone)
    expect(phone.locator(".save-verdict")).to_contain_text("Ind gain from Lab")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    board.evaluate(f"void (window.painted = ({PAINTED})())")
    clicked = time.time()
    phone.click("#save")
    painted = board.evaluate("window.painted") / 1000

    expect(phone.locator(".messagelist")).to_contain_text(
        re.compile(r"Leicester South is in: Ind gain from Lab, majority 979\. On 1 board at [0-9:]{8}\.")
    )
    tile = board.locator(".tile", has_text="Leicester South")
    expect(tile).to_contain_text("Ind")
    expect(board.locator("#board-count")).to_contain_text("1 of 47 declared")
    expect(board.locator("#board-newest li").first).to_contain_text("Leicester South")
    expect(board.locator("#board-newest li").first).to_contain_text("Ind gain from Lab")
    expect(board.locator("#board-tally")).to_contain_text("Independent")
    assert board.evaluate("window.neverReloaded")
    assert moved(before, board.evaluate(PLACES)) == []
    with capsys.disabled():
        print(f"\nFrom the press of save to paint on another board: {1000 * (painted - clicked):.0f} ms")


def moved(before: dict[str, list[int]], after: dict[str, list[int]]) -> list[str]:
    """Which parts of the page stand elsewhere than before."""
    return [f"{name}: {place} is {after.get(name)}" for name, place in before.items() if after[name] != place]
