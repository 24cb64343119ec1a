"""An election of three contests, its people, an output with its operator, and pages that draw it."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, sync_playwright

from results.models import Contest, Election, Output
from tests.onair_items.stage import Operator, Stage
from tests.onair_rows import an_output
from tests.people import a_reporter, an_operator
from tests.services import BROWSER_ARGS
from tests.worlds import a_small_election

Open = Callable[..., Stage]


@pytest.fixture(scope="module")
def in_a_thread(chromium: str) -> Iterator[tuple[ThreadPoolExecutor, Browser]]:
    """A browser, and the one thread that may speak to it."""
    pool = ThreadPoolExecutor(max_workers=1)
    playwright = pool.submit(lambda: sync_playwright().start()).result()
    launched = pool.submit(playwright.chromium.launch, executable_path=chromium, args=BROWSER_ARGS)
    yield pool, launched.result()
    pool.submit(launched.result().close).result()
    pool.submit(playwright.stop).result()
    pool.shutdown()


@pytest.fixture
def stage(in_a_thread: tuple[ThreadPoolExecutor, Browser], output: Output) -> Iterator[Open]:
    """Opens the output's program, or its preview."""
    opened: list[Stage] = []

    def open_page(bus: str = "program") -> Stage:
        opened.append(Stage(*in_a_thread, output, bus))
        return opened[-1]

    yield open_page
    for page in opened:
        page.close()


@pytest.fixture
def election(db: None) -> Election:
    return a_small_election(contests=3)


@pytest.fixture
def output(election: Election) -> Output:
    return an_output(election, slug="pgm", name="PGM 1")


@pytest.fixture
def alice(election: Election) -> User:
    """A reporter with every count of the election."""
    return a_reporter(*election.contests.all())


@pytest.fixture
def leicester(election: Election) -> Contest:
    return election.contests.get(name="Leicester East")


@pytest.fixture
def gwen(client: Client, output: Output) -> Operator:
    client.force_login(an_operator(), backend="django.contrib.auth.backends.ModelBackend")
    return Operator(client, output)
