"""Lines about deposits a party has lost over all that is declared.

Owns the count, for parties that won or defended a seat: of the others nobody expected better. Refuses
wards, where nobody leaves a deposit, and mayors, who leave another one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from results.psephology.headlines.about import About
from results.psephology.headlines.facts import Headline, Kind
from results.psephology.headlines.night import Night, When, counts, when
from results.psephology.headlines.ranked import Ranked
from results.psephology.headlines.words import capital

FEWEST = 5


class Deposits:
    """Seats where a party's candidates lost their deposits, and how often it stood."""

    def __init__(self, night: Night) -> None:
        self._night = night
        self._lost: defaultdict[str, Ranked[When]] = defaultdict(Ranked)
        self._stood: Counter[str] = Counter()

    def add(self, about: About) -> None:
        for party in _stood(about):
            self._stood[party] += 1
        for party in _lost(about):
            self._lost[party].add(when(about.seat))

    def remove(self, about: About) -> None:
        for party in _stood(about):
            self._stood[party] -= 1
        for party in _lost(about):
            self._lost[party].remove(when(about.seat))

    def lines(self) -> Iterator[Headline]:
        """A line for each such party with five or more."""
        night = self._night
        for party, lost in sorted(self._lost.items()):
            known = (night.won[party] or night.held[party]) and not night.words.independent(party)
            if known and len(lost) >= FEWEST:
                yield self._line(party, lost)

    def _line(self, party: str, lost: Ranked[When]) -> Headline:
        night, stood = self._night, self._stood[party]
        sentence = (
            f"{night.words.noun(party)} lost {len(lost):,} deposits, of {stood:,} contested"
            f"{night.words.there}{night.so_far}"
        )
        return Headline(
            key=f"{Kind.LOST_DEPOSITS}:{party}",
            kind=Kind.LOST_DEPOSITS,
            strength=round(22 + 30 * len(lost) / stood),
            sentence=capital(sentence),
            figures={"lost": f"{len(lost):,}", "stood": f"{stood:,}"},
            since=night.at(lost[-1]),
            parties=(party,),
        )


def _stood(about: About) -> tuple[str, ...]:
    if not about.polled or not counts(about):
        return ()
    return tuple(dict.fromkeys(own.party for own in about.ranked))


def _lost(about: About) -> tuple[str, ...]:
    """Parties with a lost deposit; one with two candidates is counted once a seat."""
    if not about.polled or not counts(about):
        return ()
    return tuple(dict.fromkeys(own.party for own in about.ranked if own.lost_deposit))
