"""The history of an election as the database has it, line by line.

Refuses to write anything. Whoever wants one moment of it holds the election's row meanwhile: whatever is
declared or done waits for that.
"""

from typing import Any

from django.contrib.auth.models import User
from django.db.models import ForeignKey, Model

from results.models import Election
from results.packs.history.cells import written
from results.packs.history.files import History, Lines
from results.packs.history.names import names_of
from results.packs.history.numbers import KINDS
from results.packs.history.tables import NUMBERS, PEOPLE, SHEETS, TABLES, Column, Table

PERSON = ("username", "first_name", "last_name")
NUMBER = ("kind", "code", "number")


def history_of(election: Election, *, sheets: bool) -> History:
    """Everything declared and done in an election; without `sheets` no photograph is named."""
    return _Taking(election, sheets=sheets).run()


class _Taking:
    """Tables in their order, each naming rows of those before it."""

    def __init__(self, election: Election, *, sheets: bool) -> None:
        self._election = election
        self._sheets = sheets
        self._names = names_of(election)
        self._people: set[Any] = set()

    def run(self) -> History:
        tables = [table for table in TABLES if self._sheets or table.file != SHEETS]
        taken = [self._table(table) for table in tables]
        # People and names are known once every table was read.
        files = [self._persons(), self._numbers(), *taken]
        return History({lines.file: lines for lines in files if lines.rows})

    def _table(self, table: Table) -> Lines:
        columns = table.columns(sheets=self._sheets)
        rows = list(table.rows(self._election))
        header = tuple(column.name for column in columns)
        lines = tuple(tuple(self._cell(column, row) for column in columns) for row in rows)
        if not table.only:
            named = (
                name_of(table, dict(zip(header, line, strict=True)), place)
                for place, line in enumerate(lines, start=1)
            )
            self._names[table.model] = {row.pk: name for row, name in zip(rows, named, strict=True)}
        return Lines(table.file, header, lines)

    def _cell(self, column: Column, row: Model) -> str:
        value = getattr(row, column.attname)
        if value is None or not isinstance(column, ForeignKey):
            return written(column, value)
        if column.related_model is User:
            self._people.add(value)
        return self._names[column.related_model][value]

    def _persons(self) -> Lines:
        people = User.objects.filter(pk__in=self._people).order_by("username").values_list(*PERSON)
        return Lines(PEOPLE, PERSON, tuple(people))

    def _numbers(self) -> Lines:
        """The numbers by which pages call rows; read when every row has its name."""
        lines = [
            (kind, self._names[model][pk], str(pk))
            for model, kind in KINDS.items()
            for pk in sorted(self._names[model])
        ]
        return Lines(NUMBERS, NUMBER, tuple(lines))


def name_of(table: Table, line: dict[str, str], place: int) -> str:
    """By what other files name this line: its key, or its place among the lines, from 1."""
    return "/".join(line[column] for column in table.key) or str(place)
