"""The sockets' doors: who may listen to what. Owns the close codes.

An ASGI application of its own rather than a Channels consumer: a consumer subscribes every socket to
the layer and sends through its dispatch, and both are the hub's business here. Refuses to act on
anything a screen says: sockets only show. An output's page says how it fares, which is kept and changes
nothing on any screen; every act is an ordinary POST.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from asgiref.sync import sync_to_async
from django.contrib.auth.models import AnonymousUser
from django.db import close_old_connections

from results.boards.corrections import election_called
from results.boards.heads import contest_place, council_place, region_place
from results.graphics.frames import output_called
from results.live.codes import COME_BACK, NO_SUCH_PAGE, NOT_FOR_YOU, REASONS, SIGN_IN
from results.live.frames import Frame
from results.live.heartbeats import Heartbeats
from results.live.hub import Hub
from results.live.hubs import hub_for
from results.live.sockets import Socket
from results.live.topics import (
    Kind,
    Topic,
    contest_topic,
    corrections_topic,
    council_topic,
    desk_topic,
    keys_topic,
    panel_topic,
    pictures_topic,
    preview_topic,
    program_topic,
    region_topic,
)
from results.models import AccessLink, OutputPage
from results.people.links import open_link, open_output_link
from results.people.passes import Pass
from results.people.roles import (
    DESKS,
    KEEPERS,
    OUTPUTS,
    ROLES,
    Person,
    keeps_desk,
    may_see_desk,
    may_see_outputs,
    may_see_producers_desk,
)

log = logging.getLogger(__name__)
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Find = Callable[[Scope], "Admitted | int"]
BUS = {Kind.PROGRAM: OutputPage.Bus.PROGRAM, Kind.PREVIEW: OutputPage.Bus.PREVIEW}


@dataclass(frozen=True, slots=True)
class Admitted:
    """What a socket may listen to, and with what right."""

    topic: Topic
    held: Pass


async def board_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """`/ws/boards/<slug>/<region>/?since=N`, for anyone of the desk or a link to this board."""
    await _serve(scope, receive, send, find=_board)


async def council_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """`/ws/councils/<slug>/<code>/?since=N`, for anyone of the desk."""
    await _serve(scope, receive, send, find=_council)


async def contest_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """`/ws/contests/<slug>/<code>/?since=N`, for anyone of the desk."""
    await _serve(scope, receive, send, find=_contest)


async def corrections_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """`/ws/corrections/<slug>/?since=N`, for anyone of the desk."""
    await _serve(scope, receive, send, find=_corrections)


async def pictures_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """`/ws/pictures/<slug>/<region>/?since=N`, for anyone of the desk or a link to this region's board."""
    await _serve(scope, receive, send, find=_pictures)


async def program_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """`/ws/outputs/<output>/program/?since=N`, for graphics, producers or a link to this output."""
    await _serve(scope, receive, send, find=_program)


async def preview_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """`/ws/outputs/<output>/preview/?since=N`, for those who may see the program."""
    await _serve(scope, receive, send, find=_preview)


async def panel_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """`/ws/outputs/<output>/panel/?since=N`, for graphics and producers. No link opens a panel."""
    await _serve(scope, receive, send, find=_panel)


async def desk_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """`/ws/desk/<slug>/?region=CODE&since=N`, for producers, editors and graphics."""
    await _serve(scope, receive, send, find=_desk)


async def keys_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """`/ws/desk/<slug>/key/?since=N`, for those who may look at the producers' desk."""
    await _serve(scope, receive, send, find=_keys)


async def _serve(scope: Scope, receive: Receive, send: Send, *, find: Find) -> None:
    await receive()
    found = await sync_to_async(_asked)(find, scope)
    # Accepted before it is refused: a socket that never opened makes browsers retry for ever, and
    # tells its page no code.
    await send({"type": "websocket.accept"})
    if isinstance(found, int):
        await _close(send, found)
        return
    await _listen(hub_for(found.topic), found, scope, receive, send)


async def _listen(hub: Hub, admitted: Admitted, scope: Scope, receive: Receive, send: Send) -> None:
    topic = admitted.topic

    async def write(frame: Frame) -> None:
        await send({"type": "websocket.send", "text": frame.text})

    async def end(code: int) -> None:
        await _close(send, code)

    async def come_in() -> Socket | None:
        try:
            return await hub.join(topic, held=admitted.held, since=_since(scope), send=write, end=end)
        except Exception as error:
            log.warning("A page of %s was not let in: %r. It is told to come back.", topic, error)
            with suppress(OSError):
                await end(COME_BACK)
            return None

    joining = asyncio.create_task(come_in())
    page = _page(topic)
    try:
        while (message := await receive())["type"] != "websocket.disconnect":
            if page:
                page.hear(message.get("text") or "")
    finally:
        if page:
            page.end()
        if not joining.done():
            joining.cancel()
        elif socket := joining.result():
            hub.leave(topic, socket)


