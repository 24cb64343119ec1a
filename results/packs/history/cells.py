"""A field's value as the text of a cell, and back. Rows that refer to others are named elsewhere.

Owns the spelling. Times are on the newsroom's clock with their offset, to the microsecond; what may be
unknown is an empty cell, and nothing else is.
"""

import json
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import CharField, DateTimeField, JSONField
from django.utils import timezone

from results.packs.cells import UnreadableError, moment
from results.packs.history.tables import Column
from results.packs.tables import NO_LETTER


def written(column: Column, value: object) -> str:
    """The text that `read` reads as this value."""
    if value is None:
        return ""
    if isinstance(column, JSONField):
        # Databases keep the keys in an order of their own.
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    match value:
        case bool():
            return str(int(value))
        case datetime():
            return clock(value)
        case Decimal():
            return format(value, "f")
    return str(value)


def clock(value: datetime) -> str:
    """A time on the newsroom's clock, with its offset."""
    return timezone.localtime(value).isoformat()


def read(column: Column, cell: str) -> object:
    """The value that a cell stands for, as the model's own field reads it. Raises UnreadableError."""
    if not cell:
        return _empty(column)
    if "\x00" in cell:
        raise UnreadableError(NO_LETTER)
    if isinstance(column, DateTimeField):
        return moment(cell)
    if isinstance(column, JSONField):
        return _json(cell)
    try:
        return column.clean(cell, None)
    except ValidationError as error:
        raise UnreadableError(f"cannot be {cell[:80]!r}: {' '.join(error.messages)}") from None


def _json(cell: str) -> object:
    """What a cell of JSON says. Refuses what PostgreSQL has none for: halves of letters, NULs, infinity."""
    try:
        value = json.loads(cell)
        again = json.dumps(value, ensure_ascii=False, allow_nan=False)
        again.encode()
    except (ValueError, RecursionError):
        raise UnreadableError(f"{cell[:80]!r} is not JSON") from None
    if "\\u0000" in again:
        raise UnreadableError(NO_LETTER)
    return value


def _empty(column: Column) -> object:
    if column.null:
        return None
    if isinstance(column, CharField):
        return ""
    raise UnreadableError("is empty")
