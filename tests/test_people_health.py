"""/healthz tells the truth about the database and Redis, and nothing else."""

import pytest
from django.db import DatabaseError

from results.views import health

NOBODY = "redis://127.0.0.1:1/0"


@pytest.fixture
def no_database(monkeypatch):
    """A database that does not answer."""

    def refuse() -> None:
        raise DatabaseError("password=hunter2 host=db.internal")

    monkeypatch.setattr(health.connection, "cursor", refuse)


@pytest.mark.django_db
def test_it_is_well_without_anyone_signing_in(client, settings):
    settings.REDIS_URL = ""
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": "ok", "redis": "not used"}


@pytest.mark.django_db
def test_without_redis_it_is_degraded_and_still_serves(client, settings):
    settings.REDIS_URL = NOBODY
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "degraded", "database": "ok", "redis": "down"}


@pytest.mark.django_db
@pytest.mark.redis
def test_with_redis_it_says_so(client, settings, redis_url):
    settings.REDIS_URL = redis_url
    assert client.get("/healthz").json()["redis"] == "ok"


def test_without_the_database_it_is_down_and_tells_no_secret(client, settings, no_database):
    settings.REDIS_URL = ""
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["status"] == "down"
    assert "hunter2" not in answer.content.decode()


@pytest.mark.django_db
def test_it_is_never_kept_by_a_cache(client):
    assert "no-store" in client.get("/healthz")["Cache-Control"]


def test_it_only_answers_questions(client):
    assert client.post("/healthz").status_code == 405
