"""The pages that renderers play: an output's program and its preview.

Owns who may open them. Refuses to put a word of the desk on them: whoever is turned away gets the same bare
and transparent page, and reads why in its title alone.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from results.graphics.frames import output_called
from results.graphics.version import SCRIPTS, scripts_version
from results.people.links import open_output_link
from results.people.roles import may_see_outputs
from results.views.framing import framed_here

View = Callable[..., HttpResponse]
TRY_AGAIN_S = 3


def _bare(view: View) -> View:
    """Nothing on the page but graphics, whatever happens. The operator's panel frames the very same pages."""

    @wraps(view)
    def answered(request: HttpRequest, *, output: str) -> HttpResponse:
        try:
            response = view(request, output=output)
        except DatabaseError:
            # A renderer that starts before the database does: nobody stands by to reload it.
            response = _blank(request, "The desk does not answer", status=503)
            response["Refresh"] = str(TRY_AGAIN_S)
        return framed_here(response)

    return require_safe(never_cache(answered))


@_bare
def program_page(request: HttpRequest, *, output: str) -> HttpResponse:
    """What viewers see on an output: for graphics, producers, or a link to it."""
    return _page(request, output=output, bus="program")


@_bare
def preview_page(request: HttpRequest, *, output: str) -> HttpResponse:
    """What the next take would show, at rest."""
    return _page(request, output=output, bus="preview")


def _page(request: HttpRequest, *, output: str, bus: str) -> HttpResponse:
    token = request.GET.get("token", "")
    if not (may_see_outputs(request.user) or (token and open_output_link(token, output=output))):
        return _blank(request, "Sign in at the graphics desk, or open the output's link", status=403)
    if output_called(output) is None:
        return _blank(request, "There is no such output", status=404)
    context: dict[str, Any] = {
        "title": f"{output} {bus}",
        "socket": _socket(output, bus, token),
        "bus": bus,
        "version": scripts_version(),
        "fonts": static("fonts/Inter[opsz,wght].ttf"),
        "scripts": [static(f"graphics/{name}.js") for name in SCRIPTS],
    }
    return render(request, "graphics/output.html", context)


def _socket(output: str, bus: str, token: str) -> str:
    query = f"?{urlencode({'token': token})}" if token else ""
    return f"/ws/outputs/{output}/{bus}/{query}"


def _blank(request: HttpRequest, title: str, *, status: int) -> HttpResponse:
    return render(request, "graphics/output.html", {"title": title}, status=status)
