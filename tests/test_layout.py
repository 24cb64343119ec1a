"""The layout of a real night, on loopback: README.md's nginx, two machines of the desk, PostgreSQL, Redis."""

import asyncio
import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from urllib.request import urlopen

import psycopg
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from tests.databases import a_database
from tests.desks import Browser, Desk, Server, until
from tests.midlands import CENTRAL, SLUG
from tests.nginx import Nginx, an_nginx
from tests.own_redis import free_port
from tests.photographs import a_photograph
from tests.services import needs_nginx, needs_postgres, needs_redis

pytestmark = [needs_nginx, needs_postgres, needs_redis]
BOARD = f"/ws/boards/{SLUG}/{CENTRAL}/"
MEGABYTE = 1024 * 1024
SENT_S = 30


@dataclass
class Layout:
    """All of it, running. `forms` are the night's declarations, as a browser posts them, in their order."""

    nginx: Nginx
    machines: list[Server]
    database: str
    password: str
    forms: Iterator[tuple[str, dict[str, str]]]
    declared: int = 0

    def browser(self) -> Browser:
        """Somebody who is not signed in."""
        return Browser(self.nginx.url, trust=self.nginx.trust())

    def declares(self, producer: Browser) -> str:
        """Post the next result; returns the path of its form."""
        path, fields = next(self.forms)
        assert " is in: " in producer.post(path, fields)
        self.declared += 1
        return path

    def line(self, producer: Browser):
        """A board's socket through nginx."""
        address = self.nginx.url.replace("https", "wss") + f"{BOARD}?since=0"
        headers = {"Cookie": producer.cookies()}
        return connect(
            address, origin=self.nginx.url, additional_headers=headers, ssl=self.nginx.trust(), max_size=None
        )


@pytest.fixture(scope="module")
def layout(tmp_path_factory, postgres_url, redis_url) -> Iterator[Layout]:
    folder, port = tmp_path_factory.mktemp("desk"), free_port()
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
        password, forms = desk.load_midlands()["producer"], iter(desk.forms())
        machines = [stack.enter_context(desk.serve()) for _ in range(2)]
        behind = [machine.url.removeprefix("http://") for machine in machines]
        nginx = stack.enter_context(an_nginx(tmp_path_factory.mktemp("nginx"), behind, port=port))
        yield Layout(nginx, machines, database, password, forms)


@pytest.fixture(scope="module")
def producer(layout) -> Browser:
    return layout.browser().sign_in("producer", layout.password)


def test_pages_come_by_https_and_are_for_https_alone(layout, producer):
    assert "Midlands" in producer.get("/")
    assert all(cookie.secure for cookie in producer.jar)
    with urlopen(
        f"{layout.nginx.url}/accounts/login/", context=layout.nginx.trust(), timeout=SENT_S
    ) as answer:
        assert "max-age=" in answer.headers["Strict-Transport-Security"]
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


def test_a_declaration_made_at_one_machine_is_seen_on_a_board_at_the_other(layout, producer):
    path = asyncio.run(_seen(layout, producer))
    (board,) = until(lambda: layout.nginx.asked("GET", BOARD, times=1), "the board's line of the log")
    (form,) = layout.nginx.asked("POST", path, times=1)
    assert board.machines != form.machines


async def _seen(layout: Layout, producer: Browser) -> str:
    async with layout.line(producer) as line:
        # Counted from here: whoever comes next goes to the machine that has fewer screens.
        while not json.loads(await line.recv()).get("beat"):
            pass
        path = await asyncio.to_thread(layout.declares, producer)
        async with asyncio.timeout(SENT_S):
            while json.loads(await line.recv())["seq"] < layout.declared:
                pass
        return path


def test_static_files_with_hashed_names_are_asked_of_the_desk_once(layout):
    page = layout.browser().get("/accounts/login/")
    name = re.search(r'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', page)[1]
    for _ in range(2):
        with urlopen(f"{layout.nginx.url}{name}", context=layout.nginx.trust(), timeout=SENT_S) as answer:
            assert "immutable" in answer.headers["Cache-Control"]
    first, second = until(lambda: layout.nginx.asked("GET", name, times=2), "both lines of the log")
    assert (first.cache, second.cache) == ("MISS", "HIT")
    assert second.machines == "-"


def test_who_tries_passwords_is_known_by_the_address_that_nginx_saw(layout):
    fields = {"username": "mallory", "password": "guess"}
    layout.browser().post("/accounts/login/", fields, **{"X-Forwarded-For": "10.9.8.7"})
    with psycopg.connect(layout.database) as rows:
        found = rows.execute(
            "SELECT ip_address FROM axes_accessattempt WHERE username = 'mallory'"
        ).fetchall()
    assert [str(address) for (address,) in found] == ["127.0.0.1"]


@pytest.mark.parametrize(
    ("size", "said"), [(15 * MEGABYTE, " is in: "), (15 * MEGABYTE + 1, "The photograph is over 15 MB.")]
)
def test_a_photograph_may_have_15_megabytes(layout, producer, size, said):
    path, fields = next(layout.forms)
    photograph = a_photograph()
    body = _multipart({**fields, "csrfmiddlewaretoken": producer.token(path)}, photograph.ljust(size, b"\0"))
    page = producer.send(path, body, **{"Content-Type": "multipart/form-data; boundary=here"})
    assert said in page
    layout.declared += said == " is in: "


def _multipart(fields: dict[str, str], photograph: bytes) -> bytes:
    head = '--here\r\nContent-Disposition: form-data; name="{}"'
    parts = [f"{head.format(name)}\r\n\r\n{value}\r\n" for name, value in fields.items()]
    parts.append(f'{head.format("photograph")}; filename="sheet.jpg"\r\nContent-Type: image/jpeg\r\n\r\n')
    return "".join(parts).encode() + photograph + b"\r\n--here--\r\n"


def test_a_machine_that_dies_is_missed_by_nobody(layout, producer):
    asyncio.run(_killed(layout, producer))


async def _killed(layout: Layout, producer: Browser) -> None:
    async with layout.line(producer) as one, layout.line(producer) as another:
        for line in (one, another):
            await line.recv()
        await asyncio.to_thread(layout.machines[0].process.kill)
        # Each machine had one of them.
        gone, stays = await _first_closed(one, another)
        assert gone is not stays
        for _ in range(6):
            assert "Midlands" in await asyncio.to_thread(producer.get, "/")
        await asyncio.to_thread(layout.declares, producer)
        async with asyncio.timeout(SENT_S), layout.line(producer) as again:
            for line in (stays, again):
                while json.loads(await line.recv())["seq"] < layout.declared:
                    pass


async def _first_closed(*lines):
    async def closed(line):
        try:
            async for _ in line:
                pass
        except ConnectionClosed:
            pass
        return line

    async with asyncio.timeout(SENT_S):
        tasks = [asyncio.create_task(closed(line)) for line in lines]
        done, waiting = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in waiting:
            task.cancel()
        await asyncio.wait(waiting)
    (gone,) = [task.result() for task in done]
    return gone, next(line for line in lines if line is not gone)
