"""Who comes in at the desk's doors: roles, links for screens, and what a locked-out person reads.

Refuses to decide what a person may do inside: commands and Django admin ask for that again.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from results.people.links import open_link_at
from results.people.roles import may_see_desk

View = Callable[..., HttpResponse]

NO_ROLE = "You are signed in, but nobody has given you a role on the desk. Ask a producer."
LINK_CLOSED = (
    "This link does not open this page: it was revoked, its time is over, or it is for another screen. "
    "Ask a producer."
)


def desk_login_required(*, scope: str = "") -> Callable[[View], View]:
    """Lets in anyone with a role, or a screen with a link of `scope` for the region the view names.

    The view names its region by its arguments `slug` and `region` (the codes in its address); the
    link that opened it is `request.access_link`. Signed out: the login page. No role, or a link that
    does not open this page: 403 with a sentence.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            token = request.GET.get("token", "")
            if may_see_desk(request.user) or (scope and _opens(request, token, scope, kwargs)):
                return view(request, *args, **kwargs)
            return turn_away(request, token=token if scope else "")

        return guarded

    return decorate


def _opens(request: HttpRequest, token: str, scope: str, kwargs: dict[str, Any]) -> bool:
    if not token:
        return False
    link = open_link_at(token, scope=scope, slug=kwargs["slug"], region=kwargs["region"])
    request.access_link = link  # type: ignore[attr-defined]
    return link is not None


def turn_away(request: HttpRequest, *, token: str) -> HttpResponse:
    """The answer to somebody who may not come in: the login page, or 403 with a sentence."""
    if token:
        raise PermissionDenied(LINK_CLOSED)
    if request.user.is_authenticated:
        raise PermissionDenied(NO_ROLE)
    return redirect_to_login(request.get_full_path())


def locked_out(
    request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """The page after too many wrong passwords: what happened, and when to try again. 429."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    context = {"attempts": settings.AXES_FAILURE_LIMIT, "minutes": minutes}
    return render(request, "registration/locked_out.html", context, status=429)
