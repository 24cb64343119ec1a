"""Two shares side by side: a ring where it was, a disc where it is, an arrow from one to the other.

Owns the drawing of rows and their scale. Says of shares that they moved, and of nobody who moved them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from results.boards.cards import PartyBadge
from results.rendering import words
from results.rendering.pictures.legend import chip
from results.rendering.pictures.sheet import WIDTH
from results.rendering.pictures.svg import (
    NORMAL,
    SMALL,
    Attributes,
    Palette,
    element,
    fitted,
    line,
    points,
    text,
)

ROW, HEAD = 44, 34
LABEL_AT = 84
# So much is kept free beside the track for the figure that follows it.
FIGURE = 72
ROOM_FOR_A_POINT = 44
NOT_PEOPLE = "Shares beside each other: they do not say who changed from whom"


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """A row: what stands after the badge, and the two shares in per cent; a share that is None is not drawn.

    `change` is ready to print. Shares of different people, or of nobody last time, are not `joined`.
    """

    party: PartyBadge
    label: str
    then_pct: Decimal | None
    now_pct: Decimal | None
    change: str
    joined: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """Where things stand in every row: the track of the shares, its scale, the ends of the figures."""

    track: float
    most: float
    room: int
    ends: tuple[float, float, float]
    palette: Palette

    def x(self, share: Decimal | None) -> float | None:
        """Where a share is on the track."""
        return None if share is None else self.track + self.length * float(share) / self.most

    @property
    def length(self) -> float:
        return self.ends[0] - FIGURE - self.track


def dumbbells(rows: Sequence[Dumbbell], palette: Palette, *, label: str, room: int) -> tuple[str, float]:
    """The rows under their heads, and how high they are; `room` is how wide the labels may be."""
    track = LABEL_AT + room
    shares = [float(share) for row in rows for share in (row.then_pct, row.now_pct) if share]
    ends = (WIDTH - 196.0, WIDTH - 98.0, float(WIDTH))
    frame = Frame(track, max(shares, default=1.0), room, ends, palette)
    drawn = [_row(HEAD + number * ROW, row, frame) for number, row in enumerate(rows)]
    return _heads(label, frame) + "".join(drawn), HEAD + ROW * len(rows)


def _heads(label: str, frame: Frame) -> str:
    said: Attributes = {"font_size": SMALL, "fill": frame.palette.muted}
    heads = zip(frame.ends, ("Then %", "Now %", "Change"), strict=True)
    return (
        text(LABEL_AT, 20, label, **said)
        + text(frame.track, 20, "Share of the vote: ring then, disc now", **said)
        + "".join(text(x, 20, head, text_anchor="end", **said) for x, head in heads)
    )


def _row(y: float, row: Dumbbell, frame: Frame) -> str:
    palette = frame.palette
    figures = (words.percent(row.then_pct), words.percent(row.now_pct), row.change)
    printed = (
        text(x, y + 28, figure, font_size=NORMAL, font_weight=600, fill=palette.text, text_anchor="end")
        for x, figure in zip(frame.ends, figures, strict=True)
    )
    label = fitted(row.label, NORMAL, frame.room - 12)
    end = frame.track + frame.length
    return "".join(
        (
            line(0, y, WIDTH, y, stroke=palette.line),
            chip(0, y + 8, row.party, palette),
            text(LABEL_AT, y + 28, label, font_size=NORMAL, fill=palette.text),
            line(frame.track, y + 22, end, y + 22, stroke=palette.line, stroke_width=2),
            _bell(y + 22, row, frame),
            *printed,
        )
    )


def _bell(y: float, row: Dumbbell, frame: Frame) -> str:
    then, now = frame.x(row.then_pct) if row.joined else None, frame.x(row.now_pct)
    palette, parts = frame.palette, []
    if then is not None and now is not None:
        parts.append(_arrow(then, now, y, row.party.colour, palette))
    if then is not None:
        ring: Attributes = {"fill": palette.ground, "stroke": palette.text, "stroke_width": 2.5}
        parts.append(element("circle", cx=then, cy=y, r=7, **ring))
    if now is not None:
        disc: Attributes = {"fill": row.party.colour, "stroke": palette.text, "stroke_width": 1.5}
        parts.append(element("circle", cx=now, cy=y, r=9, **disc))
    return "".join(parts)


def _arrow(then: float, now: float, y: float, colour: str, palette: Palette) -> str:
    """A bar from ring to disc with a point in its middle, where there is room for one."""
    under = line(then, y, now, y, stroke=palette.text, stroke_width=8)
    bar = under + line(then, y, now, y, stroke=colour, stroke_width=5)
    if abs(now - then) < ROOM_FOR_A_POINT:
        return bar
    way = 1 if now > then else -1
    middle = (then + now) / 2
    head = points((middle + 9 * way, y), (middle - 6 * way, y - 9), (middle - 6 * way, y + 9))
    return bar + element("polygon", points=head, fill=colour, stroke=palette.text, stroke_width=1.5)
