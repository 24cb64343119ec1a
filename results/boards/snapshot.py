"""Reading several rows as they were at one moment.

A board whose tally is of event 12 and whose count is of event 13 adds up to nothing; so whatever
builds a card reads inside `one_snapshot`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

_committed: ContextVar[bool] = ContextVar("nothing_but_what_is_committed", default=False)


@contextmanager
def one_snapshot() -> Iterator[None]:
    """All reads inside see the same committed state, and hold up nobody who writes.

    Inside the transaction of somebody who writes they see what that has written so far.
    """
    if connection.in_atomic_block or _in_deferred():
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            with _noted():
                yield
    else:
        with _deferred(), _noted():
            yield


def sees_committed_alone() -> bool:
    """Whether what is read now is what everybody sees: nothing of it can be rolled back."""
    return _committed.get()


@contextmanager
def _noted() -> Iterator[None]:
    before = _committed.set(True)
    try:
        yield
    finally:
        _committed.reset(before)


def _in_deferred() -> bool:
    # Django does not know of a transaction that was begun by hand; SQLite itself does.
    return bool(
        connection.vendor == "sqlite" and connection.connection and connection.connection.in_transaction
    )


@contextmanager
def _deferred() -> Iterator[None]:
    # Django would begin IMMEDIATE here and take the write lock; a reader needs WAL's snapshot only.
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
