"""A board's fragments are the page's own parts, the same bytes pushed or fetched."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test.html import Element, parse_html

from results.rendering import board as drawing
from results.rendering import ids
from tests.drawn_cards import CON, LAB, NIGHT, a_board, a_head, a_tile, an_outcome
from tests.drawn_pages import page_of, tile_of
from tests.fragments import by_id, elements, id_of

SEEDS = range(5)
WHOLE = ("board-count", "board-tally", "board-newest", ids.OUTLINE)


def top_level(content):
    return [e for e in parse_html(f"<body>{content}</body>").children if isinstance(e, Element)]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("hexes", [True, False])
def test_every_fragment_has_its_place_in_the_page_and_looks_the_same_there(seed, hexes):
    board = a_board(seed, hexes=hexes)
    page = parse_html(page_of(board))
    fragments = top_level(drawing.fragments(board))
    assert [id_of(f) for f in fragments] == [*WHOLE, *(ids.tile(tile.contest) for tile in board.tiles)]
    for fragment in fragments:
        assert by_id(page, id_of(fragment)) == fragment


@pytest.mark.parametrize("seed", SEEDS)
def test_no_id_is_in_the_page_twice(seed):
    found = [id_of(e) for e in elements(parse_html(page_of(a_board(seed)))) if id_of(e)]
    assert len(found) == len(set(found))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_tile_is_drawn_alike_alone_and_among_all_others(seed):
    board = a_board(seed)
    everything = drawing.fragments(board)
    for tile in board.tiles:
        alone = drawing.fragments(replace(board, tiles=(tile,)))
        assert all(line in everything for line in alone.splitlines())


def test_the_number_and_the_time_of_the_snapshot_are_in_the_frame_and_never_in_a_fragment():
    board = a_board()
    later = replace(board, election=replace(board.election, seq=812, as_at=NIGHT + timedelta(hours=3)))
    assert drawing.fragments(board) == drawing.fragments(later)
    assert 'data-seq="812"' in page_of(later)
    assert "<time>03:30:00</time>" in page_of(later)


def test_newest_lines_always_fill_the_same_slots():
    slots = {parts.count("<li") for n in (0, 1, 8, 20) for parts in [drawing.fragments(a_board(declared=n))]}
    assert slots == {drawing.SLOTS}


def test_a_board_with_nothing_declared_says_so_and_when_the_polls_close():
    content = drawing.fragments(a_board(declared=0))
    assert "Nothing declared yet. Polls close at 22:00" in content
    assert "Turnout" not in content


def test_an_open_tile_says_who_defends_and_when_it_is_expected():
    drawn = tile_of(a_tile(2))
    assert 'class="tile open"' in drawn
    assert "Not declared, Con defending, expected 02:30" in drawn
    assert "data-at" not in drawn


def test_a_gain_is_in_words_and_carries_the_losers_colour():
    drawn = tile_of(a_tile(2, an_outcome(LAB, CON)))
    assert 'class="tile gain"' in drawn
    assert "Lab gain from Con, majority 979. Aoife Byrne, 00:30" in drawn
    assert f"--from:{CON.colour}" in drawn


def test_a_hold_has_no_corner():
    assert "--from" not in tile_of(a_tile(2, an_outcome(LAB, LAB)))


def test_a_corrected_tile_says_so_and_what_was_put_right():
    drawn = tile_of(a_tile(2, an_outcome(was="majority was 4,246")))
    assert "<i>*</i>" in drawn
    assert "Aoife Byrne, corrected 00:30: majority was 4,246" in drawn


def test_names_are_escaped():
    assert "Stoke &lt;Central&gt;" in tile_of(a_tile(5))


def test_a_tile_keeps_its_place_when_it_is_declared():
    place = re.compile(r"--column:\d+;--row:\d+")
    before, after = tile_of(a_tile(2, place=(3, 5))), tile_of(a_tile(2, an_outcome(), place=(3, 5)))
    assert place.search(before)[0] == place.search(after)[0] == "--column:3;--row:5"


def test_the_map_is_as_wide_as_its_tiles_lean():
    tiles = (a_tile(1, place=(0, 4)), a_tile(2, place=(2, 0)), a_tile(3, place=(3, 1)))
    assert drawing.extent(tiles) == drawing.extent(tiles[::-1])
    assert (drawing.extent(tiles).left, drawing.extent(tiles).halves, drawing.extent(tiles).rows) == (4, 5, 5)


def test_a_map_too_wide_for_a_phone_is_known_as_such():
    narrow = [a_tile(1, place=(0, 0)), a_tile(2, place=(12, 0))]
    assert not drawing.extent(narrow).wide
    assert drawing.extent([*narrow, a_tile(3, place=(13, 0))]).wide


def test_long_abbreviations_are_drawn_smaller_on_a_hex():
    green = replace(LAB, abbr="Green")
    assert 'class="tile gain long"' in tile_of(a_tile(2, an_outcome(green, CON)))


def test_a_rehearsal_says_so_on_its_page():
    board = replace(a_board(), election=a_head(rehearsal=True))
    assert "These are not real results." in page_of(board)
    assert "These are not real results." in page_of(board, wall=True)


def test_a_wall_has_no_navigation_and_the_same_fragments():
    board = a_board()
    wall = page_of(board, wall=True)
    assert "<nav" not in wall
    assert all(line in wall for line in drawing.fragments(board).splitlines())


def test_a_page_of_a_hundred_and_six_seats_is_within_its_budget():
    assert len(page_of(a_board(contests=106, declared=106)).encode()) < 150_000


CHANGES = {
    "the rehearsal's banner": lambda board: replace(board, election=replace(board.election, rehearsal=True)),
    "closed for entry": lambda board: replace(board, election=replace(board.election, closed=True)),
    "the election's name": lambda board: replace(board, election=replace(board.election, name="Another")),
    "the region's name": lambda board: replace(board, region=replace(board.region, name="Another")),
    "a seat more": lambda board: replace(board, tiles=(*board.tiles, a_tile(99, place=(0, 0)))),
    "another map": lambda board: replace(board, tiles=(replace(board.tiles[0], column=9), *board.tiles[1:])),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_stands_outside_the_fragments_has_a_mark_that_changes_with_it(change):
    board = a_board()
    assert drawing.page_context(change(board))["outline"] != drawing.page_context(board)["outline"]


def test_the_mark_stands_still_while_figures_come_in():
    assert (
        drawing.page_context(a_board())["outline"] == drawing.page_context(a_board(2, declared=33))["outline"]
    )


def test_fragments_of_some_seats_only_carry_no_mark():
    board = a_board()
    assert "page-outline" not in drawing.fragments(replace(board, tiles=board.tiles[:1]))
