"""A panel in a browser and its line: pushed to without asking, never turned back, honest where it is cut."""

import json
import re
from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from results.models import Cue
from tests.admin_browser import LAPTOP
from tests.browsers import a_browser
from tests.onair_rows import a_cue, an_output
from tests.panels import ADDRESS
from tests.people import a_producer, an_operator
from tests.served import served
from tests.services import needs_browser

pytestmark = [needs_browser, pytest.mark.django_db(transaction=True)]
NOW = "2024-07-05T01:30:03+01:00"
SOCKET = re.compile(r".*/ws/outputs/pgm/panel/.*")


@pytest.fixture
def cue(transactional_db: None) -> Cue:
    return a_cue(an_output(slug="pgm", name="PGM"), an_operator())


@pytest.fixture
def sessions(cue: Cue) -> dict[str, str]:
    """Who is signed in, by name: Gwen, who made the cue, and Priya."""
    return {person.username: session_of(person) for person in (cue.prepared_by, a_producer())}


@pytest.fixture
def desk(sessions) -> Iterator[str]:
    with served() as url:
        yield url


@pytest.fixture
def browser(desk, chromium) -> Iterator[Browser]:
    with a_browser(chromium) as browser:
        yield browser


def session_of(person) -> str:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies["sessionid"].value


def panel(browser: Browser, desk: str, session: str) -> Page:
    """Somebody's panel, not opened yet."""
    context = browser.new_context(viewport=LAPTOP, base_url=desk)
    context.add_cookies([{"name": "sessionid", "value": session, "url": desk}])
    return context.new_page()


def lamp(page: Page, words: str) -> None:
    expect(page.locator("#lamp .lamp-words")).to_contain_text(words)


def test_a_take_by_another_operator_is_pushed_and_not_asked_for(browser, desk, sessions):
    watched, worked = (panel(browser, desk, sessions[name]) for name in ("priya", "gwen"))
    watched.route("**/keep/", lambda route: route.abort())
    for page in (watched, worked):
        page.goto(ADDRESS)
    lamp(watched, "Live")
    worked.keyboard.press("t")
    expect(watched.locator("#layer-lower-third")).to_contain_text("On air")
    expect(watched.locator("#panel-run")).to_contain_text("take")
    # She may be answered after another was pushed to.
    expect(worked.locator("#layer-lower-third")).to_contain_text("On air")
    assert number(watched) == number(worked)


def test_a_panel_that_is_pushed_to_asks_for_its_pages_and_operators_alone(browser, desk, sessions):
    page = panel(browser, desk, sessions["gwen"])
    page.goto(ADDRESS)
    lamp(page, "Live")
    with page.expect_response("**/keep/") as kept:
        pass
    assert 'id="panel-pages"' in kept.value.text()
    assert 'id="panel-rundown"' not in kept.value.text()


class Held:
    """A panel's line with somebody's hand on it: what the desk sends waits until it is let through."""

    def __init__(self, page: Page) -> None:
        self.waiting: list[str] = []
        self.asked: list[str] = []
        self.ours: WebSocketRoute | None = None
        page.route_web_socket(SOCKET, self._between)

    def _between(self, ours: WebSocketRoute) -> None:
        self.ours = ours
        self.asked.append(ours.url)
        ours.connect_to_server().on_message(self._waits)

    def _waits(self, text: str) -> None:
        self.waiting.append(text)

    def until(self, page: Page, ask) -> None:
        for _ in range(600):
            if ask():
                return
            page.wait_for_timeout(50)
        raise AssertionError(f"it did not come: {self.waiting}")

    def let_through(self) -> None:
        """What waited, in its order."""
        waited, self.waiting = self.waiting, []
        for text in waited:
            self.ours.send(text)


def test_what_was_pushed_late_does_not_turn_back_what_an_act_was_answered(browser, desk, sessions):
    page = panel(browser, desk, sessions["gwen"])
    held = Held(page)
    page.goto(ADDRESS)
    start = number(page)
    page.keyboard.press("t")
    expect(page.locator("#layer-lower-third")).to_contain_text("On air")
    page.keyboard.press("o")
    expect(page.locator("#layer-lower-third")).to_contain_text("Off")
    held.until(page, lambda: len([text for text in held.waiting if "content" in json.loads(text)]) == 2)
    held.let_through()
    # What is said last is heard last.
    held.ours.send(json.dumps({"beat": True, "seq": start + 2, "since": start + 2, "now": NOW}))
    lamp(page, "Live 01:30:03")
    expect(page.locator("#layer-lower-third")).to_contain_text("Off")
    assert number(page) == start + 2


def test_a_line_that_cannot_be_opened_is_told_and_the_panel_is_asked_for(browser, desk, sessions):
    watched, worked = (panel(browser, desk, sessions[name]) for name in ("priya", "gwen"))
    watched.route_web_socket(SOCKET, lambda socket: socket.close(code=4000))
    watched.clock.install()
    for page in (watched, worked):
        page.goto(ADDRESS)
    worked.keyboard.press("t")
    expect(worked.locator("#layer-lower-third")).to_contain_text("On air")
    for _ in range(4):
        with watched.expect_response("**/keep/"):
            watched.clock.run_for(3_000)
    expect(watched.locator("#layer-lower-third")).to_contain_text("On air")
    lamp(watched, "Not pushed, asked every 3 s")
    watched.route("**/keep/", lambda route: route.abort())
    watched.clock.run_for(10_000)
    lamp(watched, "No answer from the desk")


def test_a_line_that_was_cut_comes_back_with_the_number_it_stands_at(browser, desk, sessions):
    page = panel(browser, desk, sessions["gwen"])
    held = Held(page)
    page.goto(ADDRESS)
    held.until(page, lambda: held.asked)
    page.keyboard.press("t")
    expect(page.locator("#layer-lower-third")).to_contain_text("On air")
    held.ours.close(code=1012)
    held.until(page, lambda: len(held.asked) > 1)
    assert held.asked[-1].endswith(f"?since={number(page)}")


@pytest.mark.parametrize(
    ("code", "words"),
    [(4401, "You are signed out, or no operator any more"), (4403, "for graphics operators and producers")],
)
def test_a_panel_that_is_turned_away_says_so_and_asks_no_more(browser, desk, sessions, code, words):
    page = panel(browser, desk, sessions["gwen"])
    page.route_web_socket(SOCKET, lambda socket: socket.close(code=code))
    page.clock.install()
    page.goto(ADDRESS)
    lamp(page, words)
    expect(page.locator("#panel-status")).to_contain_text(words)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.clock.run_for(20_000)
    lamp(page, words)
    assert not [url for url in asked if "/panel/" in url or "/keep/" in url]


def test_the_panel_frames_its_own_output(browser, desk, sessions):
    page = panel(browser, desk, sessions["gwen"])
    page.goto(ADDRESS)
    for bus in ("/graphics/pgm/", "/graphics/pgm/preview/"):
        expect(page.frame_locator(f"iframe[src='{bus}']").locator("body")).to_be_attached()


def number(page: Page) -> int:
    """The number a panel stands at."""
    return int(page.locator("html").get_attribute("data-seq") or -1)
