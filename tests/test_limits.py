"""What a request may bring, and what is said beyond: a sentence, and nothing of it is kept."""

import asyncio
import logging
from http import HTTPStatus

import pytest
from asgiref.testing import ApplicationCommunicator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from results.declaring import sheets
from results.declaring.sheets import SheetRefused, keep_sheet
from results.models import Contest, Declaration, Sheet
from results.views.unreadable import TOO_LARGE, too_large
from resultsdesk.asgi import application
from resultsdesk.limits import MOST_BYTES, bounded
from tests.declaring_form import declare_address, posted
from tests.doors.headers import faults
from tests.onair_rows import an_output
from tests.people import a_reporter, an_operator
from tests.photographs import a_photograph
from tests.worlds import a_contest

MEGABYTE = 1024 * 1024


@pytest.fixture(autouse=True)
def _quietly(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, "django")


@pytest.fixture
def contest() -> Contest:
    return a_contest(name="Leicester East")


@pytest.mark.django_db
def test_a_form_of_two_megabytes_gets_a_sentence_and_nothing_is_saved(
    client: Client, contest: Contest
) -> None:
    client.force_login(a_reporter(contest))
    answer = client.post(declare_address(contest), {**posted(), "source_note": "x" * 2 * MEGABYTE})
    assert answer.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert TOO_LARGE in answer.content.decode()
    assert not Declaration.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({f"field-{number}": "1" for number in range(1_001)}, "more fields than any of the desk"),
        (
            {name: SimpleUploadedFile(name, b"x") for name in ("photograph", "other")},
            "one photograph at a time",
        ),
    ],
    ids=["fields", "files"],
)
def test_too_many_get_a_sentence_too(client: Client, contest: Contest, sent, sentence) -> None:
    client.force_login(a_reporter(contest))
    answer = client.post(declare_address(contest), {**posted(), **sent})
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert sentence in answer.content.decode()
    assert not list(faults("", answer))
    assert not Declaration.objects.exists()


@pytest.mark.django_db
def test_a_panels_script_gets_the_sentence_alone(client: Client) -> None:
    an_output(slug="pgm")
    client.force_login(an_operator())
    sent = {"what": "x" * 2 * MEGABYTE}
    answer = client.post("/graphics/pgm/acts/take/", sent, headers={"x-desk-panel": "1"})
    assert (answer.status_code, answer.content.decode()) == (413, TOO_LARGE)
    assert answer["Content-Type"].startswith("text/plain")


def test_a_host_that_is_not_the_desks_reads_that_it_was_not_taken(client: Client) -> None:
    answer = client.get("/", headers={"host": "elsewhere.example"})
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "cannot read what was sent" in answer.content.decode()


def asked(app, *pieces: bytes, length: int | None = None) -> tuple[dict, bytes]:
    """The start and the body of the answer to a POST that arrives in these pieces."""
    headers = [(b"host", b"testserver")]
    if length is not None:
        headers.append((b"content-length", str(length).encode()))
    scope = {"type": "http", "method": "POST", "path": "/healthz", "query_string": b"", "headers": headers}

    async def night() -> tuple[dict, bytes]:
        line = ApplicationCommunicator(app, scope)
        for number, piece in enumerate(pieces, start=1):
            more = number < len(pieces)
            await line.send_input({"type": "http.request", "body": piece, "more_body": more})
        start = await line.receive_output(timeout=20)
        return start, (await line.receive_output(timeout=20))["body"]

    return asyncio.run(night())


async def kept(scope, receive, send) -> None:
    """Reads whatever it is brought, then says so."""
    while (await receive()).get("more_body"):
        continue
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"kept"})


def test_what_announces_too_much_is_refused_before_it_comes() -> None:
    start, body = asked(application, length=MOST_BYTES + 1)
    assert start["status"] == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert TOO_LARGE in body.decode()
    assert dict(start["headers"])[b"connection"] == b"close"


def test_what_announces_nothing_and_goes_on_and_on_is_refused_on_the_way() -> None:
    start, _ = asked(bounded(kept, told=too_large, most=100), b"x" * 60, b"x" * 60, b"x")
    assert start["status"] == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def test_as_much_as_may_come_comes_whole() -> None:
    _, body = asked(bounded(kept, told=too_large, most=120), b"x" * 60, b"x" * 60, length=120)
    assert body == b"kept"


@pytest.mark.django_db
def test_photographs_without_figures_are_not_kept_for_ever(
    contest: Contest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "MOST_LOOSE", 2)
    alice = a_reporter(contest)

    def sent(width: int) -> int:
        return keep_sheet(election_id=contest.election_id, data=a_photograph(width=width), by=alice)

    first, _ = sent(301), sent(302)
    with pytest.raises(SheetRefused, match="2 photographs in the last hour"):
        sent(303)
    assert sent(301) == first
    assert Sheet.objects.count() == 2
