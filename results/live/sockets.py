"""Open sockets, one by one and by topic, as the hub sees them.

Owns back-pressure: a socket holds at most one frame in flight.
A socket that is still busy when the next frame comes is skipped; when it drains it gets one fresh
snapshot in the place of all it missed. So a screen that reads slowly, or never, costs a bounded
amount of memory and delays nobody.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Iterable
from dataclasses import dataclass, field

from django.db import DatabaseError

from results.live.codes import COME_BACK, NOT_FOR_YOU, SIGN_IN
from results.live.frames import Frame
from results.measures.instruments import SKIPPED
from results.people.passes import Pass

Send = Callable[[Frame], Awaitable[None]]
Fresh = Callable[[], Awaitable[Frame]]
End = Callable[[int], Awaitable[None]]
log = logging.getLogger(__name__)


class Socket:
    """Writes frames in order, one at a time; `fresh` makes the snapshot for one that fell behind."""

    def __init__(self, *, held: Pass, send: Send, fresh: Fresh, end: End) -> None:
        self.held = held
        self._send = send
        self._fresh = fresh
        self._end = end
        self._writing: asyncio.Task[None] | None = None
        self._behind = False
        self.skipped = 0

    @property
    def busy(self) -> bool:
        """Whether a frame is still being written."""
        return self._writing is not None and not self._writing.done()

    def offer(self, frame: Frame) -> None:
        """Write this frame, or remember that the socket has fallen behind."""
        if self.busy:
            self._behind = True
            self.skipped += 1
            SKIPPED.inc()
        else:
            self._writing = asyncio.create_task(self._write(frame))

    def beat(self, frame: Frame) -> None:
        """Write a beat where nothing else is being written: the rest is a sign of life too."""
        if not self.busy:
            self._writing = asyncio.create_task(self._write(frame))

    def end(self, code: int = COME_BACK) -> None:
        """Close the socket; its page comes back unless the code says otherwise."""
        self.drop()
        self._writing = asyncio.create_task(self._write_end(code))

    def drop(self) -> None:
        """Stop writing: the socket is gone."""
        if self._writing is not None:
            self._writing.cancel()

    async def _write(self, frame: Frame) -> None:
        try:
            await self._send(frame)
            while self._behind:
                self._behind = False
                await self._send(await self._fresh())
        except OSError:
            # The peer went away between two frames: its own receive loop says so and leaves the hub.
            self._behind = False
        except DatabaseError as error:
            # The next beat tells the page that it is behind, and it asks again.
            log.warning("No snapshot for a slow socket: %s", error)

    async def _write_end(self, code: int) -> None:
        try:
            await self._end(code)
        except OSError:
            log.debug("A socket was gone before it could be closed.")


def send_out(sockets: Iterable[Socket], gone: Collection[Pass]) -> None:
    """Close the sockets whose right to listen was withdrawn, with the word for it."""
    for socket in sockets:
        if socket.held in gone:
            socket.end(NOT_FOR_YOU if socket.held.link else SIGN_IN)


@dataclass
class Room:
    """The sockets of one topic. `last` is the number of its last content.

    `struck` is the number at which polls closed last: a page of it, or of a lower one, may have been drawn
    before the hour. 0: nothing had happened by then.
    """

    last: int
    struck: int = 0
    sockets: set[Socket] = field(default_factory=set)
    snapshot: Frame | None = None
    drawing: asyncio.Lock = field(default_factory=asyncio.Lock)

    def lacks(self, seq: int) -> bool:
        """Whether content of this number is news here: a room may have been opened at it already."""
        return seq > self.last

    def is_current(self, at: int, given: Frame | None) -> bool:
        """Whether a page at number `at`, or one that was just `given` a snapshot, has missed nothing here."""
        if at < self.last:
            return False
        fresh = given is not None and given is self.snapshot
        return fresh or not self.struck or at > self.struck
