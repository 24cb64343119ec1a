"""A graphic's values as a flat table: every row complete, every cell ready, nothing null."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from results.feeds.columns import COMMON, Cell, Column, Layout

Row = dict[str, Cell]


class Status(StrEnum):
    """What a reader should make of a feed."""

    LIVE = "live"
    FROZEN = "frozen"
    HELD = "held"
    ON = "on"
    OFF = "off"
    REMOVED = "removed"
    EMPTY = "empty"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Read:
    """What was read for a feed. `updated` is when it became so; values may be empty."""

    graphic: str
    values: Mapping[str, Any]
    seq: int
    updated: datetime | None
    status: Status


@dataclass(frozen=True, slots=True)
class Table:
    """A feed before it has a format: `head` is said once, `rows` have what `row_names` names.

    `seq` and `updated` are of the values. `most` is the number of rows it is padded to.
    """

    graphic: str
    head: Row
    row_names: tuple[str, ...]
    rows: tuple[Row, ...]
    most: int
    newest_last: bool
    seq: int
    updated: datetime | None
    status: Status

    def fitted(self, rows: int, *, pad: bool) -> tuple[Row, ...]:
        """At most `rows` rows (0: all), or exactly so many; one at least, which may be empty."""
        cut = self.rows
        if rows and len(cut) > rows:
            cut = cut[-rows:] if self.newest_last else cut[:rows]
        wanted = (rows or self.most) if pad else 1
        blank: Row = dict.fromkeys(self.row_names, "")
        return cut + (blank,) * (wanted - len(cut)) if self.row_names else ({},)


def table_of(read: Read, layout: Layout) -> Table:
    """The table of what was read."""
    rows = [_cells(row, layout.row) for row in _listed(read.values, layout.lists)]
    return Table(
        graphic=read.graphic,
        head=_cells(read.values, layout.head) | _cells(read.values, COMMON),
        row_names=("rank", "rank_txt", *layout.row_names) if layout.row else (),
        rows=tuple(_ranked(rank) | row for rank, row in enumerate(rows, start=1)),
        most=layout.most,
        newest_last=layout.newest_last,
        seq=read.seq,
        updated=read.updated,
        status=read.status,
    )


def _listed(values: Mapping[str, Any], lists: tuple[str, ...]) -> Iterator[Mapping[str, Any]]:
    for name in lists:
        found = values.get(name) or ()
        yield from (found,) if isinstance(found, Mapping) else found


def _ranked(rank: int) -> Row:
    return {"rank": rank, "rank_txt": str(rank)}


def _cells(values: Mapping[str, Any], columns: tuple[Column, ...]) -> Row:
    return {
        name: cell
        for column in columns
        for name, cell in zip(column.names, column.cells(values), strict=True)
    }
