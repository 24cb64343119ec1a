"""Contests and councils under the numbers they had, where nobody else has one of them.

Pages call them by these numbers: with the same ones, a board is the same to the letter.
"""

from collections.abc import Hashable, Mapping
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model

from results.models import Contest, Council
from results.packs.cells import UnreadableError, whole
from results.packs.complaints import PackError
from results.packs.history.files import History
from results.packs.history.tables import NUMBERS

LARGEST = 2**63 - 1
Values = dict[Hashable, Mapping[str, Any]]


def numbered(model: type[Model], values: Values, history: History) -> Values:
    """The values of new rows by code, with their old numbers if all of these are free. Raises PackError."""
    numbers = _numbers(model, history)
    wanted = [numbers[code] for code in values if code in numbers]
    if model._default_manager.filter(pk__in=wanted).exists():
        return values
    return {code: {**row, "id": numbers[code]} if code in numbers else row for code, row in values.items()}


def go_on_after() -> None:
    """Let the database number new contests and councils after those that brought their own."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Contest, Council]):
            cursor.execute(statement)


def _numbers(model: type[Model], history: History) -> dict[Hashable, int]:
    kind = str(model._meta.model_name)
    numbers: dict[Hashable, int] = {}
    for place, line in history.lines(NUMBERS):
        try:
            if line["kind"] == kind:
                numbers[line["code"]] = whole(least=1, most=LARGEST)(line["number"])
        except KeyError as missing:
            raise PackError(f"{place.file}: column {missing} is missing.") from None
        except UnreadableError as error:
            raise PackError(f"{place}: number {error}.") from None
    if len(set(numbers.values())) < len(numbers):
        raise PackError(f"{NUMBERS}: a number is there twice for one kind.")
    return numbers
