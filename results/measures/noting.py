"""What the desk says of itself as it works: each thing once to the instruments and once to the record.

The record is a line of fields for machines: ids and times. Refuses figures, names, sentences and addresses:
what a refusal says may hold figures of a count that nobody may see yet.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from results.measures.instruments import COMMANDS, LOOKS, LOOKS_FAILED, TELLING

record = logging.getLogger("results.record")


def command_ended(*, act: str, result: str, seconds: float, person: int | None, **about: object) -> None:
    """A command of the write side is over: done, refused or failed."""
    COMMANDS.note(seconds, act, result)
    fields = {key.removesuffix("_id"): value for key, value in about.items() if isinstance(value, int)}
    extra = {"event": "command", "result": result, "person": person, "ms": milliseconds(seconds), **fields}
    record.info("%s: %s", act, result, extra=extra)


@contextmanager
def a_look() -> Iterator[None]:
    """Around one look of a hub at what is new."""
    LOOKS.inc()
    with LOOKS_FAILED.count_exceptions():
        yield


def note_committed(election: int, seq: int) -> None:
    """An event is in the database: from here on every process may find it."""
    record.info("Committed", extra={"event": "committed", "election": election, "seq": seq})


def note_told(
    election: int,
    seq: int,
    happened: Iterable[datetime],
    *,
    at: datetime,
    spent: tuple[float, float] = (0.0, 0.0),
) -> None:
    """Frames of events that `happened` were offered to the first of their screens `at` this time.

    `spent`: seconds that reading and drawing what is new took, and offering it to every screen.
    """
    waits = [(at - then).total_seconds() for then in happened]
    for wait in waits:
        TELLING.note(wait)
    if waits:
        extra = {
            "event": "told",
            "election": election,
            "seq": seq,
            "ms": milliseconds(max(waits)),
            "draw_ms": milliseconds(spent[0]),
            "write_ms": milliseconds(spent[1]),
        }
        record.info("Screens were told", extra=extra)


def request_ended(*, method: str, path: str, status: int, seconds: float, person: int | None) -> None:
    """A page, a fragment or a file was given, or refused. `path` without its query."""
    extra = {
        "event": "request",
        "method": method,
        "path": path,
        "status": status,
        "person": person,
        "ms": milliseconds(seconds),
    }
    record.info("%s %s", method, status, extra=extra)


def milliseconds(seconds: float) -> float:
    """To a tenth of one."""
    return round(seconds * 1000, 1)
