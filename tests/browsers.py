"""One Chromium for all tests of a process, started when the first of them opens a page.

Owns its start and end, and Playwright's loop, which runs while pages are driven and at no other time:
between two tests the thread is as if there was none. While pages are driven Django refuses the database
to this thread, so it is asked before and after.
"""

import asyncio
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from tests.services import BROWSER_ARGS

Kind = tuple[str, ...]
# A page that sends again by itself waits three seconds first, and a busy machine takes its time.
expect.set_options(timeout=30_000)


class _Driver:
    """Playwright, kept between tests, with a browser for every set of flags."""

    def __init__(self) -> None:
        self.playwright: Playwright | None = None
        self.loop: asyncio.AbstractEventLoop | None = None
        self.running: dict[Kind, Browser] = {}

    @contextmanager
    def awake(self) -> Iterator[Playwright]:
        """Within it Playwright's loop is the one that runs in this thread."""
        before = asyncio._get_running_loop()
        if self.playwright is None:
            self.playwright = sync_playwright().start()
            self.loop = asyncio._get_running_loop()
        asyncio._set_running_loop(self.loop)
        try:
            yield self.playwright
        finally:
            asyncio._set_running_loop(before)

    def browser(self, playwright: Playwright, kind: Kind) -> Browser:
        browser = self.running.get(kind)
        if browser is None or not browser.is_connected():
            path, *flags = kind
            browser = playwright.chromium.launch(executable_path=path, args=[*BROWSER_ARGS, *flags])
            self.running[kind] = browser
        return browser


_driver = _Driver()


@contextmanager
def a_browser(chromium: str, *flags: str) -> Iterator[Browser]:
    """A browser to drive. It is shared: what was opened in it meanwhile is closed at the end."""
    with _driver.awake() as playwright:
        browser = _driver.browser(playwright, (chromium, *flags))
        others = list(browser.contexts)
        try:
            yield browser
        finally:
            for context in browser.contexts:
                if context not in others:
                    context.close()


def close_browsers() -> None:
    """End all that was started. For the end of a process's tests."""
    if _driver.playwright is None:
        return
    with _driver.awake() as playwright:
        for browser in _driver.running.values():
            browser.close()
        playwright.stop()
    _driver.__init__()


def still(page: Page) -> None:
    """Stops a page's clock: from here on it goes by `run_for` alone, however long a busy machine takes."""
    page.clock.install()
    page.clock.pause_at(datetime.now(UTC) + timedelta(minutes=1))


def violations(page: Page) -> list[Any]:
    """What axe-core finds wrong with a page, and nothing of what it finds right, which is long."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(Axe().axe_script)
    return page.evaluate("axe.run({ resultTypes: ['violations'] }).then(found => found.violations)")


def keyed(page: Page) -> Image.Image:
    """The frame as it is keyed, with its alpha, every pixel; packed for speed, which halves the time."""
    line = page.context.new_cdp_session(page)
    clear = {"color": {"r": 0, "g": 0, "b": 0, "a": 0}}
    line.send("Emulation.setDefaultBackgroundColorOverride", clear)
    shot = line.send("Page.captureScreenshot", {"format": "png", "optimizeForSpeed": True})
    line.detach()
    return Image.open(BytesIO(b64decode(shot["data"]))).convert("RGBA")
