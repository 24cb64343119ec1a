"""A graphic's fields as a flat form: one string a field, `f0`, `f1` and so on.

Owns the numbering, which SPX's form and the templates' own table share. Parties are two fields, lists
are lines of text with a bar between the columns.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from results.packages.fields import Field, Graphic, Kind


@dataclass(frozen=True, slots=True)
class FlatField:
    """One field of a form: where its value goes (`path`), and the columns of a list's lines."""

    name: str
    title: str
    path: str
    kind: Kind
    columns: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()


def flat_fields(graphic: Graphic) -> tuple[FlatField, ...]:
    """Every field of a graphic's form in its order; what only machines read is left out."""
    found = _walk(graphic.fields, "", "")
    return tuple(_named(f"f{at}", one) for at, one in enumerate(found))


def table(graphic: Graphic) -> list[dict[str, Any]]:
    """The same as the templates read it."""
    return [_entry(one) for one in flat_fields(graphic)]


def _walk(fields: tuple[Field, ...], path: str, title: str) -> Iterator[tuple[Field, str, str]]:
    for field in fields:
        if field.machine:
            continue
        here, words = f"{path}{field.name}", f"{title}{field.title}"
        if field.kind is Kind.MAP:
            yield from _walk(field.fields, f"{here}.", f"{words}, ")
        else:
            yield field, here, words


def _named(name: str, found: tuple[Field, str, str]) -> FlatField:
    field, path, title = found
    columns = tuple(one for one in field.fields if not one.machine)
    words = f"{title}, a line each: {' | '.join(_column(one) for one in columns)}" if columns else title
    names = tuple(one.name for one in columns)
    return FlatField(name, words, path, field.kind, names, field.choices)


def _column(field: Field) -> str:
    return f"{field.title} and colour, as Lab #e4003b Labour" if field.kind is Kind.MAP else field.title


def _entry(field: FlatField) -> dict[str, Any]:
    entry: dict[str, Any] = {"field": field.name, "path": field.path}
    if field.columns:
        entry["columns"] = list(field.columns)
    if field.kind is Kind.COLOUR:
        entry["colour"] = True
    return entry
