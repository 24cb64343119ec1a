"""After a failover has ended every connection, whoever asks next has one that works at once."""

from collections.abc import Iterator
from contextlib import ExitStack

import psycopg
import pytest
from psycopg_pool import ConnectionPool

from resultsdesk.postgres import POOL_OPTIONS
from tests.services import needs_postgres

pytestmark = needs_postgres
NAME = "a failover"
ENDED = "SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity WHERE application_name = %s"
IDLE = 10
PATIENCE_S = 1.0


@pytest.fixture
def pool(postgres_url: str) -> Iterator[ConnectionPool]:
    """As Django makes it, with so many idle connections."""
    options = {**POOL_OPTIONS, "max_size": IDLE, "check": ConnectionPool.check_connection}
    with ConnectionPool(
        postgres_url, kwargs={"application_name": "a failover"}, open=True, **options
    ) as pool:
        with ExitStack() as busy:
            for _ in range(IDLE):
                busy.enter_context(pool.connection())
        yield pool


def test_it_has_no_pause_of_seconds(pool: ConnectionPool, postgres_url: str, monkeypatch) -> None:
    paused: list[float] = []
    monkeypatch.setattr("psycopg_pool.pool.sleep", paused.append)
    with psycopg.connect(postgres_url, autocommit=True) as server:
        ended = server.execute(ENDED, [NAME]).fetchall()
    assert ended == [(True,)] * IDLE
    with pool.connection() as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert sum(paused) < PATIENCE_S
