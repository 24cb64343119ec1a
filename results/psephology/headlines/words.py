"""How sentences call parties, people, places and figures.

Owns the words that every rule shares. Refuses to judge: a rule says what is remarkable, and why.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from results.psephology.council import NOC
from results.psephology.headlines.facts import Party, Stood
from results.psephology.percent import printed

# Adjectives of the party table that running words do not use alone: "lost to the Greens".
PLURALS = {
    "Conservative": "the Conservatives",
    "Liberal Democrat": "the Liberal Democrats",
    "Lib Dem": "the Lib Dems",
    "Green": "the Greens",
}
PLACES = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


@dataclass(frozen=True, slots=True)
class Words:
    """The parties of an election by code, and the region a line is about; "" is the whole election."""

    parties: Mapping[str, Party]
    region: str = ""

    def party(self, code: str) -> Party:
        """A party; one that nobody described is called by its code."""
        return self.parties.get(code) or Party(code=code, abbr=code, name=code)

    def abbr(self, code: str) -> str:
        return self.party(code).abbr

    def name(self, code: str) -> str:
        """As before a noun: "a Conservative majority"."""
        own = self.party(code)
        return "independent" if own.independent else own.name

    def noun(self, code: str) -> str:
        """As in running words: "the Conservatives", "Labour", "no overall control"."""
        if code == NOC:
            return "no overall control"
        own = self.party(code)
        if own.independent:
            return "an independent"
        named = f"the {own.name}" if " Party" in own.name and not own.name.startswith("The ") else own.name
        return PLURALS.get(own.name, named)

    def independent(self, code: str) -> bool:
        return self.party(code).independent

    def person(self, stood: Stood) -> str:
        """A candidate with the party: "Shockat Adam (Ind)"."""
        return f"{stood.name} ({self.abbr(stood.party)})"

    def side(self, stood: Stood) -> str:
        """A candidate's party, or the person where there is no party: "Labour", "Shockat Adam (Ind)"."""
        return self.person(stood) if self.independent(stood.party) else self.noun(stood.party)

    def whose(self, stood: Stood) -> str:
        """The same, as the owner of votes: "Labour's", "the Greens'"."""
        return owner(self.side(stood))

    @property
    def there(self) -> str:
        """Where a line about all that is declared holds: " in the East Midlands", or nothing."""
        return f" in the {self.region}" if self.region.endswith("Midlands") else self._in_region

    @property
    def _in_region(self) -> str:
        return f" in {self.region}" if self.region else ""


def owner(noun: str) -> str:
    """ "Labour" as "Labour's", "the Greens" as "the Greens'"."""
    return f"{noun}'" if noun.endswith("s") else f"{noun}'s"


def points(value: Decimal) -> str:
    """Points or per cent without a sign, to one place: "12.3"."""
    return f"{printed(abs(value), places=1)}"


def moved(value: Decimal) -> str:
    """A change with its direction: "up 3.4", "down 31.0"."""
    return f"{'down' if value < 0 else 'up'} {points(value)}"


def place(rank: int) -> str:
    """A rank in words: "fourth"."""
    return PLACES[rank] if rank < len(PLACES) else f"{rank}th"


def capital(sentence: str) -> str:
    """A sentence with its first letter raised, the others as they are."""
    return sentence[:1].upper() + sentence[1:]
