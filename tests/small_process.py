"""A server of the desk's own making with a small application, in a thread of the test."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection

import uvicorn
from websockets.sync.client import connect

from results.live.connections import DeskHttp
from results.live.protocol import DeskProtocol
from tests.desks import until

PATIENCE_S = 20
LET_IN = threading.Event()


async def app(scope, receive, send):
    """Says "here"; a socket at /floods is sent more than a kernel holds, whether it reads or not.

    One at /waits is not let in before `LET_IN`.
    """
    await receive()
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"4")]})
        await send({"type": "http.response.body", "body": b"here"})
        return
    while "waits" in scope["path"] and not LET_IN.is_set():
        await asyncio.sleep(0.01)
    await send({"type": "websocket.accept"})
    await send(
        {"type": "websocket.send", "text": "x" * (32 * 1024 * 1024 if "floods" in scope["path"] else 1)}
    )
    while (await receive())["type"] != "websocket.disconnect":
        pass


class Process:
    """A server in a thread of the test."""

    def __init__(self, listening: socket.socket) -> None:
        config = uvicorn.Config(
            app,
            http=DeskHttp,
            ws=DeskProtocol,
            lifespan="off",
            log_config=None,
            timeout_graceful_shutdown=PATIENCE_S,
        )
        self.address = "{}:{}".format(*listening.getsockname())
        self.server = uvicorn.Server(config)
        self._listening = listening
        self.thread = threading.Thread(target=lambda: asyncio.run(self.server.serve(sockets=[listening])))

    def leaves(self) -> None:
        """It is told to end, and takes nobody new from here on."""
        self.server.should_exit = True
        until(self._refuses, "the end of its listening")

    def asked(self) -> HTTPConnection:
        """A connection that was used, and is kept."""
        connection = HTTPConnection(self.address, timeout=PATIENCE_S)
        connection.request("GET", "/")
        connection.getresponse().read()
        return connection

    def board(self, path: str = "/"):
        return connect(f"ws://{self.address}{path}", max_size=None, close_timeout=1)

    def _refuses(self) -> bool:
        try:
            with socket.create_connection(self.address.split(":"), timeout=PATIENCE_S):
                return False
        except ConnectionRefusedError:
            return True


@contextmanager
def a_process() -> Iterator[Process]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        process = Process(listening)
        process.thread.start()
        try:
            yield process
        finally:
            process.server.should_exit = True
            process.thread.join(PATIENCE_S)
            assert not process.thread.is_alive()
