"""Councils' boards: fragments are the page's own parts, every seat is somewhere, words say what is sure."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.test.html import Element, parse_html
from hypothesis import given
from hypothesis import strategies as st

from results.boards.cards import ContestState, Happened
from results.boards.council_cards import Source
from results.rendering import council as council_drawing
from results.rendering import council_words, ids
from results.rendering import councils as drawing
from results.rendering.council_newest import SLOTS
from results.rendering.seatbar import SeatsDoNotAddUp, seat_bar
from tests import drawn_councils as made
from tests.drawn_cards import NIGHT
from tests.drawn_councils import CON, IND, LAB, a_council_board, a_council_card, a_council_row, a_state
from tests.fragments import by_id, elements, id_of

STATES = {
    "half way": made.half_way(),
    "clinched": made.clinched(),
    "complete": made.complete(),
    "thirds": made.dudley(won=(6, 3)),
    "thirds, nothing in": made.dudley(),
    "a complete total": made.boston(),
    "a running total": made.running(),
    "exactly half": made.nobody(),
    "waiting": made.waiting(),
    "a poll called off": made.called_off(),
}
WHOLE = [ids.COUNCILS_COUNT, ids.CONTROLS, ids.COUNCIL_SEATS, ids.MAYORS, ids.COUNCILS_NEWEST, ids.OUTLINE]
PARTS = [
    ids.COUNCIL_STATE,
    ids.COUNCIL_PARTIES,
    ids.OUTLINE,
    ids.WARDS_DECLARED,
    ids.WARDS_TO_COME,
    ids.WARDS_CALLED_OFF,
]
each_state = pytest.mark.parametrize("state", STATES.values(), ids=STATES)


def board_page(board, **more):
    context = drawing.page_context(board) | {"socket": "/ws/", "wall": False} | more
    return render_to_string("council_board.html", context)


def council_page(card):
    return render_to_string("council.html", council_drawing.page_context(card) | {"socket": "/ws/"})


def top_level(content):
    return [e for e in parse_html(f"<body>{content}</body>").children if isinstance(e, Element)]


def card_of(state):
    return drawing.fragments(a_council_board([state])).split("hidden></span>")[-1]


def ids_in(page):
    return [id_of(e) for e in elements(parse_html(page)) if id_of(e)]


@pytest.mark.parametrize("wall", [True, False])
def test_every_fragment_of_a_region_has_its_place_in_the_page_and_looks_the_same_there(wall):
    board = a_council_board()
    page = parse_html(board_page(board, wall=wall))
    fragments = top_level(drawing.fragments(board))
    assert [id_of(f) for f in fragments] == [*WHOLE, *(ids.council(state.id) for state in board.councils)]
    for fragment in fragments:
        assert by_id(page, id_of(fragment)) == fragment


@each_state
def test_every_fragment_of_a_council_has_its_place_in_the_page_and_looks_the_same_there(state):
    card = a_council_card(state)
    page = parse_html(council_page(card))
    fragments = top_level(council_drawing.fragments(card))
    assert [id_of(f) for f in fragments] == [*PARTS, *(ids.ward(ward.contest) for ward in card.wards)]
    for fragment in fragments:
        assert by_id(page, id_of(fragment)) == fragment


def test_no_id_is_in_a_page_twice():
    for page in (board_page(a_council_board()), council_page(a_council_card())):
        found = ids_in(page)
        assert len(found) == len(set(found))


def test_the_number_and_the_time_of_the_snapshot_are_never_in_a_fragment():
    for draw, card in (
        (drawing.fragments, a_council_board()),
        (council_drawing.fragments, a_council_card()),
    ):
        later = replace(card, election=replace(card.election, seq=812, as_at=NIGHT + timedelta(hours=3)))
        assert draw(card) == draw(later)


def test_a_council_is_drawn_alike_alone_and_among_all_others():
    board = a_council_board()
    everything = top_level(drawing.fragments(board))
    for state in board.councils:
        alone = top_level(drawing.fragments(replace(board, councils=(state,))))
        assert alone[-1] in everything


def test_a_push_of_some_councils_or_wards_carries_no_mark_of_the_page():
    board, card = a_council_board(), a_council_card()
    assert ids.OUTLINE not in drawing.fragments(replace(board, councils=board.councils[:1]))
    assert ids.OUTLINE not in council_drawing.fragments(replace(card, wards=card.wards[:1]))


CHANGES = {
    "the region's name": lambda board: replace(board, region=replace(board.region, name="Another")),
    "the rehearsal's banner": lambda board: replace(board, election=replace(board.election, rehearsal=True)),
    "another council": lambda board: replace(
        board, total=board.total + 1, councils=(*board.councils, made.waiting("Oadby", 99))
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_stands_outside_the_fragments_has_a_mark_that_changes_with_it(change):
    board = a_council_board()
    assert drawing.page_context(change(board))["outline"] != drawing.page_context(board)["outline"]


def test_the_mark_of_a_councils_page_stands_still_while_wards_come_in():
    early = a_council_card(replace(made.half_way(), wards_declared=2))
    late = a_council_card(made.half_way())
    assert council_drawing.page_context(early)["outline"] == council_drawing.page_context(late)["outline"]


@each_state
def test_every_seat_of_a_council_is_in_its_bar_once(state):
    assert sum(segment.seats for segment in seat_bar(state).segments) == state.total


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=7),
    st.integers(0, 40),
    st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 5)),
)
def test_the_segments_add_up_whatever_is_won_not_up_vacant_called_off_and_to_come(parties, to_come, rest):
    rows = [a_council_row(made.PARTIES[place], *seats) for place, seats in enumerate(parties)]
    total, (vacant, countermanded, deferred) = sum(map(sum, parties)) + to_come + sum(rest) + 1, rest
    bar = seat_bar(
        a_state(rows=rows, total=total, vacant=vacant, countermanded=countermanded, deferred=deferred)
    )
    assert sum(segment.seats for segment in bar.segments) == total
    assert all(segment.seats > 0 for segment in bar.segments)


def test_it_refuses_a_bar_in_which_seats_are_missing():
    with pytest.raises(SeatsDoNotAddUp, match="do not add up to 44"):
        seat_bar(replace(made.half_way(), to_come=21))


def test_what_is_to_come_stands_next_to_the_leading_party():
    kinds = [(segment.label, segment.kind) for segment in seat_bar(made.dudley(won=(6, 3))).segments]
    assert kinds == [
        ("Con", "won"),
        ("Con", "not-up"),
        ("to come", "to-come"),
        ("Lab", "won"),
        ("Lab", "not-up"),
    ]


def test_the_bar_reads_itself_out():
    assert seat_bar(made.running()).say == (
        "51 seats: Lab 20 won, 15 to come, Con 9 won, LD 4 won, Green 2 won, 1 vacant. "
        "26 needed for a majority"
    )


SAYINGS = {
    "nothing in": (
        made.dudley(),
        "Nothing declared",
        "37 of 72 seats needed for control, with 24 seats to come.",
    ),
    "half way": (
        made.half_way(),
        "22 of 44 in, control open",
        "23 of 44 seats needed for control, with 17 wards to come.",
    ),
    "clinched": (
        made.clinched(),
        "Lab gain from NOC",
        "Labour control is certain: 23 of 44 seats, with 9 wards to come.",
    ),
    "complete": (made.complete(), "Lab gain from NOC", "Labour control: 29 of 44 seats."),
    "exactly half": (
        made.nobody(),
        "Lab loss to NOC",
        "No overall control: Labour 27 of 54 seats, exactly half, 28 needed.",
    ),
    "level": (
        a_state(
            rows=(a_council_row(CON, 12, 24), a_council_row(LAB, 12, 24)),
            total=72,
            no_control=True,
            phrase="NOC no change",
        ),
        "NOC no change",
        "No overall control: Conservative and Labour 36 each of 72 seats, 37 needed.",
    ),
    "independents": (
        a_state(
            rows=(a_council_row(IND, 24), a_council_row(CON, 6)),
            total=30,
            no_control=True,
            phrase="Con loss to NOC",
        ),
        "Con loss to NOC",
        "No overall control: 24 of 30 seats are Independent, which is no party.",
    ),
    "all in, and open for want of a poll": (
        made.called_off(),
        "42 of 42 in, control open",
        "23 of 44 seats needed for control. 2 seats: poll countermanded.",
    ),
    "a majority without the poll that was called off": (
        a_state(
            rows=(a_council_row(LAB, 24), a_council_row(CON, 19)),
            total=44,
            deferred=1,
            holder=LAB,
            phrase="Lab hold",
        ),
        "Lab hold",
        "Labour control: 24 of 44 seats. 1 seat: poll deferred.",
    ),
    "no poll at all": (
        a_state(rows=(a_council_row(LAB, 0),), total=2, countermanded=2),
        "2 seats: poll countermanded",
        "2 of 2 seats needed for control. 2 seats: poll countermanded.",
    ),
    "nobody can any more": (
        a_state(
            rows=(a_council_row(LAB, 20), a_council_row(CON, 19)),
            total=44,
            no_control=True,
            clinched=True,
            phrase="NOC no change",
        ),
        "NOC no change",
        "No party can reach 23 of 44 seats any more, with 5 seats to come.",
    ),
}


@pytest.mark.parametrize(("state", "headline", "statement"), SAYINGS.values(), ids=SAYINGS)
def test_a_council_says_what_is_certain_and_why(state, headline, statement):
    assert council_words.headline(state) == headline
    assert council_words.statement(state) == statement


def test_a_clinched_council_is_marked_as_such_and_a_complete_one_is_not():
    assert "<em>clinched</em>" in card_of(made.clinched())
    assert "<em>clinched</em>" not in card_of(made.complete())
    assert "<em>clinched</em>" in council_drawing.fragments(a_council_card(made.clinched()))


def test_a_total_says_which_it_is_and_seats_from_wards_need_no_label():
    assert '<em class="k-source">running total</em>' in card_of(made.running())
    assert '<em class="k-source">complete total</em>' in card_of(made.boston())
    assert "total</em>" not in card_of(made.half_way())
    shown = council_drawing.fragments(a_council_card(made.running()))
    assert "Seats are a running total from the count, not ward by ward." in shown


def test_an_open_council_says_what_its_leading_party_still_needs():
    assert "Lab needs 8 of the 22 left" in card_of(made.half_way())
    assert "Nothing in. Before: Con" in card_of(made.waiting())


def test_both_baselines_are_labelled_and_a_change_waits_for_the_last_seat():
    shown = council_drawing.fragments(a_council_card(made.complete()))
    assert "Net <small>v eve of poll</small>" in shown
    assert "Net <small>v last fought</small>" in shown
    assert '<td class="t-net up">+17</td><td class="t-net up">+13</td>' in shown
    assert '<td class="t-net down">−8</td><td class="t-net down">−1</td>' in shown
    waiting = council_drawing.fragments(a_council_card(made.half_way()))
    assert '<td class="t-net level">–</td><td class="t-net level">–</td>' in waiting
    assert "Changes are given when all seats are in." in waiting


def test_the_rows_of_a_council_end_with_what_makes_them_up_to_its_total():
    shown = council_drawing.parties_view(made.running())
    assert (shown.to_come, shown.vacant, shown.total) == ("15", "1", "51")


def test_seats_not_up_have_a_column_only_where_there_are_any():
    assert "Not up" in council_drawing.fragments(a_council_card(made.dudley()))
    assert "Not up" not in council_drawing.fragments(a_council_card(made.half_way()))


def test_no_overall_control_has_a_grey_block_of_its_own():
    shown = drawing.fragments(a_council_board())
    assert f'<li class="nobody" style="--party:{council_words.NO_CONTROL.colour}' in shown


def test_newest_lines_always_fill_the_same_slots():
    boards = [a_council_board(newest=made.newest(lines)) for lines in (0, 1, 6, 9)]
    lists = [drawing.page_context(board)["newest"] for board in boards]
    assert {len(part.lines) + len(part.empty) for part in lists} == {SLOTS}


def test_mayors_say_who_was_elected_how_and_who_is_to_come():
    shown = drawing.fragments(a_council_board())
    assert "Leicester: Ngozi Adeyemi" in shown
    assert "Lab hold, majority 8,580 after second preferences" in shown
    assert "To come, expected 03:30" in shown
    assert '<section id="councils-mayors" class="mayors newest" hidden' in drawing.fragments(
        a_council_board(mayors=())
    )


def test_a_ward_of_several_seats_says_who_was_returned_and_a_ward_to_come_when():
    several = council_drawing.ward_view(made.a_ward(4, seats=3), "local")
    assert (several.told, several.seats, several.clock) == ("Lab 2, Con 1", "3 seats", "00:30")
    single = council_drawing.ward_view(made.a_ward(4), "local")
    assert single.told == "Lab gain from Con, majority 213"
    open_ = council_drawing.ward_view(made.a_ward(5, at=None), "local")
    assert (open_.told, open_.clock, open_.party) == ("To come", "02:30", None)


def test_a_last_seat_by_lot_is_told_in_its_wards_row():
    ward = made.a_ward(4, seats=3)
    by_lot = replace(ward, outcome=replace(ward.outcome, by_lot=True, majority=0))
    assert council_drawing.ward_view(by_lot, "local").told == "Lab 2, Con 1, last seat by lot"


def test_heads_over_wards_that_are_not_there_are_hidden():
    shown = council_drawing.fragments(a_council_card(made.complete()))
    assert '<li id="council-wards-to-come" class="wards-head to-come" hidden>0 to come</li>' in shown
    assert '<li id="council-wards-declared" class="wards-head in">34 of 34 wards declared</li>' in shown


def test_a_poll_that_was_called_off_is_told_in_the_bar_the_card_the_rows_and_among_the_wards():
    state = made.called_off()
    assert "Lab 22 won, 2 seats: poll countermanded, Con 19 won" in seat_bar(state).say
    assert "42 of 42 in" in card_of(state)
    assert "<em>2 countermanded</em>" in card_of(state)
    both = replace(state, countermanded=1, deferred=1)
    assert "<em>2 called off</em>" in card_of(both)
    shown = council_drawing.fragments(a_council_card(state))
    assert "33 of 33 wards declared" in shown
    assert "1 called off, not among the wards to come" in shown
    assert "No changes are given: 2 seats: poll countermanded." in shown
    assert 'Poll called off</th><td class="t-seats">2</td>' in shown
    off = council_drawing.ward_view(made.a_ward(4, at=None, state=ContestState.COUNTERMANDED), "local")
    assert (off.kind, off.told, off.clock) == ("off", "Poll countermanded", "–")


def test_a_page_keeps_its_list_of_wards_though_every_poll_is_called_off():
    held = a_state(rows=(a_council_row(LAB, 0),), total=2, wards=2)
    off = a_state(rows=(a_council_row(LAB, 0),), total=2, countermanded=2, wards_called_off=2)
    assert all('<ol class="wards">' in council_page(a_council_card(state)) for state in (held, off))


STATES_OF_WARDS = {
    ContestState.EXPECTED: ("to-come", "To come"),
    ContestState.COUNTING: ("to-come counting", "Counting since 00:30"),
    ContestState.RECOUNT: ("to-come counting", "Recount 2 since 00:30"),
    ContestState.WITHDRAWN: ("to-come withdrawn", "Result withdrawn 00:30"),
    ContestState.DEFERRED: ("off", "Poll deferred"),
}


@pytest.mark.parametrize("state", STATES_OF_WARDS)
def test_a_ward_without_a_result_says_in_which_state_it_is(state):
    row = council_drawing.ward_view(made.a_ward(4, at=None, state=state), "local")
    assert (row.kind, row.told) == STATES_OF_WARDS[state]


def test_a_ward_says_what_is_to_follow_what_had_no_poll_and_who_vouches_for_it():
    ward = made.a_ward(4)

    def told(seats=1, **card):
        outcome = replace(ward.outcome, **card)
        line = replace(ward, seats=seats, outcome=outcome, state=outcome.state, returned=f"Lab {seats}")
        return council_drawing.ward_view(line, "local")

    assert told(state=ContestState.WINNER_ONLY).told == "Lab gain from Con, figures to follow"
    assert told(state=ContestState.WINNER_ONLY).kind == "in to-follow"
    assert told(3, state=ContestState.UNCONTESTED).told == "Lab 3, unopposed"
    assert told(single_source=True).told.endswith("majority 213, single source")
    assert told(3, single_source=True, overridden=True).told == "Lab 3, single source, call fixed by the desk"
    assert told(was="majority was 231").corrected == "corrected 00:30: majority was 231"


def test_a_single_source_is_told_on_the_card_and_on_the_councils_own_board():
    total = replace(made.running(), single_source=True)
    assert "<em>single source</em>" in card_of(total)
    shown = council_drawing.fragments(a_council_card(total))
    assert "Single source: nobody has confirmed it yet." in shown
    wards = replace(made.half_way(), single_wards=1)
    assert "<em>1 ward on a single source</em>" in card_of(wards)
    assert "1 ward on a single source." in council_drawing.fragments(a_council_card(wards))


def test_a_corrected_total_says_what_it_was_and_a_withdrawn_one_what_it_took_away():
    corrected = replace(made.running(), was="Lab had 22, Con 7")
    assert council_words.source(corrected).endswith("Corrected: Lab had 22, Con 7.")
    withdrawn = replace(made.waiting(), was="was Lab 36", withdrawn=True)
    assert council_words.source(withdrawn).endswith("A total was withdrawn: it was Lab 36.")


LINES = {
    "a ward": (made.a_line(), "Lab 2, Con 1", ()),
    "a correction": (
        made.a_line(happened=Happened.CORRECTED, was="Keith Holt’s votes were 400"),
        "corrected 00:30: Keith Holt’s votes were 400. Lab 2, Con 1",
        (),
    ),
    "a single source": (made.a_line(single_source=True), "Lab 2, Con 1", ("single source",)),
    "a withdrawal": (
        made.a_line(happened=Happened.WITHDRAWN, party=None, words="", was="was Lab 2, Con 1"),
        "withdrawn 00:30: was Lab 2, Con 1",
        (),
    ),
    "a state": (made.a_line(happened=Happened.STATE, party=None, words="recount 2"), "recount 2", ()),
}


@pytest.mark.parametrize(("line", "words", "notes"), LINES.values(), ids=LINES)
def test_a_newest_line_says_what_happened(line, words, notes):
    (shown,) = drawing.page_context(a_council_board(newest=(line,)))["newest"].lines
    assert (shown.words, shown.notes) == (words, notes)
    assert shown.say.startswith(f"{line.name}: ")
    assert all(note in shown.say for note in (line.words, line.was, *notes))


def test_a_total_that_leaves_control_open_has_nobodys_badge_and_one_without_control_has_its_own():
    open_, nobody = made.a_line(party=None), made.a_line(party=None, no_control=True)
    shown = drawing.page_context(a_council_board(newest=(open_, nobody)))["newest"].lines
    assert [line.party and line.party.abbr for line in shown] == [None, "NOC"]


def test_a_board_counts_no_council_without_a_poll_and_no_seat_of_one():
    board = a_council_board(called_off=1, seats_called_off=3)
    shown = drawing.fragments(board)
    assert f"of {board.total} councils declared, 1 called off" in shown
    assert "seats in, 3 called off" in shown


def test_a_mayoralty_says_its_state_and_what_was_put_right():
    elected, to_come = made.mayors()
    corrected = replace(elected, outcome=replace(elected.outcome, was="majority was 8,850"))
    off = replace(to_come, state=ContestState.COUNTERMANDED)
    shown = drawing.fragments(a_council_board(mayors=(corrected, off)))
    assert "<em>corrected 00:30: majority was 8,850</em>" in shown
    assert '<li class="open off">' in shown
    assert "Poll countermanded" in shown


def test_a_council_without_wards_says_that_totals_are_all_there_is():
    assert "its wards are not on the desk" in council_page(a_council_card(made.boston()))


def test_names_are_escaped():
    assert "Big &lt;Fenton&gt;" in council_drawing.fragments(a_council_card())
    assert "Big <Fenton>" not in council_drawing.fragments(a_council_card())


def test_a_total_in_wards_own_words_is_never_shown_as_wards():
    assert council_words.source(replace(made.half_way(), source=Source.WARDS)).startswith(
        "Seats are added up"
    )
    assert council_words.source(made.waiting()).startswith("Seats are added up")
    assert council_words.source(replace(made.waiting(), wards=0)) == ""
