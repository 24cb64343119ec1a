"""A PostgreSQL of a test's own, to be stopped and started, and never left behind."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests.desks import PATIENCE_S, until

PACKAGED = Path("/usr/lib/postgresql")


def binaries() -> Path | None:
    """Where initdb and pg_ctl are, the newest of them; None where they are nowhere."""
    if PACKAGED.is_dir() and (found := sorted(PACKAGED.glob("*/bin/initdb"), key=_version)):
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def _version(initdb: Path) -> int:
    return int(initdb.parent.parent.name)


class OwnPostgres:
    """A server of this test's own, with a superuser that needs no password."""

    def __init__(self, folder: Path, programs: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._programs = programs
        self._data = folder / "data"
        self._folder = folder
        if os.geteuid() == 0:
            os.chown(folder, pwd.getpwnam("postgres").pw_uid, -1)
        words = ("-U", "postgres", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        self._run("initdb", "-D", str(self._data), *words)

    def url(self, database: str = "postgres") -> str:
        """The address of one of its databases."""
        return f"postgres://postgres@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=60"
        where = f"-c unix_socket_directories={self._folder}"
        log = str(self._folder / "log")
        self._run("pg_ctl", "-D", str(self._data), "-l", log, "-o", f"{options} {where}", "-w", "start")
        until(self._answers, "PostgreSQL's answer")

    def stop(self) -> None:
        """As by a power cut: it recovers when it is started again."""
        self._run("pg_ctl", "-D", str(self._data), "-m", "immediate", "-w", "stop")

    def copy(self, template: str, name: str) -> str:
        """A database like another that nobody is in; returns its address."""
        words = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        with self.connect() as line:
            line.execute(words.format(sql.Identifier(name), sql.Identifier(template)))
        return self.url(name)

    def create(self, name: str) -> str:
        """An empty database; returns its address."""
        return self.copy("template0", name)

    def drop(self, name: str) -> None:
        """Remove a database, whoever is in it."""
        with self.connect() as line:
            line.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def end_backends(self) -> int:
        """End every connection but this one, as a failover does; returns how many there were."""
        question = """SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                      WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"""
        with self.connect() as line:
            return line.execute(question).fetchone()[0]

    def connect(self) -> psycopg.Connection:
        """A connection of its superuser, each statement by itself."""
        return psycopg.connect(self.url(), autocommit=True)

    def _answers(self) -> bool:
        try:
            with self.connect():
                return True
        except psycopg.Error:
            return False

    def _run(self, program: str, *words: str) -> None:
        # It refuses to run as root.
        other = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        subprocess.run(
            [*other, str(self._programs / program), *words],
            cwd="/",
            stdout=subprocess.DEVNULL,
            check=True,
            timeout=PATIENCE_S,
        )


@contextmanager
def a_postgres() -> Iterator[OwnPostgres]:
    """One that runs; skips the test where there is none to be started."""
    programs = binaries()
    if programs is None:
        pytest.skip("no initdb and pg_ctl to make a PostgreSQL of this test's own")
    # Not below a test's own folder, which another user may not enter.
    with tempfile.TemporaryDirectory(prefix="resultsdesk-postgres-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        server = OwnPostgres(Path(folder), programs)
        server.start()
        try:
            yield server
        finally:
            server.stop()
