"""The newest warnings and errors of this process, kept in memory for the engineer on duty.

Refuses tracebacks and secrets: a line each, cut short; the log has the rest.
"""

import logging
from collections import deque
from dataclasses import dataclass

from results.measures.redaction import redacted

KEPT = 20
ROOM = 300


@dataclass(frozen=True, slots=True)
class Remark:
    """One line of the log. `at` in seconds since 1970."""

    at: float
    level: str
    words: str


_newest: deque[Remark] = deque(maxlen=KEPT)


class Remember(logging.Handler):
    """Keeps warnings and what is worse."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the line; what went wrong by its name alone. A page that is not there is nobody's trouble."""
        if getattr(record, "status_code", 500) < 500:
            return
        try:
            words = record.getMessage().partition("\n")[0]
            if record.exc_info and record.exc_info[0]:
                words = f"{words} ({record.exc_info[0].__name__})"
            _newest.append(Remark(record.created, record.levelname, redacted(words)[:ROOM]))
        except Exception:
            self.handleError(record)


def newest() -> tuple[Remark, ...]:
    """The newest first. May be asked from any thread."""
    return tuple(reversed(_newest.copy()))
