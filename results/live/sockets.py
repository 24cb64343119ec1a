"""Open sockets, one by one, as the hub sees them.

Owns back-pressure: a socket has at most one frame on its way. One whose line is not free when the next frame
comes is skipped; when it is free again it gets one fresh snapshot in the place of all it missed. So a screen
that reads slowly, or never, costs a bounded amount of memory and delays nobody.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Iterable

from django.db import DatabaseError

from results.live.codes import COME_BACK, NOT_FOR_YOU, SIGN_IN
from results.live.frames import Frame
from results.live.lines import Line
from results.measures.instruments import SKIPPED
from results.people.passes import Pass

Fresh = Callable[[], Awaitable[Frame]]
log = logging.getLogger(__name__)


class Socket:
    """One page's end of a line; `fresh` makes the snapshot for one that fell behind."""

    __slots__ = ("_behind", "_catching_up", "_fresh", "_line", "_write", "held", "skipped")

    def __init__(self, *, held: Pass, line: Line, fresh: Fresh) -> None:
        self.held = held
        self.skipped = 0
        self._line = line
        self._write = line.write
        self._fresh = fresh
        self._behind = False
        self._catching_up: asyncio.Task[None] | None = None
        line.on_free = self._freed

    def offer(self, frame: Frame) -> None:
        """Write this frame, or remember that the socket has fallen behind."""
        # One that catches up is not overtaken: what it waits for may be older than this frame.
        if self._catching_up is not None or not self._write(frame):
            self._behind = True
            self.skipped += 1
            SKIPPED.inc()

    def beat(self, frame: Frame) -> None:
        """Write a beat where nothing else is being written: the rest is a sign of life too."""
        if self._catching_up is None:
            self._write(frame)

    def end(self, code: int = COME_BACK) -> None:
        """Close the socket; its page comes back unless the code says otherwise."""
        self._stop()
        self._line.end(code)

    def drop(self) -> None:
        """Stop writing: the socket is gone."""
        self._stop()
        self._line.drop()

    def _stop(self) -> None:
        if self._catching_up is not None:
            self._catching_up.cancel()

    def _freed(self) -> None:
        if self._behind and self._catching_up is None:
            self._catching_up = asyncio.create_task(self._catch_up())

    async def _catch_up(self) -> None:
        try:
            while self._behind:
                self._behind = False
                if not self._write(await self._fresh()):
                    # The line says when it is free, and this begins anew.
                    self._behind = True
                    break
        except DatabaseError as error:
            # The next beat tells the page that it is behind, and it asks again.
            log.warning("No snapshot for a slow socket: %s", error)
        finally:
            self._catching_up = None


def send_out(sockets: Iterable[Socket], gone: Collection[Pass]) -> None:
    """Close the sockets whose right to listen was withdrawn, with the word for it."""
    for socket in sockets:
        if socket.held in gone:
            socket.end(NOT_FOR_YOU if socket.held.link else SIGN_IN)
