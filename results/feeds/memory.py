"""Who was let in to a feed last, for the time in which the database cannot be asked.

Refuses to let anybody in who was not: it only remembers, and forgets whoever is turned away.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

MOST = 1024


class Admitted:
    """The readers of a process, by a hash of their token and the feed they read."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, Hashable], None] = OrderedDict()
        self._lock = Lock()

    def add(self, token: str, what: Hashable) -> None:
        """Remember that this token opened this feed."""
        with self._lock:
            self._known[_key(token, what)] = None
            self._known.move_to_end(_key(token, what))
            while len(self._known) > MOST:
                self._known.popitem(last=False)

    def discard(self, token: str, what: Hashable) -> None:
        """Forget it: the door was closed."""
        with self._lock:
            self._known.pop(_key(token, what), None)

    def knows(self, token: str, what: Hashable) -> bool:
        """Whether it opened this feed when it was asked last."""
        with self._lock:
            return _key(token, what) in self._known


def _key(token: str, what: Hashable) -> tuple[str, Hashable]:
    return hashlib.sha256(token.encode()).hexdigest(), what


# One a process.
admitted_here = Admitted()
