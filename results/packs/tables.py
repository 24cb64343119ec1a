"""Reading one CSV file of a pack into rows, each with its line.

Owns what makes a file readable: UTF-8, a header of known columns, a value in every cell that needs
one. Refuses unknown columns by name, and says everything that is wrong, not only the first thing.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import Field, fields
from pathlib import Path
from typing import Any, TypeVar

from results.packs.cells import UnreadableError
from results.packs.complaints import Complaints, Place
from results.packs.rows import Row

R = TypeVar("R", bound=Row)
NO_LETTER = "has a NUL in it, which is no letter"
Columns = dict[str, "Field[object]"]


def columns_of(kind: type[Row]) -> Columns:
    """The columns of a file by name, in the order of its format."""
    return {column.name: column for column in fields(kind) if "read" in column.metadata}


def read_table(path: Path, kind: type[R], complaints: Complaints) -> tuple[R, ...]:
    """The rows of a CSV file that can be read; complaints about the rest."""
    lines = lines_of(path, complaints)
    head = next(lines, None)
    if head is None:
        if not complaints.about(path.name):
            complaints.add(Place(path.name), "the file is empty; it needs a header line")
        return ()
    place, cells = head
    header = [cell.strip() for cell in cells]
    columns = columns_of(kind)
    if not _header_fits(header, columns, place, complaints):
        return ()
    ordered = [columns[name] for name in header]
    rows = (_row(kind, ordered, at, cells, complaints) for at, cells in lines)
    return tuple(row for row in rows if row is not None)


def lines_of(path: Path, complaints: Complaints) -> Iterator[tuple[Place, list[str]]]:
    """The lines of a CSV file as they are, empty ones left out; a complaint where it cannot be read on."""
    content = path.read_bytes()
    try:
        # Spreadsheets put a byte-order mark in front.
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        complaints.add(Place(path.name, line), "the file is not UTF-8 here")
        return
    yield from _records(text, path.name, complaints)


def _records(text: str, file: str, complaints: Complaints) -> Iterator[tuple[Place, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Place(file, begins), cells
            begins = reader.line_num + 1
    except csv.Error as error:
        complaints.add(Place(file, begins), f"the line cannot be read as CSV ({error})")


def _header_fits(header: list[str], columns: Columns, place: Place, complaints: Complaints) -> bool:
    known = ", ".join(columns)
    wrong = [f"column {name!r} is not known; there are {known}" for name in header if name not in columns]
    twice = [f"column {name!r} is there twice" for name in dict.fromkeys(header) if header.count(name) > 1]
    missing = [
        f"column {name!r} is missing"
        for name, column in columns.items()
        if column.metadata["required"] and name not in header
    ]
    for what in (*wrong, *twice, *missing):
        complaints.add(place, what)
    return not (wrong or twice or missing)


def _row(
    kind: type[R], columns: "list[Field[object]]", at: Place, cells: list[str], complaints: Complaints
) -> R | None:
    if len(cells) != len(columns):
        complaints.add(at, f"there are {len(cells)} values for the {len(columns)} columns of the header")
        return None
    values: dict[str, Any] = {}
    read = [
        read_cell(column, cell.strip(), values, at, complaints)
        for column, cell in zip(columns, cells, strict=True)
    ]
    return kind(at=at, **values) if all(read) else None


def read_cell(
    column: "Field[object]", cell: str, values: dict[str, Any], at: Place, complaints: Complaints
) -> bool:
    """Read a cell into `values`; an empty one is left out, or a complaint where it must have a value."""
    if not cell:
        if column.metadata["required"]:
            complaints.add(at, f"{column.name} is empty")
        return not column.metadata["required"]
    if "\x00" in cell:
        complaints.add(at, f"{column.name} {NO_LETTER}")
        return False
    try:
        values[column.name] = column.metadata["read"](cell)
    except UnreadableError as error:
        complaints.add(at, f"{column.name} {error}")
        return False
    return True
