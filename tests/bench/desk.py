"""A whole desk for a bench: the Midlands loaded, a region's link, a reporter who may declare all of it.

Owns a database of its own where DATABASE_URL says PostgreSQL, made for the bench and dropped after it. How a
declaration went is read from the desk's own record.
"""

import json
import os
import re
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request

import psycopg

from tests.bench.screens import Address
from tests.desks import PATIENCE_S, Browser, Desk, Server, until

SLUG, REGION = "ge2024-midlands", "E12000004"
LOOK_S = 0.05
SET_UP = """
import json
from django.contrib.auth.models import User
from results.management.accounts import assign
from results.models import AccessLink, Contest, Election, Region
from results.people.links import issue_link
election, region = Election.objects.get(), Region.objects.get(code="E12000004")
assign(username="reporter", contests=Contest.objects.all())
_, token = issue_link(name="walls", scope=AccessLink.Scope.BOARD, election=election, region=region,
    by=User.objects.get(username="producer"))
here = list(region.contests.values_list("pk", flat=True))
print(json.dumps({"token": token, "seq": election.seq, "here": here}))
"""


@dataclass(frozen=True, slots=True)
class Press:
    """A press of save: when (monotonic ns, and seconds since 1970), and how long the record was then."""

    at: int
    clock: float
    offset: int


@dataclass(frozen=True, slots=True)
class Way:
    """A declaration's way by the record, in ms: to the commit, on to the look, on to the drawn frame."""

    commit: float
    wake: float
    render: float


class Reporter(Browser):
    """A reporter's browser that tells when she pressed save."""

    def save(self, path: str, fields: Mapping[str, str], server: Server) -> Press:
        """Open a contest's form, fill it in, press save."""
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path))
        assert found, path
        body = urlencode({**fields, "csrfmiddlewaretoken": found[1]}).encode()
        request = Request(f"{self.url}{path}", body, {"Referer": f"{self.url}{path}"})
        time.sleep(0.3)
        pressed = Press(time.monotonic_ns(), time.time(), len(server.log()))
        with self._open(request, timeout=PATIENCE_S) as answer:
            answer.read()
        return pressed


@dataclass(frozen=True, slots=True)
class Night:
    """A desk that serves, its region's screens' address, and the declarations that are still to come."""

    server: Server
    address: Address
    reporter: Reporter
    forms: list[tuple[str, dict[str, str]]]
    seq: int

    def saved(self, pressed: Press) -> bool:
        """Whether a declaration was saved: the form may have had a question."""
        return bool(self._said("committed", pressed))

    def way(self, pressed: Press) -> Way:
        """How a declaration went that every board has by now."""
        until(lambda: self._said("told", pressed), "the record of what boards were told")
        # Another process may be about to say the same.
        time.sleep(LOOK_S)
        committed, told = self._said("committed", pressed), self._said("told", pressed)
        # Of several processes the last one is what the last screen waited for.
        at, line = max(told, key=lambda pair: pair[0])
        drawn = at - line["write_ms"] / 1000
        began = drawn - line["draw_ms"] / 1000
        commit = committed[-1][0]
        return Way(
            commit=1000 * (commit - pressed.clock),
            wake=1000 * (began - commit),
            render=line["draw_ms"],
        )

    def _said(self, event: str, since: Press) -> list[tuple[float, dict[str, float]]]:
        lines = self.server.log()[since.offset :].splitlines()
        found = [json.loads(line) for line in lines if f'"event": "{event}"' in line and line.endswith("}")]
        return [(datetime.fromisoformat(line["at"]).timestamp(), line) for line in found]


@contextmanager
def a_night(*, processes: int = 1, redis_url: str = "") -> Iterator[Night]:
    """A desk of its own that serves with so many processes."""
    with tempfile.TemporaryDirectory(prefix="bench-desk-") as folder, a_database() as database:
        services = {**database, **({"REDIS_URL": redis_url} if redis_url else {})}
        desk = Desk(Path(folder), LOG_FORMAT="JSON", PROCESSES=str(processes), **services)
        password = desk.load_midlands()["reporter"]
        told = json.loads(desk.manage("shell", "-v", "0", "-c", SET_UP))
        here = {str(contest) for contest in told["here"]}
        forms = [(path, fields) for path, fields in desk.forms() if here & set(path.split("/"))]
        with desk.serve(LOG_LEVEL="INFO") as server:
            reporter = Reporter(server.url)
            reporter.sign_in("reporter", password)
            path = f"/ws/boards/{SLUG}/{REGION}/?token={told['token']}&since={told['seq']}"
            port = int(server.url.rpartition(":")[2])
            address = Address(port, path, {"Origin": server.url})
            yield Night(server, address, reporter, forms, told["seq"])


@contextmanager
def a_database(name: str = "desk") -> Iterator[dict[str, str]]:
    """The setting of a database of the bench's own on PostgreSQL; none where the desk is embedded."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield {}
        return
    own = f"bench_{os.getpid()}_{name}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{own}"')
        try:
            yield {"DATABASE_URL": f"{url.rpartition('/')[0]}/{own}"}
        finally:
            server.execute(f'DROP DATABASE "{own}" WITH (FORCE)')
