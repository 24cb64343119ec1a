"""The desk's last metre without elections: its server, its frames, its sockets, and a text that is posted.

python -m tests.bench.contenders.hub PORT FOLDER
"""

import gc
import json
import os
import sys
from time import monotonic_ns
from typing import Any

import django
import uvicorn

from tests.bench.contenders.posted import Receive, Send, answer, body_of


def application() -> Any:
    """The ASGI application. Django must be set up before: the desk's own rooms are imported here."""
    from results.live.frames import Frame
    from results.live.lines import line_of
    from results.live.rooms import Room
    from results.live.sockets import Socket
    from results.people.passes import Pass

    room = Room(last=0)

    async def fresh() -> Frame:
        raise AssertionError("a socket was skipped")

    async def listen(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        socket = Socket(held=Pass(link=1), line=line_of(scope, send), fresh=fresh)
        room.sockets.add(socket)
        try:
            while (await receive())["type"] != "websocket.disconnect":
                pass
        finally:
            socket.drop()
            room.sockets.discard(socket)

    async def posted(receive: Receive, send: Send) -> None:
        text = (await body_of(receive)).decode()
        frame = Frame(seq=json.loads(text)["seq"], text=text)
        began = monotonic_ns()
        for socket in room.sockets:
            socket.offer(frame)
        await answer(send, str(began))

    async def app(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await listen(scope, receive, send)
        else:
            await posted(receive, send)

    return app


def main(port: int, folder: str) -> None:
    """Serve as `manage.py serve` does."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "resultsdesk.settings", "DATA_DIR": folder}
    os.environ.pop("DATABASE_URL", None)
    os.environ.pop("REDIS_URL", None)
    django.setup()
    from results.management.commands.serve import configuration

    config = configuration(host="127.0.0.1", port=port)
    config.app, config.lifespan = application(), "off"
    gc.freeze()
    uvicorn.Server(config).run()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
