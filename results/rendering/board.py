"""A region's board as HTML: the page, and the fragments that keep it true.

Owns how a scoreboard is drawn. Refuses the clock, the viewer and the number of the snapshot inside a
fragment: the same figures are the same bytes, whether they are pushed or fetched.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from django.template.loader import render_to_string
from django.urls import reverse

from results.boards.cards import Happened, Newest, OutcomeCard, PartyBadge, Scoreboard
from results.boards.states import SINGLE_SOURCE, called_off_words
from results.rendering import ids, words
from results.rendering.screen import Outline, outline, screen
from results.rendering.tally import tally_view
from results.rendering.tiles import Extent, TileView, extent, tile_view

SLOTS = 8
MARGINS = ("majority", "last seat")


@dataclass(frozen=True, slots=True)
class CountView:
    """How far the region is. `votes` and `turnout` are empty until there are figures.

    `called_off` says the contests that are none of `total`: "1 countermanded".
    """

    id: str
    declared: int
    total: int
    called_off: str
    votes: str
    turnout: str
    polls_close: str


@dataclass(frozen=True, slots=True)
class NewestLine:
    """A line of the newest; `say` is the line as it is read aloud.

    `notes` stand beside the name: single source, call fixed, corrected, withdrawn. `words` take the place
    of the outcome: what was put right and what it is now, what was taken away, or a contest's state.
    """

    id: str
    href: str
    at: str
    clock: str
    name: str
    party: PartyBadge | None
    phrase: str
    margin: str
    notes: tuple[str, ...]
    words: str
    say: str


@dataclass(frozen=True, slots=True)
class NewestView:
    """Fixed slots: lines, then empty ones, always as many together."""

    id: str
    lines: tuple[NewestLine, ...]
    empty: range


def fragments(board: Scoreboard) -> str:
    """Every part of the board that `board` carries, each a whole element with its id, one after another."""
    return render_to_string("board/fragments.html", _parts(board))


def page_context(board: Scoreboard) -> dict[str, Any]:
    """What board.html is drawn from; `board` must carry all its tiles.

    A view adds `socket`, and may add `wall` (no chrome, dark) and `theme` (dark or light).
    """
    return {
        **_parts(board),
        **screen(board.election),
        "region": board.region,
        "extent": _extent(board),
    }


def _parts(board: Scoreboard) -> dict[str, Any]:
    return {
        "count": count_view(board),
        "tally": tally_view(board),
        "newest": newest_view(board),
        "tiles": _tiles(board),
        "outline": _outline(board),
    }


def _outline(board: Scoreboard) -> Outline | None:
    """None for a board that carries only some of its tiles."""
    if len(board.tiles) < board.totals.total + board.totals.called_off:
        return None
    tiles = tuple(tile.contest for tile in board.tiles)
    return outline(board.election, board.region, tiles, _extent(board))


def _extent(board: Scoreboard) -> Extent | None:
    return extent(board.tiles) if board.grid and board.tiles else None


def count_view(board: Scoreboard) -> CountView:
    """Declared of total, with the turnout of what is declared."""
    totals = board.totals
    return CountView(
        id=ids.COUNT,
        declared=totals.declared,
        total=totals.total,
        called_off=called_off_words(countermanded=totals.countermanded, deferred=totals.deferred),
        votes=words.number(totals.valid) if totals.valid else "",
        turnout="" if totals.turnout_valid_pct is None else words.percent(totals.turnout_valid_pct),
        polls_close=words.clock(board.election.polls_close),
    )


def newest_view(board: Scoreboard) -> NewestView:
    """The newest declarations in their slots."""
    lines = tuple(newest_line(row, board.election.slug) for row in board.newest[:SLOTS])
    return NewestView(id=ids.NEWEST, lines=lines, empty=range(SLOTS - len(lines)))


def newest_line(row: Newest, slug: str) -> NewestLine:
    """One of the newest, as a line."""
    outcome = row.outcome
    return NewestLine(
        id=ids.newest_line(row.contest),
        href=reverse("contest", args=[slug, row.code]),
        at=words.stamp(row.at),
        clock=words.clock(row.at),
        name=row.name,
        party=outcome.party if outcome else None,
        phrase=outcome.phrase if outcome else "",
        margin=words.margin(outcome) if outcome else "",
        notes=_notes(row),
        words=_told(row),
        say=f"{row.name}: {', '.join(_said(row))}",
    )


def _told(row: Newest) -> str:
    now = _now(row) if row.outcome and row.happened is Happened.CORRECTED else ""
    return f"{row.words}, now {now}" if now else row.words


def _now(row: Newest) -> str:
    """What took the place of what was put right: as little of it as says it, for a line is short."""
    outcome = cast(OutcomeCard, row.outcome)
    margin = words.margin(outcome)
    if row.words.startswith("was "):
        return f"{outcome.phrase}, {margin}"
    told = next((margin for margin in MARGINS if row.words.startswith(f"{margin} was ")), "")
    # Votes or an electorate were put right: call and majority stand.
    return margin.removeprefix(f"{told} ") if told else ""


def _notes(row: Newest) -> tuple[str, ...]:
    outcome = row.outcome
    told = {
        SINGLE_SOURCE: outcome is not None and outcome.single_source,
        "call fixed": outcome is not None and outcome.overridden,
        "corrected": row.happened is Happened.CORRECTED,
        "withdrawn": row.happened is Happened.WITHDRAWN,
    }
    return tuple(note for note, holds in told.items() if holds)


def _said(row: Newest) -> Iterator[str]:
    if row.outcome:
        yield words.sentence(row.outcome)
    if row.happened is Happened.CORRECTED:
        yield words.put_right(row.at, row.words)
    elif row.happened is Happened.WITHDRAWN:
        yield words.withdrawn(row.at, row.words)
    elif row.words:
        yield row.words


def _tiles(board: Scoreboard) -> tuple[TileView, ...]:
    return tuple(tile_view(tile, board.election.slug) for tile in board.tiles)
