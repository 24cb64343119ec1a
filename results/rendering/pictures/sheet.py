"""What every picture has around it: its name for those who do not see it, its heading, its marks.

Owns the heading and the foot of a picture that stands alone. A picture in a page has neither: the page says
which election it is of and how far it is. Refuses to leave a rehearsal unmarked, either way.
"""

from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from results.boards.cards import ElectionHead
from results.rendering import ids
from results.rendering.pictures.svg import NORMAL, SMALL, Attributes, Palette, element, fitted, rect, text

WIDTH = 960
MARGIN = 32
HEAD, FOOT = 104, 48
FAMILY = "Inter, 'Inter stand-in', 'Helvetica Neue', Arial, sans-serif"
NOT_REAL = "REHEARSAL"
MARK_EVERY = 190


@dataclass(frozen=True, slots=True)
class Table:
    """A picture's figures in words: a head, and a row a line; the first cell of a row names it."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture without its surroundings, 960 wide.

    `title` names it and `told` says in a sentence what it shows; `table` has every figure in it.
    """

    name: str
    title: str
    told: str
    height: float
    body: str
    table: Table


@dataclass(frozen=True, slots=True)
class Heading:
    """What a picture that stands alone says of itself: of which place, and how far that is."""

    election: ElectionHead
    place: str
    far: str


def in_page(picture: Picture, *, rehearsal: bool) -> SafeString:
    """The picture as part of a page."""
    marks = _watermark(picture.height) if rehearsal else ""
    return _svg(picture, picture.body + marks, width=WIDTH, height=picture.height, frame={})


def alone(picture: Picture, heading: Heading, palette: Palette) -> SafeString:
    """The picture as a file: with a heading, a ground, and the number and time it is of."""
    width, height = WIDTH + 2 * MARGIN, picture.height + HEAD + FOOT
    inside = (
        rect(0, 0, width, height, fill=palette.ground),
        _head(picture, heading, palette),
        element("g", picture.body, transform=f"translate({MARGIN} {HEAD})"),
        _foot(heading, palette, height),
        _watermark(height) if heading.election.rehearsal else "",
    )
    frame: Attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "width": str(width),
        "height": f"{height:.0f}",
    }
    return _svg(picture, "".join(inside), width=width, height=height, frame=frame)


def _head(picture: Picture, heading: Heading, palette: Palette) -> str:
    title = fitted(f"{heading.place}: {picture.title}", 32, WIDTH)
    far = f"{heading.far}. {heading.election.name}"
    return text(MARGIN, 50, title, font_size=32, font_weight=800, fill=palette.text) + text(
        MARGIN, 80, fitted(far, NORMAL, WIDTH), font_size=NORMAL, fill=palette.muted
    )


def _foot(heading: Heading, palette: Palette, height: float) -> str:
    election = heading.election
    at = f"As at {localtime(election.as_at):%H:%M:%S on %-d %B %Y}" if election.as_at else "Nothing told yet"
    told = f"{at}, number {election.seq}. Changes v {election.baseline}"
    rehearsal = ". Rehearsal: these are not real results" if election.rehearsal else ""
    words = fitted(told + rehearsal, SMALL, WIDTH)
    return text(MARGIN, height - 18, words, font_size=SMALL, fill=palette.muted)


def _watermark(height: float) -> str:
    # Legible on any colour beneath, and through which everything stays legible.
    marks = [
        text(WIDTH / 2, y, NOT_REAL, transform=f"rotate(-14 {WIDTH // 2} {y})", text_anchor="middle")
        for y in range(120, max(int(height), 121), MARK_EVERY)
    ]
    style: Attributes = {"font_size": 92, "font_weight": 800, "letter_spacing": 16, "fill": "#6d35c9"}
    return element("g", *marks, **style, fill_opacity="0.22", aria_hidden="true")


def _svg(picture: Picture, inside: str, *, width: float, height: float, frame: Attributes) -> SafeString:
    title, told = ids.picture_part(picture.name, "title"), ids.picture_part(picture.name, "told")
    whole = element(
        "svg",
        element("title", escape(picture.title), id=title),
        element("desc", escape(picture.told), id=told),
        inside,
        **frame,
        viewBox=f"0 0 {width} {height:.0f}",
        role="img",
        aria_labelledby=f"{title} {told}",
        font_family=FAMILY,
        style="font-variant-numeric:tabular-nums",
    )
    # Every word in it was escaped where it was put in.
    return mark_safe(whole)  # noqa: S308  # nosec B308 B703
