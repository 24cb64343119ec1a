"""A night's boards lose their server and come back: how much that costs, and how long until all are current.

    python -m tests.bench.storm [--boards 10000] [--links 1000] [--declarations 40]

Every board is a wall with a link to one of the Midlands' regions, in a process of their own, by the rule of
their page (see `returning.py`). The server is killed and started again; a reporter goes on declaring, by her
form. Prints drawings by the desk's own instruments, when the last board was current again, and how long a
declaration takes meanwhile beside before, as its reporter waits for it. SQLite and one process, or what
DATABASE_URL, an empty database, and REDIS_URL say.
"""

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

from tests.desks import PATIENCE_S, ROOT, Browser, Desk

TOKEN = "storm"
MADE = """
import json
from django.contrib.auth.models import User
from results.management.accounts import assign
from results.models import Contest, Region
from results.people.links import issue_link
assign(username="reporter", contests=Contest.objects.all())
by, regions = User.objects.get(username="producer"), list(Region.objects.order_by("pk"))
paths = []
for number in range({links}):
    region = regions[number % len(regions)]
    election = region.election
    _, token = issue_link(name=f"Wall {{number}}", scope="board", election=election, region=region, by=by)
    paths.append(f"/ws/boards/{{election.slug}}/{{region.code}}/?token={{token}}")
print(json.dumps([len(regions), paths]))
"""
# Every board is to be drawn anew.
CHANGED = """
from results.declaring.reference import reference_changed
from results.models import Election
reference_changed(election_id=Election.objects.get().pk)
"""


@dataclass(frozen=True)
class Declared:
    """One declaration, in ms: until the form was there, and from the press of save to the page after it."""

    opening: float
    saving: float


