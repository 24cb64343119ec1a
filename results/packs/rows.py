"""The files of a pack, column by column: each dataclass is a file's format and one of its lines.

Owns names, types, defaults and lengths of columns. Refuses to judge one line by another: that is
`checking`.
"""

# Columns are fields made by `required` and `optional`, which the rule cannot tell from defaults.
# ruff: noqa: RUF009

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from results.models import Contest, CouncilSeats, Election, Region
from results.packs import cells
from results.packs.complaints import Place

SMALL = cells.whole(most=cells.LARGEST_SMALL)
YEAR = cells.whole(least=cells.FIRST_YEAR, most=cells.LAST_YEAR)
HEX = cells.whole(least=-cells.LARGEST_SMALL, most=cells.LARGEST_SMALL)


def required(read: Callable[[str], object]) -> Any:
    """A column that must be there, with a value in every line."""
    return field(metadata={"read": read, "required": True})


def optional(read: Callable[[str], object], default: object = None) -> Any:
    """A column that may be left out; an empty cell has the default."""
    return field(default=default, metadata={"read": read, "required": False})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a file, and where it stands."""

    at: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Head(Row):
    """pack.toml: the election itself. Its cells are TOML values, written out as text."""

    slug: str = required(cells.slug)
    name: str = required(cells.text(200))
    date: dt.date = required(cells.day)
    polls_close: dt.datetime = required(cells.moment_with_offset)
    kind: str = required(cells.one_of(*Election.Kind.values))
    baseline: str = required(cells.text(100))
    credits: tuple[str, ...] = ()
    rehearsal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRow(Row):
    """parties.csv"""

    code: str = required(cells.code(30))
    name: str = required(cells.text(200))
    short_name: str = required(cells.text(60))
    colour: str = optional(cells.colour, "")
    ec_id: str = optional(cells.text(20), "")
    counts_as: str = optional(cells.code(30), "")
    group: str = optional(cells.code(30), "")
    independent: bool = optional(cells.flag, False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionRow(Row):
    """regions.csv"""

    code: str = required(cells.code(30))
    name: str = required(cells.text(120))
    kind: str = required(cells.one_of(*Region.Kind.values))


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilRow(Row):
    """councils.csv"""

    code: str = required(cells.code(30))
    name: str = required(cells.text(120))
    regions: tuple[str, ...] = required(cells.codes)
    seats_total: int = required(SMALL)
    seats_up: int = required(SMALL)
    control_before: str = optional(cells.code(30), "")
    redrawn: bool = optional(cells.flag, False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilSeatsRow(Row):
    """council_seats.csv"""

    council: str = required(cells.code(30))
    party: str = required(cells.code(30))
    basis: str = required(cells.one_of(*CouncilSeats.Basis.values))
    seats: int = required(SMALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestRow(Row):
    """contests.csv. An empty `method` is first past the post for one seat, the bloc vote for more."""

    code: str = required(cells.code(40))
    name: str = required(cells.text(120))
    kind: str = required(cells.one_of(*Contest.Kind.values))
    regions: tuple[str, ...] = required(cells.codes)
    council: str = optional(cells.code(30), "")
    seats: int = optional(cells.whole(least=1, most=cells.LARGEST_SMALL), 1)
    method: str = optional(cells.one_of(*Contest.Method.values), "")
    electorate: int | None = optional(cells.whole(least=1))
    expected_at: dt.datetime | None = optional(cells.moment)
    new_seat: bool = optional(cells.flag, False)
    hex_q: int | None = optional(HEX)
    hex_r: int | None = optional(HEX)
    held_since: int | None = optional(YEAR)


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateRow(Row):
    """candidates.csv"""

    contest: str = required(cells.code(40))
    number: int = required(cells.whole(least=1, most=cells.LARGEST_SMALL))
    name: str = required(cells.text(160))
    party: str = required(cells.code(30))
    incumbent: bool = optional(cells.flag, False)
    note: str = optional(cells.text(300), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviousRow(Row):
    """previous.csv"""

    contest: str = required(cells.code(40))
    party: str = required(cells.code(30))
    votes: int = required(cells.whole())
    person: str = optional(cells.text(160), "")
    electorate: int | None = optional(cells.whole(least=1))
    winner: bool = optional(cells.flag, False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow(Row):
    """results.csv, for replays"""

    contest: str = required(cells.code(40))
    recorded_at: dt.datetime = required(cells.moment)
    electorate: int | None = optional(cells.whole(least=1))
    ballot_papers: int | None = optional(cells.whole())
    rejected: int | None = optional(cells.whole())


@dataclass(frozen=True, slots=True, kw_only=True)
class VotesRow(Row):
    """votes.csv, for replays"""

    contest: str = required(cells.code(40))
    number: int = required(cells.whole(least=1, most=cells.LARGEST_SMALL))
    votes: int = required(cells.whole())
    elected: bool = optional(cells.flag, False)
    second_preferences: int | None = optional(cells.whole())
    by_lot: bool = optional(cells.flag, False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilResultRow(Row):
    """council_results.csv, for replays: lines of one council and one time make one total"""

    council: str = required(cells.code(30))
    recorded_at: dt.datetime = required(cells.moment)
    party: str = required(cells.code(30))
    seats: int = required(SMALL)
    complete: bool = optional(cells.flag, False)
