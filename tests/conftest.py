"""Fixtures for every test, their order, and the rule for tests whose service is missing."""

from collections.abc import Iterator

import pytest

from tests.browsers import close_browsers
from tests.services import SERVICES, require


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long: at the end one process would wait for it."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip, or under CI fail, a marked test whose service is missing."""
    for service in SERVICES:
        if item.get_closest_marker(service):
            require(service)


@pytest.fixture(scope="session")
def chromium() -> Iterator[str]:
    """The path of a Chromium; what was started of it is closed at the end."""
    yield require("browser")
    close_browsers()


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """The address of a PostgreSQL that answers."""
    return require("postgres")


@pytest.fixture(scope="session")
def redis_url() -> str:
    """The address of a Redis that answers."""
    return require("redis")
