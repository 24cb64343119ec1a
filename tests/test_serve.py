"""`manage.py serve`: what it refuses, how it is set up, and a real one from start to end."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from results.management.commands.serve import DOORS, configuration, many_doors
from tests.desks import PATIENCE_S, migrated, until
from tests.services import on_postgres

ROOT = Path(__file__).resolve().parent.parent
TOKEN = "a-token-that-nobody-may-read-in-a-log"


@pytest.mark.django_db
def test_it_refuses_processes_that_cannot_hear_each_other(settings):
    settings.REDIS_URL = ""
    with pytest.raises(CommandError, match="2 processes need REDIS_URL"):
        call_command("serve", processes=2)


@pytest.mark.django_db
def test_it_refuses_no_process_at_all():
    with pytest.raises(CommandError, match="at least one"):
        call_command("serve", processes=0)


@pytest.mark.django_db
def test_it_says_that_migrations_wait():
    (newest,) = MigrationLoader(connection).graph.leaf_nodes("results")
    MigrationRecorder(connection).record_unapplied(*newest)
    with pytest.raises(CommandError, match=r"Migrations wait \(\d+\)\. Run: manage.py migrate"):
        call_command("serve", processes=1, stdout=StringIO())


def test_it_is_set_up_for_sockets_that_only_show_and_says_nothing_of_itself():
    config = configuration(host="127.0.0.1", port=0)
    assert config.ws_max_size == 65_536
    assert not config.ws_per_message_deflate
    assert not config.access_log
    assert not config.server_header
    assert not config.proxy_headers


def test_the_loop_takes_several_connections_a_turn():
    doors = many_doors(configuration(host="127.0.0.1", port=0))
    try:
        (address,) = {door.getsockname() for door in doors}
        waiting = [socket.create_connection(address, timeout=PATIENCE_S) for _ in doors]
        let_in = [door.accept()[0] for door in doors]
        assert len(let_in) == DOORS > 1
        for one in [*waiting, *let_in]:
            one.close()
    finally:
        for door in doors:
            door.close()


SCREENS = """
import gc
import resultsdesk.asgi
before = gc.get_stats()[2]["collections"]
screens = [[number, {}, []] for number in range(200_000)]
print(len(screens), gc.get_stats()[2]["collections"] - before)
"""


def test_thousands_of_screens_that_come_are_not_gone_through_by_the_collector():
    found = subprocess.run(
        [sys.executable, "-c", SCREENS], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert found.stdout.split() == ["200000", "0"]


@contextmanager
def serving(folder: Path, *args: str, **variables: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A desk in processes of its own, at a port of its own: its address."""
    env = {
        **os.environ,
        "DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PROCESSES": "1",
        **variables,
    }
    manage = [sys.executable, "manage.py"]
    if not env["DATABASE_URL"]:
        shutil.copy(migrated(), folder)
    with (folder / "log").open("w") as log:
        desk = subprocess.Popen(
            [*manage, "serve", "--port", "0", *args],
            cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=log, text=True,
        )  # fmt: skip
        try:
            line = desk.stdout.readline()
            found = re.search(r"http://\S+?(?=/ )", line)
            assert found, (folder / "log").read_text()
            yield found.group(), desk
        finally:
            desk.terminate()
            desk.wait(timeout=PATIENCE_S)
            desk.stdout.close()


def fetch(address: str) -> tuple[int, dict[str, str], str]:
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE_S) as answer:
            return answer.status, dict(answer.headers), answer.read().decode()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, dict(refused.headers), refused.read().decode()


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("desk")


@pytest.fixture(scope="module")
def desk(folder) -> Iterator[str]:
    with serving(folder, DATABASE_URL="", REDIS_URL="") as (address, _):
        yield address


def test_a_served_desk_answers(desk):
    status, headers, body = fetch(f"{desk}/healthz")
    assert status == 200
    assert '"status": "ok"' in body
    assert "server" not in {name.lower() for name in headers}


def test_its_static_files_have_hashed_names_that_browsers_keep(desk):
    page = fetch(f"{desk}/accounts/login/")[2]
    names = re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', page)
    assert names
    for name in names:
        assert re.search(r"\.[0-9a-f]{12}\.", name)
        assert "immutable" in fetch(desk + name)[1]["cache-control"]


def test_it_writes_no_token_to_its_log(desk, folder):
    fetch(f"{desk}/boards/nowhere/EM/?token={TOKEN}")
    fetch(f"{desk}/nowhere/?token={TOKEN}")
    assert TOKEN not in (folder / "log").read_text()


def test_machines_find_every_request_in_its_log_and_no_token_in_any_line(tmp_path):
    said = {"LOG_FORMAT": "json", "LOG_LEVEL": "DEBUG"}
    with serving(tmp_path, DATABASE_URL="", REDIS_URL="", **said) as (address, _):
        fetch(f"{address}/boards/nowhere/EM/?token={TOKEN}")
        fetch(f"{address}/nowhere/?token={TOKEN}")
        board = f"ws{address[4:]}/ws/boards/nowhere/EM/?token={TOKEN}"
        with connect(board, origin=address) as socket, pytest.raises(ConnectionClosed):
            socket.recv(timeout=PATIENCE_S)
    log = (tmp_path / "log").read_text()
    assert TOKEN not in log
    lines = [json.loads(line) for line in log.splitlines()]
    asked = {(line["path"], line["status"]) for line in lines if line.get("event") == "request"}
    assert asked == {("/boards/nowhere/EM/", 403), ("/nowhere/", 404)}


def test_it_ends_when_it_is_told_to(tmp_path):
    with serving(tmp_path, DATABASE_URL="", REDIS_URL="") as (address, desk):
        assert fetch(f"{address}/healthz")[0] == 200
        # One process has nobody to take its place.
        desk.send_signal(signal.SIGHUP)
        until(lambda: "cannot be replaced" in (tmp_path / "log").read_text(), "word of it")
        assert fetch(f"{address}/healthz")[0] == 200
        desk.send_signal(signal.SIGTERM)
        desk.wait(timeout=PATIENCE_S)
    with pytest.raises(urllib.error.URLError):
        fetch(f"{address}/healthz")


@pytest.mark.redis
def test_several_processes_answer_at_one_address(tmp_path, redis_url):
    with serving(tmp_path, "--processes", "2", DATABASE_URL="", REDIS_URL=redis_url) as (address, _):
        assert {fetch(f"{address}/healthz")[0] for _ in range(8)} == {200}


@on_postgres
@pytest.mark.django_db(transaction=True)
def test_a_desk_on_postgresql_answers(tmp_path):
    test_database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    with serving(tmp_path, DATABASE_URL=test_database.geturl()) as (address, _):
        assert '"database": "ok"' in fetch(f"{address}/healthz")[2]
