"""The desk as a whole for whoever watches it: its processes, its database, its numbers.

Asked at most once a second, however many ask. Refuses to fail where the database does: it says so.
"""

import logging
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock

from django.db import DatabaseError

from results.boards.duty import ElectionNow, LinkNow, Untold, elections_now, links_now, untold
from results.live.pulse import Pulse, pulses

KEPT_S = 1.0
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ProcessNow:
    """A process, and for how long the oldest event that its screens were not told of had been there."""

    pulse: Pulse
    lag_s: float


@dataclass(frozen=True, slots=True)
class Overview:
    """`redis`: None where the desk needs none. This process is the first."""

    at: datetime
    processes: tuple[ProcessNow, ...]
    redis: bool | None
    database: bool
    elections: tuple[ElectionNow, ...] = ()
    links: tuple[LinkNow, ...] = ()


_asking = Lock()
_kept: list[tuple[float, Overview]] = []


def overview() -> Overview:
    """The desk now, or as it was less than a second ago. Five queries at most."""
    with _asking:
        if _kept and time.monotonic() - _kept[0][0] < KEPT_S:
            return _kept[0][1]
        _kept[:] = [(time.monotonic(), _asked())]
        return _kept[0][1]


def forget() -> None:
    """Let the next one ask anew."""
    _kept.clear()


def _asked() -> Overview:
    found, layer = pulses()
    now = datetime.now(tz=UTC)
    try:
        events = untold(_least(found))
        return Overview(
            at=now,
            processes=tuple(ProcessNow(pulse, lag(pulse, events)) for pulse in found),
            redis=layer,
            database=True,
            elections=elections_now(),
            links=links_now(),
        )
    except DatabaseError as error:
        log.warning("The database does not tell how the desk is: %s", type(error).__name__)
        return Overview(now, tuple(ProcessNow(pulse, 0.0) for pulse in found), layer, database=False)


def _least(found: Iterable[Pulse]) -> dict[int, int]:
    least = dict[int, int]()
    for pulse in found:
        for election, seq in pulse.counted.seen.items():
            least[election] = min(seq, least.get(election, seq))
    return least


def lag(pulse: Pulse, events: Collection[Untold]) -> float:
    """Seconds, at the time of this pulse. What happened after it is none of its business. Pure."""
    seen = pulse.counted.seen
    ages = (
        pulse.at - event.at.timestamp()
        for event in events
        if event.election in seen and event.seq > seen[event.election]
    )
    return max(max(ages, default=0.0), 0.0)
