"""The desk served to browsers by the process of the test: its own pages and sockets, on the test's database.

Where a test asks how pages follow, `live_server` is not enough: it knows no sockets.
"""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from asgiref.sync import sync_to_async
from channels.routing import ProtocolTypeRouter
from channels.security.websocket import OriginValidator
from django.contrib.staticfiles.handlers import ASGIStaticFilesHandler
from django.db import connections

from results.live.hubs import close_hubs
from results.live.protocol import DeskProtocol
from results.live.routing import sockets
from resultsdesk.asgi import pages

PATIENCE_S = 60


@contextmanager
def served() -> Iterator[str]:
    """The address of the desk, without a slash at its end."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        routes = {
            "http": ASGIStaticFilesHandler(pages),
            "websocket": OriginValidator(sockets, [url]),
        }
        config = uvicorn.Config(ProtocolTypeRouter(routes), lifespan="off", ws=DeskProtocol, log_config=None)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=lambda: asyncio.run(_serve(server, listening)))
        thread.start()
        try:
            yield url
        finally:
            server.should_exit = True
            thread.join(PATIENCE_S)
            assert not thread.is_alive(), "the desk did not stop"


async def _serve(server: uvicorn.Server, listening: socket.socket) -> None:
    try:
        await server.serve(sockets=[listening])
    finally:
        await close_hubs()
        await sync_to_async(connections.close_all)()
