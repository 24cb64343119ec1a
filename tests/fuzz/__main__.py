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


def main() -> int:
    """Run what was asked for; 1 where anything failed."""
    given = _arguments()
    logging.disable(logging.CRITICAL)
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        told = [_family(name, given) for name in (given.only or FAMILIES)]
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
    for one in told:
        _print(one, given.seed)
    print(f"{sum(one.inputs for one in told):,} inputs, {sum(one.failed for one in told):,} failed")
    return 1 if any(one.failed for one in told) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=2_000, help="how many in all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--only", action="append", choices=tuple(FAMILIES), help="this family; may be repeated"
    )
    parser.add_argument("--at", type=int, help="only the input of this number, with its traceback")
    return parser.parse_args()


def _family(name: str, given: argparse.Namespace) -> Told:
    share = FAMILIES[name].share
    whole = sum(FAMILIES[each].share for each in (given.only or FAMILIES))
    inputs = max(1, round(given.inputs * share / whole))
    with desk() as (standing, ledger):
        told = run(FAMILIES[name].make(standing, ledger), inputs=inputs, seed=given.seed, at=given.at)
    if given.at is not None:
        for _, tried in told.faults.values():
            print(tried.details)
    return told


def _print(told: Told, seed: int) -> None:
    each = told.seconds / max(told.inputs, 1) * 1_000
    print(f"\n{told.family}: {told.inputs:,} inputs in {told.seconds:.0f} s, {each:.1f} ms each")
    print("  answers: " + ", ".join(f"{kind} {many:,}" for kind, many in sorted(told.kinds.items())))
    print(
        "  rows: "
        + (", ".join(f"{table} {old} → {new}" for table, (old, new) in told.rows.items()) or "as before")
    )
    print(f"  memory: {told.memory[0] / 2**20:.1f} MB when warm, {told.memory[1] / 2**20:.1f} MB at the end")
    print(f"  failed: {told.failed:,}")
    for wrong, (number, tried) in told.faults.items():
        print(
            f"  {wrong}\n    again: --only {told.family} --seed {seed} --at {number}\n    {tried.shown[:600]}"
        )


if __name__ == "__main__":
    sys.exit(main())
