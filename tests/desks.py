"""Whole desks for tests: the project's own commands in processes of their own, on ports of their own."""

import json
import os
import random
import re
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from http.cookiejar import CookieJar
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_S = 120.0
T = TypeVar("T")
KEPT = ("PATH", "HOME", "LANG", "VIRTUAL_ENV", "PYTHONPATH", "TMPDIR")


class Desk:
    """A desk with data of its own. Keyword arguments are settings from the environment."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        self.environment = {
            **kept,
            "DATA_DIR": str(folder),
            "SECRET_KEY": "a key for tests only, long enough for the checks, and never a secret",
            **settings,
        }

    def manage(self, *words: str) -> str:
        """Run a command to its end and return what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def migrate(self) -> None:
        """Make every table. Of an embedded desk that is a copy of what was made before: it takes a while."""
        if "DATABASE_URL" in self.environment:
            self.manage("migrate", "-v", "0")
        else:
            shutil.copy(migrated(), self.folder)

    def load_midlands(self) -> dict[str, str]:
        """Migrate, load the Midlands, make the accounts; returns each role's password."""
        self.migrate()
        self.manage("load_pack", "ge2024-midlands", "-v", "0")
        return json.loads(self.manage("shell", "-v", "0", "-c", ACCOUNTS))

    def forms(self) -> list[tuple[str, dict[str, str]]]:
        """The night's declaration forms as a browser posts them, in recorded order: address and fields."""
        return [(path, fields) for path, fields in json.loads(self.manage("shell", "-v", "0", "-c", FORMS))]

    @contextmanager
    def serve(self, *words: str, **settings: str) -> Iterator["Server"]:
        """A server in a process of its own, up and answering; killed at the end."""
        log = self.folder / f"serve-{time.monotonic_ns()}.log"
        with log.open("w") as out:
            process = subprocess.Popen(
                [sys.executable, "manage.py", "serve", "--port", "0", *words],
                cwd=ROOT,
                env={**self.environment, "LOG_LEVEL": "DEBUG", **settings},
                stdout=out,
                stderr=subprocess.STDOUT,
            )
            try:
                yield Server(log, process)
            finally:
                process.terminate()
                process.wait(timeout=PATIENCE_S)


@cache
def migrated() -> Path:
    """An embedded database with all tables and nothing in them, made once a process."""
    desk = Desk(Path(tempfile.mkdtemp(prefix="resultsdesk-migrated-")))
    desk.manage("migrate", "-v", "0")
    return desk.folder / "desk.sqlite3"


ACCOUNTS = """
import json
from results.management.accounts import assign, make_accounts
from results.models import Contest
accounts = {account.role: account.password for account in make_accounts(anew=True)}
assign(username="reporter", contests=Contest.objects.filter(name__startswith="Leicester"))
print(json.dumps(accounts))
"""

FORMS = """
import json
from django.urls import reverse
from results.models import Contest, Election
from results.packs.recorded import recorded
ids = dict(Contest.objects.values_list("code", "pk"))
forms = []
for result in recorded(Election.objects.get()):
    count = result.count
    fields = {f"votes-{number}": str(votes) for number, votes in count.votes.items()}
    fields |= {"electorate": str(count.electorate), "rejected": str(count.rejected), "based_on": "0"}
    fields["elected"] = str(min(count.elected))
    forms.append([reverse("admin:results_contest_declare", args=[ids[result.contest_code]]), fields])
print(json.dumps(forms))
"""


class Server:
    """A running server. `url` has no slash at its end."""

    def __init__(self, log: Path, process: subprocess.Popen[bytes]) -> None:
        self._log = log
        self.process = process
        found = until(
            lambda: re.search(r"The desk is at (http://[^/]+)/", self.log()), "the server's address"
        )
        self.url = found[1]
        until(self._answers, "the server's answer")

    def log(self) -> str:
        """Everything that the server has written so far."""
        return self._log.read_text()

    def browser(self) -> "Browser":
        """Somebody who is not signed in."""
        return Browser(self.url)

    def _answers(self) -> bool:
        assert self.process.poll() is None, self.log()
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=2) as answer:
                return answer.status == 200
        except OSError:
            return False


class Browser:
    """Pages over HTTP with cookies, as much as posting a form needs."""

    def __init__(self, url: str, *, trust: ssl.SSLContext | None = None) -> None:
        self.url = url
        self.jar = CookieJar()
        handlers = [urllib.request.HTTPCookieProcessor(self.jar), urllib.request.HTTPSHandler(context=trust)]
        self._open = urllib.request.build_opener(*handlers).open

    def get(self, path: str) -> str:
        """A page's text."""
        with self._open(f"{self.url}{path}", timeout=PATIENCE_S) as answer:
            return answer.read().decode()

    def post(self, path: str, fields: dict[str, str], **headers: str) -> str:
        """Post fields with the token of the page that is there; returns the page it leads to."""
        body = urlencode({**fields, "csrfmiddlewaretoken": self.token(path)}).encode()
        return self.send(path, body, **headers)

    def token(self, path: str) -> str:
        """What a form on this page is sent with."""
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path))
        assert found, path
        return found[1]

    def send(self, path: str, body: bytes, **headers: str) -> str:
        """Post a body as it is; returns the page it leads to."""
        headers = {"Referer": f"{self.url}{path}", **headers}
        request = urllib.request.Request(f"{self.url}{path}", body, headers)
        with self._open(request, timeout=PATIENCE_S) as answer:
            return answer.read().decode()

    def sign_in(self, username: str, password: str) -> "Browser":
        """Sign in."""
        self.post("/accounts/login/", {"username": username, "password": password})
        assert any(cookie.name == "sessionid" for cookie in self.jar), "not signed in"
        return self

    def cookies(self) -> str:
        """All cookies as a header's value."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.jar)


def a_port() -> int:
    """A port that nobody listens at, to be opened, shut and opened again.

    Below the range that outgoing connections are given: one of theirs may sit on any port of that range.
    """
    while True:
        port = random.randrange(16_000, 32_000)
        with socket.socket() as free, suppress(OSError):
            free.bind(("127.0.0.1", port))
            return port


def until(ask: Callable[[], T], what: str) -> T:
    """What `ask` gives once it is true; fails after a while."""
    end = time.monotonic() + PATIENCE_S
    while not (answer := ask()):
        assert time.monotonic() < end, f"{what} did not come in {PATIENCE_S:.0f} s"
        time.sleep(0.05)
    return answer
