"""Machines that stand in for the desk behind nginx: they note what they are asked, and behave as told."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came in."""

    method: str
    path: str
    headers: dict[str, str]


class StandIn:
    """`dies`: it reads a request and closes without a word. `statuses`: of what paths it answers what."""

    def __init__(self, *, dies: bool = False, statuses: dict[str, int] | None = None) -> None:
        self.dies = dies
        self.statuses = statuses or {}
        self.asked: list[Asked] = []
        self.ended = threading.Event()

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"127.0.0.1:{self._server.server_address[1]}"

    def methods(self) -> list[str]:
        """What it was asked to do, in order."""
        return [asked.method for asked in self.asked]

    def start(self) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}).start()

    def stop(self) -> None:
        self.ended.set()
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def stand_ins(*machines: StandIn) -> Iterator[list[str]]:
    """They run meanwhile; their addresses."""
    for machine in machines:
        machine.start()
    try:
        yield [machine.address for machine in machines]
    finally:
        for machine in machines:
            machine.stop()


def _handler(machine: StandIn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            machine.asked.append(Asked(self.command, self.path, dict(self.headers)))
            if machine.dies:
                self.close_connection = True
            elif self.headers.get("Upgrade"):
                self._say_nothing()
            else:
                self._answer()

        def do_POST(self) -> None:
            self.do_GET()

        def _answer(self) -> None:
            body = b"<p>The desk." + b" " * 2000
            self.send_response(machine.statuses.get(self.path, 200))
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _say_nothing(self) -> None:
            self.send_response(101)
            self.send_header("Upgrade", "websocket")
            self.send_header("Connection", "Upgrade")
            self.end_headers()
            machine.ended.wait(30)
            self.close_connection = True

        def log_message(self, *words: object) -> None:
            pass

    return Handler
