"""Where addresses lead, remembered for a moment: a storm of screens that come back asks for each once.

Owns how long. Refuses to remember that an address leads nowhere, for it may from now on, and to say at what
number an election is: `heads` asks for that each time.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from time import monotonic

from results.boards.heads import Place, contest_place, council_place, region_place

FOR_S = 2.0
MOST = 4096
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Address:
    """Row ids of what an address names and of its election."""

    id: int
    election: int


class Addresses:
    """The addresses that were asked for lately in a process. Ask from any thread."""

    def __init__(self) -> None:
        self._known: OrderedDict[Key, tuple[float, Address]] = OrderedDict()
        self._lock = Lock()

    def of(self, key: Key, ask: Callable[[], Place | None]) -> Address | None:
        """Where this one leads, or None: one query, or none where it was asked for a moment ago."""
        with self._lock:
            at, address = self._known.get(key, (float("-inf"), None))
        if address is not None and monotonic() - at < FOR_S:
            return address
        asked = monotonic()
        if (place := ask()) is None:
            return None
        found = Address(place.id, place.election)
        with self._lock:
            self._known[key] = asked, found
            self._known.move_to_end(key)
            while len(self._known) > MOST:
                self._known.popitem(last=False)
        return found

    def forget(self) -> None:
        """Begin again, as a new process does."""
        with self._lock:
            self._known.clear()


def region_at(*, slug: str, code: str) -> Address | None:
    """Where a region's address leads; None where there is no such region."""
    return addresses_here.of(("region", slug, code), lambda: region_place(slug=slug, code=code))


def contest_at(*, slug: str, code: str) -> Address | None:
    """Where a contest's address leads; None where there is no such contest."""
    return addresses_here.of(("contest", slug, code), lambda: contest_place(slug=slug, code=code))


def council_at(*, slug: str, code: str) -> Address | None:
    """Where a council's address leads; None where there is no such council."""
    return addresses_here.of(("council", slug, code), lambda: council_place(slug=slug, code=code))


# One a process.
addresses_here = Addresses()
