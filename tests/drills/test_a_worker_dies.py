"""A process is killed after a declaration is committed and before anybody is told of it."""

import signal

import pytest

from tests.drills.found import Found
from tests.drills.night import Night
from tests.drills.services import Services
from tests.services import needs_postgres, needs_redis

pytestmark = [needs_postgres, needs_redis, pytest.mark.long]


def worker_dies(services: Services, night: Night, *, many: int = 9) -> Found:
    """Boards at the other process find it; the reporter had no answer, and sends again when hers is back."""
    died = night.servers[0]
    with night.drill("A worker killed between commit and hint") as found:
        night.declares(many // 3)
        before = night.ledger.number()
        died.condemn()
        with found.absence(died.url):
            night.reporter.declares(many // 3)
            assert died.has_died() == -signal.SIGKILL
            assert night.ledger.number() == before + 1, "it died before the commit"
            night.swarm.see(before + 1, at=night.servers[1].url)
            died.start()
        found.is_over()
        night.reporter.is_done()
        night.declares(many // 3)
    assert night.reporter.acknowledged[-2 * (many // 3)].tries > 1
    return found


def test_what_nobody_was_told_of_is_on_every_board_and_arrives_once(
    drill_services: Services, night: Night
) -> None:
    assert worker_dies(drill_services, night).faults == []
