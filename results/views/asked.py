"""What an operator pressed, as it came in."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User

from results.models import Output


@dataclass(frozen=True, slots=True)
class Asked:
    """`words` are those of the button, `typed` what stands in fields. `by` pressed it."""

    output: Output
    by: User
    words: tuple[str, ...]
    typed: dict[str, str]

    def word(self, place: int) -> str:
        """One word; empty where there is none."""
        return self.words[place] if place < len(self.words) else ""

    def number(self, place: int) -> int:
        """A word as a row's number. Raises ValueError."""
        return int(self.word(place))

    def field(self, name: str) -> str:
        """What was typed in a field."""
        return self.typed.get(name, "").strip()


def refuse_unreadable(given: Iterable[str]) -> None:
    """Raise ValueError where one of these can be neither looked up nor kept: PostgreSQL takes no NUL."""
    if any("\x00" in text for text in given):
        raise ValueError("A NUL is no text.")
