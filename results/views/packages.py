"""Packages for the play-out systems of others: the page that tells of them, the archives, OGraf by address.

OGraf's files are open to every machine, as the desk's scripts are: they hold no figure of any election.
"""

import hashlib
from functools import cache

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from results.packages.archives import SYSTEMS, archive
from results.packages.flat import flat_fields
from results.packages.graphics import GRAPHICS, graphic_called
from results.packages.ograf import ograf_files
from results.views.people import desk_login_required

TYPES = {
    "json": "application/json",
    "mjs": "text/javascript; charset=utf-8",
    "ttf": "font/ttf",
    "txt": "text/plain; charset=utf-8",
    "zip": "application/zip",
}


@require_safe
@never_cache
@desk_login_required()
def packages_page(request: HttpRequest) -> HttpResponse:
    """What there is to install, how each system takes it, and the fields of every graphic."""
    entries = [(graphic, flat_fields(graphic)) for graphic in GRAPHICS]
    root = request.build_absolute_uri("/graphics/ograf/")
    return render(request, "graphics/packages.html", {"entries": entries, "root": root})


@require_safe
@desk_login_required()
def package_archive(request: HttpRequest, *, system: str) -> HttpResponse:
    """Every graphic for one system as a zip."""
    if system not in SYSTEMS:
        raise Http404(f"There is no package for {system}.")
    response = _answer(request, archive(system), "zip")
    response["Content-Disposition"] = f'attachment; filename="results-desk-{system}.zip"'
    return response


@require_safe
def ograf_file(request: HttpRequest, *, graphic: str, file: str) -> HttpResponse:
    """One file of a graphic's OGraf package, for renderers that load it by its address."""
    content = _packed(graphic).get(file)
    if content is None:
        raise Http404(f"There is no {file} of {graphic}.")
    response = _answer(request, content, file.rsplit(".", 1)[-1])
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _packed(name: str) -> dict[str, bytes]:
    graphic = graphic_called(name)
    return _files(graphic) if graphic else {}


# Made once a process: renderers ask for the same few files over and over.
_files = cache(ograf_files)


def _answer(request: HttpRequest, content: bytes, kind: str) -> HttpResponse:
    tag = f'"{hashlib.sha256(content).hexdigest()[:20]}"'
    known = {one.removeprefix("W/") for one in parse_etags(request.headers.get("If-None-Match", ""))}
    response: HttpResponse = (
        HttpResponseNotModified() if tag in known else HttpResponse(content, content_type=TYPES[kind])
    )
    response["ETag"] = tag
    # Asked for again every time: a renderer must not go on with the code of yesterday.
    patch_cache_control(response, no_cache=True)
    return response
