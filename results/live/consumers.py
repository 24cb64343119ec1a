"""The sockets themselves: let in or turned away, listening, gone.

ASGI applications of their own rather than Channels consumers: a consumer subscribes every socket to the
layer and sends through its dispatch, and both are the hub's business here. Refuses to act on anything a
screen says: sockets only show. An output's page says how it fares, which is kept and changes nothing on any
screen; every act is an ordinary POST. One that talks without end is closed.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from asgiref.sync import sync_to_async
from django.db import close_old_connections

from results.live import doors
from results.live.chatter import Chatter
from results.live.codes import COME_BACK, REASONS, TALKS_TOO_MUCH
from results.live.doors import Admitted, Answer, Find, Scope, query
from results.live.heartbeats import Heartbeats
from results.live.hub import Hub
from results.live.hubs import hub_for
from results.live.lines import Line, line_of
from results.live.sockets import Socket
from results.live.topics import Kind, Topic
from results.models import OutputPage
from resultsdesk.reading_again import asked_again

log = logging.getLogger(__name__)
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
BUS = {Kind.PROGRAM: OutputPage.Bus.PROGRAM, Kind.PREVIEW: OutputPage.Bus.PREVIEW}


def _behind(find: Find) -> App:
    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        found = await sync_to_async(_asked)(find, scope)
        # Accepted before it is refused: a socket that never opened makes browsers retry for ever, and tells
        # its page no code.
        await send({"type": "websocket.accept"})
        if isinstance(found, int):
            await send({"type": "websocket.close", "code": found, "reason": REASONS[found]})
            return
        await _listen(
            hub_for(found.topic), found, since=_since(scope), receive=receive, line=line_of(scope, send)
        )

    serve.__doc__ = find.__doc__
    return serve


board_socket = _behind(doors.board)
contest_socket = _behind(doors.contest)
council_socket = _behind(doors.council)
corrections_socket = _behind(doors.corrections)
pictures_socket = _behind(doors.pictures)
program_socket = _behind(doors.program)
preview_socket = _behind(doors.preview)
panel_socket = _behind(doors.panel)
desk_socket = _behind(doors.desk)
keys_socket = _behind(doors.keys)


async def _listen(hub: Hub, admitted: Admitted, *, since: int, receive: Receive, line: Line) -> None:
    topic = admitted.topic
    joining = asyncio.create_task(_come_in(hub, admitted, since, line))
    page = _page(topic)
    try:
        await _hear(receive, line, page)
    finally:
        if page:
            page.end()
        if not joining.done():
            joining.cancel()
        elif socket := joining.result():
            hub.leave(topic, socket)


async def _come_in(hub: Hub, admitted: Admitted, since: int, line: Line) -> Socket | None:
    try:
        return await hub.join(admitted.topic, held=admitted.held, since=since, line=line)
    except Exception as error:
        log.warning("A page of %s was not let in: %r. It is told to come back.", admitted.topic, error)
        line.end(COME_BACK)
        return None


async def _hear(receive: Receive, line: Line, page: Heartbeats | None) -> None:
    chatter, ended = Chatter(), False
    while (message := await receive())["type"] != "websocket.disconnect":
        if ended:
            continue
        if chatter.too_much():
            line.end(TALKS_TOO_MUCH)
            ended = True
        elif page:
            page.hear(message.get("text") or "")


def _asked(find: Find, scope: Scope) -> Answer:
    close_old_connections()
    return asked_again(find, scope)


def _page(topic: Topic) -> Heartbeats | None:
    bus = BUS.get(topic.kind)
    return Heartbeats(output_id=topic.id, bus=bus) if bus else None


def _since(scope: Scope) -> int:
    # A number that cannot be read gets what a page without one gets: everything.
    text = query(scope, "since")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
