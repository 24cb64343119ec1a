"""Listening for hints: a message that wakes the hub, and nothing else.

Refuses to read what a message says, and to need one: where the layer is away the hub looks once a second.
"""

import asyncio
import logging

from channels.layers import get_channel_layer

from results.declaring.announce import HINTS

RESUBSCRIBE_S = 3600.0
WAIT_S = 1.0
log = logging.getLogger(__name__)


async def keep_listening(wake: asyncio.Event) -> None:
    """Set `wake` at every hint, for ever."""
    while True:
        try:
            async with asyncio.timeout(RESUBSCRIBE_S):
                await _listen(wake)
        except TimeoutError:
            log.debug("Subscribing to hints again: a layer forgets members after a day.")
        except Exception as error:
            log.warning("No hints (%r): boards follow by looking once a second.", error)
            await asyncio.sleep(WAIT_S)


async def _listen(wake: asyncio.Event) -> None:
    layer = get_channel_layer()
    channel = await layer.new_channel("desk.hub")
    await layer.group_add(HINTS, channel)
    while True:
        _stop_if_told()
        await layer.receive(channel)
        wake.set()


def _stop_if_told() -> None:
    # Before Python 3.12 a cancellation that meets the end of a write to Redis is lost (gh-86296), and whoever
    # waits for this to end would wait for ever.
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError
