"""Lines about the first seats of a party that held none of those declared.

Owns the order in which each party won its seats. Refuses to speak of any seat that is not declared yet: "none
of the 59 declared was Green before" is proved, "the first ever" is not; and of seats that nobody knows who
held.
"""

from collections import defaultdict
from collections.abc import Iterator

from results.psephology.headlines.about import About
from results.psephology.headlines.facts import Headline, Kind
from results.psephology.headlines.night import FEW, Night, When, counts, when
from results.psephology.headlines.ranked import Ranked
from results.psephology.headlines.words import capital, place

# First, second and third seat; after that a party is no news by being there.
STRENGTHS = (84, 79, 58)
# A party with so many of the votes last time was always going to win something.
SMALL_PCT = 15
OF_A_LARGE_PARTY = 34


class Firsts:
    """Seats won, by party, in the order of the night."""

    def __init__(self, night: Night) -> None:
        self._night = night
        self._won: defaultdict[str, Ranked[When]] = defaultdict(Ranked)

    def add(self, about: About) -> None:
        if counts(about):
            self._won[about.seat.party].add(when(about.seat))

    def remove(self, about: About) -> None:
        if counts(about):
            self._won[about.seat.party].remove(when(about.seat))

    def lines(self) -> Iterator[Headline]:
        """First seats of parties that held none; nothing before the third seat is in."""
        if self._night.declared < FEW:
            return
        for party, won in sorted(self._won.items()):
            if won and not self._night.held[party] and self._night.known == self._night.declared:
                yield from self._of_party(party, won)

    def _of_party(self, party: str, won: Ranked[When]) -> Iterator[Headline]:
        small = self._night.share_then(party) < SMALL_PCT
        strengths = STRENGTHS if small else (OF_A_LARGE_PARTY,)
        for number, strength in zip(range(len(won)), strengths, strict=False):
            yield self._line(party, number, won[number], strength)

    def _line(self, party: str, number: int, moment: When, strength: int) -> Headline:
        night, words = self._night, self._night.words
        about = night.seats[moment[1]]
        who, what = about.seat.name, "seat declared"
        if about.winner and words.independent(party):
            who, what = f"{about.winner.name}, {about.seat.name}", "declared elected"
        sentence = (
            f"{capital(place(number + 1))} {words.name(party)} {what}{words.there}{night.so_far}: {who}; "
            f"none of the {night.declared:,} was {words.name(party)} before"
        )
        return Headline(
            key=f"{Kind.FIRST_SEAT}:{party}" + (f":{number + 1}" if number else ""),
            kind=Kind.FIRST_SEAT,
            strength=strength,
            sentence=sentence,
            figures={"number": str(number + 1), "held": "0", "declared": f"{night.declared:,}"},
            since=max(about.seat.at, night.third()),
            contest=about.seat.code,
            parties=(party,),
        )
