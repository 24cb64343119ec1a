"""A count beside the names of those who stand: what can be said of its figures before anybody judges.

Owns which figures can be believed, who has most, and how votes and names are written in a sentence.
Refuses to complain: that is `checks.py` and the modules for each way of filling seats.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from results.psephology.counts import Count, Standing

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True, slots=True)
class Figures:
    """A count with the names of those who stand; `names` by ballot-paper number.

    `totals` are the votes that decide: those of the count, or with second preferences added; empty where
    those cannot be right, and nobody can say who leads.
    `when` says so in sentences, with a blank before it: " after second preferences".
    """

    names: dict[int, str]
    count: Count
    totals: Mapping[int, int]
    when: str = ""

    @property
    def complete(self) -> bool:
        """Whether every candidate has votes, nobody else has, and none are negative."""
        votes = self.count.votes
        return votes.keys() == self.names.keys() and min(votes.values(), default=0) >= 0

    @property
    def valid(self) -> int:
        return sum(self.count.votes.values())

    @property
    def rejected(self) -> int:
        return self.count.rejected or 0

    @property
    def above_electorate(self) -> list[int]:
        """Candidates with more votes than there are electors, where the electorate can be believed."""
        electorate = self.count.electorate
        votes = self.count.votes
        return [number for number in self.known if votes[number] > electorate > 0]

    @property
    def known(self) -> list[int]:
        return [number for number in self.names if number in self.count.votes]

    @property
    def marked(self) -> list[int]:
        """Those marked as elected who are on the ballot paper."""
        return sorted(self.count.elected & self.names.keys())

    @property
    def believable(self) -> bool:
        """Whether the votes settle anything: figures that are missing or impossible do not."""
        return self.complete and self.valid > 0 and len(self.above_electorate) != 1

    @property
    def leaders(self) -> list[int]:
        """Who has most votes; nobody where figures settle nothing."""
        if not (self.believable and self.totals):
            return []
        most = max(self.totals.values())
        return [number for number in self.names if self.totals[number] == most]

    def listed(self, numbers: list[int]) -> str:
        return listed([self.names[number] for number in numbers])


def figures_of(*, standings: tuple[Standing, ...], count: Count) -> Figures:
    """A count with names; candidates of one name are told apart by party."""
    often = Counter(standing.name for standing in standings)
    ordered = sorted(standings, key=lambda standing: standing.number)
    names = {
        standing.number: standing.name if often[standing.name] == 1 else f"{standing.name} ({standing.party})"
        for standing in ordered
    }
    return Figures(names=names, count=count, totals=count.votes)


def votes_words(votes: int) -> str:
    """Votes as they are written: "1 vote", "14,426 votes"."""
    return "1 vote" if votes == 1 else f"{votes:,} votes"


def listed(names: list[str]) -> str:
    """Names as they are written: "A, B and C"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def spelt(number: int) -> str:
    """A small number in words; others in figures."""
    return NUMBERS[number] if number < len(NUMBERS) else f"{number:,}"


def seats_words(seats: int) -> str:
    """Seats as they are written: "one seat", "three seats"."""
    return "one seat" if seats == 1 else f"{spelt(seats)} seats"
