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
    assert (config["HOST"], config["PORT"], config["NAME"]) == ("db.example", 5433, "results")
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
