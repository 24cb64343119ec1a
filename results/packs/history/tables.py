"""The files of a history and the rows that stand in them, in the order in which they refer to each other.

Owns the list. A column is a field of the model, by its name: a new field is a new column by itself.
"""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, TypeAlias

from django.db.models import BinaryField, Field, ForeignKey, Model, Q, QuerySet

from results.models import (
    Act,
    Contest,
    CouncilDeclaration,
    CouncilTally,
    Declaration,
    DeskEvent,
    Election,
    HeadlineMark,
    KeyContest,
    Outcome,
    Override,
    PartyOutcome,
    Sheet,
    Tally,
    Told,
    Watch,
)

Column: TypeAlias = "Field[Any, Any]"
PEOPLE = "people.csv"
NUMBERS = "numbers.csv"
SHEETS = "sheets.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One file: rows of a model, a line each, in the order in which they were made.

    `of`: the ways from a row to its election. `key`: the columns by which other files name a row, with a
    slash between; a row without one is named by its place in the file. `only`: what the file has of rows
    that the pack's own files make. `without`: fields that are none of the history.
    """

    file: str
    model: type[Model]
    of: tuple[str, ...]
    key: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def rows(self, election: Election) -> QuerySet[Model]:
        """Its rows of an election. Photographs are fetched one at a time, by whoever wants them."""
        ways = reduce(or_, (Q(**{way: election.pk}) for way in self.of))
        large = [field.name for field in self._fields() if isinstance(field, BinaryField)]
        return self.model._default_manager.filter(ways).order_by("pk").defer(*large)

    def columns(self, *, sheets: bool = True) -> list[Column]:
        """Its columns, the key first; without photographs nothing names one."""
        named = {field.name: field for field in self._fields()}
        if self.only:
            return [named[name] for name in (*self.key, *self.only)]
        others = [field for field in named.values() if field.name not in self.key and self._told(field)]
        return [
            field
            for field in (*(named[name] for name in self.key), *others)
            if sheets or field.related_model is not Sheet
        ]

    def _told(self, field: Column) -> bool:
        of_election = isinstance(field, ForeignKey) and field.related_model is Election
        return not (
            field.primary_key or of_election or isinstance(field, BinaryField) or field.name in self.without
        )

    def _fields(self) -> list[Column]:
        return list(self.model._meta.concrete_fields)


BY_CONTEST = ("declaration__contest__election",)
TABLES = (
    Table(
        file="election.csv",
        model=Election,
        of=("pk",),
        key=("slug",),
        only=(
            "policy",
            "marginal_policy",
            "marginal_below_pct",
            "gains_are_marginal",
            "asks",
            "closed_at",
            "seq",
            "seq_at",
        ),
    ),
    Table(
        file="contest_states.csv",
        model=Contest,
        of=("election",),
        key=("code",),
        only=("policy", "polls_close", "status", "status_at", "recounts"),
    ),
    Table(file=SHEETS, model=Sheet, of=("election",)),
    Table(file="revisions.csv", model=Declaration, of=("contest__election",), key=("contest", "revision")),
    Table(file="revision_votes.csv", model=Tally, of=BY_CONTEST),
    Table(file="outcomes.csv", model=Outcome, of=BY_CONTEST, key=("declaration",)),
    Table(file="outcome_parties.csv", model=PartyOutcome, of=("outcome__declaration__contest__election",)),
    Table(
        file="council_revisions.csv",
        model=CouncilDeclaration,
        of=("council__election",),
        key=("council", "revision"),
    ),
    Table(file="council_revision_seats.csv", model=CouncilTally, of=("declaration__council__election",)),
    Table(file="overrides.csv", model=Override, of=BY_CONTEST),
    Table(file="acts.csv", model=Act, of=("contest__election", "council__election")),
    # Outputs are the desk's own: an act on air keeps its number, and says no more.
    Table(file="events.csv", model=DeskEvent, of=("election",), key=("seq",), without=("output",)),
    Table(file="told.csv", model=Told, of=("event__election",), key=("event",)),
    Table(file="key_contests.csv", model=KeyContest, of=("contest__election",)),
    Table(file="headline_marks.csv", model=HeadlineMark, of=("election",)),
    Table(file="watches.csv", model=Watch, of=("contest__election",)),
)
FILES = (PEOPLE, NUMBERS, *(table.file for table in TABLES))


def file_of(model: type[Model]) -> str:
    """The file in which rows of a model are made: of a history, or of the pack itself."""
    made = {table.model: table.file for table in TABLES if not table.only}
    own = {"contest": "contests.csv", "council": "councils.csv", "party": "parties.csv", "user": PEOPLE}
    return made.get(model) or own.get(str(model._meta.model_name), "candidates.csv")
