"""One night for all drills of a process, on servers of its own; a new one after a drill that failed."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.drills.night import Night
from tests.drills.services import Services, services

SOCKETS = 500
# The most that a drill declares.
RESULTS = 20


class Nights:
    """The night that is going on, if one is."""

    def __init__(self, made: Services) -> None:
        self._services = made
        self._going: tuple[Night, ExitStack] | None = None

    def tonight(self) -> Night:
        """The one that is going on, or another where that was spoilt or is nearly over."""
        if self._going and (self._going[0].spoilt or self._going[0].reporter.left < RESULTS):
            self.end()
        if self._going is None:
            stack = ExitStack()
            self._going = stack.enter_context(self._services.night(sockets=SOCKETS)), stack
        return self._going[0]

    def end(self) -> None:
        """Let go of it."""
        if self._going:
            going, self._going = self._going, None
            going[1].close()


@pytest.fixture(scope="session")
def drill_services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """PostgreSQL, Redis and a loaded election."""
    with services(tmp_path_factory.mktemp("drills")) as made:
        yield made


@pytest.fixture(scope="session")
def _nights(drill_services: Services) -> Iterator[Nights]:
    nights = Nights(drill_services)
    yield nights
    nights.end()


@pytest.fixture
def night(_nights: Nights) -> Night:
    """A night that is whole: each drill leaves it so, or it is the last of its night."""
    return _nights.tonight()
