"""Reading settings from the environment, strictly.

Owns the readers and the register of every variable that was asked for, with its default and its
meaning, from which README's table is checked. Refuses values it cannot read: a misspelt switch is
an error with the variable's name, never a silent False.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.core.exceptions import ImproperlyConfigured

T = TypeVar("T")
TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off"})


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable the desk reads."""

    name: str
    default: str
    meaning: str


class Environment:
    """Reads variables from a mapping and remembers which were asked for."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values
        self.variables: list[Variable] = []

    def text(self, name: str, *, default: str, meaning: str, shown: str | None = None) -> str:
        """A string; surrounding blanks are dropped."""
        return self._read(name, default, meaning, str.strip, "a text", shown)

    def switch(self, name: str, *, default: bool, meaning: str, shown: str | None = None) -> bool:
        """On or off; anything but a clear word is refused."""
        return self._read(name, default, meaning, _switch, "on or off", shown or ("on" if default else "off"))

    def number(self, name: str, *, default: int, meaning: str, least: int = 0) -> int:
        """A whole number, at least `least`."""

        def read(value: str) -> int:
            number = int(value)
            if number < least:
                raise ValueError
            return number

        return self._read(name, default, meaning, read, f"a whole number, {least} or more", str(default))

    def names(self, name: str, *, default: tuple[str, ...], meaning: str) -> list[str]:
        """A list with commas between; empty items are refused."""
        return self._read(name, list(default), meaning, _names, "names with commas between", ", ".join(default))

    def _read(
        self, name: str, default: T, meaning: str, read: Callable[[str], T], form: str, shown: str | None
    ) -> T:
        self.variables.append(Variable(name, str(default) if shown is None else shown, meaning))
        value = self._values.get(name)
        if value is None or not value.strip():
            return default
        try:
            return read(value)
        except ValueError:
            raise ImproperlyConfigured(f"{name} must be {form}; it is {value!r}.") from None


def _switch(value: str) -> bool:
    word = value.strip().lower()
    if word in TRUE or word in FALSE:
        return word in TRUE
    raise ValueError


def _names(value: str) -> list[str]:
    names = [name.strip() for name in value.split(",")]
    if not all(names):
        raise ValueError
    return names
