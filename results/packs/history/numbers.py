"""Rows under the numbers they had, where nobody else has one of them.

Pages call regions, councils, contests and revisions by these numbers: with the same ones, a board is the same
to the letter. Where one is taken, all rows of its kind get new ones, and pages are right all the same.
"""

from collections.abc import Collection, Hashable, Mapping
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model

from results.models import Contest, Council, CouncilDeclaration, Declaration, Region
from results.packs.cells import UnreadableError, whole
from results.packs.complaints import PackError
from results.packs.history.files import History
from results.packs.history.tables import NUMBERS

KINDS: Mapping[type[Model], str] = {
    Region: "region",
    Council: "council",
    Contest: "contest",
    Declaration: "revision",
    CouncilDeclaration: "council_revision",
}
LARGEST = 2**63 - 1
Values = dict[Hashable, Mapping[str, Any]]


def numbered(model: type[Model], values: Values, history: History) -> Values:
    """The values of new rows by code, with their old numbers if all of these are free. Raises PackError."""
    numbers = free_numbers(model, history, values)
    return {key: {**row, "id": numbers[key]} if key in numbers else row for key, row in values.items()}


def free_numbers(model: type[Model], history: History, names: Collection[Hashable]) -> Mapping[Hashable, int]:
    """The numbers that rows had, by name; none at all where one of them is taken. Raises PackError."""
    if model not in KINDS:
        return {}
    known = _numbers(KINDS[model], history)
    numbers = {name: known[name] for name in names if name in known}
    taken = model._default_manager.filter(pk__in=numbers.values()).exists()
    return {} if taken else numbers


def go_on_after() -> None:
    """Let the database number new rows after those that brought their own."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(KINDS)):
            cursor.execute(statement)


def _numbers(kind: str, history: History) -> dict[Hashable, int]:
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
