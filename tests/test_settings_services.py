"""Which database and which layer an address means; what is embedded when there is none."""

import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from resultsdesk.origins import derived, for_forms
from resultsdesk.services import database, kept_secret, layers


def test_without_an_address_the_database_is_sqlite_in_the_data_folder(tmp_path):
    config = database("", tmp_path / "data")
    assert config["NAME"] == str(tmp_path / "data" / "desk.sqlite3")
    assert config["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in config["OPTIONS"]["init_command"]


def test_a_sqlite_address_names_its_file(tmp_path):
    assert database(f"sqlite:///{tmp_path}/night.db", tmp_path)["NAME"] == f"{tmp_path}/night.db"


def test_a_postgres_address_gets_a_pool_of_the_process(tmp_path):
    config = database("postgres://desk:pw@db.example:5433/results", tmp_path, connections=7)
    assert (config["HOST"], config["PORT"], config["NAME"]) == ("db.example", "5433", "results")
    assert config["OPTIONS"]["pool"]["max_size"] == 7
    assert config["CONN_MAX_AGE"] == 0


@pytest.mark.parametrize("url", ["mysql://host/name", "desk.sqlite3", "sqlite:relative.db", "postgres"])
def test_it_refuses_a_database_it_does_not_know(url, tmp_path):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL must begin with"):
        database(url, tmp_path)


def test_it_refuses_a_postgres_address_without_a_database(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL names no database"):
        database("postgres://host", tmp_path)


def test_without_an_address_the_layer_is_in_memory():
    assert "InMemory" in layers("")["BACKEND"]


@pytest.mark.parametrize("url", ["redis://host:6379/0", "rediss://host/1", "unix:///run/redis.sock"])
def test_a_redis_address_carries_the_layer(url):
    (host,) = layers(url)["CONFIG"]["hosts"]
    assert host.get("host") == "host" or host["path"] == "/run/redis.sock"


@pytest.mark.parametrize("url", ["localhost:6379", "http://host", "memcached://host"])
def test_it_refuses_a_layer_it_does_not_know(url):
    with pytest.raises(ImproperlyConfigured, match="REDIS_URL must begin with"):
        layers(url)


def test_the_kept_secret_is_made_once_and_only_its_owner_reads_it(tmp_path):
    first = kept_secret(tmp_path)
    assert kept_secret(tmp_path) == first
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_origins_are_derived_whole_from_hosts_and_never_from_a_wildcard():
    assert derived(["desk.example", ".tv.example", "*"], https=True) == [
        "https://desk.example",
        "https://.tv.example",
    ]
    assert derived(["10.0.0.7"], https=False) == ["http://10.0.0.7"]


def test_this_machine_may_use_any_port():
    assert derived(["127.0.0.1", "localhost"], https=False) == ["127.0.0.1", "localhost"]


def test_forms_take_whole_origins_only():
    origins = ["https://desk.example", "https://.tv.example", "localhost"]
    assert for_forms(origins) == ["https://desk.example", "https://*.tv.example"]


PLACES = {
    "a standby beside it": (
        "postgres://desk:pw@one,two/results",
        {"HOST": "one,two", "PORT": "", "target_session_attrs": "read-write"},
    ),
    "a standby with a port of its own": (
        "postgres://desk:pw@one:5433,two/results?target_session_attrs=any",
        {"HOST": "one,two", "PORT": "5433,", "target_session_attrs": "any"},
    ),
    "its certificate": (
        "postgresql://db.example/results?sslmode=verify-full&sslrootcert=/etc/ssl/db.pem",
        {"HOST": "db.example", "sslmode": "verify-full", "sslrootcert": "/etc/ssl/db.pem"},
    ),
    "options of the session": (
        "postgres://db/results?options=-c%20search_path%3Ddesk",
        {"options": "-c statement_timeout=30000 -c search_path=desk"},
    ),
    "less patience": ("postgres://db/results?connect_timeout=2", {"connect_timeout": "2"}),
    "a socket of this machine": ("postgres:///results?host=/run/postgresql", {"HOST": "/run/postgresql"}),
    "a password with signs in it": ("postgres://desk:%40s%2F@db/results", {"PASSWORD": "@s/", "HOST": "db"}),
}  # fmt: skip


@pytest.mark.parametrize(("url", "meant"), PLACES.values(), ids=PLACES)
def test_a_postgres_address_says_all_that_its_client_knows(url, meant, tmp_path):
    config = database(url, tmp_path)
    said = {**config, **config["OPTIONS"]}
    assert {name: said[name] for name in meant} == meant
    assert config["NAME"] == "results"


@pytest.mark.parametrize(
    "url",
    [
        "postgres://desk:hunter2/3@db/results",
        "postgres://desk:hunter2@db:port/results",
        "postgres://desk:hunter2@db/results?sslmod=require",
        "postgres://desk:hunter2@[::1/results",
        "postgres://desk:hunter2@db",
    ],
)
def test_a_postgres_address_that_is_refused_is_not_repeated(url, tmp_path):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL") as refused:
        database(url, tmp_path)
    assert "hunter2" not in str(refused.value)
    assert refused.value.__suppress_context__ or refused.value.__context__ is None
