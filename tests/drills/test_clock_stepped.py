"""The machines' clock is stepped back an hour in the middle of a night, and forward again by two."""

import pytest

from tests.drills.found import Found
from tests.drills.night import Night
from tests.drills.services import Services
from tests.services import needs_postgres, needs_redis

pytestmark = [needs_postgres, needs_redis, pytest.mark.long]

HOUR_S = 3600


def clock_stepped(services: Services, night: Night, *, many: int = 9) -> Found:
    """Declared before, after the step back, and after the step forward."""
    with night.drill("The clock an hour back, then two forward") as found:
        night.declares(many // 3)
        began = night.told_now()
        night.set_clocks(-HOUR_S)
        night.declares(many // 3)
        found.is_wrong("" if night.told_now() < began else "the clock was not stepped back")
        night.set_clocks(HOUR_S)
        night.declares(many // 3)
        found.is_wrong("" if night.told_now() > began else "the clock was not stepped forward")
        night.set_clocks(0)
        found.is_over()
    return found


def test_a_clock_that_is_stepped_loses_nothing_and_stops_no_board(
    drill_services: Services, night: Night
) -> None:
    assert clock_stepped(drill_services, night).faults == []
