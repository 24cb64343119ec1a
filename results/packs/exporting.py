"""An election of the desk as a pack in a folder: what is known, what is in force, and its whole history.

Owns the folder: it is there whole, or not at all. Refuses to write over anything.
"""

import csv
import json
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from results.models import Election
from results.packs.checking import read
from results.packs.complaints import PackError
from results.packs.heads import FILE as HEAD
from results.packs.history.cells import clock
from results.packs.history.photographs import write_photographs
from results.packs.history.taking import history_of
from results.packs.tables import columns_of
from results.packs.written import Written, in_force, reference


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: lines by file. `complaints` are why `load_pack` would not take it as it is."""

    folder: Path
    name: str
    lines: tuple[tuple[str, int], ...]
    photographs: int
    complaints: tuple[str, ...]


def export(*, slug: str, folder: Path, sheets: bool = False) -> Exported:
    """Write an election as a pack into a folder that is new or empty. Raises PackError, nothing written.

    `sheets`: with the photographs of declaration sheets. What is declared meanwhile waits for a moment.
    """
    target = folder.expanduser().resolve()
    _refuse_full(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    # Beside the target, on the same disk: the last step is one renaming.
    made = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        exported = _written(slug, made, target, sheets=sheets)
        made.rename(target)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    return exported


def _refuse_full(target: Path) -> None:
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise PackError(f"{target} is there already and is not empty. Name a new folder.")


def _written(slug: str, made: Path, target: Path, *, sheets: bool) -> Exported:
    with transaction.atomic():
        # Every command takes this row before it is done: under it, all files are of one moment.
        election = Election.objects.select_for_update().filter(slug=slug).first()
        if election is None:
            raise PackError(_there_are(slug))
        (made / HEAD).write_text(_head(election), encoding="utf-8")
        lines = [
            *(_write(made / file, written) for file, written in reference(election).items()),
            *(_write(made / file, written) for file, written in in_force(election).items()),
        ]
        for name, table in history_of(election, sheets=sheets).files.items():
            lines.append(_write_lines(made / name, table.header, table.rows))
        photographs = write_photographs(election, made) if sheets else 0
    return Exported(target, election.name, tuple(lines), photographs, _complaints(made))


def _there_are(slug: str) -> str:
    slugs = ", ".join(Election.objects.values_list("slug", flat=True)) or "none"
    return f"There is no election {slug!r} on this desk; there are: {slugs}."


def _complaints(made: Path) -> tuple[str, ...]:
    try:
        read(made)
    except PackError as error:
        return error.complaints
    return ()


def _head(election: Election) -> str:
    texts = {
        "slug": election.slug,
        "name": election.name,
        "date": election.date.isoformat(),
        "polls_close": clock(election.polls_close),
        "kind": election.kind,
        "baseline": election.baseline,
    }
    credits_ = "".join(f"    {_quoted(line)},\n" for line in election.credits)
    return (
        "".join(f"{name} = {_quoted(text)}\n" for name, text in texts.items())
        + f"credits = [\n{credits_}]\n"
        + f"rehearsal = {str(election.rehearsal).lower()}\n"
    )


def _quoted(text: str) -> str:
    """A basic string of TOML, which JSON's are but for one character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _write(path: Path, written: Written) -> tuple[str, int]:
    kind, lines = written
    header = list(columns_of(kind))
    return _write_lines(path, header, [[_cell(line.get(name)) for name in header] for line in lines])


def _cell(value: object) -> str:
    """A value as the columns of a pack spell it."""
    match value:
        case None | False:
            return ""
        case True:
            return "1"
        case tuple():
            return ";".join(value)
        case datetime():
            return clock(value)
        case date():
            return value.isoformat()
    return str(value)


def _write_lines(path: Path, header: Sequence[str], lines: Iterable[Sequence[str]]) -> tuple[str, int]:
    number = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        plain = csv.writer(file, lineterminator="\n")
        # A line end of another kind within a cell is not quoted by itself.
        quoted = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
        plain.writerow(header)
        for number, line in enumerate(lines, start=1):  # noqa: B007
            (quoted if any("\r" in cell for cell in line) else plain).writerow(line)
    return path.name, number
