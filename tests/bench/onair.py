"""From a take to the first changed frame of an output's page in Chromium, in a night at 60 times its pace.

Run: python -m tests.bench.onair [takes]. Needs Redis (REDIS_URL); on PostgreSQL with DATABASE_URL. Prints p50
and p99 in milliseconds, from the key that was pressed and from the commit. The take is a command of another
process, so that Redis is on the way.
"""

import json
import os
import random
import sys
import tempfile
import time
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen

from playwright.sync_api import Page, sync_playwright

from tests.desks import ROOT, Desk
from tests.services import BROWSER_ARGS, chromium_path

SLUG = "ge2024-midlands"
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
# Takes when it is told to, by a line with a cue's id; answers when the key was pressed, and when it was done.
OPERATOR = """
import sys, time
from django.contrib.auth.models import User
from results.models import Cue
from results.onair.air import take
from results.onair.cues import put_on_preview
gwen = User.objects.get(username="gwen")
for line in sys.stdin:
    cue = Cue.objects.get(pk=int(line))
    put_on_preview(cue_id=cue.pk, by=gwen)
    time.sleep(0.3)
    pressed = time.time() * 1000
    take(output_id=cue.output_id, cue_id=cue.pk, digest=cue.digest, by=gwen)
    print(pressed, time.time() * 1000, flush=True)
"""
PAINTED = """
window.painted = 0;
addEventListener("DOMContentLoaded", () => new MutationObserver(() => {
  if (window.painted) { return; }
  window.painted = -1;
  requestAnimationFrame(() => requestAnimationFrame(() => { window.painted = Date.now(); }));
}).observe(document.body, { childList: true, subtree: true }));
"""


def main(takes: int) -> None:
    """Measure and print."""
    services = {name: os.environ[name] for name in ("DATABASE_URL",) if os.environ.get(name)}
    services["REDIS_URL"] = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/9")
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder), **services)
        desk.load_midlands()
        told = json.loads(desk.manage("shell", "-v", "0", "-c", SET_UP))
        with desk.serve(LOG_LEVEL="INFO") as server:
            address = f"{server.url}/graphics/pgm/?token={told['token']}"
            replay = _beside(desk, "replay", SLUG, "--speed", SPEED)
            try:
                waits = _measured(desk, address, told["cues"], takes)
            finally:
                replay.kill()
    _report("from the key", [wait for wait, _ in waits])
    _report("from the commit", [wait for _, wait in waits])


def _measured(desk: Desk, address: str, cues: list[int], takes: int) -> list[tuple[float, float]]:
    operator = _beside(desk, "shell", "-v", "0", "-c", OPERATOR)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=BROWSER_ARGS)
        page = browser.new_page(viewport={"width": 1920, "height": 1080})
        page.add_init_script(PAINTED)
        page.goto(address)
        try:
            return [_one(page, operator, cues[number % 2]) for number in range(takes)]
        finally:
            operator.kill()
            browser.close()


def _one(page: Page, operator: Popen[str], cue: int) -> tuple[float, float]:
    page.wait_for_timeout(600 + 400 * random.random())
    page.evaluate("window.painted = 0")
    assert operator.stdin and operator.stdout
    operator.stdin.write(f"{cue}\n")
    operator.stdin.flush()
    pressed, done = map(float, operator.stdout.readline().split())
    end = time.monotonic() + 10
    while (painted := page.evaluate("window.painted")) <= 0:
        assert time.monotonic() < end, "nothing was painted"
    return painted - pressed, painted - done


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
