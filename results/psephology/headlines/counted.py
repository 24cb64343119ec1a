"""Lines that count seats of one sort among those that changed hands: "in 31 of 53 Conservative losses".

Owns what is counted, of how many. Refuses to count a seat whose figures are to follow, or whose shares do not
compare.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from results.psephology.headlines.about import About
from results.psephology.headlines.facts import Headline, Kind
from results.psephology.headlines.margins import exceeding
from results.psephology.headlines.night import Night, When, counts, when
from results.psephology.headlines.ranked import Ranked
from results.psephology.headlines.shares import compared, perhaps_risen, risen
from results.psephology.headlines.words import capital, owner

# Fewer are told one by one.
FEWEST = 3
# What is true of fewer than a third is no pattern.
PATTERN = 3
Subject = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A party counted in `number` seats of a subject, and all of that subject's seats by time."""

    subject: Subject
    party: str
    number: int
    of: Ranked[When]


class Tally:
    """Of the seats of each subject, how many each party is counted in."""

    def __init__(self) -> None:
        self.of: defaultdict[Subject, Ranked[When]] = defaultdict(Ranked)
        self.hits: defaultdict[Subject, Counter[str]] = defaultdict(Counter)

    def change(self, subject: Subject, about: About, parties: Iterable[str], one: int) -> None:
        """Count a seat (1), or take it out again (-1)."""
        moments = self.of[subject]
        (moments.add if one > 0 else moments.remove)(when(about.seat))
        for party in parties:
            self.hits[subject][party] += one

    def patterns(self) -> Iterator[Pattern]:
        """Each subject with the party counted most, by code among equals, where that is a pattern."""
        for subject, of in sorted(self.of.items()):
            counted = self.hits[subject]
            if len(of) < FEWEST or not counted:
                continue
            party, number = min(counted.items(), key=lambda pair: (-pair[1], pair[0]))
            if number >= FEWEST - 1 and PATTERN * number >= len(of):
                yield Pattern(subject, party, number, of)


class Counted:
    """Seats where a third party's vote exceeds the majority, or its share rose more, or the winner's fell."""

    def __init__(self, night: Night) -> None:
        self._night = night
        self._third = Tally()
        self._risen = Tally()
        self._fallen = Tally()
        self._unsure: defaultdict[Subject, Counter[str]] = defaultdict(Counter)

    def add(self, about: About) -> None:
        self._count(about, 1)

    def remove(self, about: About) -> None:
        self._count(about, -1)

    def lines(self) -> Iterator[Headline]:
        """A line for each party that lost seats, and for each that took them from it."""
        for found in self._third.patterns():
            yield self._line(Kind.THIRD_PARTY, found, self._third_sentence(found))
        for found in self._risen.patterns():
            yield self._line(Kind.VOTE_MOVED, found, self._risen_sentence(found))
        for found in self._fallen.patterns():
            yield self._line(Kind.VOTE_MOVED, found, self._fallen_sentence(found))

    def _third_sentence(self, found: Pattern) -> str:
        words, (loser,) = self._night.words, found.subject
        return (
            f"{owner(words.noun(found.party))} vote exceeds the majority in {found.number:,} of "
            f"{len(found.of):,} {words.name(loser)} losses"
        )

    def _risen_sentence(self, found: Pattern) -> str:
        words, (winner, loser) = self._night.words, found.subject
        least = "at least " if self._unsure[found.subject][found.party] else ""
        number = f"in {least}{found.number:,} of {len(found.of):,}"
        return (
            f"{number} {words.name(winner)} gains from {words.noun(loser)}, "
            f"{owner(words.noun(found.party))} share rose by more than {owner(words.noun(winner))}"
        )

    def _fallen_sentence(self, found: Pattern) -> str:
        words, (winner, loser) = self._night.words, found.subject
        return (
            f"{owner(words.noun(winner))} own share fell in {found.number:,} of the {len(found.of):,} seats "
            f"gained from {words.noun(loser)}"
        )

    def _count(self, about: About, one: int) -> None:
        lost, words = about.loser, self._night.words
        if lost is None or not counts(about) or not about.polled or words.independent(lost):
            return
        more = {own.party for own in exceeding(about) if not words.independent(own.party)}
        self._third.change((lost,), about, sorted(more), one)
        pair = compared(about)
        if pair:
            winner = about.seat.party
            fell = pair[1].change_pts is not None and pair[1].change_pts < 0
            self._risen.change((winner, lost), about, [own.party for own in risen(about)], one)
            self._unsure[winner, lost].update({own.party: one for own in perhaps_risen(about)})
            self._fallen.change((winner, lost), about, [winner] if fell else [], one)

    def _line(self, kind: Kind, found: Pattern, sentence: str) -> Headline:
        of = len(found.of)
        # Three of three is no more than three; ten or more make a pattern.
        pattern = 24 * found.number / of * min(1, of / 10)
        return Headline(
            key=f"{kind}:{':'.join((*found.subject, found.party))}",
            kind=kind,
            strength=round(30 + pattern + min(20, found.number)),
            sentence=capital(f"{sentence}{self._night.words.there}{self._night.so_far}"),
            figures={"counted": f"{found.number:,}", "of": f"{of:,}"},
            since=self._night.at(found.of[-1]),
            parties=tuple(dict.fromkeys((*found.subject, found.party))),
        )
