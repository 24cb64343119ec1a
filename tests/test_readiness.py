"""/readyz tells whether a process may be sent screens: database, migrations, the hub, a machine taken out."""

import asyncio
import threading

import pytest
from django.db import DatabaseError, connection, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from results.live import hub, news
from results.views import health
from tests.people import a_producer
from tests.screens import PATIENCE_S, a_screen, on_the_loop
from tests.services import on_postgres
from tests.worlds import a_small_election


def test_a_desk_that_is_well_is_ready(client, db):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ready",
        "database": "ok",
        "migrations": "ok",
        "screens": "ok",
        "draining": "no",
    }
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_it_is_not_while_migrations_wait(client):
    (newest,) = MigrationLoader(connection).graph.leaf_nodes("results")
    MigrationRecorder(connection).record_unapplied(*newest)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["migrations"]) == (503, "waiting")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/healthz", "/readyz", "/metrics"])
def test_machines_that_call_this_one_by_its_number_are_answered(client, settings, address):
    settings.ALLOWED_HOSTS = ["desk.example"]
    settings.METRICS_TOKEN = "scrape-me-0123456789"
    headers = {"Authorization": "Bearer scrape-me-0123456789", "Host": "10.0.0.7:8000"}
    assert client.get(address, headers=headers).status_code == 200
    assert client.get("/about/", headers=headers).status_code == 400


@pytest.mark.django_db
def test_it_asks_little(client, django_assert_max_num_queries):
    client.get("/readyz")
    with django_assert_max_num_queries(3):
        client.get("/readyz")


def test_it_is_not_without_the_database_and_tells_no_secret(client, monkeypatch):
    def refuse() -> None:
        raise DatabaseError("password=hunter2 host=db.internal")

    monkeypatch.setattr(health.connection, "cursor", refuse)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {
        "status": "not ready",
        "database": "down",
        "migrations": "not known",
        "screens": "ok",
        "draining": "no",
    }
    assert "hunter2" not in answer.content.decode()


@pytest.mark.django_db
def test_it_is_not_once_a_machine_is_to_be_taken_out(client, settings, tmp_path, caplog):
    settings.DATA_DIR = tmp_path
    (tmp_path / "draining").touch()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["draining"]) == (503, "yes")
    assert not caplog.records, "a machine that is asked each second fills the log with it"
    (tmp_path / "draining").unlink()
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_it_is_not_while_a_hub_hangs_and_again_once_it_looks(monkeypatch):
    election, priya = a_small_election(contests=1), a_producer()
    monkeypatch.setattr(hub, "BEAT_S", 0.05)
    monkeypatch.setattr(hub, "LOOK_S", 0.05)
    monkeypatch.setattr(health, "BLIND_S", 0.5)
    hangs, goes_on, really = threading.Event(), threading.Event(), news.standings

    def hung(elections):
        if hangs.is_set():
            assert goes_on.wait(2 * PATIENCE_S)
        return really(elections)

    def asked() -> int:
        try:
            return Client().get("/readyz").status_code
        finally:
            # The test's client leaves them open, and this thread is not the test's.
            connections.close_all()

    async def becomes(status: int) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while await asyncio.to_thread(asked) != status:
                await asyncio.sleep(0.02)

    async def night() -> None:
        async with a_screen(f"/ws/boards/{election.slug}/EM/?since=0", person=priya) as screen:
            await screen.beat()
            await becomes(200)
            monkeypatch.setattr(news, "standings", hung)
            hangs.set()
            try:
                await becomes(503)
            finally:
                goes_on.set()
            await becomes(200)

    on_the_loop(night)


@on_postgres
@pytest.mark.django_db(transaction=True)
def test_it_is_not_while_postgresql_is_away_and_again_once_it_is_back(client):
    assert client.get("/readyz").status_code == 200
    where = connection.settings_dict
    port = where["PORT"]
    connection.close()
    connection.close_pool()
    where["PORT"] = "1"
    try:
        assert client.get("/readyz").json()["database"] == "down"
        assert client.get("/healthz").status_code == 503
    finally:
        connection.close()
        connection.close_pool()
        where["PORT"] = port
    assert client.get("/readyz").status_code == 200
