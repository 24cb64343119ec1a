"""A region's board as HTML: the page, and the fragments that keep it true.

Owns how a scoreboard is drawn. Refuses the clock, the viewer and the number of the snapshot inside a
fragment: the same figures are the same bytes, whether they are pushed or fetched.
"""

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse

from results.boards.cards import Happened, Newest, PartyBadge, Scoreboard
from results.boards.states import called_off_words, vouched
from results.rendering import ids, words
from results.rendering.screen import Outline, outline, screen
from results.rendering.tally import tally_view
from results.rendering.tiles import Extent, TileView, extent, tile_view

SLOTS = 8


@dataclass(frozen=True, slots=True)
class CountView:
    """How far the region is. `turnout` is empty until something is declared.

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

    `notes` stand beside the name: single source, and what was put right. `words` are all there is to tell
    where there is no `party`: a withdrawal, a recount, a poll called off.
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
        called_off=called_off_words(totals),
        votes=words.number(totals.valid),
        turnout="" if totals.turnout_valid_pct is None else words.percent(totals.turnout_valid_pct),
        polls_close=words.clock(board.election.polls_close),
    )


def newest_view(board: Scoreboard) -> NewestView:
    """The newest declarations in their slots."""
    lines = tuple(_newest_line(row, board.election.slug) for row in board.newest[:SLOTS])
    return NewestView(id=ids.NEWEST, lines=lines, empty=range(SLOTS - len(lines)))


def _newest_line(row: Newest, slug: str) -> NewestLine:
    outcome = row.outcome
    told = _happened(row)
    return NewestLine(
        id=ids.newest_line(row.contest),
        href=reverse("contest", args=[slug, row.code]),
        at=words.stamp(row.at),
        clock=words.clock(row.at),
        name=row.name,
        party=outcome.party if outcome else None,
        phrase=outcome.phrase if outcome else "",
        margin=words.margin(outcome) if outcome else "",
        notes=(*vouched(outcome), *([told] if told else [])) if outcome else (),
        words="" if outcome else told,
        say=f"{row.name}: {', '.join(filter(None, (words.sentence(outcome) if outcome else '', told)))}",
    )


def _happened(row: Newest) -> str:
    if row.happened is Happened.CORRECTED:
        return words.put_right(row.at, row.words)
    if row.happened is Happened.WITHDRAWN:
        return words.withdrawn(row.at, row.words)
    return row.words


def _tiles(board: Scoreboard) -> tuple[TileView, ...]:
    return tuple(tile_view(tile, board.election.slug) for tile in board.tiles)
