"""Hundreds of open pages in one thread of their own, each with its socket, as browsers hold them.

Owns when a page's socket is opened, lost and opened again, by the rule of `static/desk/line.js`. What a frame
means to a page is `page.py`'s.
"""

import asyncio
import random
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from time import monotonic
from typing import TypeVar
from urllib.parse import urlsplit

import uvloop
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException

from tests.desks import PATIENCE_S, until
from tests.drills.page import SILENCE_S, Page, Then

LONGEST_WAIT_S = 8.0
# Opened at a time: a busy machine lets them in one by one.
TOGETHER = 50
# As browsers call a socket that was lost, or that never opened.
NO_WORD = 1006
ENDING = frozenset({4401, 4403, 4404})
T = TypeVar("T")


@dataclass(frozen=True)
class Seat:
    """Where a page has its socket: the server, the socket's address there, and whose it is."""

    server: str
    address: str
    socket: str
    cookies: str


class Board:
    """One page and its socket. Belongs to the swarm's loop; its page may be looked at from anywhere."""

    def __init__(self, seat: Seat, seq: int) -> None:
        self.seat = seat
        self.page = Page(seq)
        self.codes: Counter[int] = Counter()
        self.opened = 0
        self.lost_at = 0.0
        self.ended = False
        self._line: ClientConnection | None = None
        self._tries = 0
        self._tried_at = monotonic()
        self._timer: asyncio.TimerHandle | None = None
        self._go = asyncio.Event()

    @property
    def is_open(self) -> bool:
        """Whether it has a socket."""
        return self._line is not None

    async def live(self) -> None:
        """Hold a socket open until the desk says not to come back."""
        while not self.ended:
            self._go.clear()
            self._tried_at = monotonic()
            self._lost(await self._one_line())
            if not self.ended and not self._go.is_set():
                self._retry()
            await self._go.wait()

    async def _one_line(self) -> int:
        address = f"{self.seat.server.replace('http', 'ws', 1)}{self.seat.socket}"
        mark = "&" if urlsplit(address).query else "?"
        try:
            async with connect(
                f"{address}{mark}since={self.page.seq}",
                origin=self.seat.server,
                additional_headers={"Cookie": self.seat.cookies},
                ping_interval=None,
                close_timeout=1,
                max_size=None,
                proxy=None,
            ) as line:
                self._line = line
                self.opened += 1
                async for text in line:
                    self._hears(text)
            return line.close_code or NO_WORD
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else NO_WORD
        except (OSError, WebSocketException, TimeoutError):
            return NO_WORD
        finally:
            self._line = None

    def _lost(self, code: int) -> None:
        self.lost_at = monotonic()
        self.codes[code] += 1
        if code in ENDING:
            self.ended = True
            self._go.set()

    def _hears(self, text: str) -> None:
        then = self.page.hears(text)
        if then is Then.IN_STEP:
            self._tries = 0
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
        elif then is Then.ASK_AGAIN:
            self._retry()

    def _retry(self) -> None:
        if self._timer is not None or self.ended:
            return
        most = min(LONGEST_WAIT_S, 2.0**self._tries)
        self._tries += 1
        self._timer = asyncio.get_running_loop().call_later(most * random.random(), self._again)

    def _again(self) -> None:
        self._timer = None
        self._go.set()
        if self._line is not None:
            self._line.transport.abort()

    def look(self) -> None:
        """What a page does once a second."""
        now = monotonic()
        if not self.ended and self.page.is_amber(now) and now - self._tried_at >= SILENCE_S:
            self._retry()


class Swarm:
    """All boards of a night."""

    def __init__(self) -> None:
        self.boards: list[Board] = []
        self._loop = uvloop.new_event_loop()
        self._tasks: set[asyncio.Task[None]] = set()
        self._thread = threading.Thread(target=self._loop.run_forever, name="swarm", daemon=True)
        self._thread.start()
        self._loop.call_soon_threadsafe(self._keep_looking)

    def open(self, seats: Iterable[tuple[Seat, int]]) -> None:
        """Open a page at each seat, at its number, and wait until each has heard its first frame."""
        waiting = iter(seats)
        while several := list(islice(waiting, TOGETHER)):
            made = self._call(partial(self._opened, several))
            self.boards += made
            until(partial(_have_heard, made), "the first frame of every board")

    def open_now(self) -> int:
        """How many boards have a socket."""
        return sum(board.is_open for board in self.boards)

    def all_hear(self, *, after: float) -> None:
        """Wait until each board has heard something after this moment."""
        until(lambda: all(board.page.heard_at > after for board in self.boards), "a sign of life everywhere")

    def see(self, number: int, *, at: str) -> None:
        """Wait until every board of a server stands at this number, or a higher one."""
        there = [board for board in self.boards if board.seat.server == at]
        until(lambda: all(board.page.seq >= number for board in there), f"number {number} everywhere")

    def close(self) -> None:
        """Close every page."""
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(PATIENCE_S)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE_S)
        self._loop.close()

    def _opened(self, seats: Sequence[tuple[Seat, int]]) -> list[Board]:
        return [self._begin(seat, seq) for seat, seq in seats]

    def _begin(self, seat: Seat, seq: int) -> Board:
        board = Board(seat, seq)
        task = self._loop.create_task(board.live())
        self._tasks.add(task)
        return board

    def _keep_looking(self) -> None:
        for board in self.boards:
            board.look()
        self._loop.call_later(1, self._keep_looking)

    async def _end(self) -> None:
        for task in self._tasks:
            task.cancel()
        ended = await asyncio.gather(*self._tasks, return_exceptions=True)
        failed = [error for error in ended if isinstance(error, Exception)]
        assert not failed, f"{len(failed)} boards failed: {failed[0]!r}"

    def _call(self, act: Callable[[], T]) -> T:
        async def acted() -> T:
            return act()

        return asyncio.run_coroutine_threadsafe(acted(), self._loop).result(PATIENCE_S)


def _have_heard(boards: Sequence[Board]) -> bool:
    return all(board.page.has_heard for board in boards)
