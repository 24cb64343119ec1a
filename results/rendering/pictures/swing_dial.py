"""The swing of a contest as a dial: a needle that leans towards the party that gained."""

from results.boards.contest_cards import ContestCard
from results.rendering import words
from results.rendering.dial import FULL_SWING, dial
from results.rendering.pictures.legend import chip
from results.rendering.pictures.sheet import WIDTH, Picture, Table
from results.rendering.pictures.svg import NORMAL, Palette, element, line, text

SCALE = 3.4
HIGH = 108 * SCALE


def swing_dial(card: ContestCard, palette: Palette) -> Picture | None:
    """The dial of a contest; None where there is no swing to tell."""
    swing = card.figures.swing if card.figures else None
    if swing is None:
        return None
    needle = dial(swing)
    left = (WIDTH - 200 * SCALE) / 2
    arcs = (
        element("path", d="M12 96A88 88 0 0 1 100 8", fill="none", stroke=needle.left, stroke_width=15),
        element("path", d="M100 8A88 88 0 0 1 188 96", fill="none", stroke=needle.right, stroke_width=15),
        line(100, 2, 100, 16, stroke=palette.ground, stroke_width=2),
        element("line", x1=100, y1=96, x2=needle.x, y2=needle.y, stroke=palette.text, stroke_width=4),
        element("circle", cx=100, cy=96, r=7, fill=palette.text),
    )
    said = words.swing(swing)
    body = (
        element("g", *arcs, transform=f"translate({left:.0f} 0) scale({SCALE})")
        + chip(left - 84, HIGH - 62, swing.loser, palette)
        + chip(left + 200 * SCALE + 12, HIGH - 62, swing.gainer, palette)
        + text(
            WIDTH / 2, HIGH + 44, said, font_size=34, font_weight=800, fill=palette.text, text_anchor="middle"
        )
        + text(
            WIDTH / 2,
            HIGH + 74,
            f"Upright: no swing. Flat: {FULL_SWING:.0f} points or more",
            font_size=NORMAL,
            fill=palette.muted,
            text_anchor="middle",
        )
    )
    return Picture(
        name="dial",
        title="swing",
        told=f"{said}. Mean of one share’s fall and the other’s rise, against {card.election.baseline}",
        height=HIGH + 84,
        body=body,
        table=Table(
            ("Swing", "From", "To", "Points"),
            ((said, swing.loser.abbr, swing.gainer.abbr, words.percent(swing.points)),),
        ),
    )
