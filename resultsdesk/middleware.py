"""What every answer carries, and how it is carried.

Refuses inline scripts and anything from another host on every page, Django admin included.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.decorators import sync_only_middleware

Respond = Callable[[HttpRequest], HttpResponse]

# 'self' in connect-src covers the desk's own sockets: ws: on http:, wss: on https:.
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
    ]
)


@sync_only_middleware
def content_security_policy(get_response: Respond) -> Respond:
    """Adds the policy to every answer that does not bring its own."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        return response

    return respond


@sync_only_middleware
def in_one_thread(get_response: Respond) -> Respond:
    """Keeps a request and all its middleware in one thread.

    Django lets the innermost middleware choose for the whole chain: where it is async, each of the
    others hops to a thread and back.
    """
    return get_response
