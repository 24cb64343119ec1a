"""Lines that were told and that a correction or a withdrawal took away.

Owns the record of them, the newest last. Refuses lines that only grew stale: a record that was beaten, a
count that went on.
"""

from collections import deque
from collections.abc import Callable, Mapping
from datetime import datetime

from results.psephology.headlines.facts import Gone, Headline

KEPT = 400
# Figures that say over how much a line is true; it stays the same line while they go on.
CONTEXT = frozenset({"declared", "net", "winner_net"})
Find = Callable[[str], Headline | None]


class Withdrawn:
    """What is not true any more, by what was said and when."""

    def __init__(self) -> None:
        self._taken: deque[tuple[Headline, datetime]] = deque(maxlen=KEPT)

    def take(self, told: Mapping[str, Headline], *, find: Find, at: datetime) -> None:
        """Keep those lines that stood before a correction and do not stand after it."""
        for key, was in told.items():
            if not same(was, find(key)):
                self._taken.append((was, at))

    def read(self, *, find: Find, limit: int) -> tuple[Gone, ...]:
        """The newest first, each with the line that stands in its place now; none that is true again."""
        gone: list[Gone] = []
        for was, at in reversed(self._taken):
            if len(gone) == limit:
                break
            now = find(was.key)
            if not same(was, now):
                gone.append(Gone(was=was, at=at, now=now))
        return tuple(gone)


def same(was: Headline, now: Headline | None) -> bool:
    """Whether a line still says what it said, whatever else was declared since."""
    return now is not None and (was.sentence == now.sentence or _claim(was) == _claim(now))


def _claim(line: Headline) -> tuple[object, ...]:
    figures = {name: figure for name, figure in line.figures.items() if name not in CONTEXT}
    return line.contest, line.council, line.parties, figures
