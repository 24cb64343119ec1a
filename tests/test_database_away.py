"""The database is away, or full: whoever asks reads a sentence, not a fault, and her browser sends again."""

import logging

import pytest
from django.db import IntegrityError, OperationalError
from django.test import Client
from playwright.sync_api import expect

from results.models import Contest, Declaration
from results.views import pages
from resultsdesk.logs import OthersInOneLine
from tests.admin_browser import Opener, opener
from tests.bad_network import saves_answered, type_count
from tests.declaring_form import declare_address, posted
from tests.people import a_producer, a_reporter
from tests.services import needs_browser
from tests.worlds import a_contest

AWAY = OperationalError("connection to server at 127.0.0.1 failed: Connection refused")
FULL = OperationalError("database or disk is full")
SENTENCE = "The desk cannot reach its database."


@pytest.fixture
def contest(db: None) -> Contest:
    return a_contest(name="Leicester East")


@pytest.fixture
def signed_in(contest: Contest) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(a_reporter(contest))
    return client


def fails(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def failing(**kwargs: object) -> None:
        raise error

    monkeypatch.setattr("results.admin.declaration_page.enter", failing)


@pytest.mark.parametrize(
    ("error", "sentence"), [(AWAY, SENTENCE), (FULL, "The disk of the desk’s database is full.")]
)
def test_a_reporter_is_told_what_is_wrong_and_that_sending_again_is_safe(
    signed_in: Client, contest: Contest, monkeypatch: pytest.MonkeyPatch, error: Exception, sentence: str
) -> None:
    fails(monkeypatch, error)
    response = signed_in.post(declare_address(contest), posted())
    said = response.content.decode()
    assert response.status_code == 503
    assert sentence in said
    assert "a declaration arrives once" in said
    assert "OperationalError" not in said
    assert "Refresh" not in response.headers


def test_another_fault_of_the_desk_is_a_fault(
    signed_in: Client, contest: Contest, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails(monkeypatch, IntegrityError("a constraint"))
    response = signed_in.post(declare_address(contest), posted())
    assert response.status_code == 500
    assert "The desk has a fault" in response.content.decode()


def test_a_screen_whose_page_is_asked_for_meanwhile_asks_again_by_itself(
    signed_in: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise AWAY

    monkeypatch.setattr(pages, "index", away)
    response = signed_in.get("/")
    assert (response.status_code, response["Refresh"]) == (503, "5")


def test_it_is_a_line_in_the_log_and_no_traceback(
    signed_in: Client, contest: Contest, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    fails(monkeypatch, AWAY)
    with caplog.at_level(logging.ERROR, logger="django.request"):
        signed_in.post(declare_address(contest), posted())
    assert "Connection refused" in caplog.text
    assert "Traceback" not in caplog.text


def test_a_screen_that_sends_what_is_no_text_is_a_line_in_the_log_without_what_it_sent() -> None:
    try:
        b"\xff secret".decode()
    except UnicodeDecodeError as error:
        told = (type(error), error, error.__traceback__)
    record = logging.getLogger("uvicorn.error").makeRecord(
        "uvicorn.error", logging.ERROR, __file__, 1, "Invalid UTF-8", (), told
    )
    assert OthersInOneLine().filter(record)
    assert record.exc_info is None
    assert "invalid start byte" in record.getMessage()
    assert "secret" not in record.getMessage()


@needs_browser
@pytest.mark.django_db(transaction=True)
def test_in_her_browser_the_form_says_so_keeps_everything_and_sends_again(
    live_server, chromium: str, client: Client
) -> None:
    contest = a_contest(name="Leicester East")
    page_of = Client(raise_request_exception=False)
    page_of.force_login(a_producer())
    with pytest.MonkeyPatch.context() as patched:
        fails(patched, FULL)
        full = page_of.post(declare_address(contest), posted()).content.decode()
    opened: Opener = opener(url=live_server.url, chromium=chromium, client=client)
    with opened(a_reporter(contest), declare_address(contest)) as page:
        type_count(page)
        with saves_answered(
            page, lambda route: route.fulfill(status=503, body=full, content_type="text/html")
        ):
            page.click("#save")
            expect(page.locator("#send-state")).to_contain_text(
                "Not sent yet: The disk of the desk’s database is full. It is kept on this computer."
            )
        expect(page.locator("#id_votes-2")).to_have_value("14,426")
        page.click("#save")
        expect(page.locator(".messagelist")).to_contain_text("Leicester East is in")
    assert Declaration.objects.count() == 1
