"""Lines that go up by one at each time: the plot itself, its axes, and a label at the end of each line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.timezone import localtime

from results.boards.cards import PartyBadge
from results.rendering.pictures.svg import SMALL, Palette, element, line, text

LEFT, RIGHT, HIGH = 44, 820, 300
TOP, BOTTOM = 12, 262
LABEL_EVERY = 26
MOST_TICKS = 8
EVERY = tuple(
    timedelta(seconds=seconds)
    for seconds in (1, 5, 10, 30, 60, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400)
)


@dataclass(frozen=True, slots=True)
class Line:
    """A party and the times at which it took a seat, in their order."""

    party: PartyBadge
    times: tuple[datetime, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """Lines between two times, up to `most` seats; `reached` is marked where it is given."""

    lines: tuple[Line, ...]
    start: datetime
    end: datetime
    most: int
    reached: datetime | None

    def x(self, at: datetime) -> float:
        """Where a time is."""
        whole = (self.end - self.start).total_seconds() or 1.0
        return LEFT + (RIGHT - LEFT) * (at - self.start).total_seconds() / whole

    def y(self, seats: float) -> float:
        """Where so many seats are."""
        return BOTTOM - (BOTTOM - TOP) * seats / self.most


def plot(drawn: Plot, palette: Palette) -> str:
    """The whole plot, 300 high."""
    parts = [_seat_axis(drawn, palette), _time_axis(drawn, palette)]
    parts += [_steps(drawn, own, palette) for own in reversed(drawn.lines)]
    if drawn.reached:
        parts.append(_reached(drawn, drawn.reached, palette))
    parts.append(_labels(drawn, palette))
    return "".join(parts)


def _steps(drawn: Plot, own: Line, palette: Palette) -> str:
    path = f"M{LEFT} {drawn.y(0):.1f}"
    for seats, at in enumerate(own.times, start=1):
        path += f"H{drawn.x(at):.1f}V{drawn.y(seats):.1f}"
    path += f"H{RIGHT}"
    under = element("path", d=path, fill="none", stroke=palette.edge, stroke_width=6)
    return under + element("path", d=path, fill="none", stroke=own.party.colour, stroke_width=4)


def _labels(drawn: Plot, palette: Palette) -> str:
    """At the end of each line its party and seats, moved apart where lines end at the same height."""
    parts, free = [], float(TOP)
    placed = sorted(drawn.lines, key=lambda own: -len(own.times))
    lowest = BOTTOM + 10 - LABEL_EVERY * len(placed)
    for number, own in enumerate(placed):
        y = max(min(drawn.y(len(own.times)) - 11, lowest + LABEL_EVERY * number), free)
        free = y + LABEL_EVERY
        parts.append(
            element(
                "rect",
                x=RIGHT + 8,
                y=y,
                width=54,
                height=22,
                rx=3,
                fill=own.party.colour,
                stroke=palette.edge,
            )
            + text(
                RIGHT + 35,
                y + 16,
                own.party.abbr,
                font_size=SMALL,
                font_weight=700,
                fill=own.party.ink,
                text_anchor="middle",
            )
            + text(RIGHT + 70, y + 17, str(len(own.times)), font_size=18, font_weight=700, fill=palette.text)
        )
    return "".join(parts)


def _seat_axis(drawn: Plot, palette: Palette) -> str:
    parts = []
    for seats in _rounds(drawn.most):
        y = drawn.y(seats)
        parts.append(line(LEFT, y, RIGHT, y, stroke=palette.line))
        parts.append(
            text(LEFT - 8, y + 5, str(seats), font_size=SMALL, fill=palette.muted, text_anchor="end")
        )
    return "".join(parts)


def _rounds(most: int) -> Sequence[int]:
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500) if most / step <= 5)
    return range(0, most + 1, step)


def _time_axis(drawn: Plot, palette: Palette) -> str:
    length = drawn.end - drawn.start
    every = next((step for step in EVERY if length / step <= MOST_TICKS), EVERY[-1])
    form = "%H:%M:%S" if every < timedelta(minutes=1) else "%H:%M"
    midnight = localtime(drawn.start).replace(hour=0, minute=0, second=0, microsecond=0)
    at, parts = midnight + every * -(-(drawn.start - midnight) // every), []
    while at <= drawn.end:
        x = drawn.x(at)
        parts.append(line(x, BOTTOM, x, BOTTOM + 6, stroke=palette.edge))
        words = f"{localtime(at):{form}}"
        parts.append(text(x, BOTTOM + 24, words, font_size=SMALL, fill=palette.muted, text_anchor="middle"))
        at += every
    return "".join(parts)


def _reached(drawn: Plot, at: datetime, palette: Palette) -> str:
    x = drawn.x(at)
    left = x > (LEFT + RIGHT) / 2
    words = f"as many declared as tonight, {localtime(at):%H:%M}"
    return line(x, TOP - 16, x, BOTTOM, stroke=palette.text, stroke_width=1.5, stroke_dasharray="5 5") + text(
        x - 8 if left else x + 8,
        TOP - 6,
        words,
        font_size=SMALL,
        font_weight=600,
        fill=palette.text,
        # Lines pass behind the words.
        stroke=palette.ground,
        stroke_width=6,
        stroke_linejoin="round",
        paint_order="stroke",
        text_anchor="end" if left else "start",
    )
