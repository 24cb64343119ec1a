"""A Redis of a test's own, to be stopped and started, and never left behind; a Sentinel that watches it."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis

from tests.desks import a_port, until


class OwnRedis:
    """A Redis of this test's own, to be stopped and started. `words` are options beside the usual.

    `url` is for whoever may come in; the test itself asks for a sign of life there.
    """

    def __init__(self, folder: Path, *words: str, url: str = "redis://127.0.0.1:{port}/0") -> None:
        self.port = a_port()
        self.url = url.format(port=self.port)
        self._folder = folder
        self._words = words

    def start(self) -> None:
        words = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(self._folder)]
        words += [word.format(port=self.port) for word in self._words]
        self._process = subprocess.Popen(["redis-server", *words], stdout=subprocess.DEVNULL)
        try:
            until(self.answers, "Redis' answer")
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()

    def client(self) -> redis.Redis:
        """A client of this very server, by its own certificate where it has one."""
        return redis.Redis.from_url(self.url)

    def answers(self) -> bool:
        try:
            return bool(self.client().ping())
        except redis.RedisError:
            return False


class OwnSentinel(OwnRedis):
    """One Sentinel that watches a master, called `mymaster`, and needs nobody's consent to replace it.

    A master that was silent for half a second is down.
    """

    def __init__(
        self,
        folder: Path,
        master: OwnRedis,
        *lines: str,
        password: str = "",
        url: str = "redis://127.0.0.1:{port}/0",
    ) -> None:
        super().__init__(folder, url=url)
        self._written = [
            f"port {self.port}",
            "bind 127.0.0.1",
            f"dir {folder}",
            *(line.format(port=self.port) for line in lines),
            f"sentinel monitor mymaster 127.0.0.1 {master.port} 1",
            *([f"sentinel auth-pass mymaster {password}"] if password else []),
            "sentinel down-after-milliseconds mymaster 500",
            "sentinel failover-timeout mymaster 3000",
        ]

    def start(self) -> None:
        # It writes into its configuration what it finds out.
        path = self._folder / "sentinel.conf"
        path.write_text("\n".join(self._written))
        self._process = subprocess.Popen(["redis-server", str(path), "--sentinel"], stdout=subprocess.DEVNULL)
        try:
            until(self.answers, "the Sentinel's answer")
        except BaseException:
            self.stop()
            raise

    def master_port(self) -> int:
        """Where it says that the master is now."""
        return int(self.client().sentinel_get_master_addr_by_name("mymaster")[1])

    def replicas(self) -> int:
        """How many replicas it knows that could take the master's place."""
        return len(
            [one for one in self.client().sentinel_slaves("mymaster") if one["master-link-status"] == "ok"]
        )


@contextmanager
def a_redis(folder: Path, *words: str, url: str = "redis://127.0.0.1:{port}/0") -> Iterator[OwnRedis]:
    """One that runs; skips the test where there is no redis-server."""
    if not shutil.which("redis-server"):
        pytest.skip("no redis-server to start and stop")
    with running(OwnRedis(folder, *words, url=url)) as server:
        yield server


@contextmanager
def running(server: OwnRedis) -> Iterator[OwnRedis]:
    """It runs meanwhile."""
    server.start()
    try:
        yield server
    finally:
        server.stop()
