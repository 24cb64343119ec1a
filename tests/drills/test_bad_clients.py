"""Clients that never read, and clients that send garbage: the others do not notice."""

import json

import pytest

from tests.desks import until
from tests.drills.bad_clients import BINARY, CONTINUED, PING, TEXT, Client, clients, noise
from tests.drills.found import Found
from tests.drills.night import Night
from tests.drills.services import Services
from tests.drills.swarm import Seat
from tests.midlands import CENTRAL
from tests.services import needs_postgres, needs_redis

pytestmark = [needs_postgres, needs_redis, pytest.mark.long]

MUTE = 10
SKIPPED = "desk_frames_skipped_total"
THOUSANDS = 5000
# More than the desk takes from a screen at once.
HUGE = 1024 * 1024


def never_reads(services: Services, night: Night, *, many: int = 9) -> Found:
    """Their windows are full after the first board; what comes then must not wait in the desk."""
    seat = _seat(night)
    with night.drill(f"{MUTE} sockets that never read") as found:
        before = night.servers[0].measure(SKIPPED)
        with clients(seat, MUTE, small=True):
            night.declares(many)
            skipped = night.servers[0].measure(SKIPPED) - before
            found.is_wrong("" if skipped else "nothing was skipped: their windows were never full")
        found.is_over()
        until(lambda: night.listening() == night.swarm.open_now(), "the desk's forgetting of who is gone")
    return found


def garbage(services: Services, night: Night, *, many: int = 9) -> Found:
    """What no page sends, to a board and up to an output's page, whose words are read."""
    board, output = _seat(night), _output(night)
    with night.drill("Garbage, huge frames, thousands of messages") as found:
        night.reporter.declares(many)
        for seat in (board, output):
            for name, send in NONSENSE.items():
                client = Client(seat)
                send(client)
                if name in CLOSED:
                    found.is_wrong("" if client.is_closed() else f"{name} was put up with")
                client.gone()
        night.reporter.is_done()
        found.is_over()
        until(lambda: night.listening() == night.swarm.open_now(), "the desk's forgetting of who is gone")
    return found


def _floods(client: Client) -> None:
    for _ in range(THOUSANDS):
        client.sends(TEXT, b'{"beat":{"key":"k","version":"v","act":0,"states":{}}}')


def _never_ends(client: Client) -> None:
    client.sends(TEXT, noise(100).hex().encode(), last=False)
    for _ in range(3):
        client.sends(CONTINUED, b"x" * 60_000, last=False)


def _pings(client: Client) -> None:
    for _ in range(THOUSANDS):
        client.sends(PING, b"ping")


NONSENSE = {
    "words": lambda client: client.sends(TEXT, b"I am a screen"),
    "JSON of another kind": lambda client: client.sends(TEXT, json.dumps([{"beat": 1}] * 100).encode()),
    "JSON without a bottom": lambda client: client.sends(TEXT, b"[" * 60_000),
    "a great number": lambda client: client.sends(TEXT, b'{"beat":{"act":' + b"9" * 5000 + b"}}"),
    "noise": lambda client: client.sends(BINARY, noise(1000)),
    "text that is none": lambda client: client.sends(TEXT, b"\xff\xfe\xfd"),
    "a huge frame": lambda client: client.sends(TEXT, b"x" * HUGE),
    "a frame without an end": _never_ends,
    "a frame without a mask": lambda client: client.sends(TEXT, b"bare", masked=False),
    "a frame of no kind": lambda client: client.sends(0x5, b"x"),
    "no frame": lambda client: client.sends_bytes(b"GET / HTTP/1.1\r\n\r\n" * 10),
    "thousands of messages": _floods,
    "thousands of pings": _pings,
}
CLOSED = {
    "text that is none",
    "a huge frame",
    "a frame without an end",
    "a frame without a mask",
    "a frame of no kind",
    "no frame",
    "thousands of messages",
}


def _seat(night: Night) -> Seat:
    return next(one.seat for one in night.swarm.boards if one.seat.address.endswith(f"/{CENTRAL}/"))


def _output(night: Night) -> Seat:
    board = _seat(night)
    return Seat(board.server, "", "/ws/outputs/pgm/program/", board.cookies)


def test_sockets_that_never_read_cost_the_others_nothing(drill_services: Services, night: Night) -> None:
    assert never_reads(drill_services, night).faults == []


def test_what_no_page_sends_is_put_up_with_or_closed(drill_services: Services, night: Night) -> None:
    assert garbage(drill_services, night).faults == []
