"""Redis is killed in the middle of a night and comes back: hints are gone meanwhile, and nothing else."""

import pytest

from tests.drills.found import Found
from tests.drills.night import Night
from tests.drills.services import Services
from tests.services import needs_postgres, needs_redis

pytestmark = [needs_postgres, needs_redis, pytest.mark.long]


def redis_dies(services: Services, night: Night, *, many: int = 9) -> Found:
    """A third before, a third while it is away, a third after it came back."""
    with night.drill("Redis killed and back") as found:
        night.declares(many // 3)
        services.redis.stop()
        night.declares(many // 3)
        services.redis.start()
        found.is_over()
        night.declares(many // 3)
    return found


def test_without_redis_every_declaration_arrives_and_every_board_follows(
    drill_services: Services, night: Night
) -> None:
    assert redis_dies(drill_services, night).faults == []
