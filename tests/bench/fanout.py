"""Fan-out to thousands of screens: the desk beside nchan, Node with `ws` and a textbook Channels consumer.

    python -m tests.bench.fanout [--sockets 1000 5000 10000] [--rounds 3] [--only hub nchan] [--desk no]

All in one run and turn by turn, the same text of 2 kB down each. Prints a table for the README: from the
posting of the text until half, ninety-nine of a hundred and the last screen had it, the middle of all
broadcasts; memory a socket, which is what the server grew by; how many sockets it let in a second. The swarm
shares the machine with the server: on two cores each has one.
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

from tests.bench.contenders.running import NAMES, Missing, contender
from tests.bench.screens import NotAllTold, Wait, machine, memory, screens
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
}


@dataclass
class Shown:
    """What a contender showed with so many sockets, over all rounds."""

    waits: list[Wait] = field(default_factory=list)
    a_second: list[float] = field(default_factory=list)
    bytes_each: list[float] = field(default_factory=list)
    writing: list[float] = field(default_factory=list)

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
        with screens(server.address, sockets, compressed=name.endswith("compressed")) as opened:
            shown.a_second.append(opened.a_second)
            for number in range(1, broadcasts + 1):
                start, words = server.publish(text_of(number))
                wait = opened.told(number - 1, since=start)
                # The first one warms up what is made once.
                if number > 1:
                    shown.waits.append(wait)
                    shown.writing += (
                        [wait.last - (int(words) - start) / 1e6] if name.startswith("hub") else []
                    )
            shown.bytes_each.append((memory(server.process) - before) / sockets)


def rounds(asked: argparse.Namespace) -> Iterator[tuple[int, str, Shown]]:
    """Every contender with every number of sockets, turn by turn."""
    missing: dict[str, str] = {}
    for sockets in asked.sockets:
        shown: defaultdict[str, Shown] = defaultdict(Shown)
        for turn in range(asked.rounds):
            for name in asked.only if turn % 2 else reversed(asked.only):
                if name in missing:
                    continue
                try:
                    measure(
                        name, sockets, shown[name], redis_url=asked.redis, broadcasts=asked.broadcasts + 1
                    )
                except Missing as error:
                    missing[name] = str(error)
                    print(f"Left out, {TITLES[name]}: {error}", file=sys.stderr)
                except NotAllTold as error:
                    print(f"{TITLES[name]}, {sockets} sockets, a round is void: {error}", file=sys.stderr)
                print(".", end="", file=sys.stderr, flush=True)
        for name in asked.only:
            if shown[name].waits:
                yield sockets, name, shown[name]


def table(asked: argparse.Namespace) -> None:
    """Print."""
    found = list(rounds(asked))
    beside = {sockets: shown.middle("last") for sockets, name, shown in found if name == "nchan"}
    print(file=sys.stderr)
    print(f"On {datetime.now(tz=UTC):%-d %B %Y}, {machine()}; one process each, a text of 2 kB, the swarm on")
    print(f"the same machine; {asked.rounds} rounds of {asked.broadcasts} broadcasts, the middle of them.\n")
    print("| sockets | server | last screen | p50 | p99 | beside nchan | a socket | let in |")
    print("|---|---|---|---|---|---|---|---|")
    for sockets, name, shown in found:
        last, p50, p99 = (shown.middle(part) for part in ("last", "p50", "p99"))
        ratio = f"{last / beside[sockets]:.2f}" if sockets in beside else ""
        each, a_second = median(shown.bytes_each) / 1000, median(shown.a_second)
        print(
            f"| {sockets:,} | {TITLES[name]} | {last:.0f} ms | {p50:.0f} ms | {p99:.0f} ms | {ratio} "
            f"| {each:.1f} kB | {a_second:,.0f} a second |"
        )
    for sockets, name, shown in found:
        if name.startswith("hub"):
            writing = median(shown.writing)
            print(f"\n{sockets:,} sockets, from the hub's first write to the last screen: {writing:.0f} ms")


def arguments() -> argparse.Namespace:
    """What is asked for on the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.fanout")
    parser.add_argument("--sockets", type=int, nargs="+", default=[1_000, 5_000, 10_000])
    parser.add_argument("--rounds", type=int, default=3, help="each with a server of its own")
    parser.add_argument("--broadcasts", type=int, default=BROADCASTS, help="in a round")
    parser.add_argument("--only", nargs="+", choices=NAMES, default=list(NAMES))
    parser.add_argument("--redis", default=os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/9"))
    return parser.parse_args()


if __name__ == "__main__":
    more_files()
    table(arguments())
