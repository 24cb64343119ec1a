"""How lines about one contest share its weight, and how the strongest of many lines are found.

Owns the rule that a contest's strongest line carries and the others come after: the same upset told five
times would hide four others. Refuses to drop a line: a weaker one is still true.
"""

from bisect import insort
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain, repeat

from results.psephology.headlines.facts import Headline, Kind
from results.psephology.headlines.night import Order, strength_order

# Per cent of its strength that a contest's first line keeps, its second, and so on.
KEPT = (100, 82, 66, 46, 36, 28)
# Records of the night are told whatever else is told of the contest that holds them.
ALONE = frozenset({Kind.CLOSEST, Kind.LARGEST_SWING})


def shared(lines: Iterable[tuple[int, str]]) -> dict[str, int]:
    """The strength of each line of one contest beside the others, by key; lines as strength and key."""
    ranked = sorted(lines, reverse=True)
    kept = chain(KEPT, repeat(KEPT[-1]))
    return {key: strength * part // 100 for (strength, key), part in zip(ranked, kept, strict=False)}


def weighed(lines: tuple[Headline, ...]) -> Iterator[Headline]:
    """The lines of one contest, each with the strength it has beside the others."""
    strengths = shared((line.strength, line.key) for line in lines)
    for line in lines:
        yield replace(line, strength=strengths[line.key])


def strongest(
    candidates: Iterable[Headline], *, final: Callable[[Headline], Headline], limit: int
) -> tuple[Headline, ...]:
    """The strongest lines by their final strength, which is at most the one they come with.

    `candidates` come strongest first. No more of them are looked at than may still be among the strongest.
    """
    found: list[Headline] = []
    waiting: list[tuple[Order, Headline]] = []
    for candidate in candidates:
        while waiting and len(found) < limit and waiting[-1][0] >= strength_order(candidate):
            found.append(waiting.pop()[1])
        if len(found) >= limit:
            break
        settled = final(candidate)
        insort(waiting, (strength_order(settled), settled), key=_order)
    while waiting and len(found) < limit:
        found.append(waiting.pop()[1])
    return tuple(found)


def _order(entry: tuple[Order, Headline]) -> Order:
    return entry[0]
