"""Thousands of screens in a process of their own: opens sockets, notes when each was told what.

    python -m tests.bench.swarm HOST PORT PATH --sockets 5000 [--header NAME=VALUE] [--compressed]

Raw asyncio on uvloop: a frame costs a screen as little as Python allows, for the server that is measured
shares the machine with it. Says one JSON value a line: first how the sockets opened, then one for each line
that it reads. `told AFTER PATIENCE` waits until every open socket has had a frame of a number above AFTER,
and tells when, by a clock that all processes of a machine share; `counts` tells beats and closed sockets.
Ends with its input. Refuses to read a message further than its number.
"""

import argparse
import asyncio
import gc
import json
import resource
import socket
import struct
import sys
from array import array
from collections import Counter
from time import monotonic_ns

import uvloop

from tests.bench.wire import CLOSE, PING, PONG, TEXT, Wire, from_screen, upgrade

AT_ONCE = 256
SCREENS_A_SOURCE = 4000
OPENING_S = 300.0
LOOK_S = 0.02
# The forms of the desk's own frames, and of whatever a bench sends in their place.
TOLD, BEAT = b'{"seq":', b'{"beat":'
# The number is among so many bytes of a frame that is not compressed: by them and its length it is known.
PLAIN, START = 0x81, 24
Answer = dict[str, object]


class Swarm:
    """What all screens heard."""

    def __init__(self, sockets: int) -> None:
        self.sockets = sockets
        self.open: set[Screen] = set()
        self.times: dict[int, array[int]] = {}
        # A whole frame by what it is known by: its length, and the times at which its number was heard.
        self.known: dict[bytes, tuple[int, array[int]]] = {}
        self.twice = self.beats = self.pings = self.greeted = 0
        self.closed: Counter[str] = Counter()

    def hear(self, place: int, number: int, now: int) -> "array[int]":
        """A screen was told a number. Returns when each was."""
        times = self.times.get(number)
        if times is None:
            times = self.times[number] = array("q", bytes(8 * self.sockets))
        if times[place]:
            self.twice += 1
        else:
            times[place] = now
        return times

    async def told(self, after: int, patience: float) -> Answer:
        """When each screen was first told a number above `after`."""
        end = monotonic_ns() + int(patience * 1e9)
        while self._served(after) < len(self.open) and monotonic_ns() < end:
            await asyncio.sleep(LOOK_S)
        heard = sorted(self._firsts(after))
        return {"open": len(self.open), "served": len(heard), "twice": self.twice, "at": summary(heard)}

    def _served(self, after: int) -> int:
        newer = [times for number, times in self.times.items() if number > after]
        # Looked at again and again while frames come in: quick where all are told one number.
        return self.sockets - newer[0].count(0) if len(newer) == 1 else len(self._firsts(after))

    def _firsts(self, after: int) -> list[int]:
        newer = [times for number, times in self.times.items() if number > after]
        firsts = (min((at for at in one if at), default=0) for one in zip(*newer, strict=True))
        return [at for at in firsts if at]

    def so_far(self) -> Answer:
        """Everything that was counted."""
        return {
            "open": len(self.open),
            "greeted": self.greeted,
            "beats": self.beats,
            "pings": self.pings,
            "twice": self.twice,
            "closed": dict(self.closed),
            "newest": max(self.times, default=0),
        }


def summary(heard: list[int]) -> dict[str, int]:
    """Of ordered times: the first, half, ninety-nine of a hundred, the last."""
    if not heard:
        return {}
    places = {"first": 0.0, "p50": 0.5, "p99": 0.99, "last": 1.0}
    return {name: heard[min(int(part * len(heard)), len(heard) - 1)] for name, part in places.items()}


