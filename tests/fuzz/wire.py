"""Bytes at the desk's websocket protocol on loopback: handshakes and frames that are none.

Two pages that do as they should are connected all the while, and are sent a frame now and then.
"""

import asyncio
import base64
import json
import logging
import socket as sockets
import traceback
import zlib
from collections.abc import Callable
from random import Random
from struct import pack
from typing import Any

import uvicorn
import uvloop
from websockets.asyncio.client import ClientConnection, connect

from results.live import consumers
from results.live.frames import Frame, snapshot_frame
from results.live.lines import line_of
from results.live.protocol import DeskProtocol
from results.live.sockets import Socket
from results.management.commands.serve import SOCKETS_ONLY_SHOW
from results.people.passes import Pass
from tests.fuzz.forms import where
from tests.fuzz.texts import damaged, garbage

PATIENCE_S = 20.0
KEY = base64.b64encode(b"sixteen bytes ok").decode()
HEAD = (
    "GET /ws/ HTTP/1.1\r\nHost: testserver\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    f"Sec-WebSocket-Key: {KEY}\r\nSec-WebSocket-Version: 13\r\n"
)
DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10


class Collected(logging.Handler):
    """What the server says went wrong."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it."""
        self.said.append(self.format(record))


class Heard:
    """The page at a socket: keeps how much it was told."""

    def __init__(self) -> None:
        self.messages = 0

    def hear(self, _text: str) -> None:
        """One message more."""
        self.messages += 1


