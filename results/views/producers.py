"""The door of the producers' desk: producers and editors, and graphics to look.

Refuses to decide who may act: each command asks for that again.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from results.people.roles import may_see_producers_desk

View = Callable[..., HttpResponse]

NOT_YOURS = "The producers’ desk is for producers and editors, and for graphics to look at. Ask a producer."
SIGNED_OUT = "You are signed out, and nothing was done. Sign in again, then press it again."


def desks_only(view: View) -> View:
    """Lets in who may look. Signed out: the login page, or 403 with a sentence for a script."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if may_see_producers_desk(request.user):
            return view(request, *args, **kwargs)
        if request.user.is_authenticated:
            raise PermissionDenied(NOT_YOURS)
        if by_script(request):
            return HttpResponse(SIGNED_OUT, status=403, content_type="text/plain; charset=utf-8")
        return redirect_to_login(request.get_full_path())

    return guarded


def by_script(request: HttpRequest) -> bool:
    """Whether the desk's script asks, which shows a sentence where it stands."""
    return request.headers.get("X-Desk-Page") == "1"