class Screen(asyncio.Protocol):
    """One socket."""

    __slots__ = (
        "_heads",
        "_known",
        "_opened",
        "_request",
        "_swarm",
        "_transport",
        "_whole",
        "_wire",
        "greeted",
        "place",
    )

    def __init__(self, swarm: Swarm, place: int, request: bytes) -> None:
        self._swarm = swarm
        self._known = swarm.known
        self.place = place
        self._request = request
        self._wire = Wire()
        self._heads: bytes | None = b""
        # Whether what comes next begins a message.
        self._whole = False
        self.greeted = False
        self._opened = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the upgrade."""
        self._transport = transport
        transport.write(self._request)

    async def opened(self) -> None:
        """Wait until the server has taken the socket in; raises ConnectionError where it did not."""
        await self._opened

    def data_received(self, data: bytes) -> None:
        """Note when a frame came. All but the first screen that is sent it know it by its look."""
        now = monotonic_ns()
        known = self._known.get(data[:START] if data[0] == PLAIN else data)
        if known is not None and self._whole and known[0] == len(data) and not known[1][self.place]:
            known[1][self.place] = now
            return
        began, first = self._whole, len(self._swarm.times)
        messages = list(self._wire.feed(data if self._heads is None else self._answered(data)))
        self._whole = self._heads is None and self._wire.between_messages
        for opcode, payload in messages:
            self._take(opcode, payload, now)
        if began and self._whole and len(messages) == 1 and len(self._swarm.times) > first:
            number = next(reversed(self._swarm.times))
            look = data[:START] if data[0] == PLAIN else data
            self._known[look] = (len(data), self._swarm.times[number])

    def _take(self, opcode: int, payload: bytes, now: int) -> None:
        if opcode == TEXT:
            self._hear(payload[:START], now)
        elif opcode == PING:
            self._swarm.pings += 1
            self._transport.write(from_screen(PONG, payload))
        elif opcode == CLOSE:
            self._swarm.closed[str(int.from_bytes(payload[:2], "big"))] += 1
            self._transport.close()

    def _hear(self, start: bytes, now: int) -> None:
        if start.startswith(TOLD):
            self._swarm.hear(self.place, int(start[len(TOLD) : start.index(b",")]), now)
        elif start.startswith(BEAT):
            self._swarm.beats += 1
            self._greet()

    def _greet(self) -> None:
        if not self.greeted:
            self.greeted = True
            self._swarm.greeted += 1

    def _answered(self, data: bytes) -> bytes:
        """Read the answer to the upgrade; returns what came after it."""
        assert self._heads is not None
        self._heads += data
        head, end, rest = self._heads.partition(b"\r\n\r\n")
        if not end:
            return b""
        self._heads = None
        if not head.startswith(b"HTTP/1.1 101"):
            self._refused(head.partition(b"\r\n")[0].decode("latin-1"))
            return b""
        self._swarm.open.add(self)
        if not self._opened.done():
            self._opened.set_result(None)
        return rest

    def _refused(self, why: str) -> None:
        if not self._opened.done():
            self._opened.set_exception(ConnectionError(why))
        self._transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Count a socket that was lost without a word."""
        self._refused("closed before it opened")
        if self in self._swarm.open:
            self._swarm.open.discard(self)
            self._swarm.closed["gone"] += 1


async def open_all(swarm: Swarm, asked: argparse.Namespace) -> Answer:
    """Open every socket, so many at once."""
    headers = dict(pair.split("=", 1) for pair in asked.header)
    places = iter(range(swarm.sockets))
    failed: Counter[str] = Counter()
    start = monotonic_ns()

    async def open_some() -> None:
        for place in places:
            request = upgrade(
                asked.path,
                host=headers.get("Host", f"{asked.host}:{asked.port}"),
                headers=headers,
                compressed=asked.compressed,
            )
            try:
                await _open(swarm, place, request, asked)
            except OSError as error:
                failed[str(error)] += 1

    async with asyncio.timeout(OPENING_S):
        await asyncio.gather(*(open_some() for _ in range(AT_ONCE)))
    seconds = (monotonic_ns() - start) / 1e9
    return {"open": len(swarm.open), "seconds": seconds, "failed": dict(failed)}


async def _open(swarm: Swarm, place: int, request: bytes, asked: argparse.Namespace) -> None:
    line = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    line.setblocking(False)
    # Ended by a reset: a port that lingers for a minute would be missing in the next round.
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    if asked.host.startswith("127."):
        # A source address has some 28,000 ports.
        line.bind((f"127.0.0.{2 + place // SCREENS_A_SOURCE}", 0))
    loop = asyncio.get_running_loop()
    await loop.sock_connect(line, (asked.host, asked.port))
    _, screen = await loop.create_connection(lambda: Screen(swarm, place, request), sock=line)
    await screen.opened()


async def run(asked: argparse.Namespace) -> None:
    """Open, then answer line by line until there are no more."""
    lines = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    swarm = Swarm(asked.sockets)
    _say(await open_all(swarm, asked))
    gc.collect()
    gc.freeze()
    gc.disable()
    while line := (await lines.readline()).decode().split():
        if line[0] == "told":
            _say(await swarm.told(int(line[1]), float(line[2])))
        else:
            _say(swarm.so_far())


def _say(answer: Answer) -> None:
    print(json.dumps(answer), flush=True)


def arguments() -> argparse.Namespace:
    """What is asked for on the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.swarm")
    parser.add_argument("host")
    parser.add_argument("port", type=int)
    parser.add_argument("path")
    parser.add_argument("--sockets", type=int, default=1000)
    parser.add_argument("--header", action="append", default=[], help="NAME=VALUE")
    parser.add_argument("--compressed", action="store_true", help="offer permessage-deflate")
    return parser.parse_args()


def more_files() -> None:
    """Let this process, and what it starts, open as many sockets as the machine allows."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


if __name__ == "__main__":
    more_files()
    uvloop.run(run(arguments()))
