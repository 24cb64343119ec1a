"""The hex map: where each seat's hex is, and how it is drawn; seats without a hex in ordered rows beneath.

Owns the geometry. What a hex says and which colour it has is the business of the map's own module.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

from results.boards.pictures import SeatPicture
from results.rendering.pictures.colours import Filled
from results.rendering.pictures.sheet import WIDTH
from results.rendering.pictures.svg import Attributes, Palette, element, fitted, points, rect, text

LARGEST = 76.0
IN_A_ROW, CHIP_HIGH = 4, 44
LONG = 4


@dataclass(frozen=True, slots=True)
class Look:
    """How a seat looks. Without `filled` it is an outline.

    `letters` stand in it, with `under` beneath them; `corner` is the colour of a gain's corner; `pattern`
    the id of a hatching over it; `struck` crosses the letters out.
    """

    letters: str
    filled: Filled | None = None
    under: str = ""
    corner: str = ""
    pattern: str = ""
    struck: bool = False


LookOf = Callable[[SeatPicture], Look]


def hex_map(seats: Sequence[SeatPicture], look_of: LookOf, palette: Palette) -> tuple[str, float]:
    """The whole map, and how high it is."""
    placed = [seat for seat in seats if seat.q is not None and seat.r is not None]
    rest = [seat for seat in seats if seat.q is None or seat.r is None]
    drawn, high = _grid(placed, look_of, palette) if placed else ("", 0.0)
    beneath = [_chip(number, high + 16, seat, look_of(seat), palette) for number, seat in enumerate(rest)]
    rows = -(-len(rest) // IN_A_ROW)
    return drawn + "".join(beneath), high + (16 + rows * CHIP_HIGH if rest else 0)


def _grid(placed: Sequence[SeatPicture], look_of: LookOf, palette: Palette) -> tuple[str, float]:
    halves = [2 * (seat.q or 0) + (seat.r or 0) for seat in placed]
    rows = [seat.r or 0 for seat in placed]
    left, top = min(halves), max(rows)
    across = (max(halves) - left + 2) / 2
    wide = min(LARGEST, WIDTH / across)
    side = wide / sqrt(3)
    start = (WIDTH - wide * across) / 2
    drawn = [
        _hex(
            start + wide * (half - left + 1) / 2,
            side + 1.5 * side * (top - row),
            wide,
            look_of(seat),
            palette,
        )
        for seat, half, row in zip(placed, halves, rows, strict=True)
    ]
    return "".join(drawn), side * (1.5 * (top - min(rows)) + 2)


def _hex(x: float, y: float, wide: float, look: Look, palette: Palette) -> str:
    half, side = wide / 2 - 1.5, wide / sqrt(3) - 1.7
    corners = (
        (0, -side),
        (half, -side / 2),
        (half, side / 2),
        (0, side),
        (-half, side / 2),
        (-half, -side / 2),
    )
    shape = points(*corners)
    parts = [_ground(shape, look, palette)]
    if look.pattern:
        parts.append(element("polygon", points=shape, fill=f"url(#{look.pattern})"))
    if look.corner:
        # The lower right of the hex, cut off by a line that is seen on either colour.
        cut = points((half, 0), (half, side / 2), (0, side))
        parts.append(element("polygon", points=cut, fill=look.corner, stroke=palette.ground, stroke_width=2))
    parts.append(_words(wide, look, palette))
    return element("g", *parts, transform=f"translate({x:.1f} {y:.1f})")


def _ground(shape: str, look: Look, palette: Palette) -> str:
    if look.filled is None:
        return element("polygon", points=shape, fill="none", stroke=palette.edge, stroke_width=1.5)
    return element("polygon", points=shape, fill=look.filled.fill, stroke=palette.edge, stroke_width=1)


def _words(wide: float, look: Look, palette: Palette) -> str:
    ink = look.filled.ink if look.filled else palette.muted
    size = wide * (0.27 if len(look.letters) <= LONG else 0.19)
    lift = wide * 0.06 if look.under else 0
    struck = "line-through" if look.struck else None
    letters = fitted(look.letters, size, wide - 4)
    weight = 700 if look.filled else 500
    drawn = text(
        0,
        size * 0.35 - lift * 1.6,
        letters,
        font_size=size,
        font_weight=weight,
        fill=ink,
        text_decoration=struck,
    )
    if look.under:
        drawn += text(0, wide * 0.27, look.under, font_size=wide * 0.23, font_weight=500, fill=ink)
    return element("g", drawn, text_anchor="middle")


def _chip(number: int, top: float, seat: SeatPicture, look: Look, palette: Palette) -> str:
    column, row = number % IN_A_ROW, number // IN_A_ROW
    x, y = column * WIDTH / IN_A_ROW, top + row * CHIP_HIGH
    box: Attributes = {"x": 0, "y": 0, "width": 68, "height": 36, "rx": 3}
    stroke: Attributes = {"stroke": palette.edge, "stroke_width": 1.5}
    ink = look.filled.ink if look.filled else palette.muted
    said = " ".join(part for part in (look.letters, look.under) if part)
    parts = [
        element("rect", **box, **stroke, fill=look.filled.fill if look.filled else "none"),
        element("rect", **box, fill=f"url(#{look.pattern})") if look.pattern else "",
        rect(60, 0, 8, 36, fill=look.corner, stroke=palette.ground) if look.corner else "",
        text(34, 23, fitted(said, 15, 64), font_size=15, font_weight=700, fill=ink, text_anchor="middle"),
        text(78, 23, fitted(seat.tile.name, 17, 156), font_size=17, fill=palette.text),
    ]
    return element("g", *parts, transform=f"translate({x:.0f} {y:.0f})")
