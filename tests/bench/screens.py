"""A swarm of screens as a bench sees it, and what a server's memory is.

Owns the swarm's process: started, asked, and always ended.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.desks import PATIENCE_S, ROOT, until


@dataclass(frozen=True, slots=True)
class Wait:
    """From a start until half, ninety-nine of a hundred and the last of the screens were told, in ms."""

    p50: float
    p99: float
    last: float


@dataclass(frozen=True, slots=True)
class Address:
    """Where screens connect. `path` with its query."""

    port: int
    path: str
    headers: Mapping[str, str]
    host: str = "127.0.0.1"


class NotAllTold(AssertionError):
    """Not every screen was told."""


class Screens:
    """Open sockets."""

    def __init__(self, process: "subprocess.Popen[str]", sockets: int) -> None:
        self._process = process
        self.process = process.pid
        self.sockets = sockets
        opening = self._said()
        self.seconds = float(opening["seconds"])
        if opening["open"] != sockets:
            raise NotAllTold(f"{opening['open']} of {sockets} sockets opened: {opening['failed']}")

    @property
    def a_second(self) -> float:
        """How many were let in a second."""
        return self.sockets / self.seconds

    def told(self, after: int, *, since: int, patience: float = 60.0) -> Wait:
        """How long after `since` (monotonic ns) they had a frame of a number above `after`.

        Raises NotAllTold where one had none, or one was told a number twice.
        """
        said = self._ask(f"told {after} {patience}")
        if said["served"] != self.sockets or said["twice"]:
            raise NotAllTold(f"{said} of {self.sockets}; {self.so_far()}")
        at = said["at"]
        return Wait(*((at[name] - since) / 1e6 for name in ("p50", "p99", "last")))

    def all_listen(self) -> None:
        """Wait until every socket had a beat: by then its hub knows it."""
        until(lambda: self.so_far()["greeted"] == self.sockets, "a beat on every socket")

    def so_far(self) -> dict[str, object]:
        """Everything that was counted: beats, pings, closed sockets, the newest number."""
        return self._ask("counts")

    def _ask(self, line: str) -> dict[str, object]:
        assert self._process.stdin
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        return self._said()

    def _said(self) -> dict[str, object]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        assert line, "the swarm ended"
        return json.loads(line)


@contextmanager
def screens(
    address: Address, sockets: int, *, compressed: bool = False, core: int | None = None
) -> Iterator[Screens]:
    """So many screens, open; closed at the end. With `core` their process keeps to it."""
    words = [address.host, str(address.port), address.path, "--sockets", str(sockets)]
    words += [word for name, value in address.headers.items() for word in ("--header", f"{name}={value}")]
    words += ["--compressed"] if compressed else []
    process = subprocess.Popen(
        [*(on_core(core) if core is not None else []), sys.executable, "-m", "tests.bench.swarm", *words],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Screens(process, sockets)
    finally:
        assert process.stdin
        process.stdin.close()
        try:
            process.wait(timeout=PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def processor(process: int) -> float:
    """Milliseconds on a processor so far, of a process and all that it started."""
    spent = 0
    for one in family(process):
        for thread in Path(f"/proc/{one}/task").glob("*/schedstat"):
            with suppress(OSError):
                spent += int(thread.read_text().split()[0])
    return spent / 1e6


def memory(process: int) -> int:
    """Bytes of a process and all that it started, what they share counted once."""
    return sum(_proportional(one) for one in family(process))


def family(process: int) -> list[int]:
    """A process and all that it started, and what those started."""
    found = [process]
    for one in found:
        for children in Path(f"/proc/{one}/task").glob("*/children"):
            # A thread may be gone by now.
            with suppress(OSError):
                found += map(int, children.read_text().split())
    return found


def _proportional(process: int) -> int:
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def on_core(number: int) -> list[str]:
    """The words before a command that keep it to a core of its own; none where that cannot be had.

    Left to the kernel a server and its swarm share a core now and then, whichever server it is.
    """
    may = shutil.which("taskset") and (os.cpu_count() or 1) > number
    return ["taskset", "-c", str(number)] if may else []


def keep_to_core(process: int, number: int) -> None:
    """The same for one that runs, and for what it begins from here on."""
    for thread in Path(f"/proc/{process}/task").iterdir():
        # One that has ended meanwhile needs no core.
        with suppress(ProcessLookupError):
            os.sched_setaffinity(int(thread.name), {number})


def machine() -> str:
    """The machine in a few words."""
    model = "a processor"
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.partition(":")[2].strip()
            break
    gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores of {model}, {gib:.0f} GiB, Python {sys.version.split()[0]}"
