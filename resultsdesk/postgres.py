"""PostgreSQL: where it is, by its own client's reading of an address, and how long the desk waits for it.

Owns the pool's settings, and which errors mean that a connection was lost. Refuses to repeat any part of an
address that it refuses: it may be part of a password.
"""

from typing import Any

import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.db import InterfaceError, OperationalError
from psycopg.conninfo import conninfo_to_dict
from psycopg_pool import PoolTimeout
from psycopg_pool.base import AttemptWithBackoff

SCHEMES = frozenset({"postgres", "postgresql", "psql", "pgsql"})
# A request has a thread of its own under ASGI, so a connection kept for a thread would never be used
# again: the pool is the process's. Whoever finds none free in five seconds is told. After three
# seconds without the server the pool begins its attempts afresh, or its growing pauses would keep
# the desk down long after the server is back.
POOL_OPTIONS = {"min_size": 1, "timeout": 5, "reconnect_timeout": 3}
# Pauses of an attempt to connect, and of whoever is given connections that are broken. Where a failover has
# ended all of them the pool's own second, then two, then four, would keep a board behind for as many of them
# as lay idle, and the fourth would be told that there is none.
AttemptWithBackoff.INITIAL_DELAY = 0.05
AttemptWithBackoff.DELAY_BACKOFF = 1.1
# A server that went away without a word must not hold up the hub's one thread for minutes.
PATIENCE = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15000,
}
STATEMENT_TIMEOUT = "-c statement_timeout=30000"
# Shut down, crashed, starting; and what an address' other end says of its connections.
LOST = ("57P0", "08")


def postgres(url: str, *, connections: int) -> dict[str, Any]:
    """Django's settings of the database at `url`; a process holds at most so many connections.

    Of several hosts the one that may be written to is meant, unless the address says otherwise.
    """
    said = _read(url)
    options = {name: value for name, value in said.items() if name not in PLACE.values()}
    if "," in said.get("host", ""):
        options = {"target_session_attrs": "read-write", **options}
    # Those of the address come last, and are right where they say the same otherwise.
    options["options"] = f"{STATEMENT_TIMEOUT} {options.get('options', '')}".strip()
    pool = {**POOL_OPTIONS, "max_size": connections}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{name: said.get(word, "") for name, word in PLACE.items()},
        "OPTIONS": {**PATIENCE, **options, "pool": pool},
        "CONN_MAX_AGE": 0,
        # Each connection is asked before it is given out: what the server closed meanwhile is nobody's fault.
        "CONN_HEALTH_CHECKS": True,
    }


PLACE = {"HOST": "host", "PORT": "port", "NAME": "dbname", "USER": "user", "PASSWORD": "password"}  # nosec B105


def _read(url: str) -> dict[str, str]:
    try:
        said = conninfo_to_dict(f"postgresql://{url.partition('://')[2]}")
    except psycopg.Error:
        raise ImproperlyConfigured(
            "DATABASE_URL cannot be read. Options are those of libpq; signs such as / ? # @ in a password "
            "are written as %2F %3F %23 %40."
        ) from None
    if not all(port.isdigit() or not port for port in str(said.get("port", "")).split(",")):
        raise ImproperlyConfigured("DATABASE_URL has a port that is no number; a / in a password is %2F.")
    if not said.get("dbname"):
        raise ImproperlyConfigured("DATABASE_URL names no database: postgres://user:password@host/name.")
    return {name: str(value) for name, value in said.items() if str(value).strip(",")}


def is_lost(error: BaseException) -> bool:
    """Whether this says that the connection is gone, and that the same question may do well on another.

    Not where the pool has waited in vain already, nor where the server answered that it will not.
    """
    if isinstance(error, InterfaceError):
        return True
    cause = error.__cause__
    if not isinstance(error, OperationalError) or not isinstance(cause, psycopg.OperationalError):
        return False
    if isinstance(cause, PoolTimeout):
        return False
    return cause.sqlstate is None or cause.sqlstate.startswith(LOST)
