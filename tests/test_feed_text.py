"""The scoreboard in a terminal: the newsroom's clock, and a rehearsal that says so."""

from dataclasses import replace
from datetime import UTC, datetime

from results.feeds.text import scoreboard_text
from tests.drawn_cards import a_board


def test_its_time_is_by_the_newsrooms_clock():
    board = a_board()
    election = replace(board.election, seq=12, as_at=datetime(2024, 7, 5, 2, 12, 8, tzinfo=UTC))
    assert scoreboard_text(replace(board, election=election)).endswith("Event 12, 03:12:08")


def test_a_rehearsal_says_so_first():
    board = a_board()
    rehearsal = replace(board, election=replace(board.election, rehearsal=True))
    assert scoreboard_text(rehearsal).startswith("Rehearsal: these are not real results.\n")
    assert "Rehearsal" not in scoreboard_text(board)
