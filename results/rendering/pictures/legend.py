"""The keys of pictures and the parties' badges in them: a colour with what it stands for beside it."""

from collections.abc import Sequence

from results.boards.cards import PartyBadge
from results.rendering.pictures.sheet import WIDTH
from results.rendering.pictures.svg import NORMAL, Palette, element, fitted, rect, text, wide

SWATCH, GAP, ROW = 22, 26, 32
# A swatch as it is drawn at the top left of nowhere, and what it stands for.
Key = tuple[str, str]


def keys(entries: Sequence[Key], palette: Palette) -> tuple[str, float]:
    """The entries in rows, and how high they are together."""
    x, y, drawn = 0.0, 0.0, []
    for swatch, words in entries:
        room = SWATCH + 8 + wide(words, NORMAL) + GAP
        if x and x + room > WIDTH + GAP:
            x, y = 0.0, y + ROW
        label = text(SWATCH + 8, 17, words, font_size=NORMAL, fill=palette.muted)
        drawn.append(element("g", swatch, label, transform=f"translate({x:.0f} {y:.0f})"))
        x += room
    return "".join(drawn), y + ROW


def swatch(fill: str, palette: Palette, **more: str | int | float | None) -> str:
    """A square of a colour."""
    return rect(0, 1, SWATCH - 2, SWATCH - 2, fill=fill, stroke=palette.edge, rx=2, **more)


def chip(x: float, y: float, party: PartyBadge, palette: Palette, *, width: int = 72) -> str:
    """A party's abbreviation on its colour, 28 high."""
    return rect(x, y, width, 28, fill=party.colour, stroke=palette.edge, rx=3) + text(
        x + width / 2,
        y + 20,
        fitted(party.abbr, NORMAL, width - 4),
        font_size=NORMAL,
        font_weight=700,
        fill=party.ink,
        text_anchor="middle",
    )
