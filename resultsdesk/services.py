"""The database, the channel layer and the secret that a desk runs on, from their settings.

Owns what "embedded" means: SQLite with WAL and IMMEDIATE transactions, the in-memory layer, and a
secret made once. Refuses addresses it does not know.
"""

import os
import secrets
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from resultsdesk.postgres import SCHEMES, postgres
from resultsdesk.redis_urls import layer_host, read_redis_url

SQLITE_OPTIONS = {
    # IMMEDIATE takes the write lock when a transaction begins: two reporters queue up instead of
    # one of them failing half-way, when SQLite finds that it cannot upgrade a read lock.
    "transaction_mode": "IMMEDIATE",
    "timeout": 10,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=10000;",
}


def database(url: str, data_dir: Path, *, connections: int = 10) -> dict[str, Any]:
    """Django's settings of the database at `url`; SQLite in `data_dir` where it is empty.

    `connections` is the most that one process holds open to PostgreSQL.
    """
    if not url:
        return sqlite(data_dir / "desk.sqlite3")
    scheme, mark, rest = url.partition("://")
    if scheme == "sqlite" and rest.startswith("/"):
        return sqlite(Path(rest[1:] if rest.startswith("//") else rest))
    if scheme not in SCHEMES or not mark:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgres:// or sqlite:///.")
    return postgres(url, connections=connections)


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
