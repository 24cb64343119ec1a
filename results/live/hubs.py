"""Which hub a topic has: what viewers see has one to itself, producers' desks another, boards the third.

Three, so that a take need not wait: a declaration may have several boards drawn, one after the other, and
what is on air must not stand behind them; nor may boards behind a desk, which says more and takes longer.
Each hub reads and draws in a thread of its own.
"""

import asyncio
from collections.abc import MutableMapping
from weakref import WeakKeyDictionary

from django.conf import settings

from results.live.hub import Hub
from results.live.telling import all_noted
from results.live.topics import OF_DESKS, Kind, Topic

ON_AIR = frozenset({Kind.PROGRAM, Kind.PREVIEW})

_hubs: MutableMapping[asyncio.AbstractEventLoop, dict[str, Hub]] = WeakKeyDictionary()


def hub_for(topic: Topic) -> Hub:
    """The hub of the running loop for this topic: a process serves on one loop."""
    here = _hubs.setdefault(asyncio.get_running_loop(), {})
    seen_by = "viewers" if topic.kind in ON_AIR else "producers" if topic.kind in OF_DESKS else "all"
    if seen_by not in here:
        # A take is told at once, whatever was told just before it.
        here[seen_by] = Hub(tick_s=0 if seen_by == "viewers" else settings.TICK_MS / 1000)
    return here[seen_by]


def hubs() -> list[Hub]:
    """Every hub of this process: three, but for tests."""
    return [hub for here in list(_hubs.values()) for hub in list(here.values())]


async def close_hubs() -> None:
    """Stop the hubs of the running loop. For the end of a test or of a process."""
    for hub in _hubs.pop(asyncio.get_running_loop(), {}).values():
        await hub.close()
    await all_noted()
