"""Small parties go under Others, and nothing is lost by it."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from results.rendering import tally
from tests.drawn_cards import PARTIES, a_board, a_row

FIGURES = ("seats", "gains", "losses", "net", "votes")
counts = st.integers(0, 30)
rows_of_a_region = st.lists(st.tuples(counts, counts, counts, st.integers(0, 90_000)), max_size=11).map(
    lambda drawn: [
        a_row(PARTIES[place], seats=seats, gains=gains, losses=losses, votes=votes)
        for place, (seats, gains, losses, votes) in enumerate(drawn)
    ]
)


@given(rows_of_a_region)
def test_lines_with_others_add_up_to_all_rows(rows):
    kept, folded = tally.fold(rows)
    lines = [*kept, tally.others(folded, 100_000)] if folded else kept
    for figure in FIGURES:
        assert sum(getattr(line, figure) for line in lines) == sum(getattr(row, figure) for row in rows)


@given(rows_of_a_region)
def test_a_party_that_won_or_lost_a_seat_is_never_under_others(rows):
    _, folded = tally.fold(rows)
    assert not any(row.seats or row.gains or row.losses for row in folded)


def test_one_small_party_is_named_and_not_called_others():
    rows = [a_row(party, votes=100) for party in PARTIES[:8]]
    assert tally.fold(rows) == (rows, [])


def test_others_have_the_share_of_their_votes_together_and_no_change():
    others = tally.others([a_row(PARTIES[0], votes=300), a_row(PARTIES[1], votes=201)], 2_000)
    assert others.share_pct == Decimal("25.05")
    assert others.change_pts is None


def test_before_anything_is_declared_shares_are_dashes():
    lines = tally.tally_view(a_board(declared=0)).lines
    assert {line.share for line in lines} == {line.change for line in lines} == {"–"}
