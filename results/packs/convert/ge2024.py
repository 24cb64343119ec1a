"""The 2024 general election in the English Midlands, as a pack.

    python -m results.packs.convert.ge2024 FACTS_DIR OUT_DIR

FACTS_DIR has the tables as published; OUT_DIR becomes the pack. The same facts give the same bytes.
"""

import argparse
import csv
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from results.packs.convert import labels, tables
from results.packs.convert.published import read

HEAD = """\
slug = "ge2024-midlands"
name = "General election 2024: the Midlands"
date = "2024-07-04"
polls_close = "2024-07-04T22:00:00+01:00"
kind = "general"
baseline = "2019 notional"
credits = [
    "Results, candidates and times recorded: House of Commons Library. Contains Parliamentary information \
licensed under the Open Parliament Licence v3.0.",
    "2019 notional results: Colin Rallings and Michael Thrasher for the BBC, ITN, PA and Sky, \
published by the House of Commons Library. Contains Parliamentary information licensed under the Open \
Parliament Licence v3.0.",
    "Codes of constituencies and regions: Office for National Statistics, Open Government Licence v3.0. \
Contains OS data © Crown copyright and database right.",
    "Hex layout: Open Innovations, MIT licence. Party colours: Wikipedia and Open Innovations.",
]
"""
COLUMNS = {
    "parties": ("code", "name", "short_name", "colour", "ec_id", "counts_as", "independent"),
    "regions": ("code", "name", "kind"),
    "contests": ("code", "name", "kind", "regions", "electorate", "expected_at", "hex_q", "hex_r"),
    "candidates": ("contest", "number", "name", "party", "incumbent", "note"),
    "previous": ("contest", "party", "votes", "electorate", "winner"),
    "results": ("contest", "recorded_at", "electorate", "rejected"),
    "votes": ("contest", "number", "votes", "elected"),
}


def convert(facts: Path, out: Path) -> None:
    """Write the pack. Raises ValueError where the facts do not fit together."""
    published = read(facts)
    lines = {
        "parties": labels.parties(published),
        "regions": tables.regions(published),
        "contests": tables.contests(published),
        "candidates": tables.candidates(published),
        "previous": tables.previous(published),
        "results": tables.results(published),
        "votes": tables.votes(published),
    }
    out.mkdir(parents=True, exist_ok=True)
    (out / "pack.toml").write_text(HEAD, encoding="utf-8", newline="\n")
    for name, rows in lines.items():
        _write(out / f"{name}.csv", COLUMNS[name], rows)


def _write(path: Path, columns: Sequence[str], rows: Sequence[tables.Cells]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_cell(row.get(column, "")) for column in columns] for row in rows)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else ""
    return value.isoformat() if isinstance(value, datetime) else str(value)


def main() -> None:
    """Read the two folders from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("facts", type=Path, metavar="FACTS_DIR")
    parser.add_argument("out", type=Path, metavar="OUT_DIR")
    arguments = parser.parse_args()
    convert(arguments.facts, arguments.out)


if __name__ == "__main__":
    main()
