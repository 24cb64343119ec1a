"""What each graphic is given, as tables: the names, the words an operator reads, the kind of each value.

Owns the tables alone; manifests and templates are made from them. A field that only machines read is
marked, and is left out of forms.
"""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a value is."""

    WORDS = "words"
    NUMBER = "number"
    WHOLE = "whole"
    TRUTH = "truth"
    COLOUR = "colour"
    CHOICE = "choice"
    MAP = "map"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a graphic; a map and a list's rows have `fields`, a list holds at most `most` rows."""

    name: str
    title: str
    kind: Kind = Kind.WORDS
    fields: tuple["Field", ...] = ()
    most: int = 0
    choices: tuple[tuple[str, str], ...] = ()
    machine: bool = False


@dataclass(frozen=True, slots=True)
class Graphic:
    """One graphic: `layer` is its number, `steps` is -1 where it depends on what is shown."""

    name: str
    title: str
    about: str
    layer: int
    fields: tuple[Field, ...]
    steps: int = 1
    most_steps: int = 1
    actions: tuple[tuple[str, str], ...] = ()


FULL, LOWER_THIRD, TICKER, BUG = 10, 20, 30, 40


def number(name: str, title: str, kind: Kind = Kind.WHOLE) -> Field:
    # Printed figures come as text beside it; the number itself only sizes a bar.
    return Field(name, title, kind, machine=True)


def party(name: str = "party", title: str = "Party") -> Field:
    """A party: abbreviation and colour, never one without the other."""
    return Field(name, title, Kind.MAP, PARTY)


def rows(name: str, title: str, most: int, *fields: Field) -> Field:
    return Field(name, title, Kind.LIST, fields, most=most)


PARTY = (
    Field("abbr", "abbreviation"),
    Field("colour", "colour", Kind.COLOUR),
    Field("name", "name"),
    Field("ink", "ink on the colour", machine=True),
)
OUTCOMES = (
    ("", "told by the words"),
    ("hold", "hold"),
    ("gain", "gain"),
    ("win", "win"),
    ("elected", "elected"),
)

COMMON = (
    Field("election", "Election", machine=True),
    Field("baseline", "Change is against"),
    Field("as_at", "As at"),
    Field("corrected", "Corrected", Kind.TRUTH),
    Field("single_source", "Single source", Kind.TRUTH),
    Field("rehearsal", "Rehearsal", Kind.TRUTH),
    number("seq", "Number of the newest event"),
)
CONTEST = Field("contest", "Contest")
OUTCOME = (
    CONTEST,
    Field("phrase", "Outcome in words"),
    Field("kind", "Outcome", Kind.CHOICE, choices=OUTCOMES),
    party(),
    Field("winner", "Winner"),
    Field("margin", "Majority in words"),
    Field("turnout", "Turnout in words"),
    Field("swing", "Swing in words"),
)
REGION = (
    Field("region", "Region"),
    Field("declared_txt", "Declared, as 84 of 106"),
    number("declared", "Declared"),
    number("total", "Of how many"),
)
VOTES = (Field("votes_txt", "votes"), Field("share_txt", "share"), Field("change_txt", "change"))
MEASURES = (
    number("votes", "votes as a number"),
    number("share", "share, 0 to 100", Kind.NUMBER),
)
CANDIDATE = (Field("name", "name"), party(), *VOTES, Field("elected", "elected", Kind.TRUTH), *MEASURES)
SEATS = (Field("seats_txt", "seats"), number("seats", "seats as a number"))
NET = (Field("net_txt", "net change"), number("net", "net change as a number"))
