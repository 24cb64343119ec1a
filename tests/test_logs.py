"""What the log says and leaves out: ids and times for machines; no token, no password, no query."""

import io
import json
import logging
import re
from collections.abc import Iterator

import pytest
from django.http import HttpRequest
from django.test import Client
from django.urls import URLPattern, get_resolver

from results.measures import remarks
from results.measures.redaction import redacted
from results.people.links import issue_link
from resultsdesk.logs import Json, Lines, Seldom
from tests.people import a_producer
from tests.worlds import a_small_election

FILLED = {"slug": "SLUG", "region": "EM", "code": "C0001", "ext": "json", "row": "1", "str": "x"}


def a_record(words: str = "Something", *args: object, **extra: object) -> logging.LogRecord:
    return logging.getLogger("results.x").makeRecord(
        "results.x", logging.WARNING, __file__, 1, words, args, None, extra=extra
    )


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("GET /boards/x/EM/?token=abc.def-1&wall=1", "GET /boards/x/EM/?token=…&wall=1"),
        (
            "/accounts/login/?next=/boards/x/%3Ftoken%3Dabc.def",
            "/accounts/login/?next=/boards/x/%3Ftoken%3D…",
        ),
        ("?next=%252F%253Ftoken%253Dabc", "?next=%252F%253Ftoken%253D…"),
        ("<QueryDict: {'token': ['abc'], 'wall': ['1']}>", "<QueryDict: {'token': …'], 'wall': ['1']}>"),
        ("password=hunter2 host=db", "password=… host=db"),
        ("csrfmiddlewaretoken=abc", "csrfmiddlewaretoken=…"),
        ("Cookie: sessionid=abc; theme=dark", "Cookie: sessionid=…; theme=dark"),
        ("Authorization: Bearer abc.def", "Authorization: Bearer …"),
        ("redis://:hunter2@cache:6379/0 is away", "redis://…@cache:6379/0 is away"),
        ("postgres://desk:hunter2@db/desk", "postgres://…@db/desk"),
        ("Leicester East is in: 14,426", "Leicester East is in: 14,426"),
    ],
)
def test_what_is_secret_is_taken_out(said, left):
    assert redacted(said) == left


def test_a_machine_finds_the_named_fields_and_no_other():
    request = HttpRequest()
    line = json.loads(
        Json().format(a_record("%s is in", "It", election=3, ms=1.5, request=request, votes=14_426))
    )
    assert line.pop("at").endswith("+00:00")
    assert line == {
        "level": "WARNING",
        "logger": "results.x",
        "message": "It is in",
        "election": 3,
        "ms": 1.5,
    }


@pytest.mark.parametrize("form", [Json(), Lines()], ids=["machines", "people"])
def test_a_traceback_is_told_without_what_is_secret(form):
    try:
        raise ValueError("no answer from postgres://desk:hunter2@db/desk?token=abc")
    except ValueError as error:
        record = a_record("It broke")
        record.exc_info = (ValueError, error, error.__traceback__)
    text = form.format(record)
    assert "Traceback" in text
    assert "hunter2" not in text
    assert "abc" not in text


def test_the_newest_remarks_are_kept_in_a_line_each():
    handler = remarks.Remember()
    for number in range(25):
        handler.handle(a_record("Number %s of redis://:pw@cache", number))
    newest = remarks.newest()
    assert len(newest) == remarks.KEPT
    assert newest[0].words == "Number 24 of redis://…@cache"
    assert newest[0].level == "WARNING"


@pytest.mark.parametrize(("status", "kept"), [(404, False), (403, False), (500, True)])
def test_a_page_that_is_not_there_is_no_remark(status, kept):
    record = a_record("Answered %s", status, status_code=status)
    record.created = status
    remarks.Remember().handle(record)
    assert (remarks.newest()[0].at == status) is kept


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that anybody says, before anything is taken out."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(name)s %(message)s %(path)s", defaults={"path": ""}))
    root = logging.getLogger()
    levels = {
        name: logging.getLogger(name).level for name in ("", "results", "results.record", "django.request")
    }
    root.addHandler(handler)
    for name in levels:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def addresses(slug: str) -> list[str]:
    """One address of each of the desk's routes."""

    def filled(match: re.Match[str]) -> str:
        kind, name = match[1], match[2]
        return slug if name == "slug" else FILLED.get(name, FILLED.get(kind, "x"))

    routes = [route for route in get_resolver().url_patterns if isinstance(route, URLPattern)]
    return ["/" + re.sub(r"<(\w+):(\w+)>", filled, str(route.pattern)) for route in routes]


@pytest.mark.django_db
def test_no_token_stands_in_the_log_of_any_route(log):
    election, priya = a_small_election(contests=1), a_producer()
    region = election.regions.get(code="EM")
    _, token = issue_link(name="Wall", scope="board", election=election, region=region, by=priya)
    signed_in = Client(raise_request_exception=False)
    signed_in.force_login(priya, backend="django.contrib.auth.backends.ModelBackend")
    asked = [*addresses(election.slug), "/admin/", "/admin/results/contest/"]
    for client in (Client(raise_request_exception=False, enforce_csrf_checks=True), signed_in):
        for address in asked:
            client.get(address, {"token": token})
            client.post(f"{address}?token={token}", {"token": token})
    said = log.getvalue()
    assert token not in said
    for address in asked:
        assert f" {address}\n" in said


@pytest.mark.django_db
def test_a_request_is_on_record_with_who_asked_and_without_its_query(caplog):
    priya, client = a_producer(), Client()
    client.force_login(priya, backend="django.contrib.auth.backends.ModelBackend")
    with caplog.at_level(logging.INFO, "results.record"):
        client.get("/about/?token=abc")
        client.get("/healthz")
    about, health = caplog.records
    assert (about.event, about.method, about.path, about.status, about.person) == (
        "request", "GET", "/about/", 200, priya.pk,
    )  # fmt: skip
    assert health.person is None
    assert about.ms > 0


def test_what_is_said_many_times_a_second_is_written_every_so_often(monkeypatch):
    now = [100.0]
    monkeypatch.setattr("resultsdesk.logs.monotonic", lambda: now[0])
    seldom = Seldom(every_s=5)
    away = [a_record("error connecting in %r: %s", "pool-1", number) for number in range(3)]
    assert [seldom.filter(record) for record in away] == [True, False, False]
    assert seldom.filter(a_record("discarding closed connection: %s", 1))
    now[0] += 4.9
    assert not seldom.filter(away[0])
    now[0] += 0.2
    assert seldom.filter(away[0])


def test_a_database_that_is_away_does_not_fill_the_log():
    assert any(isinstance(one, Seldom) for one in logging.getLogger("psycopg.pool").filters)
