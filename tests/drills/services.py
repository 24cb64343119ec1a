"""What drills run on: a PostgreSQL and a Redis of their own, with an election in a database to be copied."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from tests.desks import Desk
from tests.drills.ledger import Ledger
from tests.drills.night import Night
from tests.drills.own_postgres import OwnPostgres, a_postgres
from tests.drills.reporter import Form
from tests.drills.servers import Kept
from tests.own_redis import OwnRedis, a_redis

TEMPLATE = "loaded"
EVERY_COUNT = """
from results.management.accounts import assign
from results.models import Contest
assign(username="reporter", contests=Contest.objects.all())
"""


@dataclass(frozen=True)
class Services:
    """They run. `forms` are the recorded results as a reporter posts them; `passwords` by role."""

    folder: Path
    postgres: OwnPostgres
    redis: OwnRedis
    forms: list[Form]
    passwords: dict[str, str]

    @contextmanager
    def night(self, *, sockets: int, servers: int = 2) -> Iterator[Night]:
        """A night of its own that has just begun, on so many servers."""
        name = f"night_{uuid4().hex[:8]}"
        folder = self.folder / name
        folder.mkdir()
        address = self.postgres.copy(TEMPLATE, name)
        desk = Desk(folder, DATABASE_URL=address, REDIS_URL=self.redis.url, LOG_LEVEL="DEBUG")
        kept = [Kept(desk, f"server-{number}") for number in range(servers)]
        try:
            for server in kept:
                server.start()
            night = Night(Ledger(address), kept, self.passwords)
            try:
                night.begins(self.forms, sockets=sockets)
                yield night
            finally:
                night.close()
        finally:
            for server in kept:
                server.kill()
            self.postgres.drop(name)


@contextmanager
def services(folder: Path) -> Iterator[Services]:
    """Start them and load the election; skips where there is no PostgreSQL or no Redis to be started."""
    with a_postgres() as postgres, a_redis(folder) as redis:
        desk = Desk(folder, DATABASE_URL=postgres.create(TEMPLATE), REDIS_URL=redis.url)
        passwords = desk.load_midlands()
        desk.manage("shell", "-v", "0", "-c", EVERY_COUNT)
        yield Services(folder, postgres, redis, desk.forms(), passwords)
