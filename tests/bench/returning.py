"""Thousands of boards in a process of their own that lose their server and come back as their page does.

    python -m tests.bench.returning PORT ORIGIN < paths

Reads the path of each board's socket, one a line, then an empty line; after that each line asks how they are,
and is answered with one line of JSON. A board waits, asks with its number, finds its line silent and tries
again as `static/desk/line.js` has it. Raw asyncio on uvloop, with no more of a message read than its numbers.
"""

import asyncio
import json
import os
import random
import re
import struct
import sys
from base64 import b64encode
from time import monotonic, monotonic_ns
from typing import Any

import uvloop

SILENCE_S, LONGEST_WAIT_S, FIRST_WAIT_S = 10.0, 8.0, 1.0
HOST = "127.0.0.1"
SAYS = re.compile(rb'^\{(?:"beat":true,)?"seq":(\d+),"since":(\d+)')
CLOSE, TEXT = 0x8, 0x1


class Boards:
    """What all of them have in common."""

    def __init__(self, port: int, origin: str) -> None:
        self.port, self.origin = port, origin
        self.boards: list[Board] = []
        self.tries = self.refused = self.whole = 0

    def state(self) -> dict[str, int]:
        """How many are current, since when the last of them is (monotonic ns), and what it took."""
        current = [board.current_at for board in self.boards if board.current_at]
        return {
            "boards": len(self.boards),
            "current": len(current),
            "last_ns": max(current, default=0),
            "least": min((board.seq for board in self.boards), default=0),
            "tries": self.tries,
            "refused": self.refused,
            "whole": self.whole,
        }


class Board(asyncio.Protocol):
    """One board. `current_at` is when a frame first told it that it has missed nothing; 0 while none did."""

    def __init__(self, all_: Boards, path: str) -> None:
        self._all, self._path = all_, path
        self.seq = 0
        self.current_at = 0
        self._tries = 0
        self._heard = self._tried_at = monotonic()
        self._timer: asyncio.TimerHandle | None = None
        # uvloop's are none of asyncio's.
        self._transport: Any = None
        self._data = b""
        self._open = False
        self._connecting: asyncio.Task[None] | None = None

    def retry(self) -> None:
        """Come back after a while: a longer one each time, and never at the same moment as others."""
        if self._timer is None:
            most = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2**self._tries)
            self._tries += 1
            self._timer = asyncio.get_running_loop().call_later(most * random.random(), self._due)

    def look(self) -> None:
        """Each second: whether anything was heard, or it only just tried."""
        now = monotonic()
        if now - self._heard >= SILENCE_S:
            self.current_at = 0
            if now - self._tried_at >= SILENCE_S:
                self.retry()

    def _due(self) -> None:
        self._timer = None
        self.start()

    def start(self) -> None:
        """Open a socket."""
        self._drop()
        self._all.tries += 1
        self._tried_at = monotonic()
        self._connecting = asyncio.create_task(self._connect())

    async def _connect(self) -> None:
        try:
            await asyncio.get_running_loop().create_connection(lambda: self, HOST, self._all.port)
        except OSError:
            self._all.refused += 1
            self.retry()

    def connection_made(self, transport: Any) -> None:
        """Ask for the upgrade, with the number that the board is at."""
        self._transport, self._data, self._open = transport, b"", False
        key = b64encode(os.urandom(16)).decode()
        head = (
            f"GET {self._path}&since={self.seq} HTTP/1.1\r\nHost: {HOST}:{self._all.port}\r\n"
            f"Origin: {self._all.origin}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        transport.write(head.encode())

    def data_received(self, data: bytes) -> None:
        """Read the answer to the upgrade, then frames."""
        self._data += data
        if not self._open:
            head, end, rest = self._data.partition(b"\r\n\r\n")
            if not end:
                return
            if b" 101 " not in head[:20]:
                self._drop()
                self.retry()
                return
            self._open, self._data = True, rest
        while (frame := _cut(self._data)) is not None:
            opcode, payload, length = frame
            self._data = self._data[length:]
            self._take(opcode, payload)

    def connection_lost(self, exc: Exception | None) -> None:
        """The server is gone, or let go of this board."""
        if self._transport is not None and self._transport.is_closing():
            self._transport = None
            self.current_at = 0
            self.retry()

    def _take(self, opcode: int, payload: bytes) -> None:
        if opcode == CLOSE and self._transport is not None:
            self._transport.close()
        found = SAYS.match(payload) if opcode == TEXT else None
        if found is None:
            return
        seq, since = int(found[1]), int(found[2])
        is_beat = payload.startswith(b'{"beat"')
        if since > self.seq:
            self.current_at = 0
            self.retry()
            return
        self._heard = monotonic()
        self._in_step()
        self._all.whole += since == 0 and not is_beat
        self.seq = max(self.seq, seq) if is_beat or since else seq
        if not self.current_at:
            self.current_at = monotonic_ns()

    def _in_step(self) -> None:
        self._tries = 0
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _drop(self) -> None:
        transport, self._transport = self._transport, None
        if transport is not None:
            transport.close()


def _cut(data: bytes) -> tuple[int, bytes, int] | None:
    """The first frame of a server: opcode, payload, length on the wire. None while it is not whole."""
    if len(data) < 2:
        return None
    length, start = data[1] & 0x7F, 2
    if length == 126:
        if len(data) < 4:
            return None
        length, start = struct.unpack_from("!H", data, 2)[0], 4
    elif length == 127:
        if len(data) < 10:
            return None
        length, start = struct.unpack_from("!Q", data, 2)[0], 10
    end = start + length
    return (data[0] & 0x0F, data[start:end], end) if len(data) >= end else None


async def main(port: int, origin: str) -> None:
    """Open all boards, then answer whoever asks."""
    all_ = Boards(port, origin)
    lines = asyncio.StreamReader(limit=1 << 20)
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while path := (await lines.readline()).decode().strip():
        all_.boards.append(Board(all_, path))
    for board in all_.boards:
        board.start()
        await asyncio.sleep(0.001)
    looking = asyncio.create_task(_keep_looking(all_))
    while await lines.readline():
        print(json.dumps(all_.state()), flush=True)
    looking.cancel()


async def _keep_looking(all_: Boards) -> None:
    while True:
        for board in all_.boards:
            board.look()
        await asyncio.sleep(1)


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1]), sys.argv[2]))
