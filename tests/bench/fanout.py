"""Fan-out to thousands of screens: the desk beside nchan, Node with `ws` and a textbook Channels consumer.

    python -m tests.bench.fanout [--sockets 1000 5000 10000] [--rounds 2] [--only hub nchan]

All in one run and turn by turn, the same text of 2 kB down each. Prints a table for the README: from the
posting of the text until half, ninety-nine of a hundred and the last screen had it, the middle of all
broadcasts; processor time of the server and of the swarm, which have a core each, but for the contender with
two workers;
memory a socket, which is what the server grew by; how many sockets it let in a second. The whole desk stands
below them, once: a region's boards and real declarations, from the drawn frame on, for what comes before is
no fan-out.
"""

import argparse
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from statistics import median

from tests.bench.contenders.running import Missing, contender
from tests.bench.desk import a_night
from tests.bench.lastboard import measured
from tests.bench.screens import NotAllTold, Wait, machine, memory, processor, screens
from tests.bench.swarm import more_files

BYTES = 2048
BROADCASTS = 7
WORDS = [f"{Random(seed).getrandbits(48):x}" for seed in range(200)]
TITLES = {
    "hub": "the desk's hub",
    "hub compressed": "the desk's hub, compressed",
    "textbook": "textbook Channels consumer",
    "nchan": "nchan, one worker",
    "nchan auto": "nchan, a worker a core",
    "node": "Node, `ws`",
    "desk": "the whole desk, declarations",
}


@dataclass
class Shown:
    """What a contender showed with so many sockets, over all rounds."""

    waits: list[Wait] = field(default_factory=list)
    a_second: list[float] = field(default_factory=list)
    bytes_each: list[float] = field(default_factory=list)
    writing: list[float] = field(default_factory=list)
    spent: list[tuple[float, float]] = field(default_factory=list)

    def middle(self, name: str) -> float:
        """The middle of all broadcasts, ms."""
        return median(getattr(wait, name) for wait in self.waits)


def text_of(number: int) -> str:
    """A frame of the desk's own form, as many bytes whatever its number; squeezed, half of them are left."""
    message = {"seq": number, "since": number - 1, "as_at": "2024-07-05T03:12:08+01:00", "content": ""}
    bare = json.dumps(message, separators=(",", ":"))
    drawn = Random(number).choices(WORDS, k=BYTES)
    content = " ".join(drawn)[: BYTES - len(bare)]
    return json.dumps({**message, "content": content}, separators=(",", ":"))


def measure(name: str, sockets: int, shown: Shown, *, redis_url: str, broadcasts: int) -> None:
    """One round of one contender."""
    with contender(name, redis_url=redis_url) as server:
        before = memory(server.process)
        core = None if name == "nchan auto" else 1
        with screens(server.address, sockets, compressed=name.endswith("compressed"), core=core) as opened:
            shown.a_second.append(opened.a_second)
            for number in range(1, broadcasts + 1):
                before_it = processor(server.process), processor(opened.process)
                start, words = server.publish(text_of(number))
                wait = opened.told(number - 1, since=start)
                after_it = processor(server.process), processor(opened.process)
                # The first one warms up what is made once.
                if number > 1:
                    shown.waits.append(wait)
                    shown.spent.append((after_it[0] - before_it[0], after_it[1] - before_it[1]))
                    shown.writing += (
                        [wait.last - (int(words) - start) / 1e6] if name.startswith("hub") else []
                    )
            shown.bytes_each.append((memory(server.process) - before) / sockets)


def measure_desk(sockets: int, shown: Shown, *, broadcasts: int) -> None:
    """The whole desk: a region's boards, and declarations by a reporter's form."""
    with a_night() as night:
        # What is made once is there before the first board is.
        night.reporter.get(night.forms[0][0])
        before = memory(night.server.process.pid)
        with screens(night.address, sockets) as opened:
            shown.a_second.append(opened.a_second)
            opened.all_listen()
            for one in measured(night, opened, broadcasts)[1:]:
                after = (getattr(one.wait, part) - one.drawn for part in ("p50", "p99", "last"))
                shown.waits.append(Wait(*after))
                shown.writing.append(one.wait.last - one.way.commit)
            shown.bytes_each.append((memory(night.server.process.pid) - before) / sockets)


