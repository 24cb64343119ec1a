"""The database, the channel layer and the secret that a desk runs on, from their settings.

Owns what "embedded" means: SQLite with WAL and IMMEDIATE transactions, the in-memory layer, and a
secret made once. Refuses addresses it does not know.
"""

import os
import secrets
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

from resultsdesk.redis_urls import layer_host, read_redis_url

SQLITE_OPTIONS = {
    # IMMEDIATE takes the write lock when a transaction begins: two reporters queue up instead of
    # one of them failing half-way, when SQLite finds that it cannot upgrade a read lock.
    "transaction_mode": "IMMEDIATE",
    "timeout": 10,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=10000;",
}
# A request has a thread of its own under ASGI, so a connection kept for a thread would never be used
# again: the pool is the process's. Whoever finds none free in five seconds is told. After three
# seconds without the server the pool begins its attempts afresh, or its growing pauses would keep
# the desk down long after the server is back.
POOL_OPTIONS = {"min_size": 1, "timeout": 5, "reconnect_timeout": 3}
# A server that went away without a word must not hold up the hub's one thread for minutes.
PATIENCE = {
    "connect_timeout": 5,
    "options": "-c statement_timeout=30000",
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15000,
}
POSTGRES = frozenset({"postgres", "postgresql", "psql", "pgsql"})


def database(url: str, data_dir: Path, *, connections: int = 10) -> dict[str, Any]:
    """Django's settings of the database at `url`; SQLite in `data_dir` where it is empty.

    `connections` is the most that one process holds open to PostgreSQL.
    """
    if not url:
        return sqlite(data_dir / "desk.sqlite3")
    scheme, mark, rest = url.partition("://")
    if scheme == "sqlite" and rest.startswith("/"):
        return sqlite(Path(rest[1:] if rest.startswith("//") else rest))
    if scheme not in POSTGRES or not mark:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgres:// or sqlite:///.")
    config: dict[str, Any] = environ.Env.db_url_config(url)
    if not config.get("NAME"):
        raise ImproperlyConfigured("DATABASE_URL names no database: postgres://user:password@host/name.")
    pool = {**POOL_OPTIONS, "max_size": connections}
    options = {**PATIENCE, **config.get("OPTIONS", {}), "pool": pool}
    return {**config, "OPTIONS": options, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True}


def sqlite(path: Path) -> dict[str, Any]:
    """An embedded database in a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": dict(SQLITE_OPTIONS)}


def layers(url: str) -> dict[str, Any]:
    """The channel layer on Redis at `url`; in memory, for one process, where it is empty."""
    if not url:
        return {"BACKEND": "channels.layers.InMemoryChannelLayer"}
    try:
        address = read_redis_url(url)
    except ValueError as wrong:
        raise ImproperlyConfigured(f"REDIS_URL {wrong}.") from None
    host = layer_host(address, connect_s=1, answer_s=5)
    return {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [host], "prefix": "desk"},
    }


def static_root(data_dir: Path) -> Path:
    """Where static files are collected; there from the start, because WhiteNoise looks for it."""
    path = data_dir / "static"
    path.mkdir(parents=True, exist_ok=True)
    return path


def kept_secret(data_dir: Path) -> str:
    """The embedded desk's own secret: made at the first start, kept for the next."""
    data_dir.mkdir(parents=True, exist_ok=True)
    path = data_dir / "secret-key"
    try:
        # O_EXCL: of two processes that start at once, one makes the secret and the other reads it.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(60))
    return path.read_text().strip()
