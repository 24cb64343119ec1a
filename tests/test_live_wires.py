"""The wire that the desk's own protocol lays to each socket: what is agreed on it, and what waits on it."""

import asyncio
import gc
import json
import socket as sockets
import weakref
from contextlib import asynccontextmanager, suppress

import pytest
import uvicorn
import uvloop
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory
from websockets.frames import CloseCode, Frame, Opcode

from results.live import chatter, consumers
from results.live.codes import COME_BACK, TALKS_TOO_MUCH
from results.live.frames import snapshot_frame
from results.live.lines import EXTENSION, SentLine, line_of
from results.live.protocol import DeskProtocol, Wire
from results.live.sockets import Socket
from results.people.passes import Pass

PATIENCE_S = 20
CHANGES = 400
# Random, so that compressing it makes it no smaller.
BOARD = "".join(chr(0x4E00 + at * at * 7919 % 20_000) for at in range(30_000))


class Server:
    """The wires of a server of the test's own; `fresh` is what one who fell behind is sent."""

    def __init__(self):
        self.url = ""
        self.wires = []
        self.sockets = []
        self.seq = 0
        self.joined = asyncio.Event()
        self.left = asyncio.Event()

    async def app(self, scope, receive, send):
        await receive()
        await send({"type": "websocket.accept"})
        line = line_of(scope, send)
        self.wires.append(line)
        self.sockets.append(Socket(held=Pass(), line=line, fresh=self.fresh))
        self.joined.set()
        await consumers._hear(receive, line, None)
        self.sockets[-1].drop()
        self.left.set()

    async def fresh(self):
        return snapshot_frame(seq=self.seq, as_at=None, content=BOARD)

    async def changes(self):
        self.seq += 1
        frame = await self.fresh()
        for socket in self.sockets:
            socket.offer(frame)
        await asyncio.sleep(0)


@asynccontextmanager
async def a_server():
    server = Server()
    with sockets.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        server.url = f"ws://127.0.0.1:{listening.getsockname()[1]}/"
        config = uvicorn.Config(
            server.app, interface="asgi3", lifespan="off", ws=DeskProtocol, log_config=None
        )
        running = uvicorn.Server(config)
        serving = asyncio.create_task(running.serve(sockets=[listening]))
        try:
            yield server
        finally:
            running.should_exit = True
            await serving


@pytest.fixture(params=[uvloop.new_event_loop, asyncio.new_event_loop], ids=["uvloop", "asyncio"])
def on_a_loop(request):
    """Plays a scene to its end, on the loop that the desk serves on and on Python's own."""

    def play(scene):
        async def bounded():
            async with asyncio.timeout(3 * PATIENCE_S), a_server() as server:
                await scene(server)

        with asyncio.Runner(loop_factory=request.param) as runner:
            runner.run(bounded())

    return play


@asynccontextmanager
async def a_page(server, **settings):
    server.joined.clear()
    async with connect(server.url, max_size=None, **settings) as page:
        await asyncio.wait_for(server.joined.wait(), PATIENCE_S)
        yield page


async def seq_read(page):
    return json.loads(await asyncio.wait_for(page.recv(), PATIENCE_S))["seq"]


ANY_WINDOW = ClientPerMessageDeflateFactory(client_max_window_bits=True)
OFFERS = {
    "nothing compressed": {"compression": None},
    "as browsers offer it": {"extensions": [ANY_WINDOW]},
    "with a smaller window than the desk's": {
        "compression": None,
        "extensions": [ClientPerMessageDeflateFactory(server_max_window_bits=9)],
    },
}


@pytest.mark.parametrize("offer", OFFERS.values(), ids=OFFERS)
def test_the_same_frame_is_read_by_pages_whatever_they_agreed_to(offer, on_a_loop):
    async def scene(server):
        async with a_page(server, **offer) as page, a_page(server) as other:
            for seq in (1, 2, 3):
                await server.changes()
                assert (await seq_read(page), await seq_read(other)) == (seq, seq)

    on_a_loop(scene)


def test_no_socket_keeps_a_compressor(on_a_loop):
    async def scene(server):
        async with a_page(server, extensions=[ANY_WINDOW]) as page:
            (agreed,) = page.protocol.extensions
            assert agreed.remote_no_context_takeover
            assert agreed.local_no_context_takeover

    on_a_loop(scene)


@asynccontextmanager
async def a_page_that_reads_nothing(server):
    server.joined.clear()
    host, port = server.url[5:-1].split(":")
    with sockets.socket() as quiet:
        quiet.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 4096)
        quiet.setblocking(False)
        loop = asyncio.get_running_loop()
        await loop.sock_connect(quiet, (host, int(port)))
        await loop.sock_sendall(
            quiet,
            f"GET / HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode(),
        )
        await asyncio.wait_for(server.joined.wait(), PATIENCE_S)
        yield quiet


