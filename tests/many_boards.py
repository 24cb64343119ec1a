"""Many boards of one region at once, each a socket that comes back as its page's script does."""

import asyncio
import json
import random
from time import monotonic

from websockets.exceptions import ConnectionClosed

from tests.desks import Browser
from tests.fragments import lasting, pushed_onto
from tests.layouts import Layout

PATIENCE_S = 60
COMES_BACK_S = 0.5


class Board:
    """A page at `seq`: what was pushed onto it since it was fetched, and how it was sent away."""

    def __init__(self) -> None:
        self.seq = 0
        self.pushed: list[str] = []
        self.left: list[tuple[int, float]] = []
        self.open = False

    def hears(self, frame: dict) -> None:
        """As the page's script does; a gap is a fault, for nothing was lost on the way."""
        self.open = True
        if frame.get("beat"):
            return
        if frame.get("snapshot") or frame["seq"] > self.seq:
            assert frame.get("snapshot") or frame["since"] <= self.seq
            self.pushed.append(frame["content"])
            self.seq = frame["seq"]


class Boards:
    """Runs so many boards while it is entered."""

    def __init__(self, layout: Layout, person: Browser, *, many: int) -> None:
        self._layout = layout
        self._person = person
        self.boards = [Board() for _ in range(many)]
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> "Boards":
        self._page = await self._fetched()
        for board in self.boards:
            board.seq = self._layout.declared
            self._tasks.append(asyncio.create_task(self._live(board)))
        await self._until(lambda board: board.open)
        return self

    async def __aexit__(self, *failed: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def codes(self) -> set[int]:
        """Every code that a board was sent away with."""
        return {code for board in self.boards for code, _ in board.left}

    def moments(self) -> list[float]:
        """When each board was sent away, in order."""
        return sorted(at for board in self.boards for _, at in board.left)

    async def were_all_sent_away(self) -> None:
        """Wait until each was, and is back."""
        await self._until(lambda board: bool(board.left) and board.open)

    async def are_current(self) -> None:
        """Wait until each has the newest number; then it looks like a page that is fetched."""
        await self._until(lambda board: board.seq == self._layout.declared)
        fresh = str(lasting(await self._fetched()))
        for pushed in {tuple(board.pushed) for board in self.boards}:
            page = lasting(self._page)
            for content in pushed:
                pushed_onto(page, content)
            assert str(page) == fresh

    async def _fetched(self) -> str:
        return await asyncio.to_thread(self._person.get, self._layout.page)

    async def _live(self, board: Board) -> None:
        while True:
            try:
                async with self._layout.line(self._person, since=board.seq) as line:
                    async for text in line:
                        board.hears(json.loads(text))
            except ConnectionClosed:
                pass
            board.open = False
            board.left.append((line.close_code, monotonic()))
            await asyncio.sleep(COMES_BACK_S * random.random())

    async def _until(self, true_of) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while not all(true_of(board) for board in self.boards):
                for task in self._tasks:
                    if task.done():
                        task.result()
                await asyncio.sleep(0.05)
