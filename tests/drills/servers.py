"""Servers of a drill: each keeps its port, is stopped, killed and started again, and says what it costs."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from urllib.parse import urlencode

from tests.desks import PATIENCE_S, ROOT, Desk, until

MB = 1024 * 1024


class Kept:
    """One process of a desk on a port that it keeps; what belongs to it lies beside `path`, by its name."""

    def __init__(self, desk: Desk, path: Path, **settings: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._log = path.with_suffix(".log")
        self._die, self._clock = path.with_suffix(".die"), path.with_suffix(".clock")
        self._desk = desk
        self._settings = {**settings, "DIES_AT": str(self._die), "CLOCK": str(self._clock)}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Of the process that runs, or ran last."""
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        """Start it and wait until it answers."""
        words = [sys.executable, "-m", "tests.drills.faulty", "serve", "--port", str(self.port)]
        environment = {**self._desk.environment, **self._settings}
        with self._log.open("a") as out:
            self._process = subprocess.Popen(
                words, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT
            )
        until(self.answers, f"the answer of {self.url}")

    def answers(self) -> bool:
        """Whether it says that it is well."""
        assert self._process is None or self._process.poll() is None, self.log()
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=2) as answer:
                return answer.status == 200
        except OSError:
            return False

    def stop(self) -> int:
        """End it as systemd does, and wait; returns its code."""
        return self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it as a power cut does."""
        self._end(signal.SIGKILL)

    def condemn(self) -> None:
        """It dies after its next commit, once."""
        self._die.touch()

    def set_clock(self, off_s: int) -> None:
        """Its clock is so many seconds off from now on."""
        new = self._clock.with_suffix(".new")
        new.write_text(str(off_s))
        new.replace(self._clock)

    def has_died(self) -> int:
        """Wait until it ended by itself; returns its code."""
        assert self._process is not None
        return self._process.wait(PATIENCE_S)

    def memory(self) -> int:
        """Bytes that it holds in memory."""
        found = re.search(r"^VmRSS:\s+(\d+) kB", Path(f"/proc/{self.pid}/status").read_text(), re.M)
        assert found
        return int(found[1]) * 1024

    def measure(self, name: str) -> float:
        """The sum of one of its numbers over all labels, as Prometheus reads it."""
        token = self._settings["METRICS_TOKEN"]
        with urllib.request.urlopen(
            f"{self.url}/metrics?{urlencode({'token': token})}", timeout=10
        ) as answer:
            lines = answer.read().decode().splitlines()
        return sum(float(line.split()[-1]) for line in lines if re.match(rf"{name}(\{{.*\}})? ", line))

    def log(self) -> str:
        """Everything that it has written, over all its starts."""
        return self._log.read_text() if self._log.exists() else ""

    def _end(self, how: int) -> int:
        if self._process is None or self._process.poll() is not None:
            return self._process.returncode if self._process else 0
        os.kill(self.pid, how)
        return self._process.wait(PATIENCE_S)
