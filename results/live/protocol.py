"""uvicorn's websocket protocol with one more way down: a frame's own bytes, straight to the transport.

Offers each socket a line (`lines.EXTENSION` in its scope) that writes what was encoded and compressed once
for all. Owns what is agreed on compression: every message by itself in both directions, so that no socket
keeps a compressor, and one window, so that the same bytes suit all. Refuses to hold back more than one frame:
what the kernel does not take at once is all that waits.
"""

import asyncio
from collections.abc import Callable
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.extensions.permessage_deflate import PerMessageDeflate, ServerPerMessageDeflateFactory
from websockets.http11 import Request

from results.live.codes import REASONS
from results.live.frames import WINDOW_BITS, Frame
from results.live.lines import EXTENSION


class Wire:
    """The line of one socket. As `lines.Line` says."""

    __slots__ = ("_closing", "_compressed", "_ended", "_protocol", "_transport", "_writable", "on_free")

    def __init__(self, protocol: "DeskProtocol") -> None:
        self.on_free: Callable[[], None] | None = None
        self._protocol = protocol
        self._transport = protocol.transport
        self._writable = protocol.writable.is_set
        self._compressed: bool | None = None
        self._ended = False
        self._closing: asyncio.Task[None] | None = None

    def write(self, frame: Frame) -> bool:
        """As `Line` says: False while the kernel has not taken the last frame whole."""
        protocol = self._protocol
        if not self._writable():
            return False
        # A transport that is gone raises, and the frame is for many others.
        if protocol.disconnected or protocol.close_sent or self._ended:
            return True
        if self._compressed is None:
            self._begin()
        self._transport.write(frame.deflated if self._compressed else frame.wire)
        return True

    def end(self, code: int) -> None:
        """As `Line` says. A peer that has not read what it was sent is cut off: it would not read why."""
        self.drop()
        self._ended = True
        if self._writable():
            message: Any = {"type": "websocket.close", "code": code, "reason": REASONS[code]}
            self._closing = asyncio.create_task(self._close(message))
        else:
            self._transport.abort()

    def drop(self) -> None:
        """As `Line` says."""
        self.on_free = None

    async def _close(self, message: Any) -> None:
        if not self._protocol.close_sent:
            await self._protocol.send(message)

    def _begin(self) -> None:
        # Free means that the kernel has taken everything: no frame waits behind another in this process.
        self._transport.set_write_buffer_limits(high=0)
        agreed = (way for way in self._protocol.conn.extensions if isinstance(way, PerMessageDeflate))
        self._compressed = any(way.local_max_window_bits >= WINDOW_BITS for way in agreed)


class DeskProtocol(WebSocketsSansIOProtocol):
    """uvicorn's protocol, which offers a `Wire`."""

    line: Wire | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conn.available_extensions = [DEFLATE]

    def handle_connect(self, event: Request) -> None:
        """Offer the line before the application is asked: its task begins at the loop's next turn."""
        super().handle_connect(event)
        if not self.close_sent:
            self.line = Wire(self)
            extensions: dict[str, Any] = self.scope["extensions"]
            extensions[EXTENSION] = self.line

    def resume_writing(self) -> None:
        """The kernel has taken everything: whoever fell behind may be sent what is true now."""
        super().resume_writing()
        if self.line and self.line.on_free:
            self.line.on_free()


DEFLATE = ServerPerMessageDeflateFactory(
    server_no_context_takeover=True,
    client_no_context_takeover=True,
    server_max_window_bits=WINDOW_BITS,
    client_max_window_bits=WINDOW_BITS,
    compress_settings={"level": 1, "memLevel": 4},
)
