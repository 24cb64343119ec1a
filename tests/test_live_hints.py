"""Listening for hints ends when it is told to, also where the layer swallows what tells it."""

import asyncio
from contextlib import suppress

from results.live import hints

PATIENCE_S = 30


class Deaf:
    """A layer that loses a cancellation while it subscribes, as Redis' client does on Python 3.11."""

    def __init__(self):
        self.subscribing = asyncio.Event()

    async def new_channel(self, prefix):
        return f"{prefix}1"

    async def group_add(self, group, channel):
        self.subscribing.set()
        with suppress(asyncio.CancelledError):
            await asyncio.Event().wait()

    async def receive(self, channel):
        await asyncio.Event().wait()


def test_it_ends_where_it_was_told_to_while_it_subscribed(monkeypatch):
    async def scene():
        layer = Deaf()
        monkeypatch.setattr(hints, "get_channel_layer", lambda: layer)
        listening = asyncio.create_task(hints.keep_listening(asyncio.Event()))
        await asyncio.wait_for(layer.subscribing.wait(), PATIENCE_S)
        listening.cancel()
        await asyncio.wait([listening], timeout=PATIENCE_S)
        assert listening.cancelled()

    asyncio.run(scene())