def _asked(find: Find, scope: Scope) -> "Admitted | int":
    close_old_connections()
    return find(scope)


def _board(scope: Scope) -> "Admitted | int":
    return _of_region(scope, region_topic)


def _pictures(scope: Scope) -> "Admitted | int":
    return _of_region(scope, pictures_topic)


def _of_region(scope: Scope, topic_of: Callable[..., Topic]) -> "Admitted | int":
    route = scope["url_route"]["kwargs"]
    place = region_place(slug=route["slug"], code=route["region"])
    if place is None:
        return NO_SUCH_PAGE
    topic = topic_of(election=place.election, region=place.id)
    token = _query(scope, "token")
    if token:
        link = open_link(token, scope=AccessLink.Scope.BOARD, region_id=place.id)
        return Admitted(topic, Pass(link=link.pk)) if link else NOT_FOR_YOU
    return _refusal(scope) or Admitted(topic, _pass(scope))


def _contest(scope: Scope) -> "Admitted | int":
    route = scope["url_route"]["kwargs"]
    place = contest_place(slug=route["slug"], code=route["code"])
    if place is None:
        return NO_SUCH_PAGE
    topic = contest_topic(election=place.election, contest=place.id)
    return _refusal(scope) or Admitted(topic, _pass(scope))


def _council(scope: Scope) -> "Admitted | int":
    route = scope["url_route"]["kwargs"]
    place = council_place(slug=route["slug"], code=route["code"])
    if place is None:
        return NO_SUCH_PAGE
    topic = council_topic(election=place.election, council=place.id)
    return _refusal(scope) or Admitted(topic, _pass(scope))


def _corrections(scope: Scope) -> "Admitted | int":
    election = election_called(scope["url_route"]["kwargs"]["slug"])
    if election is None:
        return NO_SUCH_PAGE
    return _refusal(scope) or Admitted(corrections_topic(election=election), _pass(scope))


def _program(scope: Scope) -> "Admitted | int":
    return _output(scope, program_topic)


def _preview(scope: Scope) -> "Admitted | int":
    return _output(scope, preview_topic)


def _output(scope: Scope, topic_of: Callable[..., Topic]) -> "Admitted | int":
    slug = scope["url_route"]["kwargs"]["output"]
    place = output_called(slug)
    if place is None:
        return NO_SUCH_PAGE
    topic = topic_of(election=place.election, output=place.id)
    token = _query(scope, "token")
    if token:
        link = open_output_link(token, output=slug)
        return Admitted(topic, Pass(link=link.pk)) if link else NOT_FOR_YOU
    return _refusal(scope, may=may_see_outputs) or Admitted(topic, _pass(scope, OUTPUTS))


def _panel(scope: Scope) -> "Admitted | int":
    place = output_called(scope["url_route"]["kwargs"]["output"])
    if place is None:
        return NO_SUCH_PAGE
    topic = panel_topic(election=place.election, output=place.id)
    return _refusal(scope, may=may_see_outputs) or Admitted(topic, _pass(scope, OUTPUTS))


def _desk(scope: Scope) -> "Admitted | int":
    slug, code = scope["url_route"]["kwargs"]["slug"], _query(scope, "region")
    election = election_called(slug)
    place = region_place(slug=slug, code=code) if code else None
    if election is None or (code and place is None):
        return NO_SUCH_PAGE
    if refused := _refusal(scope, may=may_see_producers_desk):
        return refused
    keeps = keeps_desk(scope["user"])
    topic = desk_topic(election=election, region=place.id if place else None, keeps=keeps)
    return Admitted(topic, _pass(scope, KEEPERS if keeps else DESKS))


def _keys(scope: Scope) -> "Admitted | int":
    election = election_called(scope["url_route"]["kwargs"]["slug"])
    if election is None:
        return NO_SUCH_PAGE
    refused = _refusal(scope, may=may_see_producers_desk)
    return refused or Admitted(keys_topic(election=election), _pass(scope, DESKS))


def _page(topic: Topic) -> Heartbeats | None:
    bus = BUS.get(topic.kind)
    return Heartbeats(output_id=topic.id, bus=bus) if bus else None


def _pass(scope: Scope, roles: frozenset[str] = ROLES) -> Pass:
    return Pass(user=scope["user"].pk, session=scope["session"].session_key or "", roles=roles)


def _refusal(scope: Scope, *, may: Callable[[Person], bool] = may_see_desk) -> int | None:
    user = scope.get("user") or AnonymousUser()
    if not user.is_authenticated:
        return SIGN_IN
    return None if may(user) else NOT_FOR_YOU


def _since(scope: Scope) -> int:
    # A number that cannot be read gets what a page without one gets: everything.
    text = _query(scope, "since")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def _query(scope: Scope, name: str) -> str:
    query: bytes = scope.get("query_string", b"")
    return parse_qs(query.decode("latin-1")).get(name, [""])[0]


async def _close(send: Send, code: int) -> None:
    await send({"type": "websocket.close", "code": code, "reason": REASONS[code]})
