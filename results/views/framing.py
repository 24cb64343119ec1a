"""Which pages the desk's own pages may frame, and no others: outputs by the panel, walls by the wall.

Refuses every frame that is not of this desk.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from resultsdesk.middleware import CONTENT_SECURITY_POLICY

View = Callable[..., HttpResponse]
POLICY = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")


def framed_here(response: HttpResponse) -> HttpResponse:
    """Let the desk's own pages frame this answer."""
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Content-Security-Policy"] = POLICY
    return response


def framed_on_walls(view: View) -> View:
    """Let the wall frame this page where it is asked for as a wall shows it."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        return framed_here(response) if request.GET.get("wall") == "1" else response

    return answered
