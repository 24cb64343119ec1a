"""From a take to the first changed frame of an output's page in Chromium, in a night at 60 times its pace.

Run: python -m tests.bench.onair [takes]. Needs Redis (REDIS_URL); on PostgreSQL with DATABASE_URL. Prints p50
and p99 in milliseconds, whole and in its parts: from the key to the commit, from there to the frame's coming
in at the page, and on to the paint. The take is a command of another process, so that Redis is on the way.
Every region's board is open beside it, so that the desk draws those too at each declaration.
"""

import asyncio
import json
import os
import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from threading import Thread

from playwright.sync_api import Page, sync_playwright
from websockets.asyncio.client import connect

from tests.desks import ROOT, Desk, Server
from tests.services import BROWSER_ARGS, chromium_path

SLUG = "ge2024-midlands"
BOARDS = ("E12000004", "E12000005", "E12000009", "central")
SPEED = "60"
SET_UP = """
import json
from results.models import Contest, Election
from results.onair.snapshot import Snapshot, Subject
from results.onair.cues import prepare
from results.people.links import issue_output_link
from django.contrib.auth.models import User
from results.models import Output
output = Output.objects.create(slug="pgm", name="PGM 1", election=Election.objects.get())
gwen = User.objects.create_superuser("gwen")
contest = Contest.objects.filter(name__startswith="Leicester").first()
cues = []
for name in ("Leicester East", "Leicester South"):
    values = {"graphic": "lower-third", "contest": name, "phrase": "Con gain from Lab", "kind": "gain",
        "party": {"abbr": "Con", "name": "Conservative", "colour": "#0087dc", "ink": "#ffffff"},
        "winner": "Shivani Raja", "margin": "majority 4,426", "swing": "", "turnout": "", "pages": []}
    snapshot = Snapshot("lower-third", "lower-third", output.election_id, Subject(contest_id=contest.pk),
        values, 0, None)
    cues.append(prepare(output_id=output.pk, snapshot=snapshot, by=gwen).pk)
print(json.dumps({"token": issue_output_link(name="OBS", output=output, by=gwen)[1], "cues": cues}))
"""
# Takes when it is told to, by a line with a cue's id; answers when the key was pressed and when it committed.
OPERATOR = """
import sys, time
from django.contrib.auth.models import User
from results.declaring import announce
from results.models import Cue
from results.onair.air import take
from results.onair.cues import put_on_preview
gwen = User.objects.get(username="gwen")
committed, hinted = [0], announce._send
def hint(*given):
    committed[0] = time.time() * 1000
    hinted(*given)
announce._send = hint
for line in sys.stdin:
    cue = Cue.objects.get(pk=int(line))
    put_on_preview(cue_id=cue.pk, by=gwen)
    time.sleep(0.3)
    pressed = time.time() * 1000
    take(output_id=cue.output_id, cue_id=cue.pk, digest=cue.digest, by=gwen)
    print(pressed, committed[0], flush=True)
"""
# When the frame came in that changed the page first since it was asked to watch, and when it was painted: the
# second animation frame after the change begins once the first one has been drawn.
WATCHED = """
let told = () => undefined, heard = 0;
window.WebSocket = class extends WebSocket {
  constructor(address) {
    super(address);
    this.addEventListener("message", () => { heard = Date.now(); });
  }
};
window.watch = () => { window.seen = new Promise((resolve) => { told = resolve; }); };
addEventListener("DOMContentLoaded", () => new MutationObserver(() => {
  const [tell, at] = [told, heard];
  told = () => undefined;
  requestAnimationFrame(() => requestAnimationFrame(() => tell([at, Date.now()])));
}).observe(document.body, { childList: true, subtree: true }));
"""
Wait = dict[str, float]


def main(takes: int) -> None:
    """Measure and print."""
    services = {name: os.environ[name] for name in ("DATABASE_URL",) if os.environ.get(name)}
    services["REDIS_URL"] = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/9")
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder), **services)
        password = desk.load_midlands()["producer"]
        told = json.loads(desk.manage("shell", "-v", "0", "-c", SET_UP))
        with desk.serve(LOG_LEVEL="INFO") as server:
            address = f"{server.url}/graphics/pgm/?token={told['token']}"
            replay = _beside(desk, "replay", SLUG, "--speed", SPEED)
            try:
                with _boards(server, password):
                    waits = _measured(desk, address, told["cues"], takes)
            finally:
                replay.kill()
    for part in waits[0]:
        _report(part, [wait[part] for wait in waits])


@contextmanager
def _boards(server: Server, password: str) -> Iterator[None]:
    """Every region's board and the corrections, open and read."""
    cookies = {"Cookie": server.browser().sign_in("producer", password).cookies()}
    paths = [*(f"boards/{SLUG}/{region}" for region in BOARDS), f"corrections/{SLUG}"]
    loop = asyncio.new_event_loop()

    async def read(path: str) -> None:
        address = f"{server.url.replace('http', 'ws')}/ws/{path}/?since=0"
        async with connect(address, origin=server.url, additional_headers=cookies) as line:
            async for _ in line:
                pass

    Thread(target=loop.run_forever, daemon=True).start()
    reading = [asyncio.run_coroutine_threadsafe(read(path), loop) for path in paths]
    try:
        yield
        assert not any(one.done() for one in reading), "a board was cut off"
    finally:
        for one in reading:
            one.cancel()
        asyncio.run_coroutine_threadsafe(asyncio.sleep(1), loop).result()
        loop.call_soon_threadsafe(loop.stop)


def _measured(desk: Desk, address: str, cues: list[int], takes: int) -> list[Wait]:
    operator = _beside(desk, "shell", "-v", "0", "-c", OPERATOR)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=BROWSER_ARGS)
        page = browser.new_page(viewport={"width": 1920, "height": 1080})
        page.add_init_script(WATCHED)
        page.goto(address)
        try:
            return [_one(page, operator, cues[number % 2]) for number in range(takes)]
        finally:
            operator.kill()
            browser.close()


def _one(page: Page, operator: Popen[str], cue: int) -> Wait:
    page.wait_for_timeout(600 + 400 * random.random())
    page.evaluate("window.watch()")
    assert operator.stdin and operator.stdout
    operator.stdin.write(f"{cue}\n")
    operator.stdin.flush()
    pressed, committed = map(float, operator.stdout.readline().split())
    heard, painted = page.evaluate("window.seen")
    return {
        "from the key to the paint": painted - pressed,
        "from the commit to the paint": painted - committed,
        "key to commit": committed - pressed,
        "commit to page": heard - committed,
        "page to paint": painted - heard,
    }


def _beside(desk: Desk, *words: str) -> Popen[str]:
    return Popen(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=desk.environment,
        stdin=PIPE,
        stdout=PIPE if words[0] == "shell" else DEVNULL,
        stderr=DEVNULL,
        text=True,
    )


def _report(what: str, waits: list[float]) -> None:
    ranked = sorted(waits)
    p50, p99 = (ranked[min(len(ranked) - 1, int(len(ranked) * part))] for part in (0.5, 0.99))
    print(f"{len(ranked)} takes, {what}: p50 {p50:.0f} ms, p99 {p99:.0f} ms, longest {ranked[-1]:.0f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
