"""Too many wrong passwords lock a name out from one address, and say so."""

import pytest

from tests.people import PASSWORD, a_reporter

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def alice(settings):
    settings.AXES_FAILURE_LIMIT = 3
    return a_reporter()


def sign_in(client, password: str, **headers: str):
    return client.post(LOGIN, {"username": "alice", "password": password}, **headers)


def lock_out(client, **headers: str) -> None:
    for _ in range(3):
        sign_in(client, "wrong", **headers)


def test_it_says_for_how_long(client):
    lock_out(client)
    answer = sign_in(client, PASSWORD)
    assert answer.status_code == 429
    assert "15 minutes" in answer.content.decode()


def test_one_wrong_password_locks_nobody_out(client):
    assert sign_in(client, "wrong").status_code == 200
    assert sign_in(client, PASSWORD).status_code == 302


def test_the_admins_own_login_is_locked_too(client):
    lock_out(client)
    answer = client.post("/admin/login/", {"username": "alice", "password": PASSWORD})
    assert answer.status_code in {302, 429}
    assert client.get("/").status_code == 302


def test_she_is_not_locked_out_from_elsewhere(client):
    lock_out(client, REMOTE_ADDR="10.0.0.9")
    assert sign_in(client, PASSWORD, REMOTE_ADDR="10.0.0.7").status_code == 302


def test_without_a_trusted_proxy_nobody_changes_address_by_saying_so(client):
    lock_out(client, HTTP_X_FORWARDED_FOR="10.0.0.9")
    assert sign_in(client, PASSWORD, HTTP_X_FORWARDED_FOR="10.0.0.7").status_code == 429


def test_behind_a_trusted_proxy_the_address_is_the_one_the_proxy_saw(client, settings):
    settings.TRUSTED_PROXY = True
    lock_out(client, HTTP_X_FORWARDED_FOR="10.0.0.9")
    assert sign_in(client, PASSWORD, HTTP_X_FORWARDED_FOR="10.0.0.7").status_code == 302


def test_behind_a_trusted_proxy_nobody_changes_address_by_writing_one_before_it(client, settings):
    settings.TRUSTED_PROXY = True
    lock_out(client, HTTP_X_FORWARDED_FOR="10.0.0.9")
    spoofed = sign_in(client, PASSWORD, HTTP_X_FORWARDED_FOR="10.0.0.7, 10.0.0.9")
    assert spoofed.status_code == 429
