"""Whole layouts of a night on loopback: nginx in front, two machines of the desk, PostgreSQL, Redis."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from websockets.asyncio.client import connect

from tests.databases import a_database
from tests.desks import ACCOUNTS, FORMS, Browser, Desk, Server, a_port
from tests.midlands import CENTRAL, SLUG
from tests.nginx import Nginx, an_nginx

BOARD = f"/ws/boards/{SLUG}/{CENTRAL}/"


@dataclass
class Layout:
    """All of it, running. `forms` are the night's declarations, as a browser posts them, in their order."""

    nginx: Nginx
    machines: list[Server]
    database: str
    password: str
    forms: Iterator[tuple[str, dict[str, str]]]
    declared: int = 0
    page: str = f"/boards/{SLUG}/{CENTRAL}/"

    def loses_its_first_machine(self) -> None:
        """It is killed, if it was not before, and not waited for."""
        self.machines[0].process.kill()

    def browser(self) -> Browser:
        """Somebody who is not signed in."""
        return Browser(self.nginx.url, trust=self.nginx.trust())

    def declares(self, producer: Browser) -> str:
        """Post the next result; returns the path of its form."""
        path, fields = next(self.forms)
        assert " is in: " in producer.post(path, fields)
        self.declared += 1
        return path

    def line(self, producer: Browser, *, since: int = 0):
        """A board's socket through nginx."""
        address = self.nginx.url.replace("https", "wss") + f"{BOARD}?since={since}"
        headers = {"Cookie": producer.cookies()}
        return connect(
            address, origin=self.nginx.url, additional_headers=headers, ssl=self.nginx.trust(), max_size=None
        )


@contextmanager
def a_layout(folder: Path, *, postgres_url: str, redis_url: str) -> Iterator[Layout]:
    """One with the Midlands before their first declaration. The second machine has two processes."""
    port = a_port()
    with ExitStack() as stack:
        database = stack.enter_context(a_database(postgres_url))
        desk = Desk(
            folder,
            DATABASE_URL=database,
            REDIS_URL=redis_url,
            ALLOWED_HOSTS="localhost,127.0.0.1",
            ALLOWED_ORIGINS=f"https://localhost:{port}",
            HTTPS="on",
            TRUSTED_PROXY="on",
        )
        password, forms = _the_midlands(desk)
        machines = [stack.enter_context(desk.serve("--processes", many)) for many in "12"]
        behind = [machine.url.removeprefix("http://") for machine in machines]
        (folder / "nginx").mkdir()
        nginx = stack.enter_context(an_nginx(folder / "nginx", behind, port=port))
        yield Layout(nginx, machines, database, password, forms)


def _the_midlands(desk: Desk) -> tuple[str, Iterator[tuple[str, dict[str, str]]]]:
    desk.migrate()
    desk.manage("load_pack", SLUG, "-v", "0")
    # One process for both: each takes seconds to begin.
    accounts, forms = desk.manage("shell", "-v", "0", "-c", ACCOUNTS + FORMS).splitlines()
    return json.loads(accounts)["producer"], iter(json.loads(forms))
