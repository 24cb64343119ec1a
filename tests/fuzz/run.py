"""Runs families against one desk and tells how it went: answers, faults, rows, memory, seconds."""

import gc
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

from tests.fuzz.family import Family, Tried
from tests.fuzz.kept import LOOSE, Ledger, counts
from tests.fuzz.standing import Standing, a_standing_desk

WARM = 0.25
MOST_FAULTS = 40
# Kept pages, feeds and pictures have bounds, which a quarter of the inputs does not always fill.
MOST_GROWTH = 48 * 2**20


@dataclass(slots=True)
class Told:
    """How one family went. `memory` is in bytes, when warm and at the end."""

    family: str
    inputs: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    faults: dict[str, tuple[int, Tried]] = field(default_factory=dict)
    failed: int = 0
    rows: dict[str, tuple[int, int]] = field(default_factory=dict)
    memory: tuple[int, int] = (0, 0)
    seconds: float = 0.0

    @property
    def kept(self) -> dict[str, tuple[int, int]]:
        """The tables that grew or shrank and may not, since all was refused or taken back."""
        return {table: rows for table, rows in self.rows.items() if table not in LOOSE}

    @property
    def has_grown(self) -> bool:
        """Whether the process holds much more than when it was warm."""
        return self.memory[1] - self.memory[0] > MOST_GROWTH

    @property
    def is_well(self) -> bool:
        """Whether nothing failed, nothing was kept, and nothing grew."""
        return not (self.failed or self.kept or self.has_grown)


@contextmanager
def desk() -> Iterator[tuple[Standing, Ledger]]:
    """A standing desk in a transaction that is taken back, and the ledger of it."""
    with transaction.atomic():
        _number_from_the_start()
        standing = a_standing_desk()
        ledger = Ledger()
        with connection.execute_wrapper(ledger.noting):
            yield standing, ledger
        transaction.set_rollback(True)


def _number_from_the_start() -> None:
    """PostgreSQL goes on after rows that were taken back; an input must find the same numbers again."""
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), apps.get_models(include_auto_created=True)):
            cursor.execute(sql)


def run(family: Family, *, inputs: int, seed: int, at: int | None = None) -> Told:
    """Send so many inputs, or only the one numbered `at`."""
    told, before, start = Told(family.name), counts(), monotonic()
    warm, numbers = int(inputs * WARM), range(inputs) if at is None else (at,)
    for number in numbers:
        if number == warm:
            told.memory = (resident(), 0)
        _one(told, number, family.one(Random(f"{seed} {family.name} {number}")))
    told.seconds = monotonic() - start
    if left := family.close():
        _one(told, inputs, Tried("the end", left))
    told.memory = (told.memory[0] or resident(), resident())
    after = counts()
    told.rows = {table: (before[table], after[table]) for table in before if before[table] != after[table]}
    return told


def _one(told: Told, number: int, tried: Tried) -> None:
    told.inputs += 1
    told.kinds[tried.kind] += 1
    if tried.wrong:
        told.failed += 1
        if len(told.faults) < MOST_FAULTS:
            told.faults.setdefault(tried.wrong, (number, tried))


def resident() -> int:
    """How many bytes of memory the process holds, once what is no more needed is let go."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
