"""What a process has ready to send: one table a feed, at one number, and its formats.

A feed is asked for 40 times a second by machines that put an error on air as readily as a result. So what
stands at the same number is made once, and where making it fails the last good one is sent, marked stale.
Refuses to know what a number is made of: equal numbers mean that nothing changed.
"""

import hashlib
import logging
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from threading import Lock
from time import monotonic

from results.feeds.shapes import Form, written
from results.feeds.tables import Status, Table

log = logging.getLogger(__name__)
FEEDS, FORMS = 512, 32


@dataclass(frozen=True, slots=True)
class Body:
    """A feed in a format: pieces between which its age is told, and the tag by which it is known again."""

    table: Table
    pieces: tuple[bytes, ...]
    tag: str

    def told(self, age_s: int) -> bytes:
        """The bytes to send now."""
        return str(age_s).encode().join(self.pieces)


@dataclass(slots=True)
class _Entry:
    number: Hashable
    table: Table
    bodies: dict[Form, Body] = field(default_factory=dict)


@dataclass(slots=True)
class _Place:
    """Where a feed stands once it was made. Who holds the lock makes it, and `begun` to, last, then."""

    lock: Lock = field(default_factory=Lock)
    entry: _Entry | None = None
    begun: float = 0.0


class Kept:
    """The feeds of a process, the least used forgotten first. Who asks while one is made waits for it."""

    def __init__(self) -> None:
        self._places: OrderedDict[Hashable, _Place] = OrderedDict()
        self._lock = Lock()

    def body(
        self, what: Hashable, number: Hashable, form: Form, *, make: Callable[[], Table], blank: Table
    ) -> Body:
        """The feed `what` at `number`, made where that is new; `blank` where none can be made or is kept."""
        asked, place = monotonic(), self._place(what)
        with place.lock:
            entry = place.entry
            # Begun after the number was read, it is of that number or a later one.
            if entry is None or not (entry.number == number or place.begun > asked):
                begun = monotonic()
                try:
                    entry = _Entry(number, make())
                except Exception:
                    log.exception("Feed %s could not be read; the last good one goes on", what)
                    return _stale(entry.table if entry else blank, form)
                place.entry, place.begun = entry, begun
            return _in_form(entry, form)

    def last(self, what: Hashable, form: Form, *, blank: Table) -> Body:
        """The last good one, marked stale; `blank` where there never was any."""
        entry = self._place(what).entry
        return _stale(entry.table if entry else blank, form)

    def forget(self) -> None:
        """Begin again, as a new process does."""
        with self._lock:
            self._places.clear()

    def _place(self, what: Hashable) -> _Place:
        with self._lock:
            place = self._places.setdefault(what, _Place())
            self._places.move_to_end(what)
            while len(self._places) > FEEDS:
                self._places.popitem(last=False)
            return place


def _in_form(entry: _Entry, form: Form) -> Body:
    found = entry.bodies.get(form)
    if found is None:
        found = _body(entry.table, form)
        if len(entry.bodies) < FORMS:
            entry.bodies[form] = found
    return found


def _stale(table: Table, form: Form) -> Body:
    return _body(replace(table, status=Status.STALE), form)


def _body(table: Table, form: Form) -> Body:
    pieces = written(table, form)
    # Of what it says and not of its number: every process tags the same feed alike, and a number that
    # changed nothing here sends nobody the same again.
    tag = hashlib.sha256(b"".join(pieces)).hexdigest()[:24]
    return Body(table=table, pieces=pieces, tag=f'"{tag}"')


# One a process.
feeds_here = Kept()
