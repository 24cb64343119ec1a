"""Django admin in a real browser: opening it as a person, and what is at fault on a page."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Page

from tests.browsers import a_browser, violations

PATIENCE_S = 30.0
PHONE = {"width": 360, "height": 800}
LAPTOP = {"width": 1366, "height": 768}
Opener = Callable[..., AbstractContextManager[Page]]


def opener(*, url: str, chromium: str, client: Client) -> Opener:
    """Opens an address as a person. The database is asked before and after, never while the browser runs.

    With `clock` the page's clock goes on as ever, and can be put forward where it would wait.
    """

    @contextmanager
    def open_as(
        person: User, address: str, size: dict[str, int] = PHONE, *, clock: bool = False, **options: Any
    ) -> Iterator[Page]:
        client.force_login(person)
        session = client.cookies["sessionid"].value
        try:
            with a_browser(chromium) as browser:
                context = browser.new_context(viewport=size, base_url=url, **options)
                context.add_cookies([{"name": "sessionid", "value": session, "url": url}])
                page = context.new_page()
                if clock:
                    page.clock.install()
                page.goto(address)
                yield page
        finally:
            _until_all_is_answered()

    return open_as


def _until_all_is_answered() -> None:
    """Waits for the live server: what a page asked as it went would meet the emptying of the tables."""
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(PATIENCE_S)


def faults(page: Page) -> list[str]:
    """What axe-core finds, and whether the page scrolls sideways."""
    found = [violation["id"] for violation in violations(page)]
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return [*found, "scrolls sideways"] if wide else found


def small_targets(page: Page) -> list[str]:
    """What a thumb would miss: anything to press on the page that is under 44 pixels."""
    return page.evaluate(
        """() => [...document.getElementById('content').querySelectorAll('a, button, input, summary')]
        .filter(e => e.checkVisibility())
        .map(e => ['radio', 'checkbox'].includes(e.type) ? e.labels[0] : e)
        .filter(e => { const r = e.getBoundingClientRect(); return r.height < 44 || r.width < 44; })
        .map(e => e.outerHTML.slice(0, 80))"""
    )
