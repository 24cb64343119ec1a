"""The README's way to back up and restore: a desk that was restored goes on where it was."""

import json
import os
import re
import secrets
import subprocess
from collections.abc import Callable
from pathlib import Path
from shutil import which
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.desks import Desk
from tests.test_readme import README

SLUG, REGION = "ge2024-midlands", "E12000004"
NIGHT, NIGHT_AFTER = 6, 9

NUMBERS = """
from results.models import Declaration, DeskEvent, Election
print(Election.objects.get().seq, DeskEvent.objects.count(), Declaration.objects.in_force().count())
"""

needs_pg_dump = pytest.mark.skipif(which("pg_dump") is None, reason="pg_dump is not on this machine")


def lines_under(comment: str) -> list[str]:
    """The README's commands below a comment, up to the next."""
    block = re.search(r"### Back up and restore\n.*?```sh\n(.*?)```", README, re.DOTALL)[1]
    part = re.split(r"^# ", block, flags=re.MULTILINE)
    return next(lines for lines in part if lines.startswith(comment)).splitlines()[1:]


def board(desk: Desk) -> dict[str, object]:
    """A region's scoreboard, with the number and the time it is of."""
    return json.loads(desk.manage("scoreboard", SLUG, REGION, "--json"))


def run(line: str, folder: Path, **environment: str) -> None:
    """A line of the README in a shell."""
    done = subprocess.run(
        ["bash", "-euc", line],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr


def goes_on(desk: Desk, backed_up: Callable[[], Desk]) -> None:
    """Replay, back up, go astray, restore: the board is that of the backup, and the next number its next."""
    desk.migrate()
    desk.manage("load_pack", SLUG, "-v", "0")
    desk.manage("replay", SLUG, "--instant", "--until", str(NIGHT), "-v", "0")
    before = board(desk)
    again = backed_up()
    assert board(again) == before
    again.manage("replay", SLUG, "--instant", "--until", str(NIGHT_AFTER), "-v", "0")
    told = again.manage("shell", "-v", "0", "-c", NUMBERS)
    assert told.split() == [str(NIGHT_AFTER)] * 3


def test_an_embedded_desk_is_copied_while_it_is_open_and_restored_over_what_came_after(tmp_path):
    (tmp_path / ".desk").mkdir()
    desk = Desk(tmp_path / ".desk")
    copy, restore = lines_under("SQLite")

    def backed_up() -> Desk:
        run(copy, tmp_path)
        desk.manage("replay", SLUG, "--instant", "--until", str(NIGHT + 1), "-v", "0")
        run(restore, tmp_path)
        return desk

    goes_on(desk, backed_up)


@needs_pg_dump
@pytest.mark.postgres
def test_a_desk_on_postgresql_is_dumped_and_restored_into_another_database(tmp_path, postgres_url):
    desk_name = f"backed_up_{secrets.token_hex(4)}"
    again_name = f"{desk_name}_again"
    at = urlsplit(postgres_url)
    client = {
        "PGHOST": at.hostname or "127.0.0.1",
        "PGPORT": str(at.port or 5432),
        "PGUSER": at.username or "postgres",
        "PGPASSWORD": at.password or "",
    }
    dump, restore = (
        re.sub(r"\bdesk(_again)?(?=$| )", rf"{desk_name}\1", line) for line in lines_under("PostgreSQL")
    )

    def on(name: str) -> Desk:
        (tmp_path / name).mkdir()
        return Desk(tmp_path / name, DATABASE_URL=at._replace(path=f"/{name}").geturl(), PROCESSES="1")

    def backed_up() -> Desk:
        run(dump, tmp_path, **client)
        run(restore, tmp_path, **client)
        return on(again_name)

    with psycopg.connect(postgres_url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {desk_name}")
        try:
            goes_on(on(desk_name), backed_up)
        finally:
            for name in (desk_name, again_name):
                server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
