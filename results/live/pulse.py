"""What a process says of itself every three seconds, for whoever watches the desk from another of them.

Owns the form of it and where it lies: in Redis, under the name of machine and process, gone by itself after
fifteen seconds. A desk without Redis is one process and asks itself. Refuses to matter: without Redis each
process knows of itself alone, and no screen waits for a pulse.
"""

import json
import logging
import os
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from threading import Event, Thread
from typing import Any

import redis
from django.conf import settings
from django.db import connections

from results.live.counting import Counted, together
from results.live.hubs import hubs
from results.measures import remarks
from results.measures.instruments import COMMANDS, DRAWING, TELLING, Recent
from results.measures.remarks import Remark
from results.measures.version import VERSION
from results.people.uses import keep_uses
from resultsdesk.redis_urls import redis_client

PULSE_S = 3.0
USES_S = 30.0
GONE_AFTER_S = 15
PATIENCE_S = 0.5
PREFIX = "desk.pulse:"
REMARKS = 8
STARTED = time.time()
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pulse:
    """How one process is. Times in seconds since 1970."""

    host: str
    pid: int
    version: str
    started: float
    at: float
    counted: Counted = field(default_factory=Counted)
    times: Mapping[str, Recent] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()

    @property
    def name(self) -> str:
        """The machine and the process."""
        return f"{self.host}:{self.pid}"


def own_pulse() -> Pulse:
    """This process, now. May be asked from any thread."""
    return Pulse(
        host=socket.gethostname(),
        pid=os.getpid(),
        version=VERSION,
        started=STARTED,
        at=time.time(),
        counted=together(hub.counted() for hub in hubs()),
        times={"told": TELLING.recent(), "drawn": DRAWING.recent(), "commands": COMMANDS.recent()},
        remarks=remarks.newest()[:REMARKS],
    )


def pulses() -> tuple[tuple[Pulse, ...], bool | None]:
    """Every process of the desk that is alive, and whether Redis is; None where the desk needs none."""
    own = own_pulse()
    if not settings.REDIS_URL:
        return (own,), None
    try:
        client = redis_client(settings.REDIS_URL, patience_s=PATIENCE_S)
        keys = list(client.scan_iter(match=f"{PREFIX}*", count=1000))
        told = [pulse for text in client.mget(keys) if text and (pulse := read(text))] if keys else []
    except (redis.RedisError, OSError) as error:
        log.debug("Redis tells of no other process: %r", error)
        return (own,), False
    others = (pulse for pulse in told if pulse.name != own.name)
    return (own, *sorted(others, key=lambda pulse: (pulse.host, pulse.pid))), True


def text_of(pulse: Pulse) -> str:
    """A pulse as it is told."""
    plain = asdict(pulse)
    plain["counted"]["links"] = sorted(pulse.counted.links)
    return json.dumps(plain)


def read(text: str | bytes) -> Pulse | None:
    """A pulse as it was told; None where another version of the desk told it otherwise."""
    try:
        told = json.loads(text)
        return Pulse(
            **{key: told[key] for key in ("host", "pid", "version", "started", "at")},
            counted=_counted(told["counted"]),
            times={what: Recent(**recent) for what, recent in told["times"].items()},
            remarks=tuple(Remark(**remark) for remark in told["remarks"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _counted(told: Mapping[str, Any]) -> Counted:
    return Counted(
        sockets=told["sockets"],
        links=frozenset(told["links"]),
        seen={int(election): seq for election, seq in told["seen"].items()},
        blind_s=told["blind_s"],
    )


class Heart:
    """Tells this process's pulse, and keeps which links were used, from `start` to `stop`.

    Each in a thread of its own: a database that hangs must not make a process look dead.
    """

    def __init__(self) -> None:
        self._stop = Event()

    def start(self) -> None:
        """Begin; the pulse only where there is somebody to tell."""
        if settings.REDIS_URL:
            self._begin("desk-pulse", lambda: tell(own_pulse()), PULSE_S)
        self._begin("desk-uses", _keep_uses, USES_S)

    def stop(self) -> None:
        """End before the next pulse. The last one is gone by itself soon."""
        self._stop.set()

    def _begin(self, name: str, act: Callable[[], None], every_s: float) -> None:
        Thread(target=self._keep, args=(act, every_s), name=name, daemon=True).start()

    def _keep(self, act: Callable[[], None], every_s: float) -> None:
        while not self._stop.is_set():
            try:
                act()
            except Exception as error:
                log.debug("No sign of life: %r", error)
            self._stop.wait(every_s)


def _keep_uses() -> None:
    try:
        keep_uses(together(hub.counted() for hub in hubs()).links)
    finally:
        connections.close_all()


def tell(pulse: Pulse) -> None:
    """Let the others know. Raises what Redis raises."""
    redis_client(settings.REDIS_URL, patience_s=PATIENCE_S).set(
        f"{PREFIX}{pulse.name}", text_of(pulse), ex=GONE_AFTER_S
    )
