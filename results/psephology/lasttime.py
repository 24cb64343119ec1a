"""Who stood last time, and with how many votes: what tonight's candidates are compared with.

Owns when a comparison may be made at all. Refuses to guess: an independent is compared only with
the same person, a party only where it has one candidate now, and nobody with a catch-all line.
"""

from dataclasses import dataclass
from fractions import Fraction

from results.psephology.counts import Previous, PreviousLine, Standing
from results.psephology.percent import share


def same_person(one: str, other: str) -> bool:
    """Whether two names are of one person: case and blanks aside. A blank name is nobody's."""
    return bool(one.strip()) and _plain(one) == _plain(other)


@dataclass(frozen=True, slots=True)
class LastTime:
    """The previous result beside tonight's ballot paper; `previous` is None where they cannot be compared."""

    previous: Previous | None
    standings: tuple[Standing, ...]

    @property
    def valid(self) -> int:
        """All valid votes last time; 0 where they cannot be compared."""
        return self.previous.valid if self.previous else 0

    @property
    def lines(self) -> tuple[PreviousLine, ...]:
        """The lines to compare with, catch-all ones included."""
        return self.previous.lines if self.previous else ()

    def votes(self, standing: Standing) -> int | None:
        """Votes last time of the candidate's party, or of the same independent; None: no comparison."""
        own = self._own(standing)
        alone = sum(_same_side(standing, other) for other in self.standings) == 1
        if not (self.valid and own and alone):
            return None
        return sum(line.votes for line in own)

    def share(self, standing: Standing) -> Fraction | None:
        """Exact share of all valid votes last time; None where there is no comparison."""
        votes = self.votes(standing)
        return None if votes is None else share(votes, self.valid)

    def stood(self, standing: Standing) -> bool | None:
        """Whether the party, or the same independent, stood last time; None where nobody can say.

        Nobody can say where a catch-all line with votes, or an unnamed independent's, may hide it, or
        where two candidates of one side share what it had last time.
        """
        if not self.valid:
            return None
        if self._own(standing):
            return None if self.votes(standing) is None else True
        return None if self._may_hide(standing) else False

    def votes_of_party(self, party: str) -> int:
        """Votes last time of everybody who tallied under a party's code."""
        return sum(line.votes for line in self.lines if line.party == party)

    def _own(self, standing: Standing) -> list[PreviousLine]:
        return [line for line in self.lines if not self._catches(line) and _continues(standing, line)]

    def _may_hide(self, standing: Standing) -> bool:
        return any(line.votes and self._unnamed(standing, line) for line in self.lines)

    def _unnamed(self, standing: Standing, line: PreviousLine) -> bool:
        nameless = standing.independent and line.independent and not line.person.strip()
        return nameless or self._catches(line)

    def _catches(self, line: PreviousLine) -> bool:
        return self.previous is not None and line.party in self.previous.catch_all


def _continues(standing: Standing, line: PreviousLine) -> bool:
    if standing.independent or line.independent:
        return standing.independent and line.independent and same_person(standing.name, line.person)
    return standing.party == line.party


def _same_side(one: Standing, other: Standing) -> bool:
    if one.independent or other.independent:
        return one.independent and other.independent and _plain(one.name) == _plain(other.name)
    return one.party == other.party


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
