"""The demo from an empty folder: it serves, its printed passwords work, and it goes on after a stop."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.desks import PATIENCE_S, ROOT, Browser, Desk, a_port, until
from tests.midlands import EAST, SLUG


@contextmanager
def running(desk: Desk, *words: str) -> Iterator[tuple[Path, Browser]]:
    port = a_port()
    log = desk.folder / f"demo-{port}.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "demo", "--port", str(port), *words],
            cwd=ROOT,
            env=desk.environment,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            yield log, Browser(f"http://127.0.0.1:{port}")
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=PATIENCE_S)
    assert log.read_text().rstrip().endswith("it goes on where it was.")


def declared(log: Path) -> list[int]:
    return [int(number) for number in re.findall(r"^(\d+)/106 ", log.read_text(), re.MULTILINE)]


@pytest.mark.long
def test_it_runs_from_an_empty_folder_and_goes_on_where_it_was(tmp_path):
    desk = Desk(tmp_path)
    with running(desk, "--speed", "4000") as (log, browser):
        until(lambda: len(declared(log)) >= 3, "the third declaration")
        accounts = dict(re.findall(r"sign in as +(\w+) +password +(\S+)", log.read_text()))
        assert set(accounts) == {"reporter", "producer", "editor", "graphics"}
        for role, password in accounts.items():
            page = Browser(browser.url).sign_in(role, password).get(f"/boards/{SLUG}/{EAST}/")
            assert "East Midlands" in page
    first = declared(log)

    with running(desk, "--speed", "4000") as (log, browser):
        until(lambda: len(declared(log)) >= 2, "the next declarations")
        assert "Accounts were made before" in log.read_text()
        browser.sign_in("producer", accounts["producer"])
    assert declared(log)[0] == first[-1] + 1