def rounds(asked: argparse.Namespace) -> Iterator[tuple[int, str, Shown]]:
    """Every contender with every number of sockets, turn by turn; the whole desk once."""
    missing: set[str] = set()
    for sockets in asked.sockets:
        shown: defaultdict[str, Shown] = defaultdict(Shown)
        for turn in range(asked.rounds):
            for name in asked.only if turn % 2 else reversed(asked.only):
                if name not in missing and not (turn and name == "desk"):
                    _one(asked, name, sockets, shown[name], missing)
        for name in asked.only:
            if shown[name].waits:
                yield sockets, name, shown[name]


def _one(asked: argparse.Namespace, name: str, sockets: int, shown: Shown, missing: set[str]) -> None:
    broadcasts = asked.broadcasts + 1
    try:
        if name == "desk":
            measure_desk(sockets, shown, broadcasts=broadcasts)
        else:
            measure(name, sockets, shown, redis_url=asked.redis, broadcasts=broadcasts)
    except Missing as error:
        missing.add(name)
        print(f"Left out, {TITLES[name]}: {error}", file=sys.stderr)
    except NotAllTold as error:
        print(f"{TITLES[name]}, {sockets} sockets, a round is void: {error}", file=sys.stderr)
    print(".", end="", file=sys.stderr, flush=True)


def table(asked: argparse.Namespace) -> None:
    """Print."""
    found = list(rounds(asked))
    beside = {sockets: shown.middle("last") for sockets, name, shown in found if name == "nchan"}
    print(file=sys.stderr)
    print(f"On {datetime.now(tz=UTC):%-d %B %Y}, {machine()}; one process each, a text of 2 kB, the swarm on")
    print(f"the same machine; {asked.rounds} rounds of {asked.broadcasts} broadcasts, the middle of them.\n")
    heads = ("sockets", "server", "last screen", "p50", "p99", "beside nchan", "processor + swarm's")
    print(f"| {' | '.join((*heads, 'a socket', 'let in'))} |")
    print("|---" * (len(heads) + 2) + "|")
    for sockets, name, shown in found:
        print(f"| {sockets:,} | {TITLES[name]} | {_cells(shown, beside.get(sockets))} |")
    print()
    for sockets, name, shown in found:
        if shown.writing:
            since = "the commit" if name == "desk" else "the first write"
            ms = median(shown.writing)
            print(f"{sockets:,} sockets, {TITLES[name]}: {ms:.0f} ms from {since} to the last screen.")


def _cells(shown: Shown, beside: float | None) -> str:
    last, p50, p99 = (shown.middle(part) for part in ("last", "p50", "p99"))
    ratio = f"{last / beside:.2f}" if beside else ""
    each, a_second = median(shown.bytes_each) / 1000, median(shown.a_second)
    spent = " + ".join(f"{median(part):.0f}" for part in zip(*shown.spent, strict=True))
    times = f"{last:.0f} ms | {p50:.0f} ms | {p99:.0f} ms | {ratio} | {spent and f'{spent} ms'}"
    return f"{times} | {each:.1f} kB | {a_second:,.0f} a second"


def arguments() -> argparse.Namespace:
    """What is asked for on the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.fanout")
    parser.add_argument("--sockets", type=int, nargs="+", default=[1_000, 5_000, 10_000])
    parser.add_argument("--rounds", type=int, default=2, help="each with a server of its own")
    parser.add_argument("--broadcasts", type=int, default=BROADCASTS, help="in a round")
    parser.add_argument("--only", nargs="+", choices=list(TITLES), default=list(TITLES))
    parser.add_argument("--redis", default=os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/9"))
    return parser.parse_args()


if __name__ == "__main__":
    more_files()
    table(arguments())
