"""PostgreSQL closes connections in the middle: pages and boards do not notice, and nothing is sent twice."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import psycopg.sql
import pytest
from asgiref.sync import sync_to_async
from django.db import InterfaceError, OperationalError, connection
from django.db.backends.postgresql.base import DatabaseWrapper
from django.test import AsyncClient, Client
from django.urls import reverse
from psycopg import errors
from psycopg_pool import PoolTimeout

from results.declaring.commands import enter
from results.live import hub, news
from results.models import Act, Contest, Declaration, Policy
from resultsdesk.postgres import is_lost
from resultsdesk.services import database
from tests.databases import a_database
from tests.declaring_form import declare_address, posted
from tests.key_pages import confirm_address, sent_by
from tests.people import a_producer, a_reporter, a_second_reporter
from tests.screens import a_screen, on_the_loop
from tests.services import needs_postgres, on_postgres
from tests.worlds import a_count, a_small_election

READ_ONLY = "ALTER DATABASE {} SET default_transaction_read_only = on"
in_truth = pytest.mark.django_db(transaction=True)


class Closing:
    """Has the server close the connection under the first statement from a place on, or of a kind."""

    def __init__(self, *, after: int = 0, under: str = "", beyond: str = "") -> None:
        self._after = after
        self._under = under
        self._beyond = beyond
        self.closed = 0

    def __call__(self, execute, sql, params, many, context):
        self._after -= 1
        if not self.closed and self._after < 0 and sql.startswith(self._under) and not self._beyond:
            self._close(context["connection"])
        if self._beyond and sql.startswith(self._beyond):
            self._beyond = ""
        return execute(sql, params, many, context)

    def _close(self, lost: DatabaseWrapper) -> None:
        lost.ensure_connection()
        close_under(lost)
        self.closed += 1


def close_under(lost: DatabaseWrapper) -> None:
    """Close this connection at the server, as an administrator or a restart does."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as administrator:
        pid = lost.connection.info.backend_pid
        administrator.execute("SELECT pg_terminate_backend(%s, 20000)", [pid])


@pytest.fixture
def closing() -> Iterator:
    @contextmanager
    def during(**where):
        one = Closing(**where)
        with connection.execute_wrapper(one):
            yield one
        # A request of the test's client leaves it as it is; one that was served closes it.
        connection.close()

    return during


@pytest.fixture
def producer() -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(a_producer())
    return client


@pytest.fixture
def contest() -> Contest:
    return a_small_election(contests=4).contests.first()


def pages(contest: Contest) -> list[str]:
    return [
        f"/boards/{contest.election.slug}/MID/",
        f"/feeds/live/{contest.election.slug}/MID/scoreboard.json",
        reverse("admin:results_contest_changelist"),
        declare_address(contest),
    ]


@on_postgres
@in_truth
@pytest.mark.parametrize("number", range(4), ids=["board", "feed", "admin's list", "form"])
def test_a_page_is_drawn_whichever_question_loses_its_connection(producer, contest, closing, number):
    address = pages(contest)[number]
    for after in range(100):
        with closing(after=after) as lost:
            answer = producer.get(address)
        assert answer.status_code == 200, f"lost under question {after}"
        if not lost.closed:
            break
    assert after > 3
    assert not lost.closed


@on_postgres
@in_truth
def test_it_is_as_it_is_served_too(contest, closing):
    client, answers = AsyncClient(raise_request_exception=False), []
    client.force_login(a_producer())

    async def night():
        answers.append(await client.get(pages(contest)[0]))

    with closing(after=6) as lost:
        on_the_loop(night)
    assert (lost.closed, answers[0].status_code) == (1, 200)


@on_postgres
@in_truth
def test_a_page_that_wrote_who_saw_it_does_so_once(closing):
    contest = a_small_election(contests=1, policy=Policy.SECOND_KEY).contests.get()
    row = sent_by(a_reporter(contest), contest)
    client = Client(raise_request_exception=False)
    client.force_login(a_second_reporter(contest))
    with closing(under="SELECT", beyond="INSERT") as lost:
        answer = client.get(confirm_address(row))
    assert (lost.closed, answer.status_code) == (1, 503)
    assert Act.objects.filter(kind=Act.Kind.SAW).count() == 1


