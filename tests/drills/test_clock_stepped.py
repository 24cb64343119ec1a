"""The machine's clock is stepped back an hour in the middle of a night, and forward again by two."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.drills.found import Found
from tests.drills.services import Services
from tests.services import needs_postgres, needs_redis

pytestmark = [needs_postgres, needs_redis, pytest.mark.long]

SOCKETS = 500
LIBRARIES: Sequence[Path] = (
    *Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"),
    *Path("/usr/lib/faketime").glob("libfaketimeMT.so.1"),
)


class Clock:
    """The clock of processes that are started with these settings; it goes on from where it is set."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.set("+0")
        self.settings = {
            "LD_PRELOAD": str(LIBRARIES[0]),
            "FAKETIME_TIMESTAMP_FILE": str(file),
            "FAKETIME_NO_CACHE": "1",
            # As on a machine: nobody sets the clock of its uptime.
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "DONT_FAKE_MONOTONIC": "1",
        }

    def set(self, to: str) -> None:
        """So far from the true time, as in `-1h`."""
        new = self._file.with_suffix(".new")
        new.write_text(f"{to}\n")
        new.replace(self._file)


def clock_stepped(services: Services, *, sockets: int = SOCKETS, many: int = 9) -> Found:
    """Declared before, after the step back, and after the step forward; boards are told at the usual pace."""
    clock = Clock(services.folder / "clock")
    with (
        services.night(sockets=sockets, servers=1, **clock.settings) as night,
        night.drill("The clock an hour back, then two forward") as found,
    ):
        night.declares(many // 3)
        began = night.told_now()
        clock.set("-1h")
        night.declares(many // 3)
        found.is_wrong("" if night.told_now() < began else "the clock was not stepped back")
        clock.set("+1h")
        night.declares(many // 3)
        found.is_wrong("" if night.told_now() > began else "the clock was not stepped forward")
        found.is_over()
    return found


@pytest.mark.skipif(not LIBRARIES, reason="no libfaketime to step a clock (Debian's package faketime)")
def test_a_clock_that_is_stepped_loses_nothing_and_stops_no_board(drill_services: Services) -> None:
    assert clock_stepped(drill_services).faults == []
