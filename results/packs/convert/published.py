"""The published tables of the 2024 general election, read as they are.

Owns the file names and columns of the sources. Refuses tables that do not agree on which contests
there are.
"""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from results.packs.convert.files import Line, read_table


@dataclass(frozen=True, slots=True)
class Published:
    """Source lines by ONS id of the contest, in the order of those ids; parties by their abbreviation."""

    contests: dict[str, Line]
    candidates: dict[str, list[Line]]
    notional: dict[str, Line]
    recorded: dict[str, Line]
    hexes: dict[str, Line]
    parties: dict[str, Line]


def read(folder: Path) -> Published:
    """Every table a pack is made of. Raises ValueError where contests do not match."""
    contests = _by(read_table(folder, "ge2024_constituencies"), "ONS ID")
    candidates: defaultdict[str, list[Line]] = defaultdict(list)
    for line in read_table(folder, "ge2024_candidates"):
        candidates[line["ONS ID"]].append(line)
    published = Published(
        contests=contests,
        candidates=dict(sorted(candidates.items())),
        notional=_by(read_table(folder, "ge2019_notional"), "ons_id"),
        recorded=_by(read_table(folder, "ge2024_times_recorded"), "ons_id"),
        hexes=_by(read_table(folder, "hex_constituencies_midlands"), "ons_id"),
        parties=_first(read_table(folder, "parties_ge2024"), "hoc_abbreviation"),
    )
    for table in (published.candidates, published.notional, published.recorded):
        if table.keys() != contests.keys():
            raise ValueError(f"Contests differ between tables: {sorted(table.keys() ^ contests.keys())}")
    return published


def _by(lines: list[Line], column: str) -> dict[str, Line]:
    return {line[column]: line for line in sorted(lines, key=lambda line: line[column])}


def _first(lines: list[Line], column: str) -> dict[str, Line]:
    """By column, the first of those that share a value: the party with most candidates."""
    found: dict[str, Line] = {}
    for line in lines:
        found.setdefault(line[column], line)
    return found
