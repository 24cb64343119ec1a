"""A list kept in order, of tuples: who comes first, without looking at all of them again.

Owns insertion and removal by bisection. Refuses anything that does not compare.
"""

from bisect import bisect_left, insort
from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T", bound=tuple[object, ...])


class Ranked(Generic[T]):
    """Entries in ascending order; an entry is in it once."""

    def __init__(self) -> None:
        self._entries: list[T] = []

    def add(self, entry: T) -> None:
        # Most nights go on in order: the newest entry comes last, and nothing is searched.
        if not self._entries or self._entries[-1] < entry:
            self._entries.append(entry)
        else:
            insort(self._entries, entry)

    def remove(self, entry: T) -> None:
        """Take an entry out. Raises ValueError where it is not in."""
        where = bisect_left(self._entries, entry)
        if where == len(self._entries) or self._entries[where] != entry:
            raise ValueError(f"{entry} is not among them.")
        del self._entries[where]

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[T]:
        return iter(self._entries)

    def __reversed__(self) -> Iterator[T]:
        return reversed(self._entries)

    def __getitem__(self, place: int) -> T:
        return self._entries[place]
