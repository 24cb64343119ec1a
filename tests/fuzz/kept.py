"""What stands in the database: which tables a request wrote to, and whether they are as they were."""

import hashlib
import re
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import connection

WRITES = re.compile(r'^(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
# What a refusal may leave: who tried, who has a form open, a photograph that is kept at once.
LOOSE = frozenset(
    {
        "django_admin_log",
        "django_session",
        "axes_accessattempt",
        "axes_accesslog",
        "axes_accessfailurelog",
        "axes_accessattemptexpiration",
        "results_act",
        "results_claim",
        "results_sheet",
        "results_outputpage",
    }
)


class Ledger:
    """Every table with its digest, read again only where something was written."""

    def __init__(self) -> None:
        self.tables = tuple(
            sorted(model._meta.db_table for model in apps.get_models(include_auto_created=True))
        )
        self.written: set[str] = set()
        self._digests = {table: digest_of(table) for table in self.tables}

    def noting(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """For `connection.execute_wrapper`: puts the tables that are written to in `written`."""
        if found := WRITES.match(sql):
            self.written.add(found[1])
        return execute(sql, params, many, context)

    def begin(self) -> None:
        """What is written from here on is a request's."""
        self.written.clear()

    def changed(self) -> tuple[str, ...]:
        """The tables that are not as they were at first, but for those that a refusal may write to."""
        written = sorted(self.written - LOOSE)
        return tuple(table for table in written if digest_of(table) != self._digests.get(table))


def digest_of(table: str) -> str:
    """A digest of all rows of a table."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')  # noqa: S608
        digest = hashlib.sha256()
        for row in cursor:
            digest.update(repr(row).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def counts() -> dict[str, int]:
    """How many rows each table has."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f'SELECT count(*) FROM "{model._meta.db_table}"')  # noqa: S608
            found[model._meta.db_table] = cursor.fetchone()[0]
    return found
