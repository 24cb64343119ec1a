"""Lines kept in order of strength, by kind and by party, so that the strongest of any choice come first.

Owns the order of lines that hang on one contest, one group or one council alone. Refuses to judge, and to
look at more lines than are asked for.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from heapq import merge

from results.psephology.headlines.facts import Headline, Kind
from results.psephology.headlines.night import Order, When
from results.psephology.headlines.ranked import Ranked

# A kind, and a party or "" for all of them.
Place = tuple[Kind, str]


class Shelf:
    """Lines by key, and their order in every place where they stand: by strength, then by time."""

    def __init__(self) -> None:
        self._lines: dict[str, Headline] = {}
        self._places: defaultdict[Place, defaultdict[int, Ranked[When]]] = defaultdict(
            lambda: defaultdict(Ranked)
        )

    def put(self, line: Headline) -> None:
        """A line whose key is not there yet."""
        self._lines[line.key] = line
        entry = line.since.timestamp(), line.key
        for place in _places(line):
            self._places[place][line.strength].add(entry)

    def drop(self, key: str) -> None:
        """Take a line away, where there is one."""
        line = self._lines.pop(key, None)
        if line is not None:
            entry = line.since.timestamp(), key
            for place in _places(line):
                self._places[place][line.strength].remove(entry)

    def get(self, key: str) -> Headline | None:
        return self._lines.get(key)

    def strongest(
        self, *, kinds: Iterable[Kind] | None = None, parties: Iterable[str] | None = None
    ) -> Iterator[Headline]:
        """Lines of these kinds about any of these parties, strongest first, each once."""
        sources = [
            _in_order(self._places[kind, party])
            for kind in (Kind if kinds is None else kinds)
            for party in ([""] if parties is None else parties)
            if (kind, party) in self._places
        ]
        last = ""
        for *_, key in merge(*sources, reverse=True):
            # A line about two of the parties stands in two places, with the same order in both.
            if key != last:
                last = key
                yield self._lines[key]


def _in_order(strengths: dict[int, Ranked[When]]) -> Iterator[Order]:
    for strength in sorted(strengths, reverse=True):
        for moment, key in reversed(strengths[strength]):
            yield strength, moment, key


def _places(line: Headline) -> Iterator[Place]:
    yield line.kind, ""
    for party in dict.fromkeys(line.parties):
        yield line.kind, party
