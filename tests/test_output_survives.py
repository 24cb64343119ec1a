"""An output's page outlives the server and Redis: what is on air stays as it is, and acts go on arriving."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browsers import a_browser, keyed
from tests.desks import PATIENCE_S, ROOT, Desk, Server, a_port
from tests.own_redis import OwnRedis, a_redis
from tests.services import needs_browser, needs_redis

pytestmark = needs_browser

SEEN_MS = 2000
A_MINUTE_S = 60
SET_UP = """
import json
from results.people.links import issue_output_link
from tests.onair_rows import an_output, a_cue
from tests.people import an_operator
gwen, output = an_operator(), an_output(slug="pgm")
cues = [a_cue(output, gwen, previewed=False, contest="Leicester East", winner=name).pk for name in "AB"]
print(json.dumps({"token": issue_output_link(name="OBS", output=output, by=gwen)[1], "cues": cues}))
"""
TAKE = """
import time
from django.contrib.auth.models import User
from results.models import Cue
from results.onair.air import take
from results.onair.cues import put_on_preview
cue, gwen = Cue.objects.get(pk=CUE), User.objects.get()
put_on_preview(cue_id=cue.pk, by=gwen)
take(output_id=cue.output_id, cue_id=cue.pk, digest=cue.digest, by=gwen)
print(round(time.time() * 1000))
"""
CLEAR = """
import time
from django.contrib.auth.models import User
from results.models import Output
from results.onair.air import clear
clear(output_id=Output.objects.get().pk, by=User.objects.get())
print(round(time.time() * 1000))
"""
# When the picture changed first since it was set to 0; how many animations were started; lines that spoke.
WATCHED = """
window.started = window.changedAt = window.lines = window.refused = 0;
const animate = Element.prototype.animate;
Element.prototype.animate = function (...given) { window.started += 1; return animate.apply(this, given); };
window.WebSocket = class extends WebSocket {
  constructor(address) {
    super(address);
    this.addEventListener("error", () => { window.refused += 1; });
    this.addEventListener("message", () => { window.lines += 1; }, { once: true });
  }
};
addEventListener("DOMContentLoaded", () => new MutationObserver(() => {
  window.changedAt = window.changedAt || Date.now();
}).observe(document.body, { childList: true, subtree: true }));
"""


class Air:
    """A desk with one output, its page in a browser, and a port that it keeps when it comes back."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        desk.migrate()
        self.told = json.loads(desk.manage("shell", "-v", "0", "-c", SET_UP))
        self.port = a_port()

    @contextmanager
    def serve(self) -> Iterator[Server]:
        """The server, until it is left: killed as by a power cut."""
        log = self.desk.folder / "serve.log"
        with log.open("w") as out:
            process = subprocess.Popen(
                [sys.executable, "manage.py", "serve", "--port", str(self.port)],
                cwd=ROOT,
                env=self.desk.environment,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
            try:
                yield Server(log, process)
            finally:
                process.kill()
                process.wait(timeout=PATIENCE_S)

    def take(self, number: int) -> int:
        """Take a cue from a process of its own; returns when, in ms."""
        return self._act(TAKE.replace("CUE", str(self.told["cues"][number])))

    def clear(self) -> int:
        """Take everything off; returns when."""
        return self._act(CLEAR)

    def _act(self, script: str) -> int:
        return int(self.desk.manage("shell", "-v", "0", "-c", script))

    def open(self, page: Page) -> None:
        """The output's page, as a renderer opens it."""
        page.goto(f"http://127.0.0.1:{self.port}/graphics/pgm/?token={self.told['token']}")


@pytest.fixture
def page(chromium) -> Iterator[Page]:
    with a_browser(chromium) as browser:
        page = browser.new_page(viewport={"width": 1920, "height": 1080})
        page.add_init_script(WATCHED)
        yield page


def picture(page: Page) -> bytes:
    return keyed(page).tobytes()


def is_blank(page: Page) -> bool:
    return not any(picture(page)[3::4])


def stands(page: Page, question: str) -> None:
    """Waits until it is so: asked from outside, since the page's policy stops scripts made of text."""
    for _ in range(600):
        if page.evaluate(question):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{question} did not come")


def on_air(page: Page) -> None:
    """Waits until one graphic stands at rest, and whatever was there before has left."""
    stands(page, "document.body.textContent.split('Leicester East').length === 2")
    stands(page, "document.getAnimations().length === 0")


def seen(page: Page, *, after: int) -> int:
    """How long after an act the picture changed, in ms; it was still before."""
    stands(page, "window.changedAt > 0")
    return page.evaluate("window.changedAt") - after


def test_a_server_that_is_away_for_a_minute_changes_nothing_and_acts_arrive_again(tmp_path, page):
    page.clock.install()
    air = Air(Desk(tmp_path))
    with air.serve():
        air.open(page)
        stands(page, "window.lines === 1")
        air.take(0)
        on_air(page)
        before = picture(page)
        page.evaluate("window.started = 0")
    stands(page, "window.refused > 0")
    assert picture(page) == before
    # A minute for the page, by its own clock: it tries again, hears nothing, and stays as it is.
    for _ in range(A_MINUTE_S // 5):
        page.clock.run_for(5_000)
    stands(page, "window.refused > 2")
    assert picture(page) == before
    assert page.evaluate("window.started") == 0
    with air.serve():
        stands(page, "window.lines === 2")
        assert picture(page) == before
        assert page.evaluate("window.started") == 0
        air.clear()
        stands(page, "document.body.textContent.trim() === ''")
        assert is_blank(page)


@contextmanager
def _air(folder: Path, redis: OwnRedis) -> Iterator[Air]:
    air = Air(Desk(folder, REDIS_URL=redis.url))
    with air.serve():
        yield air


@needs_redis
def test_without_redis_acts_reach_the_output_within_two_seconds(tmp_path, page):
    with a_redis(tmp_path) as redis, _air(tmp_path, redis) as air:
        air.open(page)
        air.take(0)
        on_air(page)
        redis.stop()
        page.evaluate("window.changedAt = 0")
        assert seen(page, after=air.take(1)) < SEEN_MS
        on_air(page)
        page.evaluate("window.changedAt = 0")
        assert seen(page, after=air.clear()) < SEEN_MS
        stands(page, "document.body.textContent.trim() === ''")
        assert is_blank(page)
