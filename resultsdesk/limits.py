"""How much a request may bring with it: a sentence beyond that, before any of it is kept.

Django keeps whatever arrives on a disk before it looks at it, and a proxy that would not let it in may be
missing. Refuses to know who asks: how often somebody may is the proxy's.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from django.http import HttpResponse

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
# A photograph may have 15 MB; as nginx is told to let in.
MOST_BYTES = 16 * 1024 * 1024


class _TooMuch(Exception):
    """More came than may."""


def bounded(
    application: Application, *, told: Callable[[], HttpResponse], most: int = MOST_BYTES
) -> Application:
    """The same application, which is never brought more than `most` bytes: `told` is the answer then."""

    async def answered(scope: Scope, receive: Receive, send: Send) -> None:
        brought = 0

        async def counted() -> Mapping[str, Any]:
            nonlocal brought
            message = await receive()
            brought += len(message.get("body", b""))
            if brought > most:
                raise _TooMuch
            return message

        if _announced(scope) > most:
            await _refuse(send, told())
            return
        try:
            await application(scope, counted, send)
        except _TooMuch:
            # Django reads the whole of a request before it begins to answer.
            await _refuse(send, told())

    return answered


def _announced(scope: Scope) -> int:
    lengths = [value for name, value in scope.get("headers", ()) if name == b"content-length"]
    return max((int(length) for length in lengths if length.isdigit()), default=0)


async def _refuse(send: Send, answer: HttpResponse) -> None:
    # What is still to come is not waited for.
    answer["Connection"] = "close"
    headers = [(name.lower().encode(), value.encode()) for name, value in answer.items()]
    await send({"type": "http.response.start", "status": answer.status_code, "headers": headers})
    await send({"type": "http.response.body", "body": answer.content})
