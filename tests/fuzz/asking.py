"""One request through every middleware to its view and back, as the server hands it over, in this thread."""

import re
import traceback
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import unquote

from asgiref.sync import async_to_sync
from django.contrib.messages import get_messages
from django.core.handlers.asgi import ASGIHandler
from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponse

from resultsdesk.readable import readable_scope

NEVER = re.compile(rb"[\x00\r\n]")
Headers = tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent. `path` is as it goes over the wire, `person` the name of whose session it carries."""

    method: str
    path: bytes
    query: bytes = b""
    body: bytes = b""
    headers: Headers = ()
    person: str = ""
    forged: bool = False

    def __str__(self) -> str:
        query = b"?" + self.query if self.query else b""
        told = ", ".join(f"{name}: {value[:200]!r}" for name, value in self.headers)
        who = self.person or "nobody"
        return f"{who}: {self.method} {(self.path + query)[:400]!r} [{told}] {self.body[:2000]!r}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `raised` is the traceback of a view that failed, `levels` those of its messages."""

    status: int
    headers: dict[str, str]
    body: bytes
    raised: str = ""
    levels: frozenset[str] = frozenset()
    files: Any = field(default=None, compare=False)


class Door(ASGIHandler):
    """The desk's pages. `cookies` are the session cookies of people by name."""

    def __init__(self, cookies: dict[str, str]) -> None:
        self.cookies = cookies
        self._raised = ""
        self.load_middleware(is_async=False)
        got_request_exception.connect(self._remember)

    def _remember(self, **_given: Any) -> None:
        self._raised = traceback.format_exc()

    def ask(self, sent: Request) -> Answer:
        """Send it, and read the answer whole."""
        self._raised = ""
        scope = readable_scope(_scope(sent, self.cookies.get(sent.person, "")))
        request, refused = self.create_request(scope, BytesIO(sent.body))
        if request is None:
            return _answer(refused, "", None)
        # As if it came with the page's own token, but where the token itself is what is tried.
        request._dont_enforce_csrf_checks = not sent.forged
        response = self.get_response(request)
        return _answer(response, self._raised, request)


def _scope(sent: Request, cookie: str) -> dict[str, Any]:
    given = dict(sent.headers)
    headers = {"host": b"testserver", "content-length": str(len(sent.body)).encode(), **given}
    if cookie and "cookie" not in given:
        headers["cookie"] = f"sessionid={cookie}".encode()
    return {
        "type": "http",
        "method": sent.method,
        "path": unquote(sent.path.decode("ascii", "replace")),
        "raw_path": sent.path,
        "query_string": sent.query,
        # What no server hands over, because it ends the header or the request.
        "headers": [(name.encode(), NEVER.sub(b"", value)) for name, value in headers.items()],
        "client": ("127.0.0.1", 40_000),
        "server": ("127.0.0.1", 80),
        "scheme": "http",
    }


def _answer(response: HttpResponse, raised: str, request: HttpRequest | None) -> Answer:
    body = _streamed(response) if response.streaming else response.content
    levels = (
        frozenset(message.level_tag for message in get_messages(request)) if _has_messages(request) else ()
    )
    return Answer(
        status=response.status_code,
        headers={name.lower(): value for name, value in response.items()},
        body=body,
        raised=raised,
        levels=frozenset(levels),
    )


def _streamed(response: Any) -> bytes:
    if not response.is_async:
        return b"".join(response.streaming_content)

    async def whole() -> bytes:
        return b"".join([part async for part in response.streaming_content])

    return async_to_sync(whole)()


def _has_messages(request: HttpRequest | None) -> bool:
    return getattr(request, "_messages", None) is not None
