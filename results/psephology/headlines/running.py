"""The night so far as lines for a producer, the strongest first.

Owns the order of work: a declaration is judged once, by itself, and counted; what hangs on the whole night is
worded when it is read. So a declaration costs the same whatever was declared before. Refuses to know who may
be told: what is declared here may be told.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from heapq import merge

from results.psephology.headlines import contest, councils
from results.psephology.headlines.about import About
from results.psephology.headlines.counted import Counted
from results.psephology.headlines.deposits import Deposits
from results.psephology.headlines.facts import Chamber, Gone, Headline, Kind, Party, Seat
from results.psephology.headlines.firsts import Firsts
from results.psephology.headlines.night import Night, strength_order
from results.psephology.headlines.shelf import Shelf
from results.psephology.headlines.superlatives import Superlatives
from results.psephology.headlines.sweeps import Sweeps
from results.psephology.headlines.tide import Tide
from results.psephology.headlines.weighing import ALONE, shared, strongest, weighed
from results.psephology.headlines.withdrawn import Find, Withdrawn
from results.psephology.headlines.words import Words

# Of the seats of one winner and loser that a correction takes off the tide, so many are told as gone.
TOLD_OF_A_PAIR = 5


class Running:
    """The night so far, of one region or of a whole election.

    `groups` says how many seats each group has, for sweeps; `total` how many seats there are, 0 where that
    is not known. Lines depend only on what is declared and its times, not on what was corrected on the way.
    """

    def __init__(
        self,
        *,
        parties: Mapping[str, Party],
        groups: Mapping[str, int] | None = None,
        total: int = 0,
        region_name: str = "",
    ) -> None:
        self._words = Words(parties=parties, region=region_name)
        self._night = Night(words=self._words, total=total)
        self._alone: dict[str, tuple[Headline, ...]] = {}
        self._shelf = Shelf()
        self._tide = Tide(self._night)
        self._firsts = Firsts(self._night)
        self._records = Superlatives(self._night)
        self._counted = Counted(self._night)
        self._deposits = Deposits(self._night)
        self._sweeps = Sweeps(self._night, groups or {})
        self._councils = councils.Councils(self._words)
        self._withdrawn = Withdrawn()

    def declare(self, seat: Seat, *, at: datetime | None = None) -> None:
        """A declared seat; one that is known already is corrected, or has its figures now.

        `at` is when a correction came; without it the later of both times of the seat stands for it.
        """
        was = self._night.seats.get(seat.code)
        if was is None:
            self._add(About(seat, self._words))
        elif was.seat != seat:
            self._correct(was, About(seat, self._words), at or max(was.seat.at, seat.at))

    def withdraw(self, code: str, *, at: datetime) -> None:
        """Take a declared seat back; one that is not known is left alone."""
        was = self._night.seats.get(code)
        if was is not None:
            told = self._told(was)
            self._remove(was)
            self._withdrawn.take(told, find=self._finder(), at=at)

    def chamber(self, chamber: Chamber) -> None:
        """A council as it is now, in the place of what was known of it."""
        was = self._councils.known.get(chamber.code)
        told = councils.lines_of(was, self._words) if was else ()
        for line in told:
            self._shelf.drop(line.key)
        self._councils.put(chamber)
        for line in weighed(councils.lines_of(chamber, self._words)):
            self._shelf.put(line)
        if was and councils.corrected(was, chamber):
            self._withdrawn.take({line.key: line for line in told}, find=self._finder(), at=chamber.at)

    def lines(
        self,
        *,
        limit: int = 40,
        kinds: frozenset[Kind] | None = None,
        parties: frozenset[str] | None = None,
    ) -> tuple[Headline, ...]:
        """The strongest lines, strongest first; of these kinds, and about any of these parties.

        A line of a contest is as strong as it is beside all others of that contest, whatever is asked for.
        """
        whole = tuple(self._whole())
        wanted = [
            line
            for line in whole
            if (kinds is None or line.kind in kinds) and (parties is None or parties & {*line.parties})
        ]
        against = kinds is None or Kind.AGAINST_THE_TIDE in kinds
        candidates = merge(
            sorted(wanted, key=strength_order, reverse=True),
            self._shelf.strongest(kinds=kinds, parties=parties),
            *(
                self._tide.of_pair(pair)
                for pair in self._tide.pairs()
                if against and (parties is None or parties & {*pair})
            ),
            key=strength_order,
            reverse=True,
        )
        return strongest(candidates, final=self._beside(whole), limit=limit)

    def gone(self, *, limit: int = 20) -> tuple[Gone, ...]:
        """What was told and a correction or a withdrawal took away, the newest first."""
        return self._withdrawn.read(find=self._finder(), limit=limit)

    def _add(self, about: About) -> None:
        self._night.add(about)
        for part in self._parts:
            part.add(about)
        self._alone[about.seat.code] = contest.lines_of(about)
        for line in weighed(self._alone[about.seat.code]):
            self._shelf.put(line)
        self._sweep(about.seat.group)

    def _remove(self, about: About) -> None:
        for line in self._alone.pop(about.seat.code):
            self._shelf.drop(line.key)
        for part in self._parts:
            part.remove(about)
        self._night.remove(about)
        self._sweep(about.seat.group)

    def _correct(self, was: About, now: About, at: datetime) -> None:
        told = {} if _only_fuller(was.seat, now.seat) else self._told(was, now)
        self._remove(was)
        self._add(now)
        if told:
            self._withdrawn.take(told, find=self._finder(), at=at)

    def _sweep(self, group: str) -> None:
        self._shelf.drop(f"{Kind.SWEEP}:{group}")
        if line := self._sweeps.line_of(group):
            self._shelf.put(line)

    @property
    def _parts(self) -> tuple["Tide | Firsts | Superlatives | Counted | Deposits | Sweeps", ...]:
        return self._tide, self._firsts, self._records, self._counted, self._deposits, self._sweeps

    def _whole(self) -> Iterator[Headline]:
        """Lines that hang on the whole night: no more than there are parties, kinds and councils."""
        yield from self._firsts.lines()
        yield from self._records.lines()
        yield from self._counted.lines()
        yield from self._deposits.lines()
        yield from self._councils.lines()

    def _told(self, *abouts: About) -> dict[str, Headline]:
        """The lines that a correction of a seat may take away."""
        told = [*self._whole()]
        parties: set[str] = set()
        for about in abouts:
            code, group = about.seat.code, about.seat.group
            parties |= {about.seat.party, about.loser or about.seat.party}
            told += self._alone.get(code, ())
            told += filter(None, (self._tide.of_seat(code), self._shelf.get(f"{Kind.SWEEP}:{group}")))
        for pair in self._tide.touched(parties):
            told += (line for _, line in zip(range(TOLD_OF_A_PAIR), self._tide.of_pair(pair), strict=False))
        return {line.key: line for line in told}

    def _finder(self) -> Find:
        """Finds what stands under a key now, whichever part it comes from."""
        whole = {line.key: line for line in self._whole()}

        def find(key: str) -> Headline | None:
            return self._shelf.get(key) or whole.get(key) or self._against_by_key(key)

        return find

    def _against_by_key(self, key: str) -> Headline | None:
        kind, _, code = key.partition(":")
        return self._tide.of_seat(code) if kind == Kind.AGAINST_THE_TIDE else None

    def _beside(self, whole: tuple[Headline, ...]) -> Callable[[Headline], Headline]:
        """Gives a line the strength it has beside all others of its contest."""
        firsts: defaultdict[str, list[Headline]] = defaultdict(list)
        for line in whole:
            if line.kind not in ALONE:
                firsts[line.contest].append(line)
        settled: dict[str, dict[str, int]] = {}

        def final(line: Headline) -> Headline:
            code = line.contest
            if not code or line.kind in ALONE:
                return line
            if code not in settled:
                own = [(one.strength, one.key) for one in (*self._alone[code], *firsts[code])]
                settled[code] = shared((*own, *self._tide.weight_of(code)))
            return replace(line, strength=settled[code][line.key])

        return final


def _only_fuller(was: Seat, now: Seat) -> bool:
    """Whether figures only follow a call that was right: nothing that was told is taken back."""
    called = (was.party, was.word, was.previous_party) == (now.party, now.word, now.previous_party)
    return called and now.figures and not was.figures
