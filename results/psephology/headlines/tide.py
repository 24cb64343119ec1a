"""Lines about seats that went against the tide: from a party that gains overall, or to one that loses.

Owns the tide, party by party, and the seats lost by one to another, kept together: when a tide turns, all of
them become true or untrue at once, and none is looked at. Refuses seats that did not change hands.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from results.psephology.headlines.about import About
from results.psephology.headlines.facts import Headline, Kind
from results.psephology.headlines.night import Night, When, counts, when
from results.psephology.headlines.ranked import Ranked
from results.psephology.headlines.words import capital

# Winner and loser of a seat that changed hands.
Pair = tuple[str, str]
Entry = tuple[int, float, str]


class Turns:
    """A party's gains and losses in the order of the night, and when its balance last left nought."""

    def __init__(self) -> None:
        self._events: Ranked[tuple[float, str, int]] = Ranked()
        self._net = 0
        self._since: When = (0.0, "")
        self._sure = True

    def add(self, event: tuple[float, str, int]) -> None:
        """A gain (1) or a loss (-1)."""
        self._events.add(event)
        if event != self._events[-1]:
            self._sure = False
        elif self._net == 0:
            self._since = event[:2]
        self._net += event[2]

    def remove(self, event: tuple[float, str, int]) -> None:
        self._events.remove(event)
        self._net -= event[2]
        self._sure = False

    def since(self) -> When:
        """The declaration by which the balance left nought for good. Raises ValueError at nought."""
        if not self._net:
            raise ValueError("There is no tide at nought.")
        if not self._sure:
            self._look_back()
        return self._since

    def _look_back(self) -> None:
        """Only after a correction, or a declaration that came out of order."""
        net = self._net
        for place in range(len(self._events) - 1, -1, -1):
            moment, code, change = self._events[place]
            net -= change
            if net == 0:
                self._since = (moment, code)
                break
        self._sure = True


@dataclass(frozen=True, slots=True)
class Stream:
    """What the lines of one winner and loser share. `source` ends sentences where the winner goes under."""

    strength: int
    opening: str
    source: str
    down: str
    figures: Mapping[str, str]
    since: datetime
    pair: Pair


class Tide:
    """Seats that changed hands, by winner and loser."""

    def __init__(self, night: Night) -> None:
        self._night = night
        self._lost: defaultdict[Pair, Ranked[Entry]] = defaultdict(Ranked)
        self._turns: defaultdict[str, Turns] = defaultdict(Turns)
        self._changes: defaultdict[str, int] = defaultdict(int)

    def add(self, about: About) -> None:
        if pair := pair_of(about):
            self._lost[pair].add(_entry(about))
            for party, change in zip(pair, (1, -1), strict=True):
                self._turns[party].add((*when(about.seat), change))
                self._changes[party] += 1

    def remove(self, about: About) -> None:
        if pair := pair_of(about):
            self._lost[pair].remove(_entry(about))
            for party, change in zip(pair, (1, -1), strict=True):
                self._turns[party].remove((*when(about.seat), change))
                self._changes[party] -= 1

    def pairs(self) -> tuple[Pair, ...]:
        """Winners and losers between whom seats went against the tide."""
        return tuple(pair for pair, lost in self._lost.items() if lost and self._against(pair))

    def of_pair(self, pair: Pair) -> Iterator[Headline]:
        """The lines of one winner and loser, strongest first; none while no tide runs against them."""
        if self._against(pair):
            stream = self._stream(pair)
            for bonus, _, code in reversed(self._lost[pair]):
                yield _line(self._night.seats[code], stream, bonus)

    def of_seat(self, code: str) -> Headline | None:
        """The line of a seat that went against the tide; None of any other."""
        about = self._night.seats.get(code)
        pair = pair_of(about) if about else None
        if about is None or pair is None or not self._against(pair):
            return None
        return _line(about, self._stream(pair), _bonus(about))

    def weight_of(self, code: str) -> Iterator[tuple[int, str]]:
        """Strength and key of the line of a seat that went against the tide; nothing of any other."""
        about = self._night.seats[code]
        pair = pair_of(about)
        if pair and self._against(pair):
            yield self._strength(pair) + _bonus(about), f"{Kind.AGAINST_THE_TIDE}:{code}"

    def touched(self, parties: Iterable[str]) -> tuple[Pair, ...]:
        """Winners and losers whose lines hang on these parties."""
        named = frozenset(parties)
        return tuple(pair for pair in self.pairs() if named & {*pair})

    def _against(self, pair: Pair) -> bool:
        winner, loser = pair
        return self._night.net[loser] > 0 or self._night.net[winner] < 0

    def _stream(self, pair: Pair) -> Stream:
        winner, loser = pair
        night, words = self._night, self._night.words
        where = f"{words.there}{night.so_far}"
        up, down = night.net[loser], -night.net[winner]
        if up > 0:
            named = "independents" if words.independent(loser) else words.noun(loser)
            opening, source = f"{named}, up {up:,}{where}, lost ", ""
        else:
            named = "independents" if words.independent(winner) else words.noun(winner)
            opening, source = f"{named}, down {down:,}{where}, gained ", f" from {words.noun(loser)}"
        return Stream(
            strength=self._strength(pair),
            opening=capital(opening),
            source=source,
            down=f", down {down:,}" if down > 0 and not words.independent(winner) else "",
            figures={"net": f"{up:+,}", "winner_net": f"{-down:+,}"},
            since=self._turned(pair),
            pair=pair,
        )

    def _turned(self, pair: Pair) -> datetime:
        winner, loser = pair
        party = loser if self._night.net[loser] > 0 else winner
        return self._night.at(self._turns[party].since())

    def _strength(self, pair: Pair) -> int:
        """From 62 where the tide is hardly one to 88 where nothing else went against it."""
        party = pair[1] if self._night.net[pair[1]] > 0 else pair[0]
        net, changes = abs(self._night.net[party]), self._changes[party]
        return 62 + round(20 * net / changes) + min(6, net // 2)


def pair_of(about: About) -> Pair | None:
    """Winner and loser of a seat that changed hands between two sides; None of any other."""
    if about.loser is None or about.loser == about.seat.party or not counts(about):
        return None
    return about.seat.party, about.loser


def _line(about: About, stream: Stream, bonus: int) -> Headline:
    seat = about.seat
    end = stream.source or f" to {about.taker}{stream.down}"
    return Headline(
        key=f"{Kind.AGAINST_THE_TIDE}:{seat.code}",
        kind=Kind.AGAINST_THE_TIDE,
        strength=stream.strength + bonus,
        sentence=f"{stream.opening}{seat.name}{end}",
        figures=stream.figures,
        since=max(seat.at, stream.since),
        contest=seat.code,
        parties=stream.pair,
    )


def _bonus(about: About) -> int:
    """A point for each ten points of the majority that went, at most six."""
    then = about.majority_then
    return min(6, int(then.pct) // 10) if then else 0


def _entry(about: About) -> Entry:
    """The safest seats last."""
    return _bonus(about), *when(about.seat)
