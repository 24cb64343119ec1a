"""The layout of a real night, on loopback: README.md's nginx, two machines of the desk, PostgreSQL, Redis."""

import asyncio
import json
import re
import signal
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.request import urlopen

import psycopg
import pytest
from websockets.exceptions import ConnectionClosed

from tests.desks import Browser, Server, until
from tests.layouts import BOARD, Layout, a_layout
from tests.many_boards import Boards
from tests.photographs import a_photograph
from tests.services import needs_nginx, needs_postgres, needs_redis

pytestmark = [needs_nginx, needs_postgres, needs_redis, pytest.mark.long]
MEGABYTE = 1024 * 1024
SENT_S = 30


@pytest.fixture(scope="module")
def layout(tmp_path_factory, postgres_url, redis_url) -> Iterator[Layout]:
    folder = tmp_path_factory.mktemp("desk")
    with a_layout(folder, postgres_url=postgres_url, redis_url=redis_url) as whole:
        yield whole


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
        layout.loses_its_first_machine()
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


def test_processes_are_replaced_one_after_the_other_and_nobody_is_refused(layout, producer):
    asyncio.run(_restarted(layout, producer))


async def _restarted(layout: Layout, producer: Browser) -> None:
    machine, done = layout.machines[1], asyncio.Event()
    layout.loses_its_first_machine()
    before = workers(machine)
    async with Boards(layout, producer, many=50) as boards:
        askers = [asyncio.create_task(asking(done, ask)) for ask in (by_nginx(producer), straight(machine))]
        machine.process.send_signal(signal.SIGHUP)
        await asyncio.to_thread(until, lambda: not before <= workers(machine), "the first that is replaced")
        await asyncio.to_thread(layout.declares, producer)
        await asyncio.to_thread(until, lambda: not before & workers(machine), "the last that is replaced")
        await boards.were_all_sent_away()
        await asyncio.to_thread(layout.declares, producer)
        await boards.are_current()
        done.set()
        assert min(await asyncio.gather(*askers)) > 20
    assert boards.codes() == {1012}
    moments = boards.moments()
    assert len({round(moment, 1) for moment in moments}) >= 5, moments
    assert len(workers(machine)) == 2


def workers(machine: Server) -> set[int]:
    """The processes that serve there."""
    pid = machine.process.pid
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return {int(child) for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()}


async def asking(done: asyncio.Event, ask: Callable[[], None]) -> int:
    """Ask again and again; how often that was."""
    times = 0
    while not done.is_set():
        await asyncio.to_thread(ask)
        times += 1
        await asyncio.sleep(0.02)
    return times


def by_nginx(person: Browser) -> Callable[[], None]:
    def ask() -> None:
        assert "Midlands" in person.get("/")

    return ask


def straight(machine: Server) -> Callable[[], None]:
    """By one connection that is kept as long as the desk keeps it, as nginx keeps some."""
    connection = HTTPConnection(machine.url.removeprefix("http://"), timeout=SENT_S)

    def ask() -> None:
        connection.request("GET", "/readyz")
        answer = connection.getresponse()
        assert (answer.status, b"ready" in answer.read()) == (200, True)

    return ask
