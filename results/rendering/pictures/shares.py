"""The shares of a contest as bars, with a mark where each was last time, and the change beside it."""

from results.boards.contest_cards import ContestCard
from results.boards.pictures import ShareThenAndNow, shares_then_and_now
from results.rendering import words
from results.rendering.pictures.changes import change_of
from results.rendering.pictures.legend import chip
from results.rendering.pictures.sheet import WIDTH, Picture, Table
from results.rendering.pictures.svg import NORMAL, SMALL, Palette, fitted, line, rect, text

HEAD = ("Candidate", "Party", "Votes", "Share %", "Change")
ROW, TOP = 58, 30
BAR_AT, BAR_MOST = 84, 560
ENDS = (752, 854, WIDTH)


def shares(card: ContestCard, palette: Palette) -> Picture | None:
    """The shares of a contest; None while there are no figures."""
    rows = shares_then_and_now(card)
    if not rows:
        return None
    most = max(float(share) for row in rows for share in (row.now_pct, row.then_pct or 0)) or 1.0
    heads = "".join(
        text(x, 18, head, font_size=SMALL, fill=palette.muted, text_anchor="end")
        for x, head in zip(ENDS, HEAD[2:], strict=True)
    )
    mark = text(BAR_AT, 18, "Upright mark: share last time", font_size=SMALL, fill=palette.muted)
    drawn = [_row(TOP + number * ROW, row, most, palette) for number, row in enumerate(rows)]
    return Picture(
        name="shares",
        title="shares of the vote",
        told=f"{len(rows)} candidates, by share of valid votes. Changes v {card.election.baseline}",
        height=TOP + ROW * len(rows),
        body=heads + mark + "".join(drawn),
        table=Table(HEAD, tuple(_cells(row) for row in rows)),
    )


def _row(y: float, row: ShareThenAndNow, most: float, palette: Palette) -> str:
    reach = BAR_MOST * float(row.now_pct) / most
    name = f"{row.name}, elected" if row.elected else row.name
    _, _, *figures = _cells(row)
    weight = 800 if row.elected else 500
    printed = (
        text(x, y + 36, words_, font_size=NORMAL, font_weight=weight, fill=palette.text, text_anchor="end")
        for x, words_ in zip(ENDS, figures, strict=True)
    )
    return "".join(
        (
            line(0, y, WIDTH, y, stroke=palette.line),
            chip(0, y + 15, row.party, palette),
            text(
                BAR_AT,
                y + 22,
                fitted(name, NORMAL, BAR_MOST),
                font_size=NORMAL,
                font_weight=weight,
                fill=palette.text,
            ),
            rect(BAR_AT, y + 31, max(reach, 1.5), 16, fill=row.party.colour, stroke=palette.edge),
            _mark(y + 26, row, most, palette),
            *printed,
        )
    )


def _mark(y: float, row: ShareThenAndNow, most: float, palette: Palette) -> str:
    if row.then_pct is None:
        return ""
    x = BAR_AT + BAR_MOST * float(row.then_pct) / most
    # Seen on the bar and beside it.
    edge = line(x, y, x, y + 26, stroke=palette.ground, stroke_width=7)
    return edge + line(x, y, x, y + 26, stroke=palette.text, stroke_width=3)


def _cells(row: ShareThenAndNow) -> tuple[str, ...]:
    return (row.name, row.party.abbr, words.number(row.votes), words.percent(row.now_pct), change_of(row))
