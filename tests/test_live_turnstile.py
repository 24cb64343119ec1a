"""In a storm boards come in by handfuls; whoever puts something on air does not stand in their line."""

import asyncio

import pytest

from results.live import turnstile
from results.live.codes import NO_SUCH_PAGE
from results.live.consumers import _behind

PATIENCE_S = 20
COMING = 6


class Doors:
    """A door at which everybody is kept until it is let go; counts who stands in it."""

    def __init__(self):
        self.inside, self.most, self.let_go = 0, 0, asyncio.Event()

    async def socket(self, app):
        sent, messages = [], [{"type": "websocket.connect"}]

        async def receive():
            return messages.pop()

        async def send(message):
            if message["type"] == "websocket.accept":
                self.inside += 1
                self.most = max(self.most, self.inside)
                await self.let_go.wait()
                self.inside -= 1
            sent.append(message["type"])

        await app({"type": "websocket"}, receive, send)
        return sent


@pytest.fixture(autouse=True)
def _two_at_once(monkeypatch):
    monkeypatch.setattr(turnstile, "AT_ONCE", 2)
    monkeypatch.setattr("results.live.consumers.close_old_connections", lambda: None)


def nobody(scope):
    return NO_SUCH_PAGE


def played(app):
    async def scene():
        door = Doors()
        coming = [asyncio.create_task(door.socket(app)) for _ in range(COMING)]
        async with asyncio.timeout(PATIENCE_S):
            while door.inside < min(COMING, expected(app)):
                await asyncio.sleep(0.01)
            door.let_go.set()
            answers = await asyncio.gather(*coming)
        assert answers == [["websocket.accept", "websocket.close"]] * COMING
        return door.most

    return asyncio.run(scene())


def expected(app):
    return COMING if app is AT_ONCE else 2


AT_ONCE = _behind(nobody)
IN_TURN = _behind(nobody, at_once=turnstile.turnstile)


def test_boards_come_in_by_handfuls_and_all_of_them_come_in():
    assert played(IN_TURN) == 2


def test_others_wait_for_nobody():
    assert played(AT_ONCE) == COMING
