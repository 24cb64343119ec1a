"""The Midlands of July 2024, loaded and replayed once a test that asks for it, and the published tables.

The tables beside the checkout are not part of the project: what needs them is skipped elsewhere.
"""

import csv
from pathlib import Path

import pytest
from django.core.management import call_command

from results.models import Election

SLUG = "ge2024-midlands"
EAST, WEST, SOUTH_WEST, CENTRAL = "E12000004", "E12000005", "E12000009", "central"
PUBLISHED = Path(__file__).resolve().parents[2] / "shared" / "data"
Row = dict[str, str]

needs_published = pytest.mark.skipif(
    not PUBLISHED.is_dir(), reason="the published tables are not beside this checkout"
)


def the_night(*, until: int | None = None) -> Election:
    """The election, replayed at once, up to a number of results."""
    call_command("load_pack", SLUG, verbosity=0)
    call_command("replay", SLUG, instant=True, until=until, verbosity=0)
    return Election.objects.get(slug=SLUG)


def published(name: str) -> list[Row]:
    """A published table, a dictionary a row."""
    with (PUBLISHED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
