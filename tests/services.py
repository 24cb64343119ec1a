"""What some tests need beside Python: a browser, PostgreSQL, Redis, nginx.

On a laptop a test whose service is missing is skipped with the reason; where CI is set it fails, so
that nothing is left out in silence. Mark a test with one of these:

- `needs_browser`: a Chromium; the fixture `chromium` is its path
- `needs_postgres`: any PostgreSQL at DATABASE_URL or TEST_DATABASE_URL; the fixture `postgres_url`
- `needs_redis`: any Redis at REDIS_URL or TEST_REDIS_URL; the fixture `redis_url`
- `needs_nginx`: an nginx to start, of which this test has its own
- `on_postgres`: this very run is on PostgreSQL (true races); skipped wherever the run is on SQLite
"""

import os
import shutil
from collections.abc import Callable
from functools import cache

import psycopg
import pytest
import redis

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSER_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

needs_browser = pytest.mark.browser
needs_postgres = pytest.mark.postgres
needs_redis = pytest.mark.redis
needs_nginx = pytest.mark.nginx
on_postgres = pytest.mark.skipif(
    not os.environ.get("DATABASE_URL", "").startswith("postgres"),
    reason="this run is on SQLite; set DATABASE_URL to run it on PostgreSQL",
)


def examples(many: int) -> int:
    """How many random nights to go through where drawing is compared, which no database changes.

    All of them on PostgreSQL, where every change is shown before it is taken; half of them embedded.
    """
    return many if os.environ.get("DATABASE_URL", "").startswith("postgres") else (many + 1) // 2


@cache
def chromium_path() -> str:
    """The first browser on the path, or nothing."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), "")


@cache
def nginx_path() -> str:
    """The nginx of this machine, or nothing. It lies where a path of no root leads."""
    return shutil.which("nginx") or shutil.which("/usr/sbin/nginx") or ""


@cache
def postgres_address() -> str:
    """The address of a PostgreSQL that answers, or nothing."""
    for name in ("DATABASE_URL", "TEST_DATABASE_URL"):
        url = os.environ.get(name, "")
        if url.startswith("postgres") and _answers(_connect, url):
            return url
    return ""


@cache
def redis_address() -> str:
    """The address of a Redis that answers, or nothing."""
    for name in ("REDIS_URL", "TEST_REDIS_URL"):
        url = os.environ.get(name, "")
        if url and _answers(_ping, url):
            return url
    return ""


def require(service: str) -> str:
    """Where a service is; skips the test where it is missing, or fails it under CI."""
    find, missing = SERVICES[service]
    found = find()
    if found:
        return found
    if os.environ.get("CI"):
        pytest.fail(f"{missing}; under CI it must be there")
    pytest.skip(missing)


def _answers(ask: Callable[[str], None], url: str) -> bool:
    try:
        ask(url)
    except (psycopg.Error, redis.RedisError, OSError):
        return False
    return True


def _connect(url: str) -> None:
    with psycopg.connect(url, connect_timeout=2) as connection:
        connection.execute("SELECT 1")


def _ping(url: str) -> None:
    with redis.Redis.from_url(url, socket_connect_timeout=2) as client:
        client.ping()


SERVICES: dict[str, tuple[Callable[[], str], str]] = {
    "browser": (chromium_path, f"no browser found ({', '.join(BROWSERS)})"),
    "postgres": (postgres_address, "no PostgreSQL answers at DATABASE_URL or TEST_DATABASE_URL"),
    "nginx": (nginx_path, "no nginx is installed here"),
    "redis": (redis_address, "no Redis answers at REDIS_URL or TEST_REDIS_URL"),
}
