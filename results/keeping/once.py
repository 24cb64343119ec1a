"""Things made once, each at the number it is of: whoever asks while one is being made waits for it.

Refuses to grow: what was asked for longest ago is forgotten first. Refuses to give anything that is older
than the number it is asked for: it may be newer, and says itself what it is of.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

T = TypeVar("T")
# Of an entry that holds nothing yet, and beside what it holds: bytes.
AT_LEAST = 512


@dataclass(frozen=True, slots=True)
class Made(Generic[T]):
    """A thing, the number it is of, and about how many bytes it takes."""

    number: Hashable
    thing: T
    size: int


@dataclass(slots=True)
class _Entry(Generic[T]):
    lock: Lock = field(default_factory=Lock)
    made: Made[T] | None = None
    begun: float = 0.0
    size: int = AT_LEAST


class Kept(Generic[T]):
    """What a process has made, up to `most` bytes; nothing for longer than `oldest_s` seconds."""

    def __init__(self, *, most: int, oldest_s: float = float("inf")) -> None:
        self._most = most
        self._oldest_s = oldest_s
        self._entries: OrderedDict[Hashable, _Entry[T]] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def at(self, what: Hashable, number: Hashable, make: Callable[[], Made[T]]) -> T:
        """`what` as it is at `number`, which was read just now, or later. Raises what `make` raises."""
        asked = monotonic()
        entry = self._entry(what)
        with entry.lock:
            made = entry.made
            if made is None or not self._serves(entry, made, number, asked):
                begun = monotonic()
                made = make()
                entry.made, entry.begun = made, begun
        self._weigh(what, entry, AT_LEAST + made.size)
        return made.thing

    def forget(self) -> None:
        """Begin again, as a new process does."""
        with self._lock:
            self._entries.clear()
            self._bytes = 0

    def _serves(self, entry: _Entry[T], made: Made[T], number: Hashable, asked: float) -> bool:
        # Begun after the number was read, it is of that number or a later one.
        return entry.begun > asked or (made.number == number and asked - entry.begun < self._oldest_s)

    def _entry(self, what: Hashable) -> _Entry[T]:
        with self._lock:
            entry = self._entries.get(what)
            if entry is None:
                entry = self._entries[what] = _Entry()
                self._bytes += entry.size
            self._entries.move_to_end(what)
            return entry

    def _weigh(self, what: Hashable, entry: _Entry[T], size: int) -> None:
        with self._lock:
            if self._entries.get(what) is entry:
                self._bytes += size - entry.size
                entry.size = size
            while self._bytes > self._most and len(self._entries) > 1:
                _, forgotten = self._entries.popitem(last=False)
                self._bytes -= forgotten.size


class KeptBytes(Kept[bytes]):
    """Files and parts of pages."""

    def drawn(self, what: Hashable, number: Hashable, draw: Callable[[], bytes]) -> bytes:
        """As `at`, of what is known by the number that it is asked for."""

        def made() -> Made[bytes]:
            drawn = draw()
            return Made(number, drawn, len(drawn))

        return self.at(what, number, made)
