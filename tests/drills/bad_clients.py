"""Clients that are broken or worse: one that never reads, and some that send what no page sends.

Sockets as bytes, because no library would send this.
"""

import os
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

from tests.drills.swarm import Seat

PATIENCE_S = 20
TEXT, BINARY, CONTINUED, CLOSE, PING = 0x1, 0x2, 0x0, 0x8, 0x9
# Little is under way to a peer with a small window and small segments, so that the rest waits in the desk.
SMALL_WINDOW, SMALL_SEGMENTS = 2048, 536


class Client:
    """A socket to a page's address, opened as a browser opens it."""

    def __init__(self, seat: Seat, *, since: int = -1, small: bool = False) -> None:
        place = urlsplit(seat.server)
        self.line = socket.socket()
        self.line.settimeout(PATIENCE_S)
        if small:
            self.line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_WINDOW)
            self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, SMALL_SEGMENTS)
        self.line.connect((place.hostname, place.port))
        mark = "&" if "?" in seat.socket else "?"
        headers = [
            f"GET {seat.socket}{mark}since={since} HTTP/1.1",
            f"Host: {place.netloc}",
            f"Origin: {seat.server}",
            f"Cookie: {seat.cookies}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
        ]
        self.line.sendall(("\r\n".join(headers) + "\r\n\r\n").encode())
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += self.line.recv(1)
        assert b" 101 " in answer, answer

    def sends(self, kind: int, payload: bytes, *, last: bool = True, masked: bool = True) -> None:
        """Send a frame; what the desk closed meanwhile goes nowhere."""
        with suppress(OSError):
            self.line.sendall(frame(kind, payload, last=last, masked=masked))

    def sends_bytes(self, raw: bytes) -> None:
        """Send what is no frame."""
        with suppress(OSError):
            self.line.sendall(raw)

    def is_closed(self) -> bool:
        """Read on until the desk ends it; False where it does not in some seconds."""
        try:
            while self.line.recv(65536):
                pass
        except TimeoutError:
            return False
        except OSError:
            return True
        return True

    def gone(self) -> None:
        """Vanish without a word."""
        self.line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.line.close()


def frame(kind: int, payload: bytes, *, last: bool = True, masked: bool = True) -> bytes:
    """A client's frame."""
    size, mask = len(payload), (0x80 if masked else 0)
    head = bytes([(0x80 if last else 0) | kind])
    if size < 126:
        head += bytes([mask | size])
    elif size < 65536:
        head += bytes([mask | 126]) + struct.pack("!H", size)
    else:
        head += bytes([mask | 127]) + struct.pack("!Q", size)
    # A mask of zeros leaves the payload as it is.
    return head + (bytes(4) if masked else b"") + payload


@contextmanager
def clients(seat: Seat, many: int, *, small: bool = False) -> Iterator[list[Client]]:
    """So many of them, gone in the end."""
    made = [Client(seat, small=small) for _ in range(many)]
    try:
        yield made
    finally:
        for client in made:
            client.gone()


def noise(size: int) -> bytes:
    """Bytes that say nothing."""
    return os.urandom(size)
