"""Which hub a topic has: what viewers see has one to itself, everything else shares the other.

Two, so that a take need not wait: a declaration may have several boards drawn, one after the other, and
what is on air must not stand behind them. Each hub reads and draws in a thread of its own.
"""

import asyncio
from collections.abc import MutableMapping
from weakref import WeakKeyDictionary

from results.live.hub import Hub
from results.live.topics import Kind, Topic

ON_AIR = frozenset({Kind.PROGRAM, Kind.PREVIEW})

_hubs: MutableMapping[asyncio.AbstractEventLoop, dict[bool, Hub]] = WeakKeyDictionary()


def hub_for(topic: Topic) -> Hub:
    """The hub of the running loop for this topic: a process serves on one loop."""
    here = _hubs.setdefault(asyncio.get_running_loop(), {})
    on_air = topic.kind in ON_AIR
    if on_air not in here:
        here[on_air] = Hub()
    return here[on_air]


def hubs() -> list[Hub]:
    """Every hub of this process: two, but for tests."""
    return [hub for here in list(_hubs.values()) for hub in list(here.values())]


async def close_hubs() -> None:
    """Stop the hubs of the running loop. For the end of a test or of a process."""
    for hub in _hubs.pop(asyncio.get_running_loop(), {}).values():
        await hub.close()
