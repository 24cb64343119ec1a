"""The ladder of majorities: from the closest seat to the safest, by share of valid votes.

Owns how many are drawn: the closest twenty and the safest ten, and fewer on a wall; its table has every one.
Refuses seats without figures, and those that fill several.
"""

from results.boards.cards import OutcomeCard, Tile
from results.boards.pictures import RegionPictures
from results.rendering import words
from results.rendering.pictures.legend import chip
from results.rendering.pictures.maps import declared_words
from results.rendering.pictures.sheet import WIDTH, Picture, Table
from results.rendering.pictures.svg import NORMAL, Palette, fitted, line, rect, text

CLOSEST, SAFEST = 20, 10
# As many as can be read from across a room.
FOR_A_WALL = (8, 4)
ROW, GAP = 36, 44
# As wide as the longest names of constituencies.
NAME_AT, BAR_AT, BAR_MOST = 86, 460, 280
Rung = tuple[Tile, OutcomeCard]


def ladder(
    pictures: RegionPictures, palette: Palette, *, ends: tuple[int, int] = (CLOSEST, SAFEST)
) -> Picture:
    """The ladder of a region; `ends` are how many of the closest and of the safest are drawn at most."""
    rungs = _rungs(pictures)
    closest, safest = _drawn(rungs, *ends)
    most = max((float(outcome.majority_pct) for _, outcome in rungs), default=0) or 1.0
    parts, y = [], 0
    for rung in closest:
        parts.append(_rung(y, rung, most, palette))
        y += ROW
    if safest:
        between = f"{len(rungs) - sum(ends)} more between; then the {len(safest)} safest"
        parts.append(text(NAME_AT, y + 28, between, font_size=NORMAL, fill=palette.muted))
        y += GAP
        for rung in safest:
            parts.append(_rung(y, rung, most, palette))
            y += ROW
    if not rungs:
        parts.append(text(0, 30, "No majority is known yet", font_size=NORMAL, fill=palette.muted))
        y = ROW
    return Picture(
        name="ladder",
        title="majorities, closest first",
        told=f"{declared_words(pictures)}. {_told(rungs)}",
        height=y,
        body="".join(parts),
        table=Table(("Seat", "Party", "Result", "Majority", "% of valid votes"), tuple(map(_cells, rungs))),
    )


def _rungs(pictures: RegionPictures) -> list[Rung]:
    tiles = [seat.tile for seat in pictures.seats]
    rungs = [(tile, tile.outcome) for tile in tiles if tile.outcome and _has_majority(tile.outcome)]
    return sorted(rungs, key=lambda rung: (rung[1].majority_pct, rung[1].majority, rung[0].name))


def _has_majority(outcome: OutcomeCard) -> bool:
    return outcome.figures and outcome.word != "elected"


def _drawn(rungs: list[Rung], closest: int, safest: int) -> tuple[list[Rung], list[Rung]]:
    if len(rungs) <= closest + safest:
        return rungs, []
    return rungs[:closest], rungs[-safest:]


def _rung(y: float, rung: Rung, most: float, palette: Palette) -> str:
    tile, outcome = rung
    reach = BAR_MOST * float(outcome.majority_pct) / most
    _, _, _, majority, percent = _cells(rung)
    told = majority if outcome.by_lot else f"{majority}, {percent}%"
    return "".join(
        (
            line(0, y + ROW - 1, WIDTH, y + ROW - 1, stroke=palette.line),
            chip(0, y + 3, outcome.party, palette),
            text(
                NAME_AT,
                y + 23,
                fitted(tile.name, NORMAL, BAR_AT - NAME_AT - 8),
                font_size=NORMAL,
                fill=palette.text,
            ),
            rect(BAR_AT, y + 7, max(reach, 2.0), 20, fill=outcome.party.colour, stroke=palette.edge),
            text(
                BAR_AT + max(reach, 2.0) + 10,
                y + 23,
                told,
                font_size=NORMAL,
                font_weight=600,
                fill=palette.text,
            ),
        )
    )


def _cells(rung: Rung) -> tuple[str, ...]:
    tile, outcome = rung
    majority = "by lot" if outcome.by_lot else words.number(outcome.majority)
    percent = words.percent(outcome.majority_pct)
    return (tile.name, outcome.party.abbr, words.sentence(outcome), majority, percent)


def _told(rungs: list[Rung]) -> str:
    if not rungs:
        return "No majority is known yet"
    (close, _), (safe, _) = rungs[0], rungs[-1]
    return f"Closest {close.name}, safest {safe.name}"
