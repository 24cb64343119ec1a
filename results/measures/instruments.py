"""The instruments of a process. Times in seconds, names as Prometheus wants them.

Where several processes serve, each writes to files of its own in a common folder (see `page.py`), so that any
of them can answer for all. The newest times are kept in memory beside that, for people: half of them and
nineteen in twenty say more than a table of buckets.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Histogram

REGISTRY = CollectorRegistry()
BUCKETS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
LAST = 200


@dataclass(frozen=True, slots=True)
class Recent:
    """Of the last times, at most `LAST`: how many, and what half and nineteen in twenty stayed within."""

    count: int = 0
    p50: float | None = None
    p95: float | None = None


class Times:
    """How long something took, by one or two words for what it was."""

    def __init__(self, name: str, meaning: str, labels: tuple[str, ...] = ()) -> None:
        self._histogram = Histogram(name, meaning, labels, buckets=BUCKETS_S, registry=REGISTRY)
        self._newest: deque[float] = deque(maxlen=LAST)

    def note(self, seconds: float, *labels: str) -> None:
        """One more time. A clock that was stepped back makes it 0, never less."""
        seconds = max(seconds, 0.0)
        (self._histogram.labels(*labels) if labels else self._histogram).observe(seconds)
        self._newest.append(seconds)

    @contextmanager
    def taken(self, *labels: str) -> Iterator[None]:
        """Around what takes the time, whether it ends well or not."""
        start = perf_counter()
        try:
            yield
        finally:
            self.note(perf_counter() - start, *labels)

    def recent(self) -> Recent:
        """The newest times of this process. May be asked from any thread."""
        times = sorted(self._newest.copy())
        if not times:
            return Recent()
        return Recent(len(times), _within(times, 0.5), _within(times, 0.95))


def _within(ordered: list[float], part: float) -> float:
    return ordered[ceil(part * len(ordered)) - 1]


DRAWING = Times("desk_draw_seconds", "Drawing one topic's content, figures read included.", ("topic",))
TELLING = Times("desk_told_seconds", "From an event's time to the first frame that was offered of it.")
COMMANDS = Times(
    "desk_command_seconds", "A command of the write side, committed or refused.", ("command", "result")
)
SKIPPED = Counter("desk_frames_skipped", "Frames not offered to a socket that is slow.", registry=REGISTRY)
LOOKS = Counter("desk_hub_looks", "Times a hub looked what is new.", registry=REGISTRY)
LOOKS_FAILED = Counter("desk_hub_looks_failed", "Times a hub could not look.", registry=REGISTRY)
