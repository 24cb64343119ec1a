"""A Redis of a test's own, to be stopped and started, and never left behind."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis

from tests.desks import a_port, until


class OwnRedis:
    """A Redis of this test's own, to be stopped and started."""

    def __init__(self, folder: Path) -> None:
        self.port = a_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._folder = folder

    def start(self) -> None:
        words = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(self._folder)]
        self._process = subprocess.Popen(["redis-server", *words], stdout=subprocess.DEVNULL)
        try:
            until(self._answers, "Redis' answer")
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()

    def _answers(self) -> bool:
        try:
            return bool(redis.Redis.from_url(self.url).ping())
        except redis.RedisError:
            return False


@contextmanager
def a_redis(folder: Path) -> Iterator[OwnRedis]:
    """One that runs; skips the test where there is no redis-server."""
    if not shutil.which("redis-server"):
        pytest.skip("no redis-server to start and stop")
    server = OwnRedis(folder)
    server.start()
    try:
        yield server
    finally:
        server.stop()
