"""The published tables of the local elections of 4 May 2023, read as they are.

Owns the file names of the sources. Refuses wards in which figures of the ward itself differ from
line to line, or in which more or fewer were elected than there are seats.
"""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from results.packs.convert.files import Line, read_table

ALL_SEATS = "ALL"
OF_THE_WARD = ("seats", "electorate", "turnout_pct")


@dataclass(frozen=True, slots=True)
class Ward:
    """A ward whose candidates are known."""

    council: str
    name: str
    seats: int
    electorate: int
    turnout_pct: str
    candidates: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Source lines by code of the council, in the order of those codes; `wards` in order of their names."""

    councils: dict[str, Line]
    compositions_2022: dict[str, Line]
    wards: dict[str, tuple[Ward, ...]]
    ward_parties: dict[str, list[Line]]
    mayors: dict[str, list[Line]]
    national_parties: dict[str, Line]
    local_parties: list[Line]


def read(folder: Path) -> Facts:
    """Every table the pack is made of. Raises ValueError where a ward does not fit together."""
    return Facts(
        councils=_one(read_table(folder, "local2023_councils")),
        compositions_2022=_one(read_table(folder, "local2023_eve_of_poll_cc-by-sa")),
        wards={
            code: _wards(lines)
            for code, lines in _many(read_table(folder, "local2023_ward_candidates")).items()
        },
        ward_parties=_many(read_table(folder, "local2023_ward_party_votes")),
        mayors=_many(read_table(folder, "mayors2023")),
        national_parties={
            line["hoc_abbreviation"]: line for line in reversed(read_table(folder, "parties_ge2024"))
        },
        local_parties=read_table(folder, "parties_local_midlands"),
    )


def _one(lines: list[Line]) -> dict[str, Line]:
    return {line["lad_code"]: line for line in sorted(lines, key=lambda line: line["lad_code"])}


def _many(lines: list[Line]) -> dict[str, list[Line]]:
    found: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        found[line["lad_code"]].append(line)
    return dict(sorted(found.items()))


def _wards(lines: list[Line]) -> tuple[Ward, ...]:
    found: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        found[line["ward"]].append(line)
    return tuple(_ward(name, candidates) for name, candidates in sorted(found.items()))


def _ward(name: str, candidates: list[Line]) -> Ward:
    first = candidates[0]
    if any(line[column] != first[column] for line in candidates for column in OF_THE_WARD):
        raise ValueError(f"{name}: lines of one ward differ in {', '.join(OF_THE_WARD)}")
    elected = sum(line["elected"] == "1" for line in candidates)
    if elected != int(first["seats"]):
        raise ValueError(f"{name}: {elected} are elected for {first['seats']} seats")
    return Ward(
        council=first["lad_code"],
        name=name,
        seats=int(first["seats"]),
        electorate=int(first["electorate"]),
        turnout_pct=first["turnout_pct"],
        candidates=tuple(candidates),
    )
