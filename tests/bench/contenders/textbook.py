"""Channels as its tutorial has it: a consumer that joins a group, on uvicorn, with Redis between processes.

python -m tests.bench.contenders.textbook PORT REDIS_URL
"""

import sys
from typing import Any

import django
import uvicorn
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.layers import get_channel_layer
from channels.routing import ProtocolTypeRouter
from django.conf import settings

from tests.bench.contenders.posted import Receive, Send, answer, body_of

GROUP = "boards"


class Board(AsyncWebsocketConsumer):
    """One screen."""

    async def connect(self) -> None:
        """Join the others."""
        await self.channel_layer.group_add(GROUP, self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        """Leave."""
        await self.channel_layer.group_discard(GROUP, self.channel_name)

    async def board_changed(self, event: dict[str, str]) -> None:
        """Send what changed."""
        await self.send(text_data=event["text"])


async def posted(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Tell the group."""
    text = (await body_of(receive)).decode()
    await get_channel_layer().group_send(GROUP, {"type": "board.changed", "text": text})
    await answer(send, "told")


def main(port: int, redis_url: str) -> None:
    """Serve."""
    layer = {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [redis_url], "prefix": f"bench-{port}"},
    }
    settings.configure(CHANNEL_LAYERS={"default": layer}, SECRET_KEY="for a bench")
    django.setup()
    application = ProtocolTypeRouter({"websocket": Board.as_asgi(), "http": posted})
    uvicorn.run(
        application,
        host="127.0.0.1",
        port=port,
        loop="uvloop",
        http="httptools",
        ws="websockets-sansio",
        lifespan="off",
        log_level="warning",
        access_log=False,
        backlog=4096,
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
