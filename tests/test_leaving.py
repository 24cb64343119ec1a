"""A process that leaves answers what is asked of it until then, and lets its sockets go one by one."""

import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from results.live import leaving
from results.live.protocol import DeskProtocol
from tests.desks import until
from tests.small_process import LET_IN, PATIENCE_S, Process, a_process


@pytest.fixture
def process() -> Iterator[Process]:
    with a_process() as one:
        yield one


@pytest.fixture
def slowly(monkeypatch) -> Callable[..., None]:
    """It takes its time to leave."""

    def takes(*, linger_s: float = 0.0, moment_s: float = 0.0) -> None:
        monkeypatch.setattr(leaving, "LINGER_S", linger_s)
        monkeypatch.setattr(leaving, "a_moment", lambda others: moment_s)

    return takes


def test_what_comes_by_a_kept_connection_is_answered_and_the_connection_closed(process, slowly):
    slowly(linger_s=5)
    kept = process.asked()
    process.leaves()
    kept.request("POST", "/", b"votes-1=10")
    answer = kept.getresponse()
    assert (answer.read(), answer.headers["Connection"]) == (b"here", "close")
    process.thread.join(PATIENCE_S)
    assert not process.thread.is_alive()


def test_an_idle_connection_does_not_keep_it(process, slowly):
    slowly(linger_s=0.01)
    kept = process.asked()
    process.leaves()
    process.thread.join(PATIENCE_S)
    assert not process.thread.is_alive()
    kept.close()


def test_a_socket_that_comes_by_a_kept_connection_is_sent_on(process, slowly):
    slowly(linger_s=5)
    kept = process.asked()
    process.leaves()
    with (
        pytest.raises(ConnectionClosed) as sent_away,
        connect(f"ws://{process.address}/", sock=kept.sock) as line,
    ):
        while line.recv(timeout=PATIENCE_S):
            pass
    assert sent_away.value.rcvd.code == 1012


def test_sockets_are_told_more_until_they_leave_by_1012(process, slowly):
    slowly(moment_s=0.3)
    with process.board() as board:
        assert board.recv(timeout=PATIENCE_S) == "x"
        process.leaves()
        with pytest.raises(ConnectionClosed) as sent_away:
            board.recv(timeout=PATIENCE_S)
    assert sent_away.value.rcvd.code == 1012


def test_one_that_does_not_read_keeps_nobody(process, slowly):
    slowly(moment_s=0.01)
    with socket.create_connection(process.address.split(":"), timeout=PATIENCE_S) as deaf:
        deaf.sendall(
            b"GET /floods HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        assert deaf.recv(12) == b"HTTP/1.1 101"
        process.leaves()
        process.thread.join(PATIENCE_S / 2)
        assert not process.thread.is_alive()


def test_one_that_is_on_its_way_in_is_let_in_and_then_sent_away(process, slowly, monkeypatch):
    slowly(linger_s=0.05)
    told, leave = threading.Event(), DeskProtocol._leave

    def _leave(protocol):
        leave(protocol)
        told.set()

    monkeypatch.setattr(DeskProtocol, "_leave", _leave)
    LET_IN.clear()
    with ThreadPoolExecutor() as beside:
        coming = beside.submit(process.board, "/waits")
        until(lambda: len(process.server.server_state.connections) == 1, "its coming")
        until(lambda: process.server.server_state.tasks, "its being looked at")
        process.server.should_exit = True
        assert told.wait(PATIENCE_S)
        LET_IN.set()
        with coming.result(PATIENCE_S) as board, pytest.raises(ConnectionClosed) as sent_away:
            while board.recv(timeout=PATIENCE_S):
                pass
    assert sent_away.value.rcvd.code == 1012


def test_few_leave_at_once_and_thousands_over_ten_seconds():
    assert max(leaving.a_moment(2) for _ in range(100)) <= 0.04
    moments = [leaving.a_moment(10_000) for _ in range(1_000)]
    assert 9 < max(moments) <= 10
    assert 0 <= min(moments) < 1
