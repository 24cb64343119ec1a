"""Addresses and forms that no browser writes: nobody's page, or a sentence, and no error of the desk."""

import asyncio
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

import pytest
from asgiref.sync import async_to_sync
from django.test import Client

from resultsdesk.asgi import application
from resultsdesk.readable import readable_scope
from tests.declaring_form import declare_address, posted
from tests.people import a_producer, a_reporter
from tests.worlds import a_contest, a_small_election

pytestmark = pytest.mark.django_db
ADDRESSES = (
    "/boards/general/\x00/",
    "/contests/general/a\x00b/",
    "/councils/general/\x00/",
    "/desk/general/?region=%00",
    "/feeds/live/general/\x00/scoreboard.json",
)


def asked_of_the_application(path: str, query: bytes) -> list[dict[str, Any]]:
    """All that comes back, to somebody who is signed out."""
    sent: list[dict[str, Any]] = []
    came = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> dict[str, Any]:
        return came.pop() if came else await asyncio.Future()

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    headers = [(b"host", b"testserver")]
    scope = {"type": "http", "method": "GET", "path": path, "query_string": query, "headers": headers}
    async_to_sync(application)(scope, receive, send)
    return sent


def test_an_address_with_a_nul_is_one_that_nobody_has() -> None:
    asked = readable_scope({"path": "/boards/general/\x00/", "query_string": b"since=%00&token=a"})
    assert asked == {"path": "/boards/general/\ufffd/", "query_string": b"since=%EF%BF%BD&token=a"}


def test_bare_letters_in_a_query_stand_for_themselves() -> None:
    asked = readable_scope({"path": "/jump/", "query_string": "q=Ynys Môn".encode() + b"\xff"})
    assert asked["query_string"] == b"q=Ynys M%C3%B4n%FF"


def test_any_other_address_is_left_as_it_is() -> None:
    scope = {"path": "/jump/", "query_string": b"q=100%25+%2500"}
    assert readable_scope(scope) is scope


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_has_no_nul_any_more_is_no_page(client: Client, address: str) -> None:
    a_small_election(contests=0, slug="general")
    client.force_login(a_producer())
    path, _, query = address.partition("?")
    asked = readable_scope({"path": path, "query_string": query.encode()})
    answer = client.get(asked["path"], QUERY_STRING=asked["query_string"].decode())
    assert answer.status_code == HTTPStatus.NOT_FOUND


def test_the_application_reads_every_address_so() -> None:
    sent = asked_of_the_application("/boards/general/\x00/", b"since=%00")
    told = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    assert unquote(told["location"]) == "/accounts/login/?next=/boards/general/%EF%BF%BD/?since=%EF%BF%BD"


def test_rows_without_end_are_left_aside(client: Client) -> None:
    a_small_election(contests=1, slug="general")
    client.force_login(a_producer())
    answer = client.get("/feeds/live/general/EM/ticker.csv", {"rows": "9" * 5_000, "pad": "1"})
    assert answer.status_code == HTTPStatus.OK


@pytest.mark.parametrize("charset", ["rot13", "utf-16", "latin-1"])
def test_a_form_in_another_alphabet_is_answered_with_a_sentence(client: Client, charset: str) -> None:
    contest = a_contest()
    client.force_login(a_reporter(contest))
    kind = f"multipart/form-data; boundary=b; charset={charset}"
    answer = client.generic("POST", declare_address(contest), b"--b--\r\n", content_type=kind)
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert answer.content.decode() == "The desk reads UTF-8 alone: send this again from the desk's own page."


@pytest.mark.parametrize("charset", ["utf-8", "UTF8", "nothing"])
def test_one_in_utf_8_is_read(client: Client, charset: str) -> None:
    contest = a_contest()
    client.force_login(a_reporter(contest))
    body = "".join(
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in posted().items()
    )
    kind = f"multipart/form-data; boundary=b; charset={charset}"
    client.generic("POST", declare_address(contest), f"{body}--b--\r\n".encode(), content_type=kind)
    assert contest.declarations.count() == 1
