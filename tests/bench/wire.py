"""Websocket frames by hand, as cheaply as Python reads them: what a load generator needs and no more.

Owns cutting a stream of bytes into messages, and the few frames that a screen sends itself. Refuses to check
what a browser would check: a bench measures servers that are held to the protocol elsewhere.
"""

import os
import zlib
from base64 import b64encode
from collections.abc import Iterator, Mapping
from functools import lru_cache

TEXT, CLOSE, PING, PONG = 0x1, 0x8, 0x9, 0xA
CONTINUED = 0x0
FINAL, COMPRESSED, OPCODE = 0x80, 0x40, 0x0F
MASKED, LENGTH = 0x80, 0x7F
# What a sender takes off the end of every message that it compressed (RFC 7692, 7.2.1).
TAIL = b"\x00\x00\xff\xff"
NO_TAKEOVER = "permessage-deflate; server_no_context_takeover; client_no_context_takeover"


class Wire:
    """The bytes of one socket, as they come, cut into messages."""

    __slots__ = ("_first", "_parts", "_rest")

    def __init__(self) -> None:
        self._rest = b""
        self._first = 0
        self._parts: list[bytes] = []

    def feed(self, data: bytes) -> Iterator[tuple[int, bytes]]:
        """The messages that are whole by now: opcode and payload, unmasked and inflated."""
        self._rest += data
        while (frame := _cut(self._rest)) is not None:
            first, payload, length = frame
            self._rest = self._rest[length:]
            if (first & OPCODE) >= CLOSE:
                # A sign of life may come between the parts of a message.
                yield first & OPCODE, payload
            elif (whole := self._gathered(first, payload)) is not None:
                yield whole

    @property
    def between_messages(self) -> bool:
        """Whether nothing of a message has come that is not whole yet."""
        return not self._rest and not self._parts

    def _gathered(self, first: int, payload: bytes) -> tuple[int, bytes] | None:
        if first & OPCODE != CONTINUED:
            self._first = first
        self._parts.append(payload)
        if not first & FINAL:
            return None
        whole, self._parts = b"".join(self._parts), []
        return self._first & OPCODE, inflated(whole) if self._first & COMPRESSED else whole


def _cut(data: bytes) -> tuple[int, bytes, int] | None:
    """The first frame: its first byte, its payload, its length on the wire. None while it is not whole."""
    if len(data) < 2:
        return None
    length, start = data[1] & LENGTH, 2
    if length >= 126:
        start = 4 if length == 126 else 10
        length = int.from_bytes(data[2:start], "big")
    key = b""
    if data[1] & MASKED:
        key, start = data[start : start + 4], start + 4
    end = start + length
    if len(data) < end:
        return None
    payload = data[start:end]
    return data[0], masked(payload, key) if key else payload, end


# Thousands of sockets are sent the same bytes: they are inflated once.
@lru_cache(maxsize=8)
def inflated(payload: bytes) -> bytes:
    """A message that was compressed for itself, with no memory of those before it."""
    return zlib.decompressobj(wbits=-zlib.MAX_WBITS).decompress(payload + TAIL)


def masked(payload: bytes, key: bytes) -> bytes:
    """A payload under a mask, or from under it."""
    many = key * (len(payload) // 4 + 1)
    return bytes(byte ^ other for byte, other in zip(payload, many, strict=False))


def from_screen(opcode: int, payload: bytes = b"") -> bytes:
    """A short frame as a screen sends it: masked. At most 125 bytes."""
    key = os.urandom(4)
    return bytes((FINAL | opcode, MASKED | len(payload))) + key + masked(payload, key)


def upgrade(path: str, *, host: str, headers: Mapping[str, str], compressed: bool) -> bytes:
    """The request that opens a socket."""
    asked = {
        "Host": host,
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": b64encode(os.urandom(16)).decode(),
        **({"Sec-WebSocket-Extensions": NO_TAKEOVER} if compressed else {}),
        **headers,
    }
    lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in asked.items())]
    return "\r\n".join([*lines, "", ""]).encode()
