"""In a storm boards come in by handfuls; whoever puts something on air does not stand in their line."""

import asyncio
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import Mock

import pytest
from websockets.exceptions import ConnectionClosed

from results.live import turnstile
from results.live.turnstile import Turnstile
from tests.desks import until
from tests.small_process import LET_IN, PATIENCE_S, Process, a_process

COMING = 6
HANDSHAKE = (
    b" HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
)


@pytest.fixture(autouse=True)
def _two_at_once(monkeypatch):
    monkeypatch.setattr(turnstile, "AT_ONCE", 2)


@pytest.fixture
def process() -> Iterator[Process]:
    LET_IN.clear()
    with a_process() as one:
        yield one
        LET_IN.set()


def looked_at(process: Process) -> int:
    """How many requests and sockets the application has in its hands."""
    return len(process.server.server_state.tasks)


def connected(process: Process) -> int:
    return len(process.server.server_state.connections)


def test_boards_come_in_by_handfuls_and_all_of_them_come_in(process: Process) -> None:
    with ThreadPoolExecutor(COMING) as people:
        coming = [people.submit(process.board, "/ws/boards/waits") for _ in range(COMING)]
        until(lambda: connected(process) == COMING, "their coming")
        # A page that is asked for after them is answered while they wait.
        process.asked().close()
        until(lambda: looked_at(process) == 2, "two boards in the turnstile, and the page done")
        LET_IN.set()
        for one in coming:
            with one.result(PATIENCE_S) as board:
                assert board.recv(timeout=PATIENCE_S) == "x"


@pytest.mark.parametrize("path", ["/ws/outputs/waits", "/ws/desk/waits"])
def test_those_of_what_is_on_air_wait_for_nobody(process: Process, path: str) -> None:
    with ThreadPoolExecutor(COMING + 2) as people:
        boards = [people.submit(process.board, "/ws/boards/waits") for _ in range(2)]
        until(lambda: looked_at(process) == 2, "two boards in the turnstile")
        coming = [people.submit(process.board, path) for _ in range(COMING)]
        until(lambda: looked_at(process) == COMING + 2, "their being looked at beside two boards")
        LET_IN.set()
        for one in [*coming, *boards]:
            with one.result(PATIENCE_S) as line:
                assert line.recv(timeout=PATIENCE_S) == "x"


def test_one_that_hung_up_keeps_no_place(process: Process) -> None:
    with ThreadPoolExecutor(4) as people:
        first = [people.submit(process.board, "/ws/boards/waits") for _ in range(2)]
        until(lambda: looked_at(process) == 2, "two boards in the turnstile")
        for _ in range(COMING):
            with socket.create_connection(process.address.split(":"), timeout=PATIENCE_S) as gone:
                gone.sendall(b"GET /ws/boards/" + HANDSHAKE + b"\r\n")
        last = [people.submit(process.board, "/ws/boards/waits") for _ in range(2)]
        LET_IN.set()
        for one in [*first, *last]:
            with one.result(PATIENCE_S) as board:
                assert board.recv(timeout=PATIENCE_S) == "x"
    until(lambda: connected(process) == 0, "the end of all of them")


@pytest.mark.parametrize("path", [b"/ws/boards/", b"/ws/outputs/"])
@pytest.mark.parametrize(
    "more", [b"".join(b"X-%d: 1\r\n" % number for number in range(200)), b"X: " + b"a" * 9_000 + b"\r\n"]
)
def test_a_handshake_that_cannot_be_read_is_told_so_and_keeps_no_place(
    process: Process, path: bytes, more: bytes
) -> None:
    LET_IN.set()
    for _ in range(3):
        with socket.create_connection(process.address.split(":"), timeout=PATIENCE_S) as odd:
            odd.sendall(b"GET " + path + HANDSHAKE + more + b"\r\n")
            answer = b"".join(iter(lambda line=odd: line.recv(4096), b""))
            assert answer.startswith(b"HTTP/1.1 400 ")
    with process.board("/ws/boards/") as board:
        assert board.recv(timeout=PATIENCE_S) == "x"