@on_postgres
@in_truth
@pytest.mark.parametrize("under", ["INSERT", "UPDATE"])
def test_what_was_sent_and_lost_its_connection_is_told_so_and_is_not_in(producer, contest, closing, under):
    with closing(under=under, after=1) as lost:
        answer = producer.post(declare_address(contest), posted())
    assert (lost.closed, answer.status_code) == (1, 503)
    assert "look whether it is there" in answer.content.decode()
    assert not Declaration.objects.exists()
    assert producer.post(declare_address(contest), posted()).status_code == 302
    assert Declaration.objects.count() == 1


@on_postgres
@in_truth
def test_what_arrived_before_its_answer_was_lost_arrives_once(producer, contest, closing, monkeypatch):
    sent = posted(key="5f0c")
    with closing(under="SELECT", beyond='INSERT INTO "results_deskevent"') as lost:
        producer.post(declare_address(contest), sent)
    producer.post(declare_address(contest), sent)
    assert lost.closed == 1
    assert Declaration.objects.count() == 1


@on_postgres
@in_truth
def test_a_board_follows_over_a_lost_connection_without_going_blind(contest, monkeypatch, caplog):
    monkeypatch.setattr(hub, "BEAT_S", 0.05)
    caplog.set_level(logging.DEBUG, logger="results.live")
    priya, really, lost = a_producer(), news.standings, []

    def loses(elections):
        if not lost:
            lost.append(connection.connection)
            connection.ensure_connection()
            close_under(connection)
        return really(elections)

    async def night():
        address = f"/ws/boards/{contest.election.slug}/MID/?since=0"
        async with a_screen(address, person=priya) as screen:
            await screen.beat()
            monkeypatch.setattr(news, "standings", loses)
            await sync_to_async(enter)(contest_id=contest.pk, count=a_count(), by=priya)
            assert (await screen.until(1))[-1]["seq"] == 1

    on_the_loop(night)
    assert lost
    assert "blind" not in caplog.text


def raised(error: Exception, cause: Exception | None = None) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "lost"),
    [
        (raised(OperationalError(), errors.AdminShutdown()), True),
        (raised(OperationalError(), errors.CrashShutdown()), True),
        (raised(OperationalError(), errors.CannotConnectNow()), True),
        (raised(OperationalError(), psycopg.OperationalError("server closed the connection")), True),
        (raised(InterfaceError("connection already closed")), True),
        (raised(OperationalError(), errors.QueryCanceled()), False),
        (raised(OperationalError(), errors.LockNotAvailable()), False),
        (raised(OperationalError(), errors.DiskFull()), False),
        (raised(OperationalError(), PoolTimeout()), False),
        (OperationalError("database is locked"), False),
        (ValueError(), False),
    ],
    ids=lambda value: repr(value.__cause__ or value) if isinstance(value, Exception) else "",
)
def test_a_connection_is_lost_where_another_may_do_well(error, lost):
    assert is_lost(error) is lost


@needs_postgres
def test_of_several_servers_the_one_that_may_be_written_to_is_taken(postgres_url, tmp_path):
    with a_database(postgres_url) as url:
        beside = url.replace("@", "@127.0.0.1:1,")
        with psycopg.connect(**params(beside, tmp_path)) as found:
            assert found.execute("SELECT 1").fetchone() == (1,)
            name = psycopg.sql.Identifier(url.rpartition("/")[2])
            found.execute(psycopg.sql.SQL(READ_ONLY).format(name))
            found.commit()
        with pytest.raises(psycopg.OperationalError, match="session is read-only"):
            psycopg.connect(**params(beside, tmp_path))


def params(url: str, folder) -> dict:
    config = {"TIME_ZONE": None, **database(url, folder)}
    made = DatabaseWrapper(
        {**config, "OPTIONS": {**config["OPTIONS"], "pool": False}}
    ).get_connection_params()
    return {name: value for name, value in made.items() if name not in {"context", "cursor_factory"}}
