"""Each candidate's share beside that of the same side last time: a contest's shares, side by side."""

from results.boards.contest_cards import ContestCard
from results.boards.pictures import ShareThenAndNow, shares_then_and_now
from results.rendering import words
from results.rendering.pictures.dumbbells import NOT_PEOPLE, Dumbbell, dumbbells
from results.rendering.pictures.sheet import Picture, Table
from results.rendering.pictures.svg import NORMAL, Palette, text

HEAD = ("Candidate", "Party", "Share then %", "Share now %", "Change")
NEW = "new"


def changes(card: ContestCard, palette: Palette) -> Picture | None:
    """The shares of a contest then and now; None while there are no figures, or none compares."""
    rows = shares_then_and_now(card)
    if not any(row.then_pct is not None for row in rows):
        return None
    bells = [
        Dumbbell(row.party, row.name, row.then_pct, row.now_pct, change_of(row), row.then_pct is not None)
        for row in rows
    ]
    body, high = dumbbells(bells, palette, label="Candidate", room=250)
    told = f"{NOT_PEOPLE}. Against {card.election.baseline}"
    return Picture(
        name="changes",
        title="shares then and now",
        told=told,
        height=high + 36,
        body=body + text(0, high + 26, f"{told}.", font_size=NORMAL, fill=palette.muted),
        table=Table(HEAD, tuple(_cells(row) for row in rows)),
    )


def change_of(row: ShareThenAndNow) -> str:
    """Its change as it is printed."""
    return NEW if row.is_new else words.points(row.change_pts)


def _cells(row: ShareThenAndNow) -> tuple[str, ...]:
    return (row.name, row.party.abbr, words.percent(row.then_pct), words.percent(row.now_pct), change_of(row))
