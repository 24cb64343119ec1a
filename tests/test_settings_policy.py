"""What every answer carries: the content policy, and static files from a bare checkout."""

import re

import pytest

from resultsdesk.middleware import CONTENT_SECURITY_POLICY
from tests.people import a_producer

INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", re.IGNORECASE)
HANDLER = re.compile(r"<[^>]+\son[a-z]+=", re.IGNORECASE)


def test_nothing_runs_or_frames_that_the_desk_did_not_serve():
    directives = dict(part.split(" ", 1) for part in CONTENT_SECURITY_POLICY.split("; "))
    assert directives["default-src"] == "'self'"
    assert directives["frame-ancestors"] == "'none'"
    assert "script-src" not in directives
    assert "http" not in CONTENT_SECURITY_POLICY


@pytest.mark.django_db
@pytest.mark.parametrize(
    "page", ["/healthz", "/accounts/login/", "/nowhere/", "/static/admin/css/base.css", "/admin/"]
)
def test_every_answer_carries_the_policy(client, page):
    assert client.get(page)["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


@pytest.mark.django_db
def test_a_refused_form_carries_it_too(client):
    client.handler.enforce_csrf_checks = True
    answer = client.post("/accounts/login/", {})
    assert answer.status_code == 403
    assert answer["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


@pytest.mark.django_db
@pytest.mark.parametrize(
    "page", ["/accounts/login/", "/", "/admin/", "/admin/results/contest/", "/admin/results/accesslink/add/"]
)
def test_no_page_has_a_script_that_the_policy_would_stop(client, page):
    if page != "/accounts/login/":
        client.force_login(a_producer())
    html = client.get(page).content.decode()
    assert "<html" in html
    assert not INLINE_SCRIPT.search(html)
    assert not HANDLER.search(html)


@pytest.mark.parametrize(
    "name", ["admin/css/base.css", "django_htmx/htmx-2.min.js", "fonts/Inter%5Bopsz,wght%5D.ttf"]
)
def test_a_static_file_is_served_without_collecting(client, name):
    assert client.get(f"/static/{name}").status_code == 200
