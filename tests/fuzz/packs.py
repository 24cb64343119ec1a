"""Packs with something wrong in them: small ones cut from those that ship, and one that a desk wrote itself.

Each is loaded whole or refused with complaints that name the file; then nothing of it is saved.
"""

import csv
import io
import re
import tempfile
import traceback
from pathlib import Path
from random import Random

from django.db import transaction

from results.declaring.reference import reference_changed
from results.packs.complaints import PackError
from results.packs.exporting import export
from results.packs.loading import load
from results.packs.reading import SHIPPED
from tests.fuzz.asking import Request
from tests.fuzz.family import Family, Tried
from tests.fuzz.forms import where, wrong_with
from tests.fuzz.kept import Ledger
from tests.fuzz.packs_bent import bent_files
from tests.fuzz.standing import Standing

Files = dict[str, bytes]
KEPT = 4
NAMES_ITS_FILE = re.compile(
    r"[^:]*\.(csv|toml|jpg)( line \d+)?: |And \d+ more like these\.|.* is loaded over what was "
)
LOOKED_AT = 0.05


class Packs(Family):
    """The family. A pack that can be loaded is taken out again."""

    name = "packs"

    def __init__(self, standing: Standing, ledger: Ledger) -> None:
        self._standing, self._ledger = standing, ledger
        self._folder = tempfile.TemporaryDirectory(prefix="fuzzed-pack-")
        self._bases = [
            _cut(_read(SHIPPED / "ge2024-midlands")),
            _cut(_read(SHIPPED / "local2023-midlands")),
            _own("general"),
            _renamed(_own("general")),
        ]

    def one(self, random: Random) -> Tried:
        """Load one pack."""
        base = random.choice(self._bases)
        files = bent_files(random, base)
        folder = Path(self._folder.name)
        for old in folder.iterdir():
            old.unlink()
        for name, content in files.items():
            (folder / name).write_bytes(content)
        kind, wrong, details = self._loaded(random, folder)
        changed = {
            name: files.get(name, b"(gone)")[:1_500]
            for name in {*base, *files}
            if files.get(name) != base.get(name)
        }
        return Tried(kind, wrong, str(changed) if wrong else "", details)

    def _loaded(self, random: Random, folder: Path) -> tuple[str, str, str]:
        self._ledger.begin()
        with transaction.atomic():
            try:
                loaded = load(folder=folder, reference_changed=reference_changed)
            except PackError as error:
                return self._refused(error)
            except Exception:
                transaction.set_rollback(True)
                raised = traceback.format_exc()
                return "failed", where(raised), raised
            wrong = self._shown(random, loaded.slug)
            transaction.set_rollback(True)
            return "loaded", wrong, ""

    def _refused(self, error: PackError) -> tuple[str, str, str]:
        if changed := self._ledger.changed():
            transaction.set_rollback(True)
            return "refused", f"refused, and saved: {', '.join(changed)}", ""
        unnamed = [one for one in error.complaints if not NAMES_ITS_FILE.match(one)]
        return "refused", f"a complaint without its file: {unnamed[0][:120]}" if unnamed else "", ""

    def _shown(self, random: Random, slug: str) -> str:
        """What is wrong with pages of what was loaded."""
        if random.random() > LOOKED_AT:
            return ""
        for region in ("E12000004", "EM"):
            answer = self._standing.door.ask(
                Request("GET", f"/boards/{slug}/{region}/".encode(), person="sue")
            )
            if wrong := wrong_with(answer):
                return f"loaded, and its board is {wrong}"
        return ""


def _read(folder: Path) -> Files:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def _own(slug: str) -> Files:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "pack"
        export(slug=slug, folder=target)
        return _read(target)


def _renamed(files: Files) -> Files:
    """The same history of an election that this desk has not yet."""
    heads = ("pack.toml", "election.csv")
    return {
        name: data.replace(b"general", b"again", 1) if name in heads else data for name, data in files.items()
    }


def _cut(files: Files) -> Files:
    """The first contests of a pack and what is told of them, so that many can be tried."""
    kept = {row["code"] for row in _rows(files["contests.csv"])[:KEPT]}
    return {
        name: _only(content, name, kept) if name.endswith(".csv") else content
        for name, content in files.items()
    }


def _only(content: bytes, name: str, kept: set[str]) -> bytes:
    rows = _rows(content)
    of = "code" if name == "contests.csv" else "contest"
    if of in rows[0] and name in (
        "contests.csv",
        "candidates.csv",
        "previous.csv",
        "results.csv",
        "votes.csv",
    ):
        rows = [row for row in rows if row[of] in kept]
    header = list(rows[0]) if rows else _header(content)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def _header(content: bytes) -> list[str]:
    return next(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def _rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