def test_those_who_wait_when_their_process_leaves_are_let_in_and_sent_on(process: Process) -> None:
    with ThreadPoolExecutor(COMING) as people:
        coming = [people.submit(process.board, "/ws/boards/waits") for _ in range(COMING)]
        until(lambda: connected(process) == COMING, "their coming")
        process.leaves()
        LET_IN.set()
        for one in coming:
            with one.result(PATIENCE_S) as board, pytest.raises(ConnectionClosed) as sent_away:
                while board.recv(timeout=PATIENCE_S):
                    pass
            assert sent_away.value.rcvd.code == 1012


class Clock:
    """A loop whose time is moved by hand: what is due at once, and what a while later."""

    def __init__(self) -> None:
        self.now, self.due, self.later, self.places = 0.0, [], [], []

    def time(self) -> float:
        return self.now

    def call_soon(self, act):
        self.due.append(act)
        return act

    def call_later(self, seconds, act):
        timer = Mock(act=act)
        if seconds == turnstile.PLACE_S:
            self.places.append(timer)
        else:
            self.later.append(act)
        return timer

    def turn(self) -> None:
        acts, self.due = self.due, []
        for act in acts:
            act()

    def a_while_later(self, seconds: float) -> None:
        self.now += seconds
        self.later.pop()()


def test_they_give_way_to_whoever_waits_for_a_page_and_still_come_a_thousand_a_second(monkeypatch) -> None:
    monkeypatch.setattr(turnstile, "AT_ONCE", 100)
    clock, came = Clock(), []
    boards = Turnstile(clock)
    for _ in range(50):
        boards.wait(came.append)
    clock.turn()
    assert len(came) == turnstile.TOGETHER
    boards.asks("a reporter")
    clock.turn()
    # That turn was due before she asked, and let in what a thousand a second are in no time: one.
    assert (len(came), clock.due, len(clock.later)) == (turnstile.TOGETHER + 1, [], 1)
    clock.a_while_later(0.004)
    assert (len(came), clock.due, len(clock.later)) == (turnstile.TOGETHER + 5, [], 1)
    # The loop had other things to do.
    clock.a_while_later(0.020)
    assert len(came) == turnstile.TOGETHER + 25
    boards.answered("a reporter")
    clock.a_while_later(0.004)
    assert (len(came), len(clock.due)) == (2 * turnstile.TOGETHER + 25, 1)


def test_one_whose_coming_in_fails_keeps_no_place_and_none_of_the_others_outside(monkeypatch, caplog) -> None:
    monkeypatch.setattr(turnstile, "AT_ONCE", 1)
    clock, came = Clock(), []

    def fails(through) -> None:
        raise UnicodeEncodeError("ascii", "é", 0, 1, "as somebody sent it")

    boards = Turnstile(clock)
    for comes in (fails, fails, came.append):
        boards.wait(comes)
    for _ in range(3):
        clock.turn()
    assert len(came) == 1
    assert caplog.text.count("One that was to come in could not.") == 2


def test_a_place_that_is_not_given_back_is_taken_back_and_counts_once(monkeypatch) -> None:
    monkeypatch.setattr(turnstile, "AT_ONCE", 1)
    clock, came = Clock(), []
    boards = Turnstile(clock)
    for _ in range(3):
        boards.wait(came.append)
    clock.turn()
    assert (len(came), clock.due) == (1, [])
    clock.places[0].act()
    # It comes in after all, when another has the place.
    clock.turn()
    came[0]()
    assert (len(came), clock.due) == (2, [])
    came[1]()
    clock.places[1].cancel.assert_called_once_with()
    clock.turn()
    assert len(came) == 3


def test_each_loop_has_one_of_its_own() -> None:
    async def own() -> Turnstile:
        loop = asyncio.get_running_loop()
        assert turnstile.turnstile(loop) is turnstile.turnstile(loop)
        return turnstile.turnstile(loop)

    assert asyncio.run(own()) is not asyncio.run(own())
