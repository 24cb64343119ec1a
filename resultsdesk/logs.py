"""How the desk's log is written, for people or for machines, and what it leaves out.

Owns both formats and the fields that a machine finds in a line. Refuses every field that is not named here: a
record may carry a whole request, and an address may hold the token of a link.
"""

import json
import logging
from datetime import UTC, datetime
from time import monotonic

from django.db import InterfaceError, OperationalError

from results.measures.redaction import redacted
from resultsdesk.machines import FOR_MACHINES

FIELDS = (
    "event",
    "election",
    "seq",
    "contest",
    "council",
    "declaration",
    "total",
    "person",
    "result",
    "method",
    "path",
    "status",
    "ms",
    "draw_ms",
    "write_ms",
)

OTHERS = (OperationalError, InterfaceError, UnicodeDecodeError)


class Lines(logging.Formatter):
    """A line for people: when, how bad, who says it, what."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """The line, and a traceback below it where there is one."""
        return redacted(super().format(record))


class Json(logging.Formatter):
    """One JSON value a line, for machines. Times in UTC, `ms` in milliseconds, people by their row id."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; a traceback is in its field `trouble`."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": redacted(record.getMessage()),
            **_named(record),
        }
        if record.exc_info:
            line["trouble"] = redacted(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def _named(record: logging.LogRecord) -> dict[str, str | int | float]:
    found = ((name, getattr(record, name, None)) for name in FIELDS)
    return {name: value for name, value in found if isinstance(value, str | int | float)}


class Seldom(logging.Filter):
    """Each remark every so often: a library says the same many times a second while a server is away."""

    def __init__(self, *, every_s: float = 5.0) -> None:
        super().__init__()
        self._every_s = every_s
        self._said: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Drop what it said a moment ago, whatever it was said of."""
        now = monotonic()
        if now - self._said.get(record.msg, float("-inf")) < self._every_s:
            return False
        self._said[record.msg] = now
        return True


class NotOfMachines(logging.Filter):
    """What a load balancer is told each second is no error: what is wrong is logged where it is found."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Drop what Django says of an answer to a machine."""
        return getattr(getattr(record, "request", None), "path", "") not in FOR_MACHINES


class InOneLine(logging.Filter):
    """A missing Redis is told in a line, not in a traceback a second: boards go on without it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Put the exception's own words in the place of its traceback."""
        if record.exc_info and record.exc_info[1] is not None:
            record.msg = f"{record.msg}: {record.exc_info[1]!r}"
            record.exc_info = None
        return True


class OthersInOneLine(logging.Filter):
    """The same for what is no fault of the desk's code, and comes again with every request meanwhile.

    A database that is away or full; a screen whose text is none.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Leave every other fault its traceback."""
        problem = record.exc_info[1] if record.exc_info else None
        if isinstance(problem, OTHERS):
            # Its own words, not its form for programmers, which holds all that a screen had sent.
            record.msg = f"{record.msg}: {type(problem).__name__}: {problem}"
            record.exc_info = None
        return True
