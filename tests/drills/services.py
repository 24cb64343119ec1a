"""What drills run on: a PostgreSQL and a Redis of their own, with an election in a database to be copied."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from tests.desks import Desk
from tests.drills.ledger import Ledger
from tests.drills.night import Loaded, Night
from tests.drills.own_postgres import OwnPostgres, a_postgres
from tests.drills.servers import Kept
from tests.own_redis import OwnRedis, a_redis

TEMPLATE = "loaded"
TOKEN = "a token for tests only"
PREPARED = """
from results.management.accounts import assign
from results.models import Contest, Election
from tests.onair_rows import an_output
assign(username="reporter", contests=Contest.objects.all())
an_output(Election.objects.get(), slug="pgm")
"""


@dataclass(frozen=True)
class Services:
    """They run, and an election is loaded."""

    folder: Path
    postgres: OwnPostgres
    redis: OwnRedis
    loaded: Loaded

    @contextmanager
    def night(self, *, sockets: int, servers: int = 2, **settings: str) -> Iterator[Night]:
        """A night of its own that has just begun, on so many servers with these settings."""
        name = f"night_{uuid4().hex[:8]}"
        folder = self.folder / name
        folder.mkdir()
        address = self.postgres.copy(TEMPLATE, name)
        desk = Desk(folder, DATABASE_URL=address, REDIS_URL=self.redis.url, **settings)
        try:
            with a_night(desk, Ledger(address), self.loaded, sockets=sockets, servers=servers) as night:
                yield night
        finally:
            self.postgres.drop(name)


@contextmanager
def services(folder: Path) -> Iterator[Services]:
    """Start them and load the election; skips where there is no PostgreSQL or no Redis to be started."""
    with a_postgres() as postgres, a_redis(folder) as redis:
        desk = Desk(folder, DATABASE_URL=postgres.create(TEMPLATE), REDIS_URL=redis.url)
        yield Services(folder, postgres, redis, load(desk))


def load(desk: Desk) -> Loaded:
    """Load the Midlands; every count is the reporter's."""
    passwords = desk.load_midlands()
    desk.manage("shell", "-v", "0", "-c", PREPARED)
    return Loaded(desk.forms(), passwords)


@contextmanager
def a_night(
    desk: Desk, ledger: Ledger, loaded: Loaded, *, sockets: int, servers: int = 1, logs: Path | None = None
) -> Iterator[Night]:
    """A night that has just begun, on so many servers; what they write goes to `logs`."""
    kept = [
        Kept(desk, (logs or desk.folder) / f"server-{number}", METRICS_TOKEN=TOKEN)
        for number in range(servers)
    ]
    try:
        for server in kept:
            server.start()
        night = Night(ledger, kept, loaded.passwords)
        try:
            night.begins(loaded.forms, sockets=sockets)
            yield night
        finally:
            night.close()
    finally:
        for server in kept:
            server.kill()
