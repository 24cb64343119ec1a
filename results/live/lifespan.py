"""From the moment a process serves until it ends: its pulse beats."""

from collections.abc import Awaitable, Callable
from typing import Any

from results.live.pulse import Heart

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


async def lifespan(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """The server says when it is up, and when it is about to go."""
    heart = Heart()
    while (await receive())["type"] != "lifespan.shutdown":
        heart.start()
        await send({"type": "lifespan.startup.complete"})
    heart.stop()
    await send({"type": "lifespan.shutdown.complete"})
