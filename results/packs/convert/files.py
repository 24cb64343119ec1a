"""The files at both ends of a conversion: tables as published in, a pack's files out.

Owns spelling: UTF-8, one kind of line end, flags as 1 or nothing. Refuses to know any table by name.
"""

import argparse
import csv
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

Line = Mapping[str, str]
Cells = dict[str, object]


def read_table(folder: Path, name: str) -> list[Line]:
    """A published table, in the order of its lines."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_pack(
    out: Path, head: str, columns: Mapping[str, Sequence[str]], lines: Mapping[str, Sequence[Cells]]
) -> None:
    """Write pack.toml and a file for every name in `lines`, with the columns of that name."""
    out.mkdir(parents=True, exist_ok=True)
    (out / "pack.toml").write_text(head, encoding="utf-8", newline="\n")
    for name, rows in lines.items():
        _write(out / f"{name}.csv", columns[name], rows)


def run(convert: Callable[[Path, Path], None], description: str | None) -> None:
    """Convert from and to the two folders named on the command line."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("facts", type=Path, metavar="FACTS_DIR")
    parser.add_argument("out", type=Path, metavar="OUT_DIR")
    arguments = parser.parse_args()
    convert(arguments.facts, arguments.out)


def _write(path: Path, columns: Sequence[str], rows: Sequence[Cells]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_cell(row.get(column, "")) for column in columns] for row in rows)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else ""
    return value.isoformat() if isinstance(value, datetime) else str(value)
