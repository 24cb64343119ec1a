"""Tonight so far beside the same seats last time: seats and shares of every party, like with like."""

from results.boards.compare import ComparedRow, Comparison
from results.boards.pictures import RegionPictures
from results.rendering import words
from results.rendering.pictures.dumbbells import NOT_PEOPLE, Dumbbell, dumbbells
from results.rendering.pictures.sheet import Picture, Table
from results.rendering.pictures.svg import NORMAL, Palette, element, text

SHOWN = 9
HEAD = (
    "Party",
    "Seats then",
    "Seats now",
    "Votes then",
    "Votes now",
    "Share then %",
    "Share now %",
    "Change",
)


def compare(pictures: RegionPictures, palette: Palette) -> Picture:
    """The comparison of a region."""
    compared = pictures.compared
    drawn = compared.rows[:SHOWN]
    bells = [_bell(row) for row in drawn]
    body, high = dumbbells(bells, palette, label="Seats then and now", room=150)
    said = _beneath(compared)
    beneath = [
        text(0, 28 + 26 * number, words_, font_size=NORMAL, fill=palette.muted)
        for number, words_ in enumerate(said)
    ]
    return Picture(
        name="compare",
        title="tonight beside the same seats last time",
        told=f"{_seats_words(compared)}. {NOT_PEOPLE}",
        height=high + 12 + 26 * len(said),
        body=body + element("g", *beneath, transform=f"translate(0 {high})"),
        table=Table(HEAD, tuple(_cells(row) for row in compared.rows)),
    )


def _seats_words(compared: Comparison) -> str:
    told = f"Of {compared.total} seats, the {compared.seats} declared tonight: now, and the same last time"
    if not compared.seats:
        return f"None of {compared.total} seats can be compared yet"
    if compared.counted != compared.seats:
        return f"{told}; votes of the {compared.counted} with figures on both sides"
    return told


def _beneath(compared: Comparison) -> list[str]:
    folded = len(compared.rows) - SHOWN
    more = [f"{folded} smaller parties are in the table."] if folded > 0 else []
    return [f"{_seats_words(compared)}.", f"{NOT_PEOPLE}.", *more]


def _bell(row: ComparedRow) -> Dumbbell:
    return Dumbbell(
        party=row.party,
        label=f"{row.seats_then} → {row.seats}",
        then_pct=row.share_then_pct,
        now_pct=row.share_pct,
        change=words.points(row.change_pts),
        joined=row.change_pts is not None,
    )


def _cells(row: ComparedRow) -> tuple[str, ...]:
    return (
        row.party.abbr,
        words.number(row.seats_then),
        words.number(row.seats),
        words.number(row.votes_then),
        words.number(row.votes),
        words.percent(row.share_then_pct),
        words.percent(row.share_pct),
        words.points(row.change_pts),
    )
