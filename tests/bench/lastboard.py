"""From a reporter's press of save to the last of thousands of boards, whole and in its parts.

    python -m tests.bench.lastboard [--sockets 5000] [--declarations 40] [--rounds 5] [--processes 1 2 4]

A real form is posted to a served desk; every socket is a board of the region that the contest is in. Commit:
from the press until the transaction is over. Wake: until the hub begins to read; of several processes, the
last hub. Render: until what is new is read and drawn. Write: from there until the last board has it, the
swarm's own work included: it and a server of one process have a core each. On PostgreSQL with DATABASE_URL;
several processes need Redis (REDIS_URL). Prints a table for the README.
"""

import argparse
import os
import sys
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from math import ceil
from statistics import median

from tests.bench.desk import Night, Way, a_night
from tests.bench.screens import Screens, Wait, keep_to_core, machine, memory, on_core, screens
from tests.bench.swarm import more_files


@dataclass(frozen=True, slots=True)
class Shown:
    """One declaration: how long half and all of the boards waited for it, and its way."""

    wait: Wait
    way: Way

    @property
    def drawn(self) -> float:
        """From the press until the frame was drawn, ms."""
        return sum(astuple(self.way))

    @property
    def write(self) -> float:
        """From the drawn frame to the last board, ms."""
        return self.wait.last - self.drawn

    @property
    def parts(self) -> str:
        """Commit, wake, render and write, ms."""
        return " + ".join(f"{part:.0f}" for part in (*astuple(self.way), self.write))


def measured(night: Night, opened: Screens, declarations: int) -> list[Shown]:
    """So many declarations, one after the other."""
    shown: list[Shown] = []
    newest = night.seq
    for path, fields in night.forms:
        pressed = night.reporter.save(path, fields, night.server)
        if not night.saved(pressed):
            continue
        wait = opened.told(newest, since=pressed.at)
        shown.append(Shown(wait, night.way(pressed)))
        newest = int(str(opened.so_far()["newest"]))
        if len(shown) == declarations:
            break
    return shown


@dataclass(frozen=True, slots=True)
class Evening:
    """What one desk and its boards gave: the declarations, bytes a board, boards let in a second."""

    shown: list[Shown]
    each: float
    a_second: float


def evening(asked: argparse.Namespace, processes: int) -> Evening:
    """A desk of its own, and so many declarations."""
    redis_url = asked.redis if processes > 1 or asked.with_redis else ""
    with a_night(processes=processes, redis_url=redis_url) as night:
        alone = processes == 1 and bool(on_core(1))
        if alone:
            keep_to_core(night.server.process.pid, 0)
        # What is made once is there before the first board is.
        night.reporter.get(night.forms[0][0])
        before = memory(night.server.process.pid)
        with screens(night.address, asked.sockets, core=1 if alone else None) as opened:
            opened.all_listen()
            shown = measured(night, opened, asked.declarations)
            each = (memory(night.server.process.pid) - before) / asked.sockets
            print(f"{opened.so_far()}", file=sys.stderr)
            return Evening(shown, each, opened.a_second)


def one(asked: argparse.Namespace, processes: int) -> None:
    """Measure with so many processes, and print a line of the table."""
    evenings = [evening(asked, processes) for _ in range(asked.rounds)]
    shown = [declared for each in evenings for declared in each.shown]
    lasts = sorted(item.wait.last for item in shown)
    p99 = lasts[ceil(0.99 * len(lasts)) - 1]
    middle = Shown(
        Wait(*(median(getattr(item.wait, part) for item in shown) for part in ("p50", "p99", "last"))),
        Way(*(median(parts) for parts in zip(*(astuple(item.way) for item in shown), strict=True))),
    )
    slowest = max(shown, key=lambda item: item.wait.last)
    each, a_second = (median(getattr(one, part) for one in evenings) for part in ("each", "a_second"))
    print(
        f"| {processes} | {asked.sockets:,} | {len(shown)} | {median(lasts):.0f} ms | {p99:.0f} ms "
        f"| {middle.parts} | {slowest.parts} | {each / 1000:.1f} kB | {a_second:,.0f} a second |",
        flush=True,
    )


def table(asked: argparse.Namespace) -> None:
    """Print."""
    database = "PostgreSQL" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "SQLite"
    print(f"On {datetime.now(tz=UTC):%-d %B %Y}, {machine()}; {database}, the swarm on the same machine.\n")
    print(
        "| processes | boards | declarations | press to last board, half | 99 of 100 "
        "| commit + wake + render + write, half (ms) | of the slowest | a board | let in |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for processes in asked.processes:
        one(asked, processes)


def arguments() -> argparse.Namespace:
    """What is asked for on the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.lastboard")
    parser.add_argument("--sockets", type=int, default=5_000)
    parser.add_argument("--declarations", type=int, default=40, help="at most 47: the region has no more")
    parser.add_argument("--rounds", type=int, default=1, help="each with a desk of its own")
    parser.add_argument("--processes", type=int, nargs="+", default=[1])
    parser.add_argument("--redis", default=os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/9"))
    parser.add_argument("--with-redis", action="store_true", help="one process too")
    return parser.parse_args()


if __name__ == "__main__":
    more_files()
    table(arguments())
