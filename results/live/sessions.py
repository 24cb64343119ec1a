"""Who is at a socket: a person by her session, unless a link speaks for a screen.

Owns at which sockets a link's token is heard. Refuses to ask for a session where one is shown: a storm of
screens that come back by links would cost two queries each.
"""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs

from channels.auth import AuthMiddlewareStack

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


def for_people(socket: App) -> Any:
    """A socket that only a person opens."""
    return AuthMiddlewareStack(socket)


def for_people_and_links(socket: App) -> Any:
    """A socket that a link opens as well. Where a token is shown, it alone decides."""
    of_person = AuthMiddlewareStack(socket)

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        await (socket if _shows_token(scope) else of_person)(scope, receive, send)

    return serve


def _shows_token(scope: Scope) -> bool:
    query: bytes = scope.get("query_string", b"")
    return bool(parse_qs(query.decode("latin-1")).get("token"))
