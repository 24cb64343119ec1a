"""One browser for all tests of graphics, and one page with all their code for the tests of one file."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browsers import a_browser
from tests.graphics.players import Player


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """A browser that tells how much memory it holds, to the byte."""
    told = ["--enable-precise-memory-info", "--js-flags=--expose-gc"]
    with a_browser(chromium, *told) as browser:
        yield browser


@pytest.fixture(scope="module")
def one_page(browser: Browser) -> Player:
    """The page that all tests of a file share."""
    return Player(browser.new_page())


@pytest.fixture
def player(one_page: Player) -> Iterator[Player]:
    """The page, empty again after each test; whatever went wrong in it fails the test."""
    one_page.errors.clear()
    yield one_page
    one_page.page.evaluate("window.graphic && window.graphic.dispose()")
    assert one_page.errors == []
