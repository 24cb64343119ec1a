"""Boards drawn for tests: a whole page, and one tile alone."""

from dataclasses import replace
from typing import Any

from django.template.loader import render_to_string

from results.boards.cards import Scoreboard, Tile
from results.rendering import board as drawing
from tests.drawn_cards import a_board


def page_of(board: Scoreboard, **more: Any) -> str:
    """The page of a board; `more` is what a view adds."""
    return render_to_string(
        "board.html", drawing.page_context(board) | {"socket": "/ws/", "wall": False} | more
    )


def tile_of(tile: Tile) -> str:
    """One tile as it is drawn."""
    return drawing.fragments(replace(a_board(), tiles=(tile,))).split("</section>")[-1].strip()
