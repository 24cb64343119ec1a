"""Screens for tests: real sockets through the desk's own ASGI application, and pages to compare."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from asgiref.sync import async_to_sync, sync_to_async
from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connections
from django.test import Client

from results.live.hubs import close_hubs
from resultsdesk.asgi import application

PATIENCE_S = 30
CLOSED = "websocket.close"
HERE = "http://testserver"
Message = dict[str, Any]


class Screen:
    """An open socket, read as a page's script reads it."""

    def __init__(self, communicator: ApplicationCommunicator) -> None:
        self._communicator = communicator

    async def first(self) -> dict[str, Any]:
        """What the desk does first, a message or the end, as it stands on the wire."""
        return await self._communicator.receive_output(timeout=PATIENCE_S)

    async def hears(self) -> Message:
        """The next message, whatever it is."""
        event = await self._communicator.receive_output(timeout=PATIENCE_S)
        assert event["type"] == "websocket.send", event
        return json.loads(event["text"])

    async def says(self, text: str) -> None:
        """Send something up the socket."""
        await self._communicator.send_input({"type": "websocket.receive", "text": text})

    async def next(self) -> Message:
        """The next message with content; beats are passed over."""
        while (message := await self.hears()).get("beat"):
            pass
        return message

    async def beat(self) -> Message:
        """The next message, which must be a beat: nothing else was sent before it."""
        message = await self.hears()
        assert message.get("beat"), f"content where a beat was due: {message}"
        return message

    async def until(self, seq: int) -> list[Message]:
        """Every content message up to the one that reaches `seq`."""
        messages = [await self.next()]
        while messages[-1]["seq"] < seq:
            messages.append(await self.next())
        return messages

    async def closed(self) -> tuple[int, str]:
        """The code and reason with which the desk closes this socket; beats are passed over."""
        while (event := await self._communicator.receive_output(timeout=PATIENCE_S))["type"] != CLOSED:
            assert json.loads(event["text"]).get("beat"), event
        return event["code"], event["reason"]


@asynccontextmanager
async def a_screen(
    address: str, *, person: User | None = None, origin: str | None = HERE
) -> AsyncIterator[Screen]:
    """A socket at `address`, signed in as `person`."""
    headers = [(b"host", b"testserver")]
    if origin:
        headers.append((b"origin", origin.encode()))
    if person:
        headers.append((b"cookie", await sync_to_async(_cookie)(person)))
    communicator = ApplicationCommunicator(application, _scope(address, headers))
    await communicator.send_input({"type": "websocket.connect"})
    answer = await communicator.receive_output(timeout=PATIENCE_S)
    if answer["type"] == CLOSED:
        raise Refused
    try:
        yield Screen(communicator)
    finally:
        await communicator.send_input({"type": "websocket.disconnect", "code": 1000})
        await communicator.wait(timeout=PATIENCE_S)


def _scope(address: str, headers: list[tuple[bytes, bytes]]) -> dict[str, Any]:
    path, _, query = address.partition("?")
    return {
        "type": "websocket",
        "path": path,
        "query_string": query.encode(),
        "headers": headers,
        "subprotocols": [],
    }


class Refused(Exception):
    """The socket was not even accepted."""


def on_the_loop(night: Callable[[], Awaitable[None]]) -> None:
    """Run a night's scene to its end, and let go of what its hub held."""

    async def scene() -> None:
        try:
            async with asyncio.timeout(3 * PATIENCE_S):
                await night()
        finally:
            await close_hubs()
            await sync_to_async(connections.close_all)()

    async_to_sync(scene)()


def code_of(address: str, person: User | None = None) -> tuple[int, str]:
    """The code and reason with which the desk closes a socket that it does not let in."""
    codes = []

    async def night() -> None:
        async with a_screen(address, person=person) as screen:
            codes.append(await screen.closed())

    on_the_loop(night)
    return codes[0]


def code_after(withdraw: Callable[[], object], address: str, person: User | None = None) -> int:
    """The code with which an open socket is closed after `withdraw`. Wants quick beats and checks."""
    codes = []

    async def night() -> None:
        async with a_screen(address, person=person) as screen:
            while not (await screen.hears()).get("beat"):
                pass
            await sync_to_async(withdraw)()
            codes.append((await screen.closed())[0])

    on_the_loop(night)
    return codes[0]


def _cookie(person: User) -> bytes:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}".encode()
