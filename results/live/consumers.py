"""The sockets' doors: who may listen to what. Owns the close codes.

An ASGI application of its own rather than a Channels consumer: a consumer subscribes every socket to
the layer and sends through its dispatch, and both are the hub's business here. Refuses to act on
anything a screen says: sockets only show.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs

from asgiref.sync import sync_to_async
from django.contrib.auth.models import AnonymousUser
from django.db import close_old_connections

from results.boards.heads import contest_place, council_place, region_place
from results.live.frames import Frame
from results.live.hub import Hub, hub_here
from results.live.sockets import Socket
from results.live.topics import Topic, contest_topic, council_topic, region_topic
from results.models import AccessLink
from results.people.links import open_link
from results.people.roles import may_see_desk

log = logging.getLogger(__name__)
COME_BACK, SIGN_IN, NOT_FOR_YOU, NO_SUCH_PAGE = 4000, 4401, 4403, 4404
REASONS = {
    COME_BACK: "Come back.",
    SIGN_IN: "Sign in.",
    NOT_FOR_YOU: "This link opens no board here.",
    NO_SUCH_PAGE: "There is no such page.",
}
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Find = Callable[[Scope], "Topic | int"]


async def board_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """`/ws/boards/<slug>/<region>/?since=N`, for anyone of the desk or a link to this board."""
    await _serve(scope, receive, send, find=_board)


async def council_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """`/ws/councils/<slug>/<code>/?since=N`, for anyone of the desk."""
    await _serve(scope, receive, send, find=_council)


async def contest_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """`/ws/contests/<slug>/<code>/?since=N`, for anyone of the desk."""
    await _serve(scope, receive, send, find=_contest)


async def _serve(scope: Scope, receive: Receive, send: Send, *, find: Find) -> None:
    await receive()
    found = await sync_to_async(_asked)(find, scope)
    # Accepted before it is refused: a socket that never opened makes browsers retry for ever, and
    # tells its page no code.
    await send({"type": "websocket.accept"})
    if isinstance(found, int):
        await _close(send, found)
        return
    await _listen(hub_here(), found, scope, receive, send)


async def _listen(hub: Hub, topic: Topic, scope: Scope, receive: Receive, send: Send) -> None:
    async def write(frame: Frame) -> None:
        await send({"type": "websocket.send", "text": frame.text})

    async def end() -> None:
        await _close(send, COME_BACK)

    async def come_in() -> Socket | None:
        try:
            return await hub.join(topic, since=_since(scope), send=write, end=end)
        except Exception as error:
            log.warning("A page of %s was not let in: %r. It is told to come back.", topic, error)
            with suppress(OSError):
                await end()
            return None

    joining = asyncio.create_task(come_in())
    try:
        while (await receive())["type"] != "websocket.disconnect":
            pass
    finally:
        if not joining.done():
            joining.cancel()
        elif socket := joining.result():
            hub.leave(topic, socket)


def _asked(find: Find, scope: Scope) -> "Topic | int":
    close_old_connections()
    return find(scope)


def _board(scope: Scope) -> "Topic | int":
    route = scope["url_route"]["kwargs"]
    place = region_place(slug=route["slug"], code=route["region"])
    if place is None:
        return NO_SUCH_PAGE
    token = _query(scope, "token")
    if token:
        link = open_link(token, scope=AccessLink.Scope.BOARD, region_id=place.id)
        return region_topic(election=place.election, region=place.id) if link else NOT_FOR_YOU
    return _refusal(scope) or region_topic(election=place.election, region=place.id)


def _contest(scope: Scope) -> "Topic | int":
    route = scope["url_route"]["kwargs"]
    place = contest_place(slug=route["slug"], code=route["code"])
    if place is None:
        return NO_SUCH_PAGE
    return _refusal(scope) or contest_topic(election=place.election, contest=place.id)


def _council(scope: Scope) -> "Topic | int":
    route = scope["url_route"]["kwargs"]
    place = council_place(slug=route["slug"], code=route["code"])
    if place is None:
        return NO_SUCH_PAGE
    return _refusal(scope) or council_topic(election=place.election, council=place.id)


def _refusal(scope: Scope) -> int | None:
    user = scope.get("user") or AnonymousUser()
    if not user.is_authenticated:
        return SIGN_IN
    return None if may_see_desk(user) else NOT_FOR_YOU


def _since(scope: Scope) -> int:
    # A number that cannot be read gets what a page without one gets: everything.
    text = _query(scope, "since")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def _query(scope: Scope, name: str) -> str:
    query: bytes = scope.get("query_string", b"")
    return parse_qs(query.decode("latin-1")).get(name, [""])[0]


async def _close(send: Send, code: int) -> None:
    await send({"type": "websocket.close", "code": code, "reason": REASONS[code]})
