"""A board in a browser with the desk's end of its line in the test's hand: frames sent, sockets closed."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from urllib.parse import unquote

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page, expect

from results.rendering import board as drawing
from tests.drawn_cards import CON, LAB, NIGHT, a_board, a_line, a_tile, an_outcome

SITE = "http://desk.test"
SEQ = 20
NOW = "2024-07-05T01:30:03+01:00"
COUNT_CONNECTIONS = """
window.connections = 0;
document.addEventListener("htmx:wsConnecting", () => { window.connections += 1; });
"""


@contextmanager
def a_live_page(browser: Browser, *, still: bool = False) -> Iterator[Page]:
    """A page whose clock is the test's, for a board of number 20; a `still` one goes by `run_for` alone."""
    page = browser.new_page()
    page.clock.install(time=NIGHT - timedelta(hours=1) if still else NIGHT)
    if still:
        page.clock.pause_at(NIGHT)
    page.add_init_script(COUNT_CONNECTIONS)
    page.route(f"{SITE}/**", serve)
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


def serve(route):
    """The board, and the desk's own static files."""
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
    """Wait until the page stands at a number."""
    expect(page.locator("html")).to_have_attribute("data-seq", str(seq))


def lamp(page, words):
    """Wait until the lamp says this."""
    expect(page.locator("#lamp .lamp-words")).to_have_text(words)
