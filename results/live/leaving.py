"""How a process leaves while others go on: nobody is refused, and screens do not all come back at once.

Owns how long it takes. A process that ends takes no new connections; what is asked on those it has is
answered, and that they close is said with the answer; each socket is sent away with 1012, "the service
restarts", at a moment of its own. Refuses to hurry a request: uvicorn cuts off what takes too long.
"""

import asyncio
import random
from typing import Any

# A screen that comes back costs some milliseconds of a process, and one that has not left yet is told all
# the same: five thousand of one process are let in elsewhere as they come, before any turns amber. Few need
# no such time.
LEAVE_S = 10.0
LEAVE_EACH_S = 0.02
# nginx takes up the connection that it used last: one that was idle for so long is not about to be used.
LINGER_S = 0.5


def a_moment(others: int) -> float:
    """When one of so many connections is to leave, in seconds from now."""
    return random.uniform(0, min(LEAVE_S, LEAVE_EACH_S * others))  # noqa: S311  # nosec B311


class LeavesIdle:
    """Of uvicorn's HTTP protocol: it says goodbye before it hangs up.

    uvicorn closes an idle connection at once: a declaration that is on its way by it would get no answer.
    """

    loop: asyncio.AbstractEventLoop
    transport: asyncio.Transport
    cycle: Any
    _leaving = False

    def shutdown(self) -> None:
        """From the server, which is about to end."""
        self._leaving = True
        if self._is_idle():
            self.loop.call_later(LINGER_S, self._leave)
        elif self.cycle is not None:
            self.cycle.keep_alive = False

    def on_headers_complete(self) -> None:
        """From the parser: a request has come, and after its answer no other."""
        super().on_headers_complete()  # type: ignore[misc]
        if self._leaving and self.cycle is not None:
            self.cycle.keep_alive = False

    def handle_websocket_upgrade(self) -> None:
        """This is a socket from now on, and leaves as one."""
        super().handle_websocket_upgrade()  # type: ignore[misc]
        if self._leaving:
            protocol: Any = self.transport.get_protocol()
            protocol.shutdown()

    def _leave(self) -> None:
        protocol: object = self.transport.get_protocol()
        if protocol is self and self._is_idle():
            self.transport.close()

    def _is_idle(self) -> bool:
        return self.cycle is None or bool(self.cycle.response_complete)


class Leaves:
    """Of a websocket protocol: it is sent away at a moment of its own, and told what is new until then."""

    loop: asyncio.AbstractEventLoop
    transport: asyncio.Transport
    connections: set[Any]
    handshake_complete: bool
    _leaving: asyncio.TimerHandle | None = None

    def shutdown(self) -> None:
        """From the server, which is about to end."""
        self._leaving = self._leaving or self.loop.call_later(a_moment(len(self.connections)), self._leave)

    def connection_lost(self, exc: Exception | None) -> None:
        """From the transport: it has left by itself."""
        if self._leaving:
            self._leaving.cancel()
        super().connection_lost(exc)  # type: ignore[misc]

    def _leave(self) -> None:
        if not self.handshake_complete:
            # It is on its way in. Turned away now it would be told of a fault; in, it is told where to go.
            self._leaving = self.loop.call_later(LINGER_S, self._leave)
        elif self.transport.get_write_buffer_size():
            # It does not read, and would not read this: its place must not be kept for it.
            self.transport.abort()
        else:
            super().shutdown()  # type: ignore[misc]