class Wire:
    """A server of the desk's protocol on a loop of its own, which runs while something is sent."""

    def __init__(self) -> None:
        self._loop = uvloop.new_event_loop()
        self._faults = Collected()
        self._open: set[Socket] = set()
        self._pages: list[ClientConnection] = []
        self._seq = 0
        self._page = Heard()
        self._loop.set_exception_handler(self._unhandled)
        for name in ("uvicorn.error", "asyncio"):
            logging.getLogger(name).addHandler(self._faults)
            logging.getLogger(name).propagate = False
        self._loop.run_until_complete(self._serve())

    def _unhandled(self, _loop: Any, context: dict[str, Any]) -> None:
        error = context.get("exception")
        raised = "".join(traceback.format_exception(error)) if error else ""
        self._faults.said.append(f"unhandled: {context.get('message')} {where(raised)}")

    async def _app(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "websocket":
            await send({"type": "http.response.start", "status": 404, "headers": []})
            await send({"type": "http.response.body", "body": b""})
            return
        await receive()
        await send({"type": "websocket.accept"})
        line = line_of(scope, send)
        socket = Socket(held=Pass(), line=line, fresh=self._fresh)
        self._open.add(socket)
        try:
            await consumers._hear(receive, line, self._page)
        finally:
            socket.drop()
            self._open.discard(socket)

    async def _fresh(self) -> Frame:
        return snapshot_frame(seq=self._seq, as_at=None, content="<p>A board</p>" * 200)

    async def _serve(self) -> None:
        self._listening = sockets.socket()
        self._listening.bind(("127.0.0.1", 0))
        self._listening.listen()
        self._port = self._listening.getsockname()[1]
        config = uvicorn.Config(
            self._app,
            interface="asgi3",
            lifespan="off",
            ws=DeskProtocol,
            log_config=None,
            ws_max_size=SOCKETS_ONLY_SHOW,
            http="httptools",
            ws_per_message_deflate=False,
        )
        self._server = uvicorn.Server(config)
        self._serving = asyncio.create_task(self._server.serve(sockets=[self._listening]))
        while not self._server.started:
            await asyncio.sleep(0.01)
        for compression in ("deflate", None):
            url = f"ws://127.0.0.1:{self._port}/ws/"
            self._pages.append(await connect(url, compression=compression, max_size=None))

    def send(self, random: Random) -> tuple[str, str, str]:
        """Send one thing; the kind of answer, what is wrong, and what was sent."""
        self._faults.said.clear()
        disabled = logging.root.manager.disable
        logging.disable(logging.NOTSET)
        head, frames, ending = a_handshake(random), some_frames(random), random.choice(ENDINGS)
        try:
            kind = self._loop.run_until_complete(
                asyncio.wait_for(self._sent(head, frames, ending), PATIENCE_S)
            )
            wrong = self._faults.said[0] if self._faults.said else ""
            if not wrong and random.random() < 0.02:
                wrong = self._loop.run_until_complete(self._others())
        except TimeoutError:
            kind, wrong = "no end", "the server neither answered nor closed"
        finally:
            logging.disable(disabled)
        return kind, wrong[-1_500:], repr((head[:600], frames[:900], ending))

    async def _sent(self, head: bytes, frames: bytes, ending: str) -> str:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        try:
            writer.write(head)
            if ending == "patient":
                await asyncio.sleep(0)
            writer.write(frames)
            if ending == "abort":
                await asyncio.sleep(0)
                writer.transport.abort()
                return "cut off"
            if ending == "shut":
                writer.write_eof()
            else:
                writer.write(a_frame(CLOSE, pack(">H", 1000)))
                writer.write_eof()
            answer = await reader.read()
            return answer[9:12].decode("latin-1") if answer.startswith(b"HTTP/1.1 ") else "nothing"
        except OSError:
            return "cut off by the desk"
        finally:
            writer.transport.abort()

    async def _others(self) -> str:
        """What is wrong with the pages that do as they should, once something changes."""
        self._seq += 1
        frame = await self._fresh()
        for socket in list(self._open):
            socket.offer(frame)
        for page in self._pages:
            try:
                told = json.loads(await asyncio.wait_for(page.recv(), PATIENCE_S))
            except Exception as error:
                return f"another page lost its line: {error!r}"
            if told["seq"] != self._seq:
                return f"another page was told {told['seq']} at {self._seq}"
        return ""

    def still_open(self) -> int:
        """How many sockets the server has beside the two that should be there."""
        self._loop.run_until_complete(asyncio.sleep(0.05))
        return len(self._open) - len(self._pages)

    def close(self) -> None:
        """Stop the server, and the loop."""

        async def end() -> None:
            for page in self._pages:
                await page.close()
            self._server.should_exit = True
            await self._serving

        self._loop.run_until_complete(end())
        self._loop.close()
        self._listening.close()
        for name in ("uvicorn.error", "asyncio"):
            logging.getLogger(name).removeHandler(self._faults)
            logging.getLogger(name).propagate = True


ENDINGS = ("close", "shut", "abort", "patient")


def a_handshake(random: Random) -> bytes:
    """The head of a socket: most often as it should be."""
    head = (HEAD + (DEFLATE if random.random() < 0.6 else "") + "\r\n").encode()
    if random.random() < 0.75:
        return head
    odd = (
        lambda: damaged(random, head),
        lambda: head.replace(b"13\r\n", random.choice((b"8\r\n", b"-1\r\n", b"\r\n", b"x\r\n"))),
        lambda: head.replace(KEY.encode(), random.choice((b"", b"short", b"!" * 24, b"A" * 5_000))),
        lambda: head.replace(b"GET", random.choice((b"POST", b"get", b"CONNECT", b"G" * 5_000))),
        lambda: head.replace(
            b"/ws/", random.choice((b"/ws/%00/", b"/\xff", b"*", b"/" + b"x" * 70_000, b""))
        ),
        lambda: head.replace(
            b"deflate;", random.choice((b"deflate; server_max_window_bits=99;", b"gzip;", b";=,"))
        ),
        lambda: head.replace(b"HTTP/1.1", random.choice((b"HTTP/1.0", b"HTTP/2.0", b"HTTP/9", b""))),
        lambda: head[:-2] + b"X: " + b"y" * random.choice((9_000, 80_000)) + b"\r\n\r\n",
        lambda: head[:-2] + b"X: y\r\n" * 300 + b"\r\n",
        lambda: garbage(random),
        lambda: head + head,
    )
    return random.choice(odd)()


def some_frames(random: Random) -> bytes:
    """Some frames, most of them not as they should be."""
    return b"".join(random.choice(FRAMES)(random) for _ in range(random.choice((0, 1, 1, 2, 3, 8))))


def a_frame(
    opcode: int,
    data: bytes,
    *,
    fin: bool = True,
    reserved: int = 0,
    masked: bool = True,
    says: int | None = None,
) -> bytes:
    """A frame as it goes over the wire. `says`: the length that it claims."""
    length = len(data) if says is None else says
    first = (0x80 if fin else 0) | reserved << 4 | opcode
    mask = 0x80 if masked else 0
    if length < 126:
        head = bytes([first, mask | length])
    elif length < 2**16:
        head = bytes([first, mask | 126]) + pack(">H", length)
    else:
        head = bytes([first, mask | 127]) + pack(">Q", length)
    return head + (b"\x00\x00\x00\x00" if masked else b"") + data


def _deflated(data: bytes) -> bytes:
    squeezed = zlib.compressobj(9, zlib.DEFLATED, -15)
    return (squeezed.compress(data) + squeezed.flush(zlib.Z_SYNC_FLUSH))[:-4]


BOMB = _deflated(b"\x00" * 8_000_000)
BEAT = json.dumps({"beat": {"key": "k", "version": "v", "act": 1, "states": {"full": "on"}}}).encode()
FRAMES: tuple[Callable[[Random], bytes], ...] = (
    lambda random: a_frame(TEXT, BEAT),
    lambda random: a_frame(TEXT, damaged(random, BEAT)),
    lambda random: a_frame(TEXT, garbage(random)),
    lambda random: a_frame(BINARY, garbage(random)),
    lambda random: a_frame(TEXT, BEAT, masked=False),
    lambda random: a_frame(TEXT, BEAT, reserved=random.randrange(1, 8)),
    lambda random: a_frame(random.choice((3, 4, 7, 11, 15)), BEAT),
    lambda random: a_frame(TEXT, BEAT[:9], fin=False),
    lambda random: a_frame(0, BEAT[9:], fin=random.random() < 0.5),
    lambda random: a_frame(random.choice((PING, PONG, CLOSE)), b"x" * 126),
    lambda random: a_frame(random.choice((PING, PONG, CLOSE)), b"", fin=False),
    lambda random: a_frame(
        CLOSE, random.choice((b"", b"\x03", pack(">H", random.randrange(65_536)), b"\x03\xe8\xff"))
    ),
    lambda random: a_frame(PING, b"beat"),
    lambda random: a_frame(TEXT, b"x", says=random.choice((2**63 - 1, 2**63, 2**64 - 1, 65_537, 2**31))),
    lambda random: a_frame(TEXT, b"x" * random.choice((65_535, 65_536, 65_537, 200_000))),
    lambda random: a_frame(TEXT, _deflated(BEAT), reserved=4),
    lambda random: a_frame(TEXT, BOMB, reserved=4),
    lambda random: a_frame(TEXT, damaged(random, _deflated(BEAT)), reserved=4),
    lambda random: a_frame(TEXT, BEAT) * 700,
    garbage,
)
