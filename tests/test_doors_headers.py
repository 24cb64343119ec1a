"""The headers on what no address of its own leads to: files, the way to HTTPS, a locked door, a fault."""

import logging

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.doors.headers import faults
from tests.people import a_reporter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quietly(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, "django")


def wrong(answer: HttpResponse, status: int) -> list[str]:
    """What is wrong with the headers of an answer, which must be of this status."""
    assert answer.status_code == status
    return list(faults("", answer))


@pytest.mark.parametrize("name", ["desk/board.css", "admin/js/core.js", "desk/icon.svg", "graphics/core.js"])
def test_a_file_carries_them(client: Client, name: str) -> None:
    assert not wrong(client.get(f"/static/{name}"), 200)


def test_the_way_to_https_carries_them_and_is_never_taken_twice(settings) -> None:
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 3600
    there = Client()
    redirected = there.get("/accounts/login/")
    assert not wrong(redirected, 301)
    assert redirected["Location"] == "https://testserver/accounts/login/"
    assert "max-age=3600" in there.get("/accounts/login/", secure=True)["Strict-Transport-Security"]


def test_a_locked_door_carries_them(client: Client, settings) -> None:
    settings.AXES_FAILURE_LIMIT = 1
    a_reporter()
    sent = {"username": "alice", "password": "wrong"}
    client.post("/accounts/login/", sent)
    assert not wrong(client.post("/accounts/login/", sent), 429)


def test_a_fault_of_the_desk_carries_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("results.views.people.may_see_desk", lambda user: 1 / 0)
    answer = Client(raise_request_exception=False).get("/")
    assert not wrong(answer, 500)
    assert "The desk has a fault" in answer.content.decode()


def test_a_form_from_elsewhere_is_refused_with_them() -> None:
    assert not wrong(Client(enforce_csrf_checks=True).post("/accounts/login/"), 403)


def test_cookies_are_for_the_desk_alone(client: Client) -> None:
    a_reporter()
    answer = client.post("/accounts/login/", {"username": "alice", "password": "night-desk-1997"})
    assert not wrong(answer, 302)
    assert {"sessionid", "csrftoken"} <= set(answer.cookies)
    assert all(cookie["samesite"] == "Lax" for cookie in answer.cookies.values())
