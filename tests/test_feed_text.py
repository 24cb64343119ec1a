"""The scoreboard in a terminal: the newsroom's clock, and a rehearsal that says so."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from results.boards.cards import ContestState
from results.feeds.text import scoreboard_text
from tests.drawn_cards import a_board, a_tile, an_outcome


def test_its_time_is_by_the_newsrooms_clock():
    board = a_board()
    election = replace(board.election, seq=12, as_at=datetime(2024, 7, 5, 2, 12, 8, tzinfo=UTC))
    assert scoreboard_text(replace(board, election=election)).endswith("Event 12, 03:12:08")


def test_a_rehearsal_says_so_first():
    board = a_board()
    rehearsal = replace(board, election=replace(board.election, rehearsal=True))
    assert scoreboard_text(rehearsal).startswith("Rehearsal: these are not real results.\n")
    assert "Rehearsal" not in scoreboard_text(board)


SAID = {
    "a recount": (a_tile(1, state=ContestState.RECOUNT, recounts=2), "Bassetlaw: recount 2"),
    "a poll called off": (a_tile(1, state=ContestState.COUNTERMANDED), "Bassetlaw: poll countermanded"),
    "a call": (
        a_tile(1, replace(an_outcome(), state=ContestState.WINNER_ONLY)),
        "Bassetlaw: Lab gain from Con, figures to follow",
    ),
    "a single source": (
        a_tile(1, replace(an_outcome(), single_source=True)),
        "Bassetlaw: Lab gain from Con, single source",
    ),
    "a fixed call": (
        a_tile(1, replace(an_outcome(), overridden=True)),
        "Bassetlaw: Lab gain from Con, call fixed by the desk",
    ),
    "a correction": (
        a_tile(1, an_outcome(was="majority was 4,246")),
        "Bassetlaw: Lab gain from Con, corrected 00:30: majority was 4,246",
    ),
    "nobody opposed": (
        a_tile(1, replace(an_outcome(), state=ContestState.UNCONTESTED, phrase="Lab unopposed")),
        "Bassetlaw: Lab unopposed",
    ),
}


@pytest.mark.parametrize(("tile", "line"), SAID.values(), ids=SAID)
def test_a_contest_of_which_something_is_to_be_known_has_a_line(tile, line):
    assert line in scoreboard_text(replace(a_board(), tiles=(tile,))).splitlines()


@pytest.mark.parametrize(
    "tile",
    [a_tile(1), a_tile(1, state=ContestState.COUNTING), a_tile(1, an_outcome())],
    ids=["expected", "counting", "declared"],
)
def test_an_ordinary_contest_has_none(tile):
    assert "Bassetlaw" not in scoreboard_text(replace(a_board(), tiles=(tile,)))


def test_polls_called_off_are_told_beside_the_count():
    board = a_board()
    totals = replace(board.totals, total=39, countermanded=1, deferred=2)
    text = scoreboard_text(replace(board, totals=totals))
    assert "20 of 39 declared, 1 countermanded, 2 deferred; changes v" in text
