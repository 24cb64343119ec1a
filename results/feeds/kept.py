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


class Kept:
    """The feeds of a process, the least used forgotten first."""

    def __init__(self) -> None:
        self._entries: OrderedDict[Hashable, _Entry] = OrderedDict()
        self._lock = Lock()

    def body(
        self, what: Hashable, number: Hashable, form: Form, *, make: Callable[[], Table], blank: Table
    ) -> Body:
        """The feed `what` at `number`, made where that is new; `blank` where none can be made or is kept."""
        entry = self._entry(what)
        if entry is None or entry.number != number:
            try:
                entry = _Entry(number, make())
            except Exception:
                log.exception("Feed %s could not be read; the last good one goes on", what)
                return _stale(entry.table if entry else blank, form)
            self._keep(what, entry)
        found = entry.bodies.get(form)
        if found is None:
            found = _body(entry.table, form)
            if len(entry.bodies) < FORMS:
                entry.bodies[form] = found
        return found

    def last(self, what: Hashable, form: Form, *, blank: Table) -> Body:
        """The last good one, marked stale; `blank` where there never was any."""
        entry = self._entry(what)
        return _stale(entry.table if entry else blank, form)

    def forget(self) -> None:
        """Begin again, as a new process does."""
        with self._lock:
            self._entries.clear()

    def _entry(self, what: Hashable) -> _Entry | None:
        with self._lock:
            entry = self._entries.get(what)
            if entry is not None:
                self._entries.move_to_end(what)
            return entry

    def _keep(self, what: Hashable, entry: _Entry) -> None:
        with self._lock:
            self._entries[what] = entry
            self._entries.move_to_end(what)
            while len(self._entries) > FEEDS:
                self._entries.popitem(last=False)


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
