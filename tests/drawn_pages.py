"""Boards drawn for tests: a whole page, and one tile alone."""

from dataclasses import replace
from typing import Any

from django.template.loader import render_to_string

from results.boards.cards import ContestState, Happened, Scoreboard, Tile
from results.rendering import board as drawing
from tests.drawn_cards import NIGHT, a_board, a_line, a_tile, an_outcome

IN_FORCE = (ContestState.WINNER_ONLY, ContestState.UNCONTESTED)
AWAITED = (
    ContestState.COUNTING,
    ContestState.RECOUNT,
    ContestState.COUNTERMANDED,
    ContestState.DEFERRED,
    ContestState.WITHDRAWN,
)


def page_of(board: Scoreboard, **more: Any) -> str:
    """The page of a board; `more` is what a view adds."""
    return render_to_string(
        "board.html", drawing.page_context(board) | {"socket": "/ws/", "wall": False} | more
    )


def tile_of(tile: Tile) -> str:
    """One tile as it is drawn."""
    return drawing.fragments(replace(a_board(), tiles=(tile,))).split("</section>")[-1].strip()


def every_state(*, declared: int) -> Scoreboard:
    """A board with so many declared on which every state is told, and every kind of newest line."""
    board = a_board(declared=declared)
    alone = replace(an_outcome(was="majority was 4,246"), single_source=True, overridden=True)
    filled = [alone, *(replace(an_outcome(), state=state) for state in IN_FORCE)]
    tiles = [a_tile(number, outcome) for number, outcome in enumerate(filled, start=21)]
    tiles += [
        a_tile(number, state=state, recounts=2, since=NIGHT) for number, state in enumerate(AWAITED, 24)
    ]
    lines = (
        a_line(21, "C0021", outcome=alone),
        a_line(22, "C0022", outcome=filled[1]),
        a_line(28, "C0028", happened=Happened.WITHDRAWN, words="was Con gain from Lab, majority 4,246"),
        a_line(25, "C0025", words="recount 2"),
    )
    return replace(
        board,
        tiles=tuple(replace(tile, column=tile.contest % 7, row=tile.contest // 7) for tile in tiles),
        newest=lines,
        totals=replace(board.totals, total=38, countermanded=1, deferred=1),
    )