class Server:
    """The desk on one port, to be killed and started again."""

    def __init__(self, desk: Desk, port: int) -> None:
        self._desk, self._port = desk, port
        self.url = f"http://127.0.0.1:{port}"
        self.process = self._started()

    def _started(self) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(self._port)],
            cwd=ROOT,
            env={**self._desk.environment, "METRICS_TOKEN": TOKEN, "LOG_LEVEL": "ERROR"},
            stdout=subprocess.DEVNULL,
        )
        self._until_it_answers()
        return process

    def _until_it_answers(self) -> None:
        end = time.monotonic() + PATIENCE_S * 3
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(f"{self.url}/healthz", timeout=5):
                    return
            except OSError:
                time.sleep(0.05)
        raise TimeoutError("the desk did not start")

    def killed_and_back(self, while_away: Callable[[], object]) -> None:
        """As if its machine had lost power for a moment."""
        self.process.kill()
        self.process.wait()
        while_away()
        self.process = self._started()

    def drawings(self) -> dict[str, float]:
        """How often each kind of topic was drawn since it started."""
        request = urllib.request.Request(f"{self.url}/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
        with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
            text = answer.read().decode()
        found = re.findall(r'^desk_draw_seconds_count\{topic="(\w+)"\} ([\d.e+]+)$', text, re.M)
        return {topic: float(many) for topic, many in found}


@contextmanager
def boards(server: Server, paths: list[str]) -> "Iterator[subprocess.Popen[str]]":
    """All of them, open; closed at the end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.returning", server.url.rpartition(":")[2], server.url],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    try:
        process.stdin.write("".join(f"{path}\n" for path in paths) + "\n")
        process.stdin.flush()
        yield process
    finally:
        process.stdin.close()
        process.wait(timeout=PATIENCE_S)


def state(process: "subprocess.Popen[str]") -> dict[str, int]:
    """How the boards are."""
    assert process.stdin
    assert process.stdout
    process.stdin.write("?\n")
    process.stdin.flush()
    return json.loads(process.stdout.readline())


def are_current(told: Mapping[str, int]) -> bool:
    """Whether every board has missed nothing."""
    return told["current"] == told["boards"]


class Reporter:
    """Declares one contest after another, as long as somebody asks for it.

    As in her browser what she sends goes by the connection by which her form came.
    """

    def __init__(self, server: Server, forms: list[tuple[str, dict[str, str]]], password: str) -> None:
        self._cookies = Browser(server.url).sign_in("reporter", password).cookies()
        self._url, self._forms = server.url, iter(forms)
        self._line = HTTPConnection(server.url.partition("//")[2], timeout=PATIENCE_S)

    def declares(self) -> "Declared":
        """The next contest. Raises StopIteration."""
        path, fields = next(self._forms)
        began = time.monotonic()
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self._opens(path))
        assert found, path
        opening, whole = _since(began), {**fields, "csrfmiddlewaretoken": found[1]}
        return Declared(opening, self._saves(path, whole))

    def _saves(self, path: str, fields: dict[str, object]) -> float:
        pressed = time.monotonic()
        answer, page = self._asks("POST", path, urlencode(fields, doseq=True))
        if answer.status == HTTPStatus.FOUND:
            self._opens(answer.headers["Location"])
            return _since(pressed)
        # Figures that are unusual are asked about, and these are as they were read out.
        ticks = re.findall(r'name="checked" value="([^"]+)"', page)
        assert ticks, f"{path}: {answer.status}"
        assert "checked" not in fields, page
        return self._saves(path, {**fields, "checked": ticks})

    def _opens(self, path: str) -> str:
        try:
            return self._asks("GET", path)[1]
        except (OSError, HTTPException):
            # The server was gone meanwhile, and the connection with it.
            self._line.close()
            return self._asks("GET", path)[1]

    def _asks(self, method: str, path: str, body: str | None = None) -> tuple[HTTPResponse, str]:
        headers = {"Cookie": self._cookies, "Referer": f"{self._url}{path}"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._line.request(method, path, body, headers)
        answer = self._line.getresponse()
        return answer, answer.read().decode()


def _since(began: float) -> float:
    return (time.monotonic() - began) * 1000


def wait_until_current(process: "subprocess.Popen[str]", patience_s: float) -> dict[str, int]:
    """How they are once all are current. Raises TimeoutError."""
    end = time.monotonic() + patience_s
    while not are_current(told := state(process)):
        if time.monotonic() > end:
            raise TimeoutError(f"Not all boards are current after {patience_s:.0f} s: {told}")
        time.sleep(0.25)
    return told


def within(times: list[float], part: float) -> float:
    """What this part of them stayed within, ms."""
    return sorted(times)[min(len(times) - 1, int(part * len(times)))]


@dataclass
class Strike:
    """The server was gone and came back. Times of declarations in ms, moments in monotonic ns."""

    killed: int
    answered: int
    told: dict[str, int]
    drawn: float
    declared: list[Declared]

    def report(self, what: str, topics: int, before: list[Declared]) -> None:
        """Print."""
        last_s, away_s = (self.told["last_ns"] - self.killed) / 1e9, (self.answered - self.killed) / 1e9
        print(f"{what}; the server was away for {away_s:.1f} s")
        print(
            f"  last board current  {last_s:.1f} s after the kill, {last_s - away_s:.1f} s after its return"
        )
        print(
            f"  drawn               {self.drawn:.0f} times for {topics} topics, sent {self.told['whole']:,}"
        )
        print(f"  tries to connect    {self.told['tries']:,}, {self.told['refused']:,} of them too soon")
        if not self.declared:
            return
        for part in ("opening", "saving"):
            once, now = ([getattr(one, part) for one in them] for them in (before, self.declared))
            print(f"  {part:7} before      {_told(once)}")
            print(f"  {part:7} meanwhile   {_told(now)}, {within(now, 0.99) / within(once, 0.99):.1f} times")


def _told(times: list[float]) -> str:
    half, most = within(times, 0.5), within(times, 0.99)
    return f"{half:.0f} ms half, {most:.0f} ms 99 of 100, of {len(times)}"


def strike(
    server: Server,
    process: "subprocess.Popen[str]",
    *,
    while_away: Callable[[], object] = lambda: None,
    meanwhile: Callable[[], Declared] | None = None,
) -> Strike:
    """Kill the server and wait until every board is current again, `while_away` and `meanwhile` done.

    `meanwhile` is done again and again, until it raises StopIteration.
    """
    was, killed, acts = state(process), time.monotonic_ns(), meanwhile or iter(()).__next__
    server.killed_and_back(while_away)
    answered, declared = time.monotonic_ns(), list[Declared]()
    while not are_current(told := state(process)):
        if time.monotonic_ns() - killed > 300e9:
            raise TimeoutError(f"Not all boards came back: {told}")
        try:
            declared.append(acts())
        except StopIteration:
            time.sleep(0.25)
    told |= {name: told[name] - was[name] for name in ("tries", "refused", "whole")}
    return Strike(killed, answered, told, server.drawings().get("region", 0), declared)


def storm(asked: argparse.Namespace, folder: Path) -> None:
    """Two strikes: after the first every board is behind, during the second a reporter declares."""
    services = {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL") if name in os.environ}
    desk = Desk(folder, **services)
    passwords = desk.load_midlands()
    regions, paths = json.loads(desk.manage("shell", "-v", "0", "-c", MADE.format(links=asked.links)))
    server = Server(desk, asked.port)
    try:
        reporter = Reporter(server, desk.forms(), passwords["reporter"])
        with boards(server, [paths[number % len(paths)] for number in range(asked.boards)]) as process:
            wait_until_current(process, 600)
            before = [reporter.declares() for _ in range(asked.declarations)]
            wait_until_current(process, 60)
            print(f"{asked.boards:,} boards of {regions} regions")
            behind = strike(
                server, process, while_away=lambda: desk.manage("shell", "-v", "0", "-c", CHANGED)
            )
            behind.report("Every board behind", regions, before)
            busy = strike(server, process, meanwhile=reporter.declares)
            busy.report("A reporter declares", regions, before)
    finally:
        server.process.terminate()
        server.process.wait(timeout=PATIENCE_S)


def main() -> None:
    """Read what is asked, and print."""
    parser = argparse.ArgumentParser(description="Boards lose their server and come back.")
    parser.add_argument("--boards", type=int, default=10_000)
    parser.add_argument("--links", type=int, default=1_000)
    parser.add_argument("--declarations", type=int, default=40, help="how many before the storm")
    parser.add_argument("--port", type=int, default=8790)
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with tempfile.TemporaryDirectory(prefix="storm-") as folder:
        storm(parser.parse_args(), Path(folder))


if __name__ == "__main__":
    main()
