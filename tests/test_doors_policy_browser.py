"""No page asks for what the content policy stops: every kind of page in a browser, under its own headers."""

import logging
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Page, Route

from tests.browsers import a_browser
from tests.doors.walking import Walker, addresses
from tests.doors.world import a_world
from tests.services import needs_browser

SITE = "http://desk.test"
# A model of each kind: the pages of the others are drawn by the same templates.
MODELS = ("contest", "declaration", "user")
NOTED = """
window.stopped = [];
document.addEventListener("securitypolicyviolation", (event) =>
  stopped.push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`));
"""


def kinds_of_pages(walker: Walker) -> Iterator[tuple[str, HttpResponse]]:
    """Every page as a superuser gets it, and what others are told who are turned away."""
    for row, address in addresses(walker.world):
        parts = row.split("/")
        if len(parts) < 5 or "<row:" in row or parts[3] in MODELS:
            yield address, walker.goes("a superuser", address)
    yield "/accounts/login/?signed-out", walker.goes("signed out", "/accounts/login/")
    yield (
        "/boards/?wall",
        walker.goes("a board’s link", "/boards/ge2024/EM/?wall=1&view=board&view=picture-winner"),
    )
    yield "/403/", walker.goes("an outsider", "/")
    yield "/404/", walker.goes("a superuser", "/nowhere/")


def mishaps() -> Iterator[tuple[str, HttpResponse]]:
    """What the desk says when something is wrong with what was sent, or with itself."""
    strict = Client(enforce_csrf_checks=True)
    yield "/csrf/", strict.post("/accounts/login/")
    yield "/host/", strict.get("/", headers={"host": "elsewhere.example"})
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("results.views.people.may_see_desk", lambda user: 1 / 0)
        yield "/500/", Client(raise_request_exception=False).get("/")


def serve(pages: dict[str, HttpResponse], route: Route) -> None:
    """Answers the browser with a page that was fetched before, or with a file."""
    url = urlsplit(route.request.url)
    answer = pages.get(f"{url.path}?{url.query}" if url.query else url.path)
    if answer is not None:
        route.fulfill(body=answer.content, headers=dict(answer.items()))
    elif url.path.startswith("/static/"):
        route.fulfill(path=finders.find(unquote(url.path.removeprefix("/static/"))))
    else:
        route.fulfill(status=404, body="")


def stopped(page: Page, address: str) -> list[str]:
    """What the policy stopped on a page."""
    page.goto(f"{SITE}{address}")
    return [f"{address}: {what}" for what in page.evaluate("window.stopped")]


@needs_browser
@pytest.mark.long
@pytest.mark.django_db
def test_no_page_asks_for_what_its_policy_stops(chromium: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, "django")
    fetched = dict([*kinds_of_pages(Walker(a_world())), *mishaps()])
    pages = {
        address: answer
        for address, answer in fetched.items()
        if answer.get("Content-Type", "").startswith("text/html") and answer.content
    }
    with a_browser(chromium) as browser:
        page = browser.new_context().new_page()
        page.add_init_script(NOTED)
        page.route("**/*", lambda route: serve(pages, route))
        page.route_web_socket("**/*", lambda socket: None)
        found = [what for address in pages for what in stopped(page, address)]
    assert len(pages) > 45
    assert not found, "\n".join(found)
