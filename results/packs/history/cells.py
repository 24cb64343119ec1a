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
    if isinstance(column, DateTimeField):
        return moment(cell)
    try:
        return json.loads(cell) if isinstance(column, JSONField) else column.clean(cell, None)
    except ValidationError as error:
        raise UnreadableError(f"cannot be {cell[:80]!r}: {' '.join(error.messages)}") from None
    except ValueError:
        raise UnreadableError(f"{cell[:80]!r} is not JSON") from None


def _empty(column: Column) -> object:
    if column.null:
        return None
    if isinstance(column, CharField):
        return ""
    raise UnreadableError("is empty")
