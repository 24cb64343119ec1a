"""A server that is away for a whole minute with a graphic on air: what stays, and what moves when it is back.

Run: python -m tests.bench.outage [seconds]. Compares the output's picture every five seconds, pixel by pixel,
and counts the movements that the page begins. Prints what it found, and "passed" or "failed".
"""

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from playwright.sync_api import Page  # noqa: E402

from tests.browsers import a_browser, close_browsers  # noqa: E402
from tests.desks import Desk  # noqa: E402
from tests.services import chromium_path  # noqa: E402
from tests.test_output_survives import WATCHED, Air, is_blank, on_air, picture, stands  # noqa: E402

EVERY_MS = 5_000


def main(seconds: int) -> bool:
    """Whether nothing changed, nothing moved, and an act arrived afterwards."""
    with tempfile.TemporaryDirectory() as folder, a_browser(chromium_path()) as browser:
        page = browser.new_page(viewport={"width": 1920, "height": 1080})
        page.add_init_script(WATCHED)
        return all(_said(what, so) for what, so in _scene(Air(Desk(Path(folder))), page, seconds))


def _scene(air: Air, page: Page, seconds: int) -> list[tuple[str, bool]]:
    with air.serve():
        air.open(page)
        stands(page, "window.lines === 1")
        air.take(0)
        on_air(page)
        before = picture(page)
        page.evaluate("window.started = 0")
    same = [_later(page, before) for _ in range(seconds * 1000 // EVERY_MS)]
    with air.serve():
        stands(page, "window.lines === 2")
        resumed = picture(page) == before
        moved = page.evaluate("window.started")
        air.clear()
        stands(page, "document.body.textContent.trim() === ''")
        return [
            (f"{len(same)} pictures in {seconds} s without a server are the same", all(same)),
            ("the picture is the same once the server is back", resumed),
            (f"{moved} movements were begun", moved == 0),
            ("a clear arrives afterwards, and leaves nothing", is_blank(page)),
        ]


def _later(page: Page, before: bytes) -> bool:
    page.wait_for_timeout(EVERY_MS)
    return picture(page) == before


def _said(what: str, so: bool) -> bool:
    print(f"{'yes' if so else 'NO '}  {what}")
    return so


if __name__ == "__main__":
    passed = main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
    close_browsers()
    print("passed" if passed else "failed")
    sys.exit(not passed)
