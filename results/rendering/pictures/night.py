"""Seats over time: tonight's steps above, beneath them the night that the pack recorded, each by its clock.

Owns how far the two are comparable: by how many were declared, never by the hour, for a night may be played
again at any. Refuses the present: lines end with the last declaration.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from results.boards.cards import PartyBadge
from results.boards.pictures import RegionPictures, SeatTaken
from results.rendering import words
from results.rendering.pictures.maps import declared_words
from results.rendering.pictures.sheet import Picture, Table
from results.rendering.pictures.steps import HIGH, Line, Plot, plot
from results.rendering.pictures.svg import LARGE, NORMAL, Palette, element, text

LINES = 7
TITLE = 40
# How high the words are that stand where nothing is declared.
NOTHING = 70
RECORDED = "The recorded night, from the election’s pack"


@dataclass(frozen=True, slots=True)
class Told:
    """A party's seats: tonight, on the recorded night when as many were declared, and at its end."""

    party: PartyBadge
    tonight: int
    then: int
    end: int


def night(pictures: RegionPictures, palette: Palette) -> Picture:
    """The seats of a region over time."""
    told = _told(pictures)
    drawn = [_panel("Tonight", pictures.tonight, told, None, palette)]
    height = TITLE + (HIGH if pictures.tonight else NOTHING)
    if pictures.recorded:
        panel = _panel(RECORDED, pictures.recorded, told, _reached(pictures), palette)
        drawn.append(element("g", panel, transform=f"translate(0 {height})"))
        height += TITLE + HIGH
    return Picture(
        name="night",
        title="seats over time",
        told=_sentence(pictures),
        height=height,
        body="".join(drawn),
        table=_table(told, pictures),
    )


def _told(pictures: RegionPictures) -> list[Told]:
    tonight, end = _seats(pictures.tonight), _seats(pictures.recorded)
    then = _seats(pictures.recorded[: len(pictures.tonight)])
    badges = {seat.party.code: seat.party for seat in (*pictures.recorded, *pictures.tonight)}
    rows = [Told(party, tonight[code], then[code], end[code]) for code, party in badges.items()]
    return sorted(rows, key=lambda row: (-row.tonight, -row.end, row.party.code))


def _seats(taken: Sequence[SeatTaken]) -> Counter[str]:
    return Counter(seat.party.code for seat in taken)


def _reached(pictures: RegionPictures) -> datetime | None:
    """When the recorded night had as many declared as tonight has."""
    many = len(pictures.tonight)
    return pictures.recorded[many - 1].at if 0 < many <= len(pictures.recorded) else None


def _panel(
    title: str, taken: Sequence[SeatTaken], told: Sequence[Told], reached: datetime | None, palette: Palette
) -> str:
    head = text(0, 28, title, font_size=LARGE, font_weight=700, fill=palette.text)
    if taken:
        most = max(max(row.tonight, row.end) for row in told)
        inside = plot(Plot(_lines(taken, told), taken[0].at, taken[-1].at, most, reached), palette)
    else:
        inside = text(0, 40, "Nothing declared yet", font_size=NORMAL, fill=palette.muted)
    return head + element("g", inside, transform=f"translate(0 {TITLE})")


def _lines(taken: Sequence[SeatTaken], told: Sequence[Told]) -> tuple[Line, ...]:
    shown = [row.party for row in told[:LINES]]
    return tuple(
        Line(party, tuple(seat.at for seat in taken if seat.party.code == party.code)) for party in shown
    )


def _sentence(pictures: RegionPictures) -> str:
    told = f"{declared_words(pictures)}. Seats by party as they were declared"
    if not pictures.recorded:
        return told
    return (
        f"{told}, above those of the recorded night; compare them by how many are declared, not by the hour"
    )


def _table(told: Sequence[Told], pictures: RegionPictures) -> Table:
    if not pictures.recorded:
        return Table(("Party", "Tonight"), tuple((row.party.abbr, words.number(row.tonight)) for row in told))
    head = ("Party", "Tonight", f"Recorded, {len(pictures.tonight)} declared", "Recorded, at the end")
    rows = ((row.party.abbr, *map(words.number, (row.tonight, row.then, row.end))) for row in told)
    return Table(head, tuple(rows))
