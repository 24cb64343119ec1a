"""The seats declared so far, and the sums over them that rules ask for.

Owns what is declared, and of constituencies their order in time and each party's gains, losses and seats.
Refuses to say what is remarkable about them, and to add wards or mayors to constituencies: wards of several
seats never come here, so a sum over the others would be a sum over nothing in particular.
"""

from collections import Counter
from datetime import datetime

from results.psephology.headlines.about import About
from results.psephology.headlines.facts import Headline, Seat
from results.psephology.headlines.ranked import Ranked
from results.psephology.headlines.words import Words

# Before the third there is nothing to be first among.
FEW = 3
When = tuple[float, str]
Order = tuple[int, float, str]


def when(seat: Seat) -> When:
    """Where a seat stands in the order of the night; codes settle one minute."""
    return seat.at.timestamp(), seat.code


class Night:
    """What is declared. `total` is how many seats will be, 0 where nobody has said."""

    def __init__(self, *, words: Words, total: int) -> None:
        self.words = words
        self.total = total
        self.seats: dict[str, About] = {}
        self.order: Ranked[When] = Ranked()
        self.net: Counter[str] = Counter()
        self.held: Counter[str] = Counter()
        self.won: Counter[str] = Counter()
        self.known = 0
        self.votes_then: Counter[str] = Counter()

    def add(self, about: About) -> None:
        """Count a seat that was not."""
        self.seats[about.seat.code] = about
        if counts(about):
            self.order.add(when(about.seat))
            self._count(about, 1)

    def remove(self, about: About) -> None:
        """Forget a seat that was counted."""
        del self.seats[about.seat.code]
        if counts(about):
            self.order.remove(when(about.seat))
            self._count(about, -1)

    @property
    def declared(self) -> int:
        """How many constituencies are declared."""
        return len(self.order)

    @property
    def so_far(self) -> str:
        """ " so far" until every seat is in."""
        return "" if self.total and len(self.seats) >= self.total else " so far"

    def at(self, moment: When) -> datetime:
        """When the seat at this place in the order was declared."""
        return self.seats[moment[1]].seat.at

    def third(self) -> datetime:
        """When the third seat came. Raises IndexError before it."""
        return self.at(self.order[FEW - 1])

    def share_then(self, party: str) -> float:
        """A party's share of all votes last time, in per cent, over the seats declared."""
        votes = sum(self.votes_then.values())
        return 100 * self.votes_then[party] / votes if votes else 0.0

    def _count(self, about: About, one: int) -> None:
        seat = about.seat
        self.won[seat.party] += one
        held = seat.party if seat.word == "hold" else seat.previous_party
        if held:
            self.held[held] += one
            self.known += one
        if about.loser:
            self.net[seat.party] += one
            self.net[about.loser] -= one
        for before in seat.before:
            self.votes_then[before.party] += one * before.votes


def counts(about: About) -> bool:
    """Whether a seat counts for a party's balance of the night."""
    return about.seat.kind == "constituency"


def strength_order(line: Headline) -> Order:
    """What lines are ordered by: strength, then the newer of equals, then the key. The first comes last."""
    return line.strength, line.since.timestamp(), line.key
