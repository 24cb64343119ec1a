"""How connections come in: pages and what is on air at once, boards through the turnstile.

Owns uvicorn's HTTP protocol as the desk has it, from a connection's first byte until it is a socket or is
closed. Refuses to look at who comes: the application does.
"""

from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from results.live.leaving import LeavesIdle
from results.live.turnstile import Through, turnstile

NO_HANDSHAKE = "This is no handshake of a socket."
# What viewers see, and those who work on it.
FIRST = (b"/ws/outputs/", b"/ws/desk/")


class DeskHttp(LeavesIdle, HttpToolsProtocol):
    """uvicorn's HTTP protocol; a board that is to come in waits without costing more than its place."""

    _waits = False

    def on_headers_complete(self) -> None:
        """From the parser: a page is asked for, and boards give way; or a socket is."""
        super().on_headers_complete()
        if self.cycle is not None and not self.cycle.response_complete:
            turnstile(self.loop).asks(self)

    def on_response_complete(self) -> None:
        """From the request's own task: it is answered."""
        turnstile(self.loop).answered(self)
        super().on_response_complete()

    def handle_websocket_upgrade(self) -> None:
        """From the parser: this is a socket from now on."""
        if self.url.startswith(FIRST):
            self._shake_hands()
            return
        self._waits = True
        # Whatever it says before it is let in stays where it is.
        self.transport.pause_reading()
        turnstile(self.loop).wait(self._come_in)

    def connection_lost(self, exc: Exception | None) -> None:
        """From the transport: the peer is gone."""
        self._waits = False
        turnstile(self.loop).answered(self)
        super().connection_lost(exc)

    def _come_in(self, through: Through) -> None:
        if not self._waits or self.transport.is_closing():
            through()
            return
        self._waits = False
        self.transport.resume_reading()
        self._shake_hands().once_in(through)

    def _shake_hands(self) -> Any:
        super().handle_websocket_upgrade()
        protocol: Any = self.transport.get_protocol()
        if not protocol.handshake_initiated:
            # What the parser of sockets cannot read, the one of pages could. uvicorn would leave it without a
            # word, and it would have its place for as long as it likes.
            self.send_400_response(NO_HANDSHAKE)
        return protocol

    def _is_idle(self) -> bool:
        return not self._waits and super()._is_idle()
