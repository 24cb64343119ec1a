"""At most a handful of boards come in at once: the others wait outside, in the order they came.

Owns the pace of a storm. Thousands of boards that lost their server are back within seconds, and each turn of
the loop in which all of them were looked at would keep a declaration waiting that long. So a few are let in a
turn, fewer while somebody waits for a page, and no more than `AT_ONCE` are on their way. Owns that a place is
given back, whatever becomes of who has it. Refuses to know who comes: those of what is on air, and of the
desk, do not stand here.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Hashable, MutableMapping
from weakref import WeakKeyDictionary

AT_ONCE = 64
# Each takes half a millisecond of its turn.
TOGETHER = 8
# Between two handfuls while somebody waits for a page: in it, her request is worked on.
GIVE_WAY_S = 0.004
# So many a second all the same: ten thousand must be back before those who look at them give up.
A_SECOND = 1_000
# Who is neither let in nor turned away by then has something else to wait for than the others.
PLACE_S = 10.0
Through = Callable[[], None]
Comes = Callable[[Through], None]

log = logging.getLogger(__name__)
_here: MutableMapping[asyncio.AbstractEventLoop, "Turnstile"] = WeakKeyDictionary()


class Turnstile:
    """Of one loop. Call everything on it."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._waiting: deque[Comes] = deque()
        self._inside = 0
        self._asking: set[Hashable] = set()
        self._turn: asyncio.Handle | None = None
        self._last = loop.time()

    def wait(self, comes: Comes) -> None:
        """Have `comes` called when it is its turn, with what it is to call once, as soon as it is through."""
        self._waiting.append(comes)
        self._next()

    def asks(self, who: Hashable) -> None:
        """Somebody waits for a page."""
        self._asking.add(who)

    def answered(self, who: Hashable) -> None:
        """She has it, or is gone."""
        self._asking.discard(who)

    def _next(self) -> None:
        if self._turn is not None or not self._waiting or self._inside >= AT_ONCE:
            return
        if self._asking:
            self._turn = self._loop.call_later(GIVE_WAY_S, self._let_in)
        else:
            self._turn = self._loop.call_soon(self._let_in)

    def _let_in(self) -> None:
        self._turn = None
        many = self._handful()
        for _ in range(min(many, AT_ONCE - self._inside, len(self._waiting))):
            self._let_one_in(self._waiting.popleft())
        self._next()

    def _let_one_in(self, comes: Comes) -> None:
        self._inside += 1
        place = _Place(self._loop, self._through)
        try:
            comes(place.leave)
        except Exception:
            log.exception("One that was to come in could not.")
            place.leave()

    def _handful(self) -> int:
        now = self._loop.time()
        since, self._last = now - self._last, now
        return max(1, round(since * A_SECOND)) if self._asking else TOGETHER

    def _through(self) -> None:
        self._inside -= 1
        self._next()


class _Place:
    """Of one that is on the way in: it is left once."""

    __slots__ = ("_left", "_timer")

    def __init__(self, loop: asyncio.AbstractEventLoop, left: Through) -> None:
        self._left = left
        self._timer: asyncio.TimerHandle | None = loop.call_later(PLACE_S, self.leave)

    def leave(self) -> None:
        """It is through, or gone, or has had its time."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
            self._left()


def turnstile(loop: asyncio.AbstractEventLoop) -> Turnstile:
    """The loop's own."""
    if loop not in _here:
        _here[loop] = Turnstile(loop)
    return _here[loop]
