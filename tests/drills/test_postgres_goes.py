"""PostgreSQL is restarted in the middle of a night, or ends every connection as at a failover."""

from collections.abc import Iterator
from time import monotonic

import pytest
from playwright.sync_api import Page, expect

from tests.browsers import a_browser
from tests.desks import until
from tests.drills.found import Found
from tests.drills.night import Night
from tests.drills.services import Services
from tests.midlands import EAST, SLUG
from tests.services import needs_browser, needs_postgres, needs_redis

pytestmark = [needs_postgres, needs_redis, pytest.mark.long]


def postgres_restarts(services: Services, night: Night, *, many: int = 9, page: Page | None = None) -> Found:
    """It is away until every board is amber, and a reporter goes on sending meanwhile."""
    with night.drill("PostgreSQL restarted") as found:
        night.declares(many // 3)
        with found.blindness():
            services.postgres.stop()
            night.reporter.declares(many // 3)
            until(lambda: all(board.page.is_amber(monotonic()) for board in night.swarm.boards), "amber")
            _is("stale", page)
        services.postgres.start()
        found.is_over()
        night.reporter.is_done()
        night.declares(many // 3)
        _is("live", page)
    return found


def backends_end(services: Services, night: Night, *, many: int = 9) -> Found:
    """Three times, in the middle of whatever is asked and written."""
    with night.drill("Every backend ended, three times") as found:
        night.reporter.declares(many)
        for _ in range(3):
            ended = services.postgres.end_backends()
            assert ended, "there was nothing to end"
            night.reporter.has_declared(len(night.reporter.acknowledged) + many // 4)
        found.is_over()
    return found


def _is(state: str, page: Page | None) -> None:
    if page is not None:
        expect(page.locator("#lamp")).to_have_attribute("data-state", state, timeout=60_000)


@pytest.fixture
def page(chromium: str, night: Night) -> Iterator[Page]:
    """A board in a real browser, beside the others."""
    watching = night.watching[0]
    with a_browser(chromium) as browser:
        context = browser.new_context()
        cookies = [{"name": one.name, "value": one.value, "url": watching.url} for one in watching.jar]
        context.add_cookies(cookies)
        page = context.new_page()
        page.goto(f"{watching.url}/boards/{SLUG}/{EAST}/")
        _is("live", page)
        yield page


@needs_browser
def test_while_postgresql_is_away_every_board_turns_amber_and_nothing_is_lost(
    drill_services: Services, night: Night, page: Page
) -> None:
    assert postgres_restarts(drill_services, night, page=page).faults == []


def test_connections_that_end_lose_nothing_and_turn_no_board_amber(
    drill_services: Services, night: Night
) -> None:
    assert backends_end(drill_services, night).faults == []
