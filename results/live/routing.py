"""Which address is which socket."""

from channels.routing import URLRouter
from django.urls import path

from results.live.consumers import board_socket, contest_socket

sockets = URLRouter(
    [
        path("ws/boards/<slug:slug>/<str:region>/", board_socket),
        path("ws/contests/<slug:slug>/<str:code>/", contest_socket),
    ]
)