def test_a_page_that_never_reads_holds_one_frame_and_delays_nobody(on_a_loop):
    async def scene(server):
        async with a_page_that_reads_nothing(server), a_page(server) as other:
            for seq in range(1, CHANGES + 1):
                await server.changes()
                assert await seq_read(other) == seq
            frame = await server.fresh()
            slow, quick = server.sockets
            assert slow.skipped > CHANGES / 2
            assert quick.skipped == 0
            assert server.wires[0]._protocol.transport.get_write_buffer_size() <= len(frame.wire)

    on_a_loop(scene)


def test_a_page_that_reads_again_is_sent_what_is_true_now_and_nothing_of_what_it_missed(on_a_loop):
    async def scene(server):
        async with a_page_that_reads_nothing(server) as quiet:
            while server.sockets[0].skipped < 10:
                await server.changes()
            frame = await server.fresh()
            loop, heard = asyncio.get_running_loop(), b""
            async with asyncio.timeout(PATIENCE_S):
                while not heard.endswith(frame.wire):
                    heard += await loop.sock_recv(quiet, 1 << 20)
            assert heard.count(b'{"seq":') < server.seq - 8

    on_a_loop(scene)


def test_a_page_that_never_reads_is_cut_off_where_it_is_to_go(on_a_loop):
    async def scene(server):
        async with a_page_that_reads_nothing(server):
            while not server.sockets[0].skipped:
                await server.changes()
            server.sockets[0].end(COME_BACK)
            await asyncio.wait_for(server.left.wait(), PATIENCE_S)

    on_a_loop(scene)


def test_a_page_that_talks_without_end_is_closed_and_the_others_go_on(monkeypatch, on_a_loop):
    monkeypatch.setattr(chatter, "MOST", 20)

    async def scene(server):
        async with a_page(server) as other, a_page(server) as talker:
            with suppress(ConnectionClosed):
                for _ in range(200):
                    await talker.send("news?")
            with pytest.raises(ConnectionClosed) as closed:
                await asyncio.wait_for(talker.recv(), PATIENCE_S)
            assert closed.value.rcvd.code == TALKS_TOO_MUCH
            await server.changes()
            assert await seq_read(other) == 1

    on_a_loop(scene)


def test_nothing_is_written_after_the_last_word(on_a_loop):
    async def scene(server):
        async with a_page(server) as page:
            server.sockets[0].end(COME_BACK)
            await server.changes()
            with pytest.raises(ConnectionClosed) as closed:
                await asyncio.wait_for(page.recv(), PATIENCE_S)
            assert closed.value.rcvd.code == COME_BACK
            await server.changes()

    on_a_loop(scene)


def test_a_server_that_lays_no_wire_sends_as_it_can():
    async def send(message):
        raise AssertionError(message)

    assert isinstance(line_of({"type": "websocket"}, send), SentLine)
    assert isinstance(line_of({"extensions": {}}, send), SentLine)


def test_the_wire_is_offered_by_its_name(on_a_loop):
    offered = []

    async def scene(server):
        async with a_page(server):
            offered.extend(server.wires)

    on_a_loop(scene)
    assert [type(wire) for wire in offered] == [Wire]
    assert EXTENSION == "resultsdesk.line"


def test_what_a_page_cost_is_given_back_when_it_leaves_without_the_collector(on_a_loop):
    async def scene(server):
        async with a_page(server):
            protocol = weakref.ref(server.wires[0]._protocol)
        await asyncio.wait_for(server.left.wait(), PATIENCE_S)
        server.wires.clear()
        server.sockets.clear()
        async with asyncio.timeout(PATIENCE_S):
            while protocol() is not None:
                await asyncio.sleep(0.01)

    gc.disable()
    try:
        on_a_loop(scene)
    finally:
        gc.enable()


def test_a_message_that_is_no_text_ends_its_connection_and_is_no_fault_of_the_desks(on_a_loop, caplog):
    async def scene(server):
        async with a_page(server) as other, a_page(server) as page:
            broken = Frame(Opcode.TEXT, b"\xff\xfe").serialize(mask=True)
            page.transport.write(broken * 3)
            with pytest.raises(ConnectionClosed) as closed:
                await asyncio.wait_for(page.recv(), PATIENCE_S)
            assert closed.value.rcvd.code == CloseCode.INVALID_DATA
            await server.changes()
            assert await seq_read(other) == 1

    on_a_loop(scene)
    assert not [record for record in caplog.records if record.levelname in {"ERROR", "CRITICAL"}]


def test_a_page_that_hung_up_a_moment_before_it_is_closed_leaves_no_fault_in_the_log(on_a_loop, caplog):
    async def scene(server):
        async with a_page(server):
            (wire,) = server.wires
            # As the protocol knows it from the transport, before anybody in the room does.
            wire._protocol.disconnected = True
            server.sockets[0].end(COME_BACK)
            await asyncio.wait([wire._closing])
            assert wire._closing.exception() is None

    on_a_loop(scene)
    assert not [record for record in caplog.records if record.levelname in {"ERROR", "CRITICAL"}]
