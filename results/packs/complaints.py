"""What is wrong with a pack, gathered so that one look mends it all.

Owns the form of a complaint: the file, the line, a sentence. Refuses to go on for ever: after some
dozens it only counts.
"""

from dataclasses import dataclass

SHOWN = 50


class PackError(Exception):
    """A pack that cannot be loaded. `complaints` are whole sentences, in the order they were found."""

    def __init__(self, *complaints: str) -> None:
        super().__init__("\n".join(complaints))
        self.complaints = complaints


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in a pack something stands. Lines count from 1, the header included; 0 is the whole file."""

    file: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file} line {self.line}" if self.line else self.file


class Complaints:
    """Gathers complaints about one pack."""

    def __init__(self) -> None:
        self._sentences: list[str] = []
        self._files: set[str] = set()
        self._unshown = 0

    def add(self, place: Place, what: str) -> None:
        """Complain: "candidates.csv line 14: party 'Labb' is not in parties.csv"."""
        self._files.add(place.file)
        if len(self._sentences) < SHOWN:
            self._sentences.append(f"{place}: {what}.")
        else:
            self._unshown += 1

    def about(self, file: str) -> bool:
        """Whether anything is wrong with this file, so that what refers to it cannot be judged."""
        return file in self._files

    def raise_any(self) -> None:
        """Raise PackError with all complaints, where there is one."""
        if self._unshown:
            raise PackError(*self._sentences, f"And {self._unshown} more like these.")
        if self._sentences:
            raise PackError(*self._sentences)
