"""How frames leave the desk, one socket at a time: on a wire where the server lays one, by ASGI's send else.

Owns the rule that a line holds one frame at the most: while that one is not through, `write` says no, and
whoever asked remembers it. So what waits for a peer that does not read is bounded, whatever happens. Refuses
to know what a frame says, or whether a later one takes its place.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from results.live.codes import REASONS
from results.live.frames import Frame

# A server that writes prebuilt frames offers, under this name in a scope's extensions, a line for its socket.
EXTENSION = "resultsdesk.line"
Send = Callable[[dict[str, Any]], Awaitable[None]]
log = logging.getLogger(__name__)


class Line(Protocol):
    """The way down to one page. Call everything on the loop it belongs to."""

    on_free: Callable[[], None] | None
    """Called each time when a frame that was in the way is through."""

    def write(self, frame: Frame) -> bool:
        """Send a frame; False, and nothing sent, while the last one is not through.

        Once the line was ended or the peer is gone it goes nowhere.
        """

    def end(self, code: int) -> None:
        """Close the socket with one of the desk's codes; nothing is written after it."""

    def drop(self) -> None:
        """The socket is gone, or about to be: stop writing."""


class SentLine:
    """A line by ASGI's own send, which returns when the server has taken the message."""

    def __init__(self, send: Send) -> None:
        self.on_free: Callable[[], None] | None = None
        self._send = send
        self._sending: asyncio.Task[None] | None = None
        self._ended = False

    def write(self, frame: Frame) -> bool:
        """As `Line` says."""
        if self._ended:
            return True
        if self._sending is not None:
            return False
        self._sending = asyncio.create_task(self._put({"type": "websocket.send", "text": frame.text}))
        return True

    def end(self, code: int) -> None:
        """As `Line` says."""
        self.drop()
        self._ended = True
        close = {"type": "websocket.close", "code": code, "reason": REASONS[code]}
        self._sending = asyncio.create_task(self._put(close))

    def drop(self) -> None:
        """As `Line` says."""
        self.on_free = None
        if self._sending is not None:
            self._sending.cancel()

    async def _put(self, message: dict[str, Any]) -> None:
        try:
            await self._send(message)
        except OSError:
            # The peer went away between two frames: its own receive loop says so and leaves the hub.
            log.debug("A socket was gone before it could be told.")
            return
        if self.on_free:
            self._sending = None
            self.on_free()


def line_of(scope: dict[str, Any], send: Send) -> Line:
    """The wire that the server laid for this socket, or its plain send."""
    wire: Line | None = (scope.get("extensions") or {}).get(EXTENSION)
    return wire or SentLine(send)
