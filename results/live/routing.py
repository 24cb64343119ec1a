"""Which address is which socket."""

from typing import Any

from channels.routing import URLRouter
from django.urls import path

from results.live.consumers import (
    board_socket,
    contest_socket,
    corrections_socket,
    council_socket,
    desk_socket,
    keys_socket,
    panel_socket,
    pictures_socket,
    preview_socket,
    program_socket,
)

# Django's types know views only; Channels' router calls what it finds as an ASGI application.
board: Any = board_socket
contest: Any = contest_socket
council: Any = council_socket
corrections: Any = corrections_socket
pictures: Any = pictures_socket
program: Any = program_socket
preview: Any = preview_socket
panel: Any = panel_socket
desk: Any = desk_socket
keys: Any = keys_socket

sockets = URLRouter(
    [
        path("ws/boards/<slug:slug>/<str:region>/", board),
        path("ws/contests/<slug:slug>/<str:code>/", contest),
        path("ws/councils/<slug:slug>/<str:code>/", council),
        path("ws/corrections/<slug:slug>/", corrections),
        path("ws/pictures/<slug:slug>/<str:region>/", pictures),
        path("ws/outputs/<slug:output>/program/", program),
        path("ws/outputs/<slug:output>/preview/", preview),
        path("ws/outputs/<slug:output>/panel/", panel),
        path("ws/desk/<slug:slug>/", desk),
        path("ws/desk/<slug:slug>/key/", keys),
    ]
)
