"""Putting the history of a pack back into a desk that has nothing of it, as it was.

Owns the order and the complaints. Refuses to go over anything that was declared here, to give anybody a
role or a way to sign in, and to judge again: figures, outcomes and numbers are those of the files.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError
from django.db.models import ForeignKey, Model

from results.models import Election
from results.packs.cells import UnreadableError
from results.packs.complaints import Complaints, PackError, Place
from results.packs.history import photographs
from results.packs.history.cells import read
from results.packs.history.files import History, Lines
from results.packs.history.names import names_of
from results.packs.history.numbers import free_numbers
from results.packs.history.tables import PEOPLE, SHEETS, TABLES, Column, Table, file_of
from results.packs.history.taking import PERSON, history_of, name_of

BATCH = 500
Made = tuple[str, int]


def is_in(history: History, election: Election | None) -> bool:
    """Whether an election has this history already; not, where it has none. Raises PackError for another."""
    if election is None:
        return False
    here = history_of(election, sheets=SHEETS in history.files)
    if here.tells_as(history):
        return True
    made = {table.file for table in TABLES if not table.only}
    if election.seq == 0 and not made & here.files.keys():
        return False
    raise PackError(
        f"{election.slug} has results on this desk, and they are not those of this pack. "
        "Nothing is loaded over what was declared: load the pack into an empty desk."
    )


def restore(history: History, election: Election, folder: Path) -> list[Made]:
    """Make every row that the history tells of; how many, by file. Raises PackError."""
    return _Restoring(history, election, folder).run()


class _Restoring:
    """Tables in their order, each finding rows of those before it by their names."""

    def __init__(self, history: History, election: Election, folder: Path) -> None:
        self._history = history
        self._election = election
        self._folder = folder
        self._complaints = Complaints()
        self._ids: dict[type[Model], dict[str, Any]] = {}

    def run(self) -> list[Made]:
        made = [(PEOPLE, self._people())]
        for model, names in names_of(self._election).items():
            self._ids[model] = {name: pk for pk, name in names.items()}
        for table in TABLES:
            lines = self._history.lines(table.file)
            number = self._completed(table, lines) if table.only else self._made(table, lines)
            made.append((table.file, number))
        self._numbers()
        self._complaints.raise_any()
        return [(file, number) for file, number in made if number]

    def _people(self) -> int:
        """People who are named and whom this desk does not know: nobody can sign in as one of them."""
        lines = self._history.lines(PEOPLE)
        self._header(lines, dict.fromkeys(PERSON), PERSON[:1])
        known = set(User.objects.values_list("username", flat=True))
        new = [User(**values) for place, line in lines if (values := self._person(place, line))]
        new = [user for user in new if user.username not in known]
        for user in new:
            user.is_active = False
            user.set_unusable_password()
        self._complaints.raise_any()
        return len(User.objects.bulk_create(new))

    def _person(self, place: Place, line: dict[str, str]) -> dict[str, Any]:
        try:
            fields = {field.name: field for field in User._meta.concrete_fields}
            return {name: fields[name].clean(cell, None) for name, cell in line.items()}
        except ValidationError as error:
            self._complaints.add(place, f"the person cannot be read: {' '.join(error.messages).rstrip('.')}")
            return {}

    def _completed(self, table: Table, lines: Lines) -> int:
        """What the history knows of rows that the pack's own files made."""
        columns = self._columns(table, lines)
        rows = {row.pk: row for row in table.rows(self._election)}
        for place, line in lines:
            name = "/".join(line.get(column, "") for column in table.key)
            row = rows.get(self._ids[table.model].get(name))
            if row is None:
                self._complaints.add(place, f"{' '.join(table.key)} {name!r} is none of this pack's")
                continue
            told = {header: line[header] for header in line if header not in table.key}
            for attribute, value in self._values(columns, place, told).items():
                setattr(row, attribute, value)
        self._complaints.raise_any()
        if lines.rows:
            with _refused_in(table.file):
                table.model._default_manager.bulk_update(rows.values(), table.only, batch_size=BATCH)
        return len(lines.rows)

    def _made(self, table: Table, lines: Lines) -> int:
        columns = self._columns(table, lines)
        fixed = self._of_election(table)
        names = [name_of(table, line, at) for at, (_, line) in enumerate(lines, start=1)]
        ids = free_numbers(table.model, self._history, names)
        rows = [
            table.model(id=ids.get(name), **fixed, **self._values(columns, place, line))
            for name, (place, line) in zip(names, lines, strict=True)
        ]
        self._complaints.raise_any()
        if table.file == SHEETS:
            photographs.read_into(rows, lines, self._folder, self._complaints)
        with _refused_in(table.file):
            made = table.model._default_manager.bulk_create(rows, batch_size=BATCH)
        self._ids[table.model] = dict(zip(names, (row.pk for row in made), strict=True))
        return len(made)

    def _of_election(self, table: Table) -> dict[str, Any]:
        owned = (field for field in table.model._meta.concrete_fields if field.related_model is Election)
        return {field.attname: self._election.pk for field in owned}

    def _columns(self, table: Table, lines: Lines) -> dict[str, Column]:
        columns = {column.name: column for column in table.columns()}
        needed = [name for name, column in columns.items() if not (column.null or column.has_default())]
        optional = {name for name, column in columns.items() if column.empty_strings_allowed and column.blank}
        self._header(lines, columns, table.key or [name for name in needed if name not in optional])
        return columns

    def _header(self, lines: Lines, columns: dict[str, Any], needed: Any) -> None:
        if not lines.rows:
            return
        for name in lines.header:
            if name not in columns:
                what = f"column {name!r} is not known; there are {', '.join(columns)}"
                self._complaints.add(Place(lines.file, 1), what)
        for name in needed:
            if name not in lines.header:
                self._complaints.add(Place(lines.file, 1), f"column {name!r} is missing")
        self._complaints.raise_any()

    def _values(self, columns: dict[str, Column], place: Place, line: dict[str, str]) -> dict[str, Any]:
        """The values of a line by attribute; complaints about what cannot be one."""
        values: dict[str, Any] = {}
        for name, cell in line.items():
            column = columns[name]
            try:
                named = isinstance(column, ForeignKey) and cell
                values[column.attname] = self._named(column, cell) if named else read(column, cell)
            except UnreadableError as error:
                self._complaints.add(place, f"{name} {error}")
        return values

    def _named(self, column: Column, cell: str) -> Any:
        model: Any = column.related_model
        if cell not in self._ids.get(model, {}):
            raise UnreadableError(f"{cell!r} is not in {file_of(model)}")
        return self._ids[model][cell]

    def _numbers(self) -> None:
        """What comes next must be numbered after everything that was."""
        lines = self._history.lines("election.csv")
        if len(lines.rows) != 1:
            self._complaints.add(
                Place("election.csv"), "a history needs one line here, of the election itself"
            )
            return
        self._election.refresh_from_db()
        last = self._election.events.order_by("seq").last()
        if last is not None and last.seq > self._election.seq:
            what = f"seq is {self._election.seq}, and events.csv goes on to {last.seq}"
            self._complaints.add(Place("election.csv"), what)


@contextmanager
def _refused_in(file: str) -> Iterator[None]:
    """Tells whose lines it was that a constraint refused."""
    try:
        yield
    except (IntegrityError, DataError) as error:
        raise PackError(f"{file}: the database refuses these lines: {str(error).splitlines()[0]}.") from error
