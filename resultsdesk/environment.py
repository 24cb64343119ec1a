"""Reading settings from the environment, strictly.

Owns the readers and the register of every variable that was asked for, with its default and its
meaning, from which README's table is checked. Refuses values it cannot read: a misspelt switch is
an error with the variable's name, never a silent False.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

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
        return self._read(name, default, str.strip, form="a text", meaning=meaning, shown=shown)

    def switch(self, name: str, *, default: bool, meaning: str, shown: str | None = None) -> bool:
        """On or off; anything but a clear word is refused."""
        shown = shown or ("on" if default else "off")
        return self._read(name, default, _switch, form="on or off", meaning=meaning, shown=shown)

    def number(
        self, name: str, *, default: int, meaning: str, least: int = 0, shown: str | None = None
    ) -> int:
        """A whole number, at least `least`."""

        def read(value: str) -> int:
            number = int(value)
            if number < least:
                raise ValueError
            return number

        form = f"a whole number, {least} or more"
        return self._read(name, default, read, form=form, meaning=meaning, shown=shown)

    def choice(self, name: str, *, default: str, choices: tuple[str, ...], meaning: str) -> str:
        """One of `choices`, in capitals or not; anything else is refused."""

        def read(value: str) -> str:
            if value.strip().upper() not in choices:
                raise ValueError
            return value.strip().upper()

        return self._read(name, default, read, form=f"one of {', '.join(choices)}", meaning=meaning)

    def names(self, name: str, *, default: tuple[str, ...], meaning: str) -> list[str]:
        """A list with commas between; empty items are refused."""
        form, shown = "names with commas between", ", ".join(default)
        return self._read(name, list(default), _names, form=form, meaning=meaning, shown=shown)

    def origins(self, name: str, *, default: list[str], meaning: str, shown: str) -> list[str]:
        """Whole origins (https://desk.example) with commas between; paths and wildcards are refused."""
        form = "origins such as https://desk.example with commas between"
        return self._read(name, default, _origins, form=form, meaning=meaning, shown=shown)

    def _read(
        self,
        name: str,
        default: T,
        read: Callable[[str], T],
        *,
        form: str,
        meaning: str,
        shown: str | None = None,
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


def _origins(value: str) -> list[str]:
    origins = _names(value)
    if not all(_is_origin(origin) for origin in origins):
        raise ValueError
    return origins


def _is_origin(text: str) -> bool:
    parts = urlsplit(text)
    # Reading the port raises ValueError where it is no number, which refuses the list as a whole.
    whole = f"{parts.scheme}://{parts.netloc}" == text and parts.port != 0
    named = bool(parts.hostname) and not {"*", "@"} & set(text)
    return whole and named and parts.scheme in {"http", "https"}
