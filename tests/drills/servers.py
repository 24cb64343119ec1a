"""Servers of a drill: each keeps its port, is stopped, killed and started again, and says what it costs."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

from tests.desks import PATIENCE_S, ROOT, Desk, until

MB = 1024 * 1024
MANAGE = (sys.executable, "manage.py")


class Kept:
    """One process of a desk on a port that it keeps. `command` is what runs manage.py."""

    def __init__(self, desk: Desk, log: Path, *, command: Sequence[str] = MANAGE, **settings: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.log_path = log
        self._desk = desk
        self._command = command
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Of the process that runs, or ran last."""
        assert self._process is not None
        return self._process.pid

    def start(self, **settings: str) -> None:
        """Start it and wait until it answers."""
        words = [*self._command, "serve", "--port", str(self.port)]
        environment = {**self._desk.environment, **self._settings, **settings}
        with self.log_path.open("a") as out:
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
        Path(self._settings["DIES_AT"]).touch()

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
        return self.log_path.read_text() if self.log_path.exists() else ""

    def _end(self, how: int) -> int:
        if self._process is None or self._process.poll() is not None:
            return self._process.returncode if self._process else 0
        os.kill(self.pid, how)
        return self._process.wait(PATIENCE_S)
