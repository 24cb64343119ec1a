"""Starts the contenders, publishes to them, and always stops them.

Owns what each needs beside Python, and says plainly what is missing.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic_ns

from tests.bench.screens import Address, on_core
from tests.desks import PATIENCE_S, ROOT, until

HERE = Path(__file__).parent
MODULES = "/usr/lib/nginx/modules"
FILES = 16384
SETTLE_S = 0.3


class Missing(RuntimeError):
    """What a contender needs is not on this machine."""


@dataclass(frozen=True, slots=True)
class Contender:
    """A server that runs."""

    process: int
    port: int
    path: str = "/ws"

    @property
    def address(self) -> Address:
        """Where its screens connect."""
        return Address(self.port, self.path, {"Origin": f"http://127.0.0.1:{self.port}"})

    def publish(self, text: str) -> tuple[int, str]:
        """Post a text for every screen. When the posting began (monotonic ns), and what was answered."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        line.connect()
        time.sleep(SETTLE_S)
        try:
            start = monotonic_ns()
            line.request("POST", "/", body=text.encode(), headers={"Content-Type": "text/plain"})
            reply = line.getresponse()
            words = reply.read().decode()
        finally:
            line.close()
        assert reply.status < 300, f"{reply.status}: {words}"
        return start, words


@contextmanager
def contender(name: str, *, redis_url: str) -> Iterator[Contender]:
    """The contender of that name, up and listening. Raises Missing."""
    port = _free_port()
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
        words = _words(name, port=port, folder=Path(folder), redis_url=redis_url)
        log = Path(folder, "log")
        with log.open("w") as out:
            process = subprocess.Popen(
                [*(on_core(0) if name != "nchan auto" else []), *words],
                cwd=ROOT,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        try:
            until(lambda: _listens(port) or process.poll() is not None, f"{name} on its port")
            assert process.poll() is None, f"{name} ended: {log.read_text()}"
            yield Contender(process.pid, port)
        finally:
            process.terminate()
            try:
                process.wait(timeout=PATIENCE_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _words(name: str, *, port: int, folder: Path, redis_url: str) -> Sequence[str]:
    if name.startswith("hub"):
        return [sys.executable, "-m", "tests.bench.contenders.hub", str(port), str(folder)]
    if name == "textbook":
        return [sys.executable, "-m", "tests.bench.contenders.textbook", str(port), redis_url]
    if name == "node":
        shutil.copy(HERE / "node.js", _node_modules() / "server.js")
        return [_program("node"), str(_node_modules() / "server.js"), str(port)]
    workers = "auto" if name.endswith("auto") else "1"
    return [_program("nginx"), "-p", str(folder), "-c", _nginx_config(port, folder, workers)]


def _program(name: str) -> str:
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    if not found:
        raise Missing(f"no {name} on this machine")
    return found


def _nginx_config(port: int, folder: Path, workers: str) -> str:
    if not Path(MODULES, "ngx_nchan_module.so").exists():
        raise Missing("no nchan (libnginx-mod-nchan) on this machine")
    filled = (
        (HERE / "nchan.conf")
        .read_text()
        .format(
            modules=MODULES,
            workers=workers,
            files=FILES,
            folder=folder,
            port=port,
            user="user root;" if os.geteuid() == 0 else "",
        )
    )
    (folder / "nginx.conf").write_text(filled)
    return str(folder / "nginx.conf")


@cache
def _node_modules() -> Path:
    """A folder with `ws`, outside the checkout; made by npm where it is not there."""
    folder = Path(tempfile.gettempdir(), "resultsdesk-bench-node")
    if not (folder / "node_modules" / "ws").is_dir():
        folder.mkdir(exist_ok=True)
        words = [_program("npm"), "install", "--no-audit", "--no-fund", "--prefix", str(folder), "ws@8"]
        done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=120)
        if done.returncode:
            raise Missing(f"npm does not give `ws`: {done.stderr.strip().splitlines()[-1:]}")
    return folder


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
