"""What a declaration costs in an election of 100 contests, of 1,000 and of 10,000, and then its board.

    python -m tests.bench.declaring [--contests 100 1000 10000] [--declarations 40] [--why]

Each election is late in its night, every contest but the last is declared, and lies in a database of its own;
a process of its own declares in it, turn by turn with the others. The board is of a region of a hundred
contests, then the worst there is, of one that holds them all, each drawn as its hub draws it. On PostgreSQL
with DATABASE_URL. Prints a table for the README: queries, milliseconds by the clock (the middle), how many
times what the smallest costs, by the clock and by the processor's time; bytes of the fragments. `--why` names
the longest queries too.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.desk import a_database
from tests.bench.screens import machine
from tests.desks import PATIENCE_S, ROOT, Desk

WARM_UP = 3
BOARDS = ("board", "board of all")
Costs = dict[int, list[dict[str, Any]]]


@contextmanager
def a_night(contests: int, to_come: int) -> "Iterator[subprocess.Popen[str]]":
    """A process with an election of that size, late in its night."""
    with tempfile.TemporaryDirectory(prefix="bench-night-") as folder, a_database(str(contests)) as database:
        desk = Desk(Path(folder), PROCESSES="1", **database)
        desk.migrate()
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.late_nights", str(contests), str(to_come)],
            cwd=ROOT,
            env={**desk.environment, "DJANGO_SETTINGS_MODULE": "resultsdesk.settings"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            yield process
        finally:
            assert process.stdin
            process.stdin.close()
            process.wait(timeout=PATIENCE_S)


def measured(sizes: list[int], declarations: int) -> Costs:
    """Every declaration's cost and its board's, turn by turn."""
    costs: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    with ExitStack() as open_:
        nights = {size: open_.enter_context(a_night(size, declarations + WARM_UP)) for size in sizes}
        for night in nights.values():
            _said(night)
        for turn in range(declarations + WARM_UP):
            for size in sizes if turn % 2 else reversed(sizes):
                cost = _asked(nights[size])
                if turn >= WARM_UP:
                    costs[size].append(cost)
    return costs


def _asked(night: "subprocess.Popen[str]") -> dict[str, Any]:
    assert night.stdin
    night.stdin.write("declare\n")
    night.stdin.flush()
    return _said(night)


def _said(night: "subprocess.Popen[str]") -> dict[str, Any]:
    assert night.stdout
    line = night.stdout.readline()
    assert line, "the night ended"
    return json.loads(line)


def middle(costs: list[dict[str, Any]], what: str, unit: str) -> float:
    """The middle of one kind of cost."""
    return median(cost[what][unit] for cost in costs)


def table(asked: argparse.Namespace) -> None:
    """Print."""
    costs = measured(asked.contests, asked.declarations)
    database = "PostgreSQL" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "SQLite"
    print(f"On {datetime.now(tz=UTC):%-d %B %Y}, {machine()}; {database}.\n")
    print(
        "| contests | declaring | times | a board of 100 | times | bytes | a board of all | times | bytes |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    smallest = costs[min(costs)]
    for size, found in costs.items():
        cells = [_part(found, smallest, "declaring")]
        for board in BOARDS:
            cells += [_part(found, smallest, board), f"{middle(found, board, 'bytes') / 1000:.1f} kB"]
        print(f"| {size:,} | {' | '.join(cells)} |")
    if asked.why:
        _why(costs)


def _part(found: list[dict[str, Any]], smallest: list[dict[str, Any]], what: str) -> str:
    ms, queries = middle(found, what, "ms"), middle(found, what, "queries")
    times, of_cpu = (middle(found, what, unit) / middle(smallest, what, unit) for unit in ("ms", "cpu_ms"))
    return f"{queries:.0f} queries, {ms:.1f} ms | {times:.2f} ({of_cpu:.2f} of processor)"


def _why(costs: Costs) -> None:
    for size, found in costs.items():
        for what in ("declaring", *BOARDS):
            for ms, sql in found[-1][what]["slowest"]:
                print(f"\n{size:,} contests, {what}, {ms:.1f} ms: {sql}")


def arguments() -> argparse.Namespace:
    """What is asked for on the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.declaring")
    parser.add_argument("--contests", type=int, nargs="+", default=[100, 1_000, 10_000])
    parser.add_argument("--declarations", type=int, default=40, help="in each election")
    parser.add_argument("--why", action="store_true", help="name the longest queries")
    return parser.parse_args()


if __name__ == "__main__":
    table(arguments())
