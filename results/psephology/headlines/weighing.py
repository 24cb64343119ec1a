"""How lines about one contest share its weight, and how the strongest of many lines are found.

Owns the rule that a contest's strongest line carries and the others come after: the same upset told five
times would hide four others. Refuses to drop a line: a weaker one is still true.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from heapq import heappop, heappush

from results.psephology.headlines.facts import Headline, Kind
from results.psephology.headlines.night import strength_order

# Per cent of its strength that a contest's first line keeps, its second, and so on.
KEPT = (100, 82, 66, 46, 36, 28)
# Records of the night are told whatever else is told of the contest that holds them.
ALONE = frozenset({Kind.CLOSEST, Kind.LARGEST_SWING})


def weighed(lines: Iterable[Headline]) -> Iterator[Headline]:
    """The lines of one contest, strongest first, each with the strength it has beside the others."""
    ranked = sorted(lines, key=strength_order)
    for place, line in enumerate(ranked):
        kept = KEPT[min(place, len(KEPT) - 1)]
        yield replace(line, strength=line.strength * kept // 100)


def strongest(
    candidates: Iterable[Headline], *, final: Callable[[Headline], Headline], limit: int
) -> tuple[Headline, ...]:
    """The strongest lines by their final strength, which is at most the one they come with.

    `candidates` come strongest first. No more of them are looked at than may still be among the strongest.
    """
    found: list[Headline] = []
    waiting: list[tuple[tuple[int, float, str], Headline]] = []
    for candidate in candidates:
        while waiting and len(found) < limit and waiting[0][0] <= strength_order(candidate):
            found.append(heappop(waiting)[1])
        if len(found) >= limit:
            break
        settled = final(candidate)
        heappush(waiting, (strength_order(settled), settled))
    while waiting and len(found) < limit:
        found.append(heappop(waiting)[1])
    return tuple(found)
