"""python -m tests.fuzz: every family, a table, and what would send a failing input again."""

import argparse
import logging
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.db import connection  # noqa: E402

from tests.fuzz.families import FAMILIES  # noqa: E402
from tests.fuzz.run import Told, desk, run  # noqa: E402
from tests.fuzz.table import table  # noqa: E402


def main() -> int:
    """Run what was asked for; 1 where anything failed, was kept, or grew."""
    given = _arguments()
    logging.disable(logging.CRITICAL)
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        told = [_family(name, given) for name in (given.only or FAMILIES)]
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
    print(table(told, seed=given.seed, details=given.at is not None))
    return 0 if all(one.is_well for one in told) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=2_000, help="how many in all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", action="append", choices=tuple(FAMILIES), help="may be repeated")
    parser.add_argument("--at", type=int, help="only the input of this number, with its traceback")
    return parser.parse_args()


def _family(name: str, given: argparse.Namespace) -> Told:
    whole = sum(FAMILIES[each].share for each in (given.only or FAMILIES))
    inputs = max(1, round(given.inputs * FAMILIES[name].share / whole))
    with desk() as (standing, ledger):
        told = run(FAMILIES[name].make(standing, ledger), inputs=inputs, seed=given.seed, at=given.at)
    print(f"{name}: {told.inputs:,} inputs, {told.failed:,} failed", file=sys.stderr)
    return told


if __name__ == "__main__":
    sys.exit(main())
