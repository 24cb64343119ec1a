"""Every process is restarted while all boards are open and a reporter declares."""

import pytest

from tests.drills.found import Found
from tests.drills.night import Night
from tests.drills.services import Services
from tests.services import needs_postgres, needs_redis

pytestmark = [needs_postgres, needs_redis, pytest.mark.long]


def stopped_and_started(services: Services, night: Night, *, many: int = 9) -> Found:
    """As systemd restarts it."""
    with night.drill("Restarted at full load") as found:
        _restart(night, found, many, how="stop")
        turned_away = sum(board.codes[1012] for board in night.swarm.boards)
    assert turned_away, "nobody was told that the desk restarts"
    return found


def killed_and_started(services: Services, night: Night, *, many: int = 9) -> Found:
    """As after a power cut."""
    with night.drill("Killed at full load and started") as found:
        _restart(night, found, many, how="kill")
    return found


def _restart(night: Night, found: Found, many: int, *, how: str) -> None:
    night.reporter.declares(many)
    night.reporter.has_declared(len(night.reporter.acknowledged) + many // 3)
    with found.absence():
        for server in night.servers:
            getattr(server, how)()
        for server in night.servers:
            server.start()
    found.is_over()


def test_a_restart_loses_nothing_and_every_board_comes_back(drill_services: Services, night: Night) -> None:
    assert stopped_and_started(drill_services, night).faults == []


def test_a_power_cut_loses_nothing_and_every_board_comes_back(drill_services: Services, night: Night) -> None:
    assert killed_and_started(drill_services, night).faults == []
