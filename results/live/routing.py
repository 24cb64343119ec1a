"""Which address is which socket, and whether a link may open it beside people."""

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
from results.live.sessions import for_people, for_people_and_links

# Channels' router calls what it finds as an ASGI application, and Django's types know views only.
sockets = URLRouter(
    [
        path("ws/boards/<slug:slug>/<str:region>/", for_people_and_links(board_socket)),
        path("ws/contests/<slug:slug>/<str:code>/", for_people(contest_socket)),
        path("ws/councils/<slug:slug>/<str:code>/", for_people(council_socket)),
        path("ws/corrections/<slug:slug>/", for_people(corrections_socket)),
        path("ws/pictures/<slug:slug>/<str:region>/", for_people_and_links(pictures_socket)),
        path("ws/outputs/<slug:output>/program/", for_people_and_links(program_socket)),
        path("ws/outputs/<slug:output>/preview/", for_people_and_links(preview_socket)),
        path("ws/outputs/<slug:output>/panel/", for_people(panel_socket)),
        path("ws/desk/<slug:slug>/", for_people(desk_socket)),
        path("ws/desk/<slug:slug>/key/", for_people(keys_socket)),
    ]
)
