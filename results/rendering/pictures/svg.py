"""The few shapes that pictures are made of, as text. Owns escaping, and how wide words are about.

Numbers are in the units of a picture, which is 960 wide. Refuses anything that a viewer of SVG files
without scripts and style sheets would not draw.
"""

from dataclasses import dataclass
from html import escape

WIDE, NARROW = "MWmw@%—", "iljtfrI1.,:;'’| ()"
Number = int | float
Attributes = dict[str, Number | str | None]
SMALL, NORMAL, LARGE = 15, 18, 24


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a theme that are no party's."""

    ground: str
    line: str
    edge: str
    text: str
    muted: str


# As static/desk/tokens.css has them.
LIGHT = Palette(ground="#f3f1ea", line="#d5cfc0", edge="#7b7668", text="#11151b", muted="#4f5763")
DARK = Palette(ground="#090d14", line="#2a3648", edge="#66758b", text="#f4f7fb", muted="#a9b6c8")
OF_THE_PAGE = Palette(
    ground="var(--ground)",
    line="var(--line)",
    edge="var(--edge)",
    text="var(--text)",
    muted="var(--muted)",
)
THEMES = {"light": LIGHT, "dark": DARK}


def element(name: str, *inside: str, **attributes: Number | str | None) -> str:
    """An element; what is inside is SVG already. Attributes that are None are left out, `_` becomes `-`."""
    told = "".join(
        f' {key.strip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{told}>{''.join(inside)}</{name}>" if inside else f"<{name}{told}/>"


def text(x: Number, y: Number, words: str, **attributes: Number | str | None) -> str:
    """Words with their foot at `y`; `text_anchor` says which part of them is at `x`."""
    return element("text", escape(words), x=x, y=y, **attributes)


def line(x1: Number, y1: Number, x2: Number, y2: Number, **attributes: Number | str | None) -> str:
    """A straight line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, **attributes)


def rect(x: Number, y: Number, width: Number, height: Number, **attributes: Number | str | None) -> str:
    """A rectangle."""
    return element("rect", x=x, y=y, width=width, height=height, **attributes)


def points(*places: tuple[Number, Number]) -> str:
    """Places as a polygon has them."""
    return " ".join(f"{_value(x)},{_value(y)}" for x, y in places)


def wide(words: str, size: Number) -> float:
    """About how wide words of a size are: a little more than they take."""
    return float(size) * sum(0.88 if sign in WIDE else 0.32 if sign in NARROW else 0.62 for sign in words)


def fitted(words: str, size: Number, room: Number) -> str:
    """As much of the words as there is room for."""
    if wide(words, size) <= room:
        return words
    kept = words
    while kept and wide(f"{kept}…", size) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def _value(value: Number | str) -> str:
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return escape(str(value))
