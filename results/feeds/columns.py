"""What a graphic's values are called in flat feeds: one list of names a graphic.

Owns the names, which titles of other systems are bound to: a name is never taken away or given another
meaning. Every number that a graphic may print stands beside its ready string, `seats` beside `seats_txt`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Cell = str | int | float
Kind = Literal["text", "number", "flag", "party"]
BADGE = (("party", "name"), ("abbr", "abbr"), ("colour", "colour"), ("text_colour", "ink"))


@dataclass(frozen=True, slots=True)
class Column:
    """A value, at the dotted `path` of a graphic's values, and what it is called."""

    kind: Kind
    name: str
    path: str

    @property
    def names(self) -> tuple[str, ...]:
        """Its names in a feed: two of a number, four of a party."""
        if self.kind == "number":
            return (self.name, f"{self.name}_txt")
        if self.kind == "party":
            return tuple(f"{self.name}{name}" for name, _ in BADGE)
        return (self.name,)

    def cells(self, values: Mapping[str, Any]) -> tuple[Cell, ...]:
        """One for each of its names; an empty string where there is nothing to say."""
        found = _at(values, self.path)
        if self.kind == "number":
            return (_number(found), _at(values, f"{self.path}_txt") or _ready(found))
        if self.kind == "party":
            badge = found if isinstance(found, Mapping) else {}
            return tuple(str(badge.get(key, "")) for _, key in BADGE)
        if self.kind == "flag":
            return ("1" if found else "0",)
        return ("" if found is None else str(found),)


@dataclass(frozen=True, slots=True)
class Layout:
    """A graphic as a table: what is said once, and what each row of `lists` says.

    `most` is how many rows it has when it is padded to no other number. Of a `newest_last` list the end
    is kept where it is cut.
    """

    head: tuple[Column, ...]
    lists: tuple[str, ...] = ()
    row: tuple[Column, ...] = ()
    most: int = 1
    newest_last: bool = False

    @property
    def head_names(self) -> tuple[str, ...]:
        """The names of what is said once."""
        return tuple(name for column in self.head for name in column.names)

    @property
    def row_names(self) -> tuple[str, ...]:
        """The names of what a row says."""
        return tuple(name for column in self.row for name in column.names)


def text(*names: str) -> tuple[Column, ...]:
    """Columns of ready strings; a dotted path is named with underscores."""
    return tuple(Column("text", name.replace(".", "_"), name) for name in names)


def number(*names: str) -> tuple[Column, ...]:
    """Columns of numbers with their ready strings."""
    return tuple(Column("number", name, name) for name in names)


def flag(*names: str) -> tuple[Column, ...]:
    """Columns of "1" or "0"."""
    return tuple(Column("flag", name, name) for name in names)


def party(path: str = "party", prefix: str = "") -> tuple[Column, ...]:
    """A party: its name, abbreviation, colour and a text colour that is legible on it."""
    return (Column("party", prefix, path),)


COMMON = text("election", "baseline", "as_at") + flag("rehearsal", "corrected", "single_source")
_CANDIDATE = text("name") + party()

LAYOUTS: dict[str, Layout] = {
    "lower-third": Layout(
        head=text("contest", "phrase", "kind", "winner", "majority_txt", "margin", "swing", "turnout")
        + party("party", "winner_"),
        lists=("pages",),
        row=_CANDIDATE + number("votes", "share", "change") + flag("elected"),
        most=16,
    ),
    "contest": Layout(
        head=text("contest", "phrase", "kind", "winner", "majority_txt", "margin", "swing", "turnout")
        + party("party", "winner_")
        + text("others.name", "others.votes_txt", "others.share_txt"),
        lists=("rows",),
        row=_CANDIDATE + number("votes", "share", "change") + flag("elected"),
        most=8,
    ),
    "scoreboard": Layout(
        head=text("region") + number("declared", "total"),
        lists=("rows",),
        row=party() + number("seats", "net", "share", "change"),
        most=8,
    ),
    "seat-change": Layout(
        head=text("region", "declared_txt"),
        lists=("rows",),
        row=party() + number("seats", "gains", "losses", "net"),
        most=8,
    ),
    "council": Layout(
        head=text("council", "phrase")
        + party("party", "control_")
        + number("needed", "total", "to_come", "not_up", "vacant", "called_off"),
        lists=("rows",),
        row=party() + number("seats", "net"),
        most=8,
    ),
    "head-to-head": Layout(
        head=text("contest", "phrase", "margin"),
        lists=("one", "other"),
        row=_CANDIDATE + number("votes", "share", "change") + flag("elected"),
        most=2,
    ),
    "hex-map": Layout(
        head=text("region", "declared_txt"),
        lists=("hexes",),
        row=number("q", "r")
        + text("name", "abbr", "colour")
        + (Column("text", "text_colour", "ink"),)
        + text("state"),
    ),
    "ticker": Layout(
        head=text("label", "region"),
        lists=("items",),
        row=text("id", "kind", "head", "text") + party(),
        most=8,
        newest_last=True,
    ),
    "bug": Layout(
        head=text("label", "region", "declared_txt")
        + party("leader.party")
        + (Column("number", "seats", "leader.seats"),)
    ),
    "swing-dial": Layout(
        head=text("contest", "region", "words")
        + number("points")
        + party("loser", "loser_")
        + party("gainer", "gainer_")
    ),
}


def layout_of(graphics: Iterable[str]) -> Layout:
    """The layout of a graphic, or of a place where several may stand: the names of all of them.

    So what is bound to a layer finds its names whatever stands on it, or nothing does.
    """
    several = [LAYOUTS[graphic] for graphic in graphics]
    return Layout(
        head=_once(layout.head for layout in several),
        lists=tuple(dict.fromkeys(name for layout in several for name in layout.lists)),
        row=_once(layout.row for layout in several),
        most=max(layout.most for layout in several),
        newest_last=any(layout.newest_last for layout in several),
    )


def _once(several: Iterable[tuple[Column, ...]]) -> tuple[Column, ...]:
    """All columns, each name once: what is a number somewhere is one everywhere."""
    found: dict[str, Column] = {}
    columns = [column for columns in several for column in columns]
    for column in sorted(columns, key=lambda column: column.kind != "number"):
        if not set(column.names) & set(found):
            found |= dict.fromkeys(column.names, column)
    return tuple(dict.fromkeys(column for column in columns if column in found.values()))


def _at(values: Mapping[str, Any], path: str) -> Any:
    found: Any = values
    for key in path.split("."):
        found = found.get(key, "") if isinstance(found, Mapping) else ""
    return found


def _number(found: Any) -> Cell:
    return found if isinstance(found, int | float) and not isinstance(found, bool) else ""


def _ready(found: Any) -> str:
    return f"{found:,}" if isinstance(_number(found), int | float) else str(found or "")
