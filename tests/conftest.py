"""Fixtures for every test, their order, and the rule for tests whose service is missing."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management.base import CommandError
from django.core.management.commands import flush
from django.db import transaction
from django.test import TransactionTestCase
from whitenoise.middleware import WhiteNoiseMiddleware

from tests.browsers import close_browsers
from tests.services import SERVICES, require

# More than a page sends when it closes.
FAREWELLS = 4
MADE_BY_MIGRATE = (ContentType, Permission, Group, Group.permissions.through)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long: at the end one process would wait for it."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip, or under CI fail, a marked test whose service is missing."""
    for service in SERVICES:
        if item.get_closest_marker(service):
            require(service)


@pytest.fixture(scope="session", autouse=True)
def _emptied_again() -> Iterator[None]:
    """Empty the tables again where that failed: what a closing page says last may hold a row meanwhile.

    PostgreSQL ends one of two that wait for each other, and it may be the one that empties.
    """
    once = TransactionTestCase._fixture_teardown

    def until_empty(case: TransactionTestCase) -> None:
        for _ in range(FAREWELLS):
            try:
                return once(case)
            except CommandError:
                continue
        return once(case)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(TransactionTestCase, "_fixture_teardown", until_empty)
        yield


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """Begin each test as a new process does: the rows of another test may have the same ids and addresses."""
    from results.boards import region_totals
    from results.boards.addresses import addresses_here
    from results.people.open_links import links_here
    from results.views.feeds import scoreboards_here
    from results.views.live_pages import pages_here

    for remembered in (addresses_here, links_here, pages_here, region_totals, scoreboards_here):
        remembered.forget()


@pytest.fixture(scope="session", autouse=True)
def _roles_put_back() -> Iterator[None]:
    """After the tables were emptied put back what every migrate makes, as it was made the first time.

    Making roles and rights anew takes longer than many a test; the very rows come back, and nothing that a
    test did to them.
    """
    once, kept = flush.emit_post_migrate_signal, []

    def put_back(verbosity: int, interactive: bool, db: str) -> None:
        if not kept:
            once(verbosity, interactive, db)
            kept.extend((model, list(model.objects.all())) for model in MADE_BY_MIGRATE)
            return
        ContentType.objects.clear_cache()
        with transaction.atomic():
            for model, rows in kept:
                model.objects.bulk_create(rows)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(flush, "emit_post_migrate_signal", put_back)
        yield


@pytest.fixture(scope="session", autouse=True)
def _static_files_found_once() -> Iterator[None]:
    """Look through the static files once a process: each test's client would do it again."""
    once, found = WhiteNoiseMiddleware.add_files_from_finders, {}

    def kept(middleware: WhiteNoiseMiddleware) -> None:
        if not found:
            once(middleware)
            found.update(middleware.files)
        middleware.files.update(found)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(WhiteNoiseMiddleware, "add_files_from_finders", kept)
        yield


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
