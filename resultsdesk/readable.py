"""Addresses as they can be looked up, of pages and sockets alike.

Whoever sends bytes that are no text has them read as the sign for that, and so finds nothing. A NUL is no
better: PostgreSQL refuses even to look for it, and each page that asked would be an error of the desk.
Letters that a machine put into a query as they are stand there for themselves.
"""

import re
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote

Application = Callable[..., Awaitable[None]]
UNREADABLE = "\ufffd"
IN_A_QUERY = b"%EF%BF%BD"
NUL = re.compile(rb"%00|\x00")
BARE = re.compile(rb"[\x80-\xff]+")


def readable(application: Application) -> Application:
    """The same application, which never meets a NUL in an address."""

    async def ask(scope: dict[str, Any], receive: Any, send: Any) -> None:
        await application(readable_scope(scope), receive, send)

    return ask


def readable_scope(scope: dict[str, Any]) -> dict[str, Any]:
    """The scope, with a path and a query that can be looked up."""
    path, query = scope.get("path", ""), scope.get("query_string", b"")
    if "\x00" not in path and query.isascii() and not NUL.search(query):
        return scope
    asked = BARE.sub(lambda found: quote(found[0]).encode(), NUL.sub(IN_A_QUERY, query))
    return {**scope, "path": path.replace("\x00", UNREADABLE), "query_string": asked}
