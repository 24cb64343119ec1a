"""A history as lines of text: what its files hold, whether it was read from them or from the database.

Owns reading the files and what two histories share. Refuses to know what a line means.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from results.packs.complaints import Complaints, Place
from results.packs.history.tables import FILES, NUMBERS, PEOPLE
from results.packs.tables import lines_of

# Of people and numbers a desk may have its own already.
OF_THE_DESK = frozenset({PEOPLE, NUMBERS})


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of one file; `at` has where each stands in it, from 1 with the header."""

    file: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    at: tuple[int, ...] = field(default=(), compare=False)

    def __iter__(self) -> Iterator[tuple[Place, dict[str, str]]]:
        """Each line by its columns, with its place."""
        at = self.at or range(2, len(self.rows) + 2)
        for line, cells in zip(at, self.rows, strict=True):
            yield Place(self.file, line), dict(zip(self.header, cells, strict=True))


@dataclass(frozen=True, slots=True)
class History:
    """The files of a history by name; one without a line is left out."""

    files: Mapping[str, Lines]

    def lines(self, file: str) -> Lines:
        """The lines of a file; none where there is no such file."""
        return self.files.get(file, Lines(file, (), ()))

    def tells_as(self, other: "History") -> bool:
        """Whether both tell the same, whatever the desk's own numbers and spelling of names."""
        ours, theirs = (
            {name: lines for name, lines in one.files.items() if name not in OF_THE_DESK}
            for one in (self, other)
        )
        return ours == theirs


def read_history(folder: Path, complaints: Complaints) -> History | None:
    """The history in a pack's folder; None where it has no file of one."""
    there = [name for name in FILES if (folder / name).is_file()]
    if not there:
        return None
    files = {name: _read(folder / name, complaints) for name in there}
    return History({name: lines for name, lines in files.items() if lines.rows})


def _read(path: Path, complaints: Complaints) -> Lines:
    lines = list(lines_of(path, complaints))
    header = tuple(lines[0][1]) if lines else ()
    for place, cells in lines[1:]:
        if len(cells) != len(header):
            what = f"there are {len(cells)} values for the {len(header)} columns of the header"
            complaints.add(place, what)
    whole = [(place.line, tuple(cells)) for place, cells in lines[1:] if len(cells) == len(header)]
    return Lines(path.name, header, tuple(cells for _, cells in whole), tuple(line for line, _ in whole))
