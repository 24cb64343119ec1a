"""Two servers on one PostgreSQL and one Redis: declared on one, seen on the other, whatever Redis does."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from websockets.asyncio.client import ClientConnection, connect

from tests.desks import PATIENCE_S, Browser, Desk, Server, until
from tests.midlands import CENTRAL, SLUG
from tests.own_redis import OwnRedis, a_redis
from tests.services import needs_postgres, needs_redis

pytestmark = [needs_postgres, needs_redis]

SEEN_S = 2.0
# By the servers' own notes: from a declaration to the moment at which its frames were offered to boards.
TOLD = """
SELECT e.seq, extract(epoch FROM t.at - e.at)::float
FROM results_told t JOIN results_deskevent e ON e.id = t.event_id ORDER BY e.seq
"""


@pytest.fixture
def database(postgres_url) -> Iterator[str]:
    """A PostgreSQL database of this test's own."""
    name = f"desk_{uuid4().hex[:12]}"
    with psycopg.connect(postgres_url, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield postgres_url.rpartition("/")[0] + f"/{name}"
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def own_redis(tmp_path) -> Iterator[OwnRedis]:
    with a_redis(tmp_path) as server:
        yield server


class Board:
    """The patch's board, read from a socket as its page does."""

    def __init__(self, line: ClientConnection) -> None:
        self._line = line
        self.seqs: list[int] = []

    async def sees(self, seq: int) -> None:
        """Wait for the content that reaches `seq`; anything but the next number in step is a fault."""
        async with asyncio.timeout(PATIENCE_S):
            while not self.seqs or self.seqs[-1] < seq:
                message = json.loads(await self._line.recv())
                if "content" in message:
                    assert message["since"] == (self.seqs[-1] if self.seqs else 0)
                    self.seqs.append(message["seq"])


class Night:
    """A producer at one server, a board at the other."""

    def __init__(self, here: Browser, there: Server, forms: list[tuple[str, dict[str, str]]]) -> None:
        self.here = here
        self.there = there
        self.declared = 0
        self.waiting = iter(forms)

    async def declares(self) -> int:
        """Post the next real result at this server; returns its number."""
        path, fields = next(self.waiting)
        answer = await asyncio.to_thread(self.here.post, path, fields)
        assert " is in: " in answer
        self.declared += 1
        return self.declared

    def last_found_by(self) -> str:
        """How the other server found the newest event: "a hint" or "looking"."""
        lines = [line for line in self.there.log().splitlines() if ", found by " in line]
        return lines[-1].rpartition(", found by ")[2]


def test_two_servers_tell_the_same_night_whatever_redis_does(tmp_path, database, own_redis):
    desk = Desk(tmp_path, DATABASE_URL=database, REDIS_URL=own_redis.url)
    password = desk.load_midlands()["producer"]
    forms = desk.forms()
    with desk.serve() as here, desk.serve() as there:
        night = Night(here.browser().sign_in("producer", password), there, forms)
        asyncio.run(_scene(night, own_redis))
        with psycopg.connect(database, autocommit=True) as server:
            until(lambda: len(told(server)) == night.declared, "word of when each was told")
            assert [seq for seq, took in told(server).items() if took >= SEEN_S] == []
    for server in (here, there):
        assert "Traceback" not in server.log()


def told(server: psycopg.Connection) -> dict[int, float]:
    """Of every declaration that boards were told: its number, and after how many seconds."""
    return dict(server.execute(TOLD).fetchall())


async def _scene(night: Night, own_redis: OwnRedis) -> None:
    async with _board(night) as board:
        for _ in range(2):
            await board.sees(await night.declares())
        await _is_hinted_at(night, board)

        own_redis.stop()
        for _ in range(3):
            await board.sees(await night.declares())
        assert night.last_found_by() == "looking"

        own_redis.start()
        await _is_hinted_at(night, board)
    assert board.seqs == list(range(1, night.declared + 1))


async def _is_hinted_at(night: Night, board: Board) -> None:
    """Declares until one is found by a hint: a look that falls just between may find one first."""
    for _ in range(40):
        await board.sees(await night.declares())
        if night.last_found_by() == "a hint":
            return
        await asyncio.sleep(0.5)
    raise AssertionError("no hint came")


@asynccontextmanager
async def _board(night: Night) -> AsyncIterator[Board]:
    address = f"{night.there.url.replace('http', 'ws')}/ws/boards/{SLUG}/{CENTRAL}/?since=0"
    headers = {"Cookie": night.here.cookies()}
    async with connect(address, origin=night.there.url, additional_headers=headers) as line:
        yield Board(line)
