"""Reading one cell: from text to a value, or a plain word of why not.

Owns the spelling of numbers, flags, colours, codes and times in a pack, and which years there are: the
arithmetic of clocks ends soon after the first of all and before the last. Refuses what it would have to
guess: "12,345", "yes" and a time of closing polls without its offset are complaints, not values.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TypeVar

from django.utils import timezone

D = TypeVar("D", bound=date)
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
WHOLE = re.compile(r"-?[0-9]{1,12}")
SLUG = re.compile(r"[-a-zA-Z0-9_]+")
LARGEST = 2_147_483_647
LARGEST_SMALL = 32_767
# The first Reform Act; and as far as anybody will plan an election.
FIRST_YEAR, LAST_YEAR = 1832, 2100
# Clocks on the Line Islands are fourteen hours ahead, and nobody's are further off.
FURTHEST = timedelta(hours=14)


class UnreadableError(ValueError):
    """A cell that is not what its column holds; the text goes on after the column's name."""


def text(longest: int) -> Callable[[str], str]:
    """A text of at most `longest` characters."""

    def read(cell: str) -> str:
        if len(cell) > longest:
            raise UnreadableError(f"is {len(cell)} characters long, and {longest} is the most")
        return cell

    return read


def code(longest: int) -> Callable[[str], str]:
    """A code: a text that can stand in a list of codes and in an address."""
    fits = text(longest)

    def read(cell: str) -> str:
        if ";" in cell or "/" in cell:
            raise UnreadableError(f"{cell!r} has a ; or / in it, which a code may not")
        return fits(cell)

    return read


def codes(cell: str) -> tuple[str, ...]:
    """Codes with ; between, each once, in the order given."""
    listed = tuple(part.strip() for part in cell.split(";"))
    if not all(listed):
        raise UnreadableError(f"{cell!r} has an empty code in it")
    if len(set(listed)) < len(listed):
        raise UnreadableError(f"{cell!r} names a code twice")
    return listed


def slug(cell: str) -> str:
    """A name that can stand in an address."""
    if not SLUG.fullmatch(cell):
        raise UnreadableError(f"{cell!r} may only have letters, digits, - and _")
    return text(80)(cell)


def whole(*, least: int = 0, most: int = LARGEST) -> Callable[[str], int]:
    """A whole number from `least` to `most`, in digits alone."""

    def read(cell: str) -> int:
        if not WHOLE.fullmatch(cell) or not least <= int(cell) <= most:
            raise UnreadableError(f"{cell!r} is not a whole number from {least} to {most}")
        return int(cell)

    return read


def flag(cell: str) -> bool:
    """1 for yes; 0 (or an empty cell) for no."""
    if cell not in {"0", "1"}:
        raise UnreadableError(f"{cell!r} is not 1 (yes), 0 or empty (no)")
    return cell == "1"


def colour(cell: str) -> str:
    """A colour as #rrggbb."""
    if not COLOUR.fullmatch(cell):
        raise UnreadableError(f"{cell!r} is not a colour as #rrggbb")
    return cell


def one_of(*choices: str) -> Callable[[str], str]:
    """One of a few fixed words."""

    def read(cell: str) -> str:
        if cell not in choices:
            raise UnreadableError(f"{cell!r} is none of {', '.join(choices)}")
        return cell

    return read


def day(cell: str) -> date:
    """A date as 2024-07-04."""
    try:
        read = date.fromisoformat(cell)
    except ValueError:
        raise UnreadableError(f"{cell!r} is not a date like 2024-07-04") from None
    return _in_reach(read, cell)


def moment(cell: str) -> datetime:
    """A time in ISO form, aware. One without an offset is on the newsroom's clock."""
    try:
        read = datetime.fromisoformat(cell)
    except ValueError:
        raise UnreadableError(f"{cell!r} is not a time like 2024-07-05T03:12:00+01:00") from None
    _in_reach(read, cell)
    if abs(read.utcoffset() or timedelta()) > FURTHEST:
        raise UnreadableError(f"{cell!r} has an offset of more than 14 hours, which no place has")
    return read if read.tzinfo else timezone.make_aware(read)


def moment_with_offset(cell: str) -> datetime:
    """A time in ISO form that says its offset itself."""
    read = moment(cell)
    if datetime.fromisoformat(cell).tzinfo is None:
        raise UnreadableError(f"{cell!r} has no offset, like the +01:00 of 2024-07-04T22:00:00+01:00")
    return read


def _in_reach(read: D, cell: str) -> D:
    if not FIRST_YEAR <= read.year <= LAST_YEAR:
        raise UnreadableError(f"{cell!r} is not of a year from {FIRST_YEAR} to {LAST_YEAR}")
    return read
