"""Councils and mayors for machines and in a terminal: their states, and who vouches for them."""

from dataclasses import replace

import pytest

from results.boards.cards import ContestState
from results.feeds.scoreboard import councils_json
from results.feeds.text import councils_text
from tests.drawn_cards import a_head, an_outcome
from tests.drawn_councils import a_council_board, called_off, half_way, mayors


def line_of(board, name):
    return next(line for line in councils_text(board).splitlines() if line.startswith(name))


def test_a_rehearsal_says_so_to_machines_too():
    assert councils_json(a_council_board())["rehearsal"] is False
    rehearsal = replace(a_council_board(), election=a_head(rehearsal=True))
    assert councils_json(rehearsal)["rehearsal"] is True


def test_seats_whose_poll_was_called_off_are_told():
    board = a_council_board([called_off()])
    (told,) = councils_json(board)["councils"]
    assert (told["countermanded"], told["deferred"]) == (2, 0)
    assert line_of(board, "Stoke-on-Trent").endswith("; 2 countermanded seats")


def test_a_total_on_a_single_source_says_so():
    board = a_council_board([replace(half_way(), single_source=True, single_wards=1)])
    (told,) = councils_json(board)["councils"]
    assert (told["single_source"], told["single_source_wards"]) == (True, 1)
    assert line_of(board, "Stoke-on-Trent").endswith("; single source")
    assert "single source" not in councils_text(a_council_board([half_way()]))


MAYOR = mayors()[0]
MAYORS = {
    "elected": (replace(MAYOR, outcome=an_outcome()), "declared", "Lab gain from Con"),
    "called": (
        replace(MAYOR, outcome=replace(an_outcome(), state=ContestState.WINNER_ONLY)),
        "winner_only",
        "Lab gain from Con, figures to follow",
    ),
    "counted again": (
        replace(MAYOR, outcome=None, state=ContestState.RECOUNT, recounts=2),
        "recount",
        "recount 2",
    ),
    "called off": (
        replace(MAYOR, outcome=None, state=ContestState.DEFERRED),
        "deferred",
        "poll deferred",
    ),
}


@pytest.mark.parametrize(("mayor", "state", "words"), MAYORS.values(), ids=MAYORS)
def test_a_mayoralty_has_its_state(mayor, state, words):
    mayor = replace(mayor, state=mayor.outcome.state if mayor.outcome else mayor.state)
    board = replace(a_council_board([half_way()]), mayors=(mayor,))
    (told,) = councils_json(board)["mayors"]
    assert told["state"] == state
    assert line_of(board, mayor.name[:20]).endswith(f" {words}")
