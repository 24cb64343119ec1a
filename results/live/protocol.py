"""uvicorn's websocket protocol with one more way down: a frame's own bytes, straight to the transport.

Offers each socket a line (`lines.EXTENSION` in its scope) that writes what was encoded and compressed once
for all. Owns what is agreed on compression: every message by itself in both directions, so that no socket
keeps a compressor, and one window, so that the same bytes suit all. Refuses to hold back more than one frame:
what the kernel does not take at once is all that waits.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.extensions.permessage_deflate import PerMessageDeflate, ServerPerMessageDeflateFactory
from websockets.frames import CloseCode
from websockets.http11 import Request

from results.live.codes import REASONS
from results.live.frames import WINDOW_BITS, Frame
from results.live.leaving import Leaves
from results.live.lines import EXTENSION


class Wire:
    """The line of one socket. As `lines.Line` says."""

    __slots__ = ("_closing", "_compressed", "_free", "_gone", "_protocol", "_put", "on_free")

    def __init__(self, protocol: "DeskProtocol") -> None:
        self.on_free: Callable[[], None] | None = None
        self._protocol = protocol
        self._put = protocol.transport.write
        self._free = True
        self._gone = False
        self._closing: asyncio.Task[None] | None = None
        agreed = (way for way in protocol.conn.extensions if isinstance(way, PerMessageDeflate))
        self._compressed = any(way.local_max_window_bits >= WINDOW_BITS for way in agreed)

    def write(self, frame: Frame) -> bool:
        """As `Line` says: False while the kernel has not taken the last frame whole."""
        if self._free:
            self._put(frame.deflated if self._compressed else frame.wire)
            return True
        return self._gone

    def end(self, code: int) -> None:
        """As `Line` says. A peer that has not read what it was sent is cut off: it would not read why."""
        reads = self._free
        self.lost()
        if reads:
            message: Any = {"type": "websocket.close", "code": code, "reason": REASONS[code]}
            self._closing = asyncio.create_task(self._close(message))
        elif not self._protocol.disconnected:
            self._protocol.transport.abort()

    def drop(self) -> None:
        """As `Line` says."""
        self.on_free = None

    def paused(self) -> None:
        """The kernel has not taken everything."""
        self._free = False

    def resumed(self) -> None:
        """The kernel has taken everything: whoever fell behind may be sent what is true now."""
        self._free = not self._gone
        if self.on_free:
            self.on_free()

    def lost(self) -> None:
        """Nobody is there any more. A transport that is gone raises, and a frame is for many others."""
        self.drop()
        self._free, self._gone = False, True

    async def _close(self, message: Any) -> None:
        # Whoever hung up a moment before need not be told.
        with suppress(OSError):
            if not self._protocol.close_sent:
                await self._protocol.send(message)


class DeskProtocol(Leaves, WebSocketsSansIOProtocol):
    """uvicorn's protocol, which offers a `Wire`."""

    line: Wire | None = None
    _through: Callable[[], None] | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conn.available_extensions = [DEFLATE]

    def handle_connect(self, event: Request) -> None:
        """Offer the line before the application is asked: its task begins at the loop's next turn."""
        super().handle_connect(event)
        if self.close_sent:
            return
        # Free means that the kernel has taken everything: no frame waits behind another in this process.
        self.transport.set_write_buffer_limits(high=0)
        self.line = Wire(self)
        extensions: dict[str, Any] = self.scope["extensions"]
        extensions[EXTENSION] = self.line

    def once_in(self, through: Callable[[], None]) -> None:
        """Have `through` called once the application has let this one in or not, or the peer is gone."""
        self._through = through
        self._is_in()

    async def send(self, message: Any) -> None:
        """From the application, which says here at the least whether this one is let in."""
        await super().send(message)
        self._is_in()

    def send_receive_event_to_app(self) -> None:
        """A whole message came; one that is no text ends the connection, and is no fault of the desk's."""
        if self.curr_msg_data_type == "text" and not self.close_sent and not _is_text(self.frames):
            self.frames = []
            self.conn.fail(CloseCode.INVALID_DATA)
            self.handle_parser_exception()
            return
        super().send_receive_event_to_app()

    def pause_writing(self) -> None:
        """From the transport: it holds back what the kernel would not take."""
        super().pause_writing()
        if self.line:
            self.line.paused()

    def resume_writing(self) -> None:
        """From the transport: it holds back nothing."""
        super().resume_writing()
        if self.line:
            self.line.resumed()

    def connection_lost(self, exc: Exception | None) -> None:
        """From the transport: the peer is gone."""
        super().connection_lost(exc)
        self._is_in()
        if self.line:
            self.line.lost()
            # Wire and protocol hold each other: thousands that leave at once must not wait for the collector.
            self.line = None
            self.scope["extensions"].pop(EXTENSION, None)

    def _is_in(self) -> None:
        through = self._through
        if through is not None and self.handshake_complete:
            self._through = None
            through()


def _is_text(parts: list[bytes]) -> bool:
    try:
        b"".join(parts).decode()
    except UnicodeDecodeError:
        return False
    return True


DEFLATE = ServerPerMessageDeflateFactory(
    server_no_context_takeover=True,
    client_no_context_takeover=True,
    server_max_window_bits=WINDOW_BITS,
    client_max_window_bits=WINDOW_BITS,
    compress_settings={"level": 1, "memLevel": 4},
)
