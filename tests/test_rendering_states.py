"""Every state has its look and its words on a board, and every newest line says what happened."""

from dataclasses import replace

import pytest
from django.test.html import parse_html

from results.boards.cards import ContestState, Happened
from results.rendering import board as drawing
from results.rendering import ids
from tests.drawn_cards import CON, LAB, NIGHT, a_board, a_line, a_tile, an_outcome
from tests.drawn_pages import page_of, tile_of
from tests.fragments import texts_of

AWAITED = {
    "counting": (
        a_tile(2, state=ContestState.COUNTING, since=NIGHT),
        "open counting",
        "",
        "Counting since 00:30, Con defending",
    ),
    "a second recount": (
        a_tile(2, state=ContestState.RECOUNT, recounts=2, since=NIGHT),
        "open counting",
        "R2",
        "Recount 2 since 00:30, Con defending",
    ),
    "countermanded": (
        a_tile(2, state=ContestState.COUNTERMANDED, since=NIGHT),
        "open off",
        "",
        "Poll countermanded at 00:30",
    ),
    "deferred": (a_tile(2, state=ContestState.DEFERRED), "open off", "", "Poll deferred"),
    "withdrawn": (
        a_tile(2, state=ContestState.WITHDRAWN, since=NIGHT),
        "open withdrawn",
        "W",
        "Result withdrawn at 00:30, Con defending",
    ),
}


@pytest.mark.parametrize(("tile", "look", "mark", "told"), AWAITED.values(), ids=AWAITED)
def test_every_state_without_a_result_has_its_look_its_mark_and_its_words(tile, look, mark, told):
    drawn = tile_of(tile)
    assert f'class="tile {look}"' in drawn
    assert (f"<u>{mark}</u>" in drawn) == bool(mark)
    assert f"</strong> {told}</span>" in drawn


def test_a_seat_whose_figures_are_to_follow_is_filled_and_says_so():
    drawn = tile_of(a_tile(2, replace(an_outcome(), state=ContestState.WINNER_ONLY)))
    assert 'class="tile gain to-follow"' in drawn
    assert "<u>F</u>" in drawn
    assert "Lab gain from Con, figures to follow. Aoife Byrne, 00:30" in drawn


def test_a_seat_that_nobody_opposed_says_so():
    unopposed = replace(an_outcome(LAB, LAB), state=ContestState.UNCONTESTED, phrase="Lab unopposed")
    drawn = tile_of(a_tile(2, unopposed))
    assert "<u>U</u>" in drawn
    assert "Lab unopposed, no poll. Aoife Byrne, 00:30" in drawn


def test_a_single_source_stands_in_words_on_its_tile_until_somebody_confirms_it():
    alone = an_outcome()
    drawn = tile_of(a_tile(2, replace(alone, single_source=True)))
    assert "majority 979, single source. Aoife Byrne" in drawn
    assert "<u>1</u>" in drawn
    assert "single source" not in tile_of(a_tile(2, alone))


def test_a_call_that_is_fixed_for_air_says_so_and_a_long_label_fits_its_hex():
    label = replace(LAB, abbr="Speaker seeking re-election")
    drawn = tile_of(a_tile(2, replace(an_outcome(label, CON), overridden=True)))
    assert 'class="tile gain longer"' in drawn
    assert "<b>Speaker …</b>" in drawn
    assert "Speaker seeking re-election gain from Con, majority 979, call fixed by the desk" in drawn


@pytest.mark.parametrize(("state", "new"), [(ContestState.RECOUNT, True), (ContestState.COUNTING, False)])
def test_what_happened_to_a_seat_is_new_and_that_its_count_began_is_not(state, new):
    assert ("data-at" in tile_of(a_tile(2, state=state, recounts=1, since=NIGHT))) == new


def test_polls_that_are_called_off_are_told_beside_the_count():
    board = a_board()
    off = replace(board, totals=replace(board.totals, total=38, countermanded=1, deferred=1))
    assert "20</span> of 38 declared, " in drawing.fragments(off)
    assert "1 countermanded, 1 deferred" in drawing.fragments(off)
    assert drawing.page_context(off)["outline"] is not None


def test_where_winners_are_called_before_any_figures_no_votes_are_told():
    board = a_board()
    called = replace(board, totals=replace(board.totals, valid=0, turnout_valid_pct=None))
    assert "No figures yet" in drawing.fragments(called)
    assert "0 votes" not in drawing.fragments(called)


CORRECTED = an_outcome(LAB, CON, was="majority was 4,246")
LINES = {
    "a declaration": (
        a_line(2, "C0002", outcome=an_outcome()),
        ["00:30", "Lab", "Amber Valley", "Lab gain from Con,", "majority 979"],
        "Amber Valley: Lab gain from Con, majority 979",
    ),
    "another majority": (
        a_line(2, "C0002", outcome=CORRECTED),
        ["00:30", "Lab", "Amber Valley", "corrected", "majority was 4,246, now 979"],
        "Amber Valley: Lab gain from Con, majority 979, corrected 00:30: majority was 4,246",
    ),
    "another winner": (
        a_line(2, "C0002", outcome=an_outcome(LAB, LAB, was="was Con gain from Lab, majority 12")),
        [
            "00:30",
            "Lab",
            "Amber Valley",
            "corrected",
            "was Con gain from Lab, majority 12, now Lab hold, majority 979",
        ],
        "Amber Valley: Lab hold, majority 979, corrected 00:30: was Con gain from Lab, majority 12",
    ),
    "another electorate": (
        a_line(2, "C0002", outcome=an_outcome(was="electorate was 70,000")),
        ["00:30", "Lab", "Amber Valley", "corrected", "electorate was 70,000"],
        "Amber Valley: Lab gain from Con, majority 979, corrected 00:30: electorate was 70,000",
    ),
    "a withdrawal": (
        a_line(2, "C0002", happened=Happened.WITHDRAWN, words="was Con gain from Lab, majority 4,246"),
        ["00:30", "–", "Amber Valley", "withdrawn", "was Con gain from Lab, majority 4,246"],
        "Amber Valley: withdrawn 00:30: was Con gain from Lab, majority 4,246",
    ),
    "a recount": (
        a_line(2, "C0002", words="recount 2"),
        ["00:30", "–", "Amber Valley", "recount 2"],
        "Amber Valley: recount 2",
    ),
    "a single source": (
        a_line(2, "C0002", outcome=replace(an_outcome(), single_source=True)),
        ["00:30", "Lab", "Amber Valley", "single source", "Lab gain from Con,", "majority 979"],
        "Amber Valley: Lab gain from Con, majority 979, single source",
    ),
    "a fixed call": (
        a_line(2, "C0002", outcome=replace(an_outcome(), overridden=True)),
        ["00:30", "Lab", "Amber Valley", "call fixed", "Lab gain from Con,", "majority 979"],
        "Amber Valley: Lab gain from Con, majority 979, call fixed by the desk",
    ),
}


@pytest.mark.parametrize(("line", "texts", "said"), LINES.values(), ids=LINES)
def test_a_newest_line_says_what_happened_and_is_read_aloud_whole(line, texts, said):
    page = parse_html(page_of(replace(a_board(), newest=(line,))))
    assert texts_of(page, ids.newest_line(2)) == texts
    assert f'data-say="{said}"' in drawing.fragments(replace(a_board(), newest=(line,)))
