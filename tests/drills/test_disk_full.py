"""The disk of an embedded desk is full in the middle of a night: who declares is told, boards stay true."""

import shutil
from pathlib import Path

import pytest

from results.views.faults import FULL
from tests.desks import Desk, until
from tests.drills.found import Found
from tests.drills.ledger import Ledger
from tests.drills.services import a_night, load
from tests.drills.small_disk import a_small_disk

pytestmark = pytest.mark.long

SOCKETS = 500
# The database, its journal and the static files; the rest is filled.
DISK_MB = 64


def disk_full(folder: Path, *, sockets: int = SOCKETS, many: int = 9) -> Found:
    """A reporter goes on sending while nothing can be saved, and boards are watched meanwhile."""
    (folder / "loaded").mkdir()
    loading = Desk(folder / "loaded")
    loaded = load(loading)
    with a_small_disk(folder / "disk", mb=DISK_MB) as disk:
        shutil.copy(loading.folder / "desk.sqlite3", disk.folder)
        ledger = Ledger(str(disk.folder / "desk.sqlite3"))
        desk = Desk(disk.folder)
        with (
            a_night(desk, ledger, loaded, sockets=sockets, logs=folder) as night,
            night.drill("The disk full, SQLite") as found,
        ):
            night.declares(many // 3)
            disk.fill()
            night.reporter.declares(many // 3)
            answers = night.reporter.answers
            until(lambda: answers.many(503) >= 3, "what she is told")
            told = [text for what, text in answers.texts.items() if what.endswith("503")]
            found.is_wrong("" if all(FULL in text for text in told) else "she was not told what is wrong")
            found.is_wrong(night.differing())
            found.faults += ledger.audited(night.reporter.acknowledged).faults
            disk.give_room()
            found.is_over()
            night.reporter.is_done()
            night.declares(many // 3)
    return found


def test_with_a_full_disk_nothing_is_saved_by_halves_and_boards_stay_true(tmp_path: Path) -> None:
    assert disk_full(tmp_path).faults == []
