"""Lines about groups of seats that all went one way: a county, a city, a council.

Owns the seats of each group by party. Refuses to speak before the last of them is in, and of independents,
who are not one side.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping

from results.psephology.headlines.about import About
from results.psephology.headlines.facts import Headline, Kind
from results.psephology.headlines.night import Night, When, when
from results.psephology.headlines.ranked import Ranked

SMALLEST = 3


class Sweeps:
    """Seats declared by group. `sizes`: how many each group has."""

    def __init__(self, night: Night, sizes: Mapping[str, int]) -> None:
        self._night = night
        self._sizes = sizes
        self._won: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._gained: Counter[str] = Counter()
        self._moments: defaultdict[str, Ranked[When]] = defaultdict(Ranked)

    def add(self, about: About) -> None:
        self._moments[about.seat.group].add(when(about.seat))
        self._count(about, 1)

    def remove(self, about: About) -> None:
        self._moments[about.seat.group].remove(when(about.seat))
        self._count(about, -1)

    def line_of(self, group: str) -> Headline | None:
        """The line of a group that is all one party's; None of any other."""
        size = self._sizes.get(group, 0)
        moments = self._moments[group]
        won = [party for party, seats in self._won[group].items() if seats]
        if not group or size < SMALLEST or len(moments) != size or len(won) != 1:
            return None
        if self._night.words.independent(won[0]):
            return None
        return self._line(group, won[0], size, self._gained[group])

    def _count(self, about: About, one: int) -> None:
        group = about.seat.group
        self._won[group][about.seat.party] += one
        self._gained[group] += one if about.loser else 0

    def _line(self, group: str, party: str, size: int, gained: int) -> Headline:
        new = f"{gained} of them gained" if gained else "none of them gained"
        return Headline(
            key=f"{Kind.SWEEP}:{group}",
            kind=Kind.SWEEP,
            strength=min(78, 50 + 5 * gained) if gained else 24,
            sentence=f"All {size} seats in {group} are {self._night.words.name(party)}, {new}",
            figures={"seats": str(size), "gained": str(gained)},
            since=self._night.at(self._moments[group][-1]),
            parties=(party,),
        )
