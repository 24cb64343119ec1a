"""What a sports hall does to a phone: tests cut the line before, during and after a save."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from django.db import connection
from playwright.sync_api import Page, Request, Route

from tests.declaring_form import FIGURES

SAVE = "**/declare/"
NO_STORAGE = "Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused'); }});"


def type_count(page: Page, **changes: str) -> None:
    """Type the usual figures, and mark who was elected."""
    figures = {**FIGURES, **changes}
    for number in range(1, 6):
        page.fill(f"#id_votes-{number}", figures[f"votes-{number}"])
    page.check("#id_elected_1")
    page.fill("#id_rejected", figures["rejected"])


def saves(page: Page) -> list[Request]:
    """The saves that leave the page from now on, whatever becomes of them."""
    left: list[Request] = []

    def note(request: Request) -> None:
        if request.method == "POST" and request.url.endswith("/declare/"):
            left.append(request)

    page.on("request", note)
    return left


@contextmanager
def saves_answered(page: Page, answer: Callable[[Route], Any]) -> Iterator[None]:
    """Within it every save is answered by `answer`; whatever else the page asks for goes through."""

    def handle(route: Route) -> None:
        if route.request.method == "POST":
            answer(route)
        else:
            route.continue_()

    page.route(SAVE, handle)
    yield
    page.unroute(SAVE, handle)


def arrived_and_answer_lost(route: Route) -> None:
    """The desk gets it and writes it; the answer never comes back."""
    route.fetch(max_redirects=0)
    route.abort()


def key_of(page: Page) -> str:
    """The form's own key."""
    return page.locator("#declaration input[name=key]").input_value()


def meanwhile(act: Callable[[], object]) -> None:
    """Do something on the desk while a browser is open: its loop keeps the database to other threads."""

    def done() -> None:
        try:
            act()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(done).result()
