"""Reading pack.toml: what the election is called, when its polls close, whom it credits.

Owns finding a key's line again, which TOML readers do not tell. Refuses unknown keys by name.
"""

import re
import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

from results.packs.complaints import Complaints, Place
from results.packs.rows import Head
from results.packs.tables import NO_LETTER, columns_of, read_cell

FILE = "pack.toml"


def read_head(path: Path, complaints: Complaints) -> Head | None:
    """The head of a pack; None, with complaints, where it cannot be read."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        found = tomllib.loads(text)
    except UnicodeDecodeError:
        complaints.add(Place(FILE), "the file is not UTF-8")
        return None
    except (ValueError, RecursionError) as error:
        # TOML's own complaint, or Python's about a number without end and lists in lists.
        complaints.add(Place(FILE), f"the file cannot be read as TOML ({error})")
        return None
    return _head(found, text, complaints)


def _head(found: dict[str, object], text: str, complaints: Complaints) -> Head | None:
    values = _texts(found, text, complaints)
    values["credits"] = _credits(found.pop("credits", []), _place(text, "credits"), complaints)
    values["rehearsal"] = _switch(found.pop("rehearsal", False), _place(text, "rehearsal"), complaints)
    for key in sorted(found.keys() - columns_of(Head).keys()):
        complaints.add(_place(text, key), f"{key!r} is not known")
    if complaints.about(FILE):
        return None
    return Head(at=Place(FILE), **values)


def _texts(found: dict[str, object], text: str, complaints: Complaints) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, column in columns_of(Head).items():
        if name not in found:
            complaints.add(Place(FILE), f"{name!r} is missing")
        elif isinstance(value := found[name], str):
            read_cell(column, value.strip(), values, _place(text, name), complaints)
        elif isinstance(value, datetime | date):
            # TOML has dates and times of its own; both spellings mean the same.
            read_cell(column, value.isoformat(), values, _place(text, name), complaints)
        else:
            complaints.add(_place(text, name), f"{name} must be a text in quotation marks")
    return values


def _credits(value: object, place: Place, complaints: Complaints) -> tuple[str, ...]:
    if not (isinstance(value, list) and all(isinstance(line, str) for line in value)):
        complaints.add(place, "credits must be a list of texts")
        return ()
    if any("\x00" in line for line in value):
        complaints.add(place, f"credits {NO_LETTER}")
    return tuple(value)


def _switch(value: object, place: Place, complaints: Complaints) -> bool:
    if isinstance(value, bool):
        return value
    complaints.add(place, "rehearsal must be true or false")
    return False


def _place(text: str, key: str) -> Place:
    for number, line in enumerate(text.splitlines(), start=1):
        if re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line):
            return Place(FILE, number)
    return Place(FILE)
