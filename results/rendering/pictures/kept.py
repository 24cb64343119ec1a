"""Pictures that are drawn already: each once a process for the number it is of, however many ask for it.

Refuses to grow: the ones that were asked for longest ago are forgotten first.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock

MOST_BYTES = 48 * 1024 * 1024


@dataclass(slots=True)
class _Entry:
    lock: Lock = field(default_factory=Lock)
    number: Hashable = None
    drawn: bytes = b""


class Kept:
    """What a process has drawn, up to so many bytes."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._entries: OrderedDict[Hashable, _Entry] = OrderedDict()
        self._lock = Lock()

    def drawn(self, what: Hashable, number: Hashable, draw: Callable[[], bytes]) -> bytes:
        """`what` as it is at `number`. Whoever asks while it is being drawn waits for it."""
        entry = self._entry(what)
        with entry.lock:
            if entry.number != number or not entry.drawn:
                entry.drawn, entry.number = draw(), number
            drawn = entry.drawn
        self._forget()
        return drawn

    def forget(self) -> None:
        """Begin again, as a new process does."""
        with self._lock:
            self._entries.clear()

    def _entry(self, what: Hashable) -> _Entry:
        with self._lock:
            entry = self._entries.setdefault(what, _Entry())
            self._entries.move_to_end(what)
            return entry

    def _forget(self) -> None:
        with self._lock:
            while len(self._entries) > 1 and self._bytes() > self._most:
                self._entries.popitem(last=False)

    def _bytes(self) -> int:
        return sum(len(entry.drawn) for entry in self._entries.values())


# One a process.
pictures_here = Kept()
