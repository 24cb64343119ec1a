"""A declared seat as the rules read it: who won, who lost, and what last time proves.

Owns what can be proved of last time: a line of all other parties together hides who they were, so nothing is
said of a majority or a place that it might have changed. Refuses to say what is remarkable.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from results.psephology.headlines.facts import Before, Headline, Kind, Seat, Stood
from results.psephology.headlines.words import Words
from results.psephology.percent import pct, printed

# Last time's line of parties that are not known singly.
CATCH_ALL = "Oth"


@dataclass(frozen=True, slots=True)
class Margin:
    """A majority last time, in votes and in per cent of all of them."""

    votes: int
    pct: Decimal


@dataclass(frozen=True)
class About:
    """A seat with the words for it. What its figures do not give is None."""

    seat: Seat
    words: Words

    @cached_property
    def ranked(self) -> tuple[Stood, ...]:
        """Candidates in the order of the result; nobody where only the winner is known."""
        if not self.seat.figures:
            return ()
        return tuple(sorted(self.seat.stood, key=lambda own: (not own.elected, own.rank, own.number)))

    @cached_property
    def winner(self) -> Stood | None:
        return next((own for own in self.seat.stood if own.elected), None)

    @cached_property
    def second(self) -> Stood | None:
        return self.ranked[1] if len(self.ranked) > 1 else None

    @property
    def polled(self) -> bool:
        """Whether there are votes to compare: a poll between several, with its figures."""
        return self.seat.figures and self.seat.valid > 0 and len(self.seat.stood) > 1

    @property
    def loser(self) -> str | None:
        """The party that lost the seat; None where it did not change hands."""
        return self.seat.previous_party if self.seat.word == "gain" else None

    @property
    def taker(self) -> str:
        """Who has the seat now, in running words."""
        own = self.winner
        return self.words.side(own) if own else self.words.noun(self.seat.party)

    def candidate(self, party: str) -> Stood | None:
        """The one candidate of a party; None where there is none, or several, or they are independents."""
        own = self._by_party.get(party, ())
        return own[0] if len(own) == 1 and not self.words.independent(party) else None

    @cached_property
    def _by_party(self) -> Mapping[str, tuple[Stood, ...]]:
        found: dict[str, tuple[Stood, ...]] = {}
        for own in self.ranked:
            found[own.party] = (*found.get(own.party, ()), own)
        return found

    def then(self, party: str) -> Before | None:
        """A party's line last time; None for independents, who are persons."""
        if self.words.independent(party) or party == CATCH_ALL:
            return None
        return next((before for before in self.seat.before if before.party == party), None)

    @cached_property
    def hidden(self) -> int:
        """Votes last time of parties that are not known singly: any one of them may have had them all."""
        return sum(before.votes for before in self.seat.before if before.party == CATCH_ALL)

    @property
    def hidden_pct(self) -> Decimal:
        """Their share of all votes last time."""
        return pct(self.hidden, sum(before.votes for before in self.seat.before))

    def place_then(self, party: str) -> tuple[int, bool] | None:
        """A party's place last time among those known singly, and whether it may have been lower."""
        own = self.then(party)
        if own is None:
            return None
        ahead = sum(before.votes > own.votes for before in self.seat.before if before.party != CATCH_ALL)
        return ahead + 1, self.hidden > own.votes

    @cached_property
    def majority_then(self) -> Margin | None:
        """The defending party's majority last time; None where it cannot be proved."""
        won = next((before for before in self.seat.before if before.winner), None)
        if won is None or won.party != self.seat.previous_party:
            return None
        others = [own.votes for own in self.seat.before if own is not won and own.party != CATCH_ALL]
        if not others or max(others) < self.hidden or won.votes <= max(others):
            return None
        valid = sum(before.votes for before in self.seat.before)
        votes = won.votes - max(others)
        return Margin(votes=votes, pct=pct(votes, valid))

    def line(
        self, kind: Kind, strength: float, sentence: str, *, parties: tuple[str, ...] = (), **figures: object
    ) -> Headline:
        """A line about this seat. Figures are printed as they are read out."""
        lost = (self.loser,) if self.loser else ()
        named = (self.seat.party, *lost, *parties)
        return Headline(
            key=f"{kind}:{self.seat.code}",
            kind=kind,
            strength=max(0, min(100, round(strength))),
            sentence=f"{self.seat.name}: {sentence}",
            figures=printed_figures(figures),
            since=self.seat.at,
            contest=self.seat.code,
            parties=tuple(dict.fromkeys(named)),
        )


def printed_figures(figures: Mapping[str, object]) -> dict[str, str]:
    """Whole numbers with their thousands, percentages to one place, words as they are."""
    return {name: _printed(value) for name, value in figures.items()}


def _printed(value: object) -> str:
    if isinstance(value, Decimal):
        return str(printed(value, places=1))
    return f"{value:,}" if isinstance(value, int) else str(value)
