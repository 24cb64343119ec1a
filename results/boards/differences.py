"""What differs between two values of one graphic, in words: majority 4,426 → 4,246.

Owns the words. Numbers are told by the texts that stand beside them; colours, places on a map and what
is not drawn are not told. A row is known by its name, its party or its own id, wherever it stands.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

NAMES = {"phrase": "outcome", "margin": "majority", "pages": "", "rows": "", "hexes": "", "items": ""}
UNTOLD = frozenset(
    {"graphic", "election", "seq", "revision", "told", "as_at", "majority_txt", "kind", "colour", "ink", "id"}
)
PREFIXES = ("majority ", "Turnout ")
NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changed; what was not there, or is no more, is an empty string."""

    name: str
    before: str
    after: str

    @property
    def words(self) -> str:
        """majority 4,426 → 4,246"""
        return f"{self.name} {self.before or NOTHING} → {self.after or NOTHING}"


def differences(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[Difference, ...]:
    """Every difference, in the order in which the values stand; equal values have none."""
    old, new = _told(before), _told(after)
    names = [*old, *(name for name in new if name not in old)]
    return tuple(
        Difference(name, old.get(name, ""), new.get(name, ""))
        for name in names
        if old.get(name, "") != new.get(name, "")
    )


def _told(values: Mapping[str, object]) -> dict[str, str]:
    lines: dict[str, str] = {}
    for name, text in _lines("", values):
        lines[name] = text
    return lines


def _lines(about: str, values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for key, value in values.items():
        if key not in UNTOLD:
            yield from _line(_joined(about, _name(key)), value)


def _line(name: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, bool):
        yield name, "yes" if value else ""
    elif isinstance(value, str):
        yield name, _bare(value)
    elif isinstance(value, Mapping):
        yield from [(name, str(value["abbr"]))] if _is_party(value) else _lines(name, value)
    elif isinstance(value, list):
        yield from _rows(name, value)


def _rows(name: str, rows: list[Mapping[str, object]]) -> Iterator[tuple[str, str]]:
    seen: dict[str, int] = {}
    for row in rows:
        called = _called(row)
        seen[called] = seen.get(called, 0) + 1
        # Two of one name are told apart by their order.
        own = called if seen[called] == 1 else f"{called} ({seen[called]})"
        yield from _lines(_joined(name, own), _without_name(row))


def _called(row: Mapping[str, object]) -> str:
    party = row.get("party")
    named = row.get("name") or row.get("head")
    return str(named or (party["abbr"] if isinstance(party, Mapping) else ""))


def _without_name(row: Mapping[str, object]) -> Mapping[str, object]:
    named = "name" if row.get("name") else "head" if row.get("head") else "party"
    return {key: value for key, value in row.items() if key != named}


def _is_party(value: Mapping[str, object]) -> bool:
    return "abbr" in value and "colour" in value and "name" in value


def _name(key: str) -> str:
    return NAMES.get(key, key.removesuffix("_txt").replace("_", " "))


def _joined(about: str, name: str) -> str:
    return f"{about} {name}".strip()


def _bare(text: str) -> str:
    for prefix in PREFIXES:
        text = text.removeprefix(prefix)
    return text
