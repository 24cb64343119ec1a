"""Order of the result: joint ranks where nobody is elected, and the lot where somebody is."""

from decimal import Decimal

import pytest

from tests.psephology.ballots import judged


@pytest.mark.parametrize(
    ("votes", "elected", "expected"),
    [
        pytest.param([300, 500, 400], 2, [(2, 1), (3, 2), (1, 3)], id="all different"),
        pytest.param(
            [300, 500, 300, 200], 2, [(2, 1), (1, 2), (3, 2), (4, 4)], id="joint second, then fourth"
        ),
        pytest.param([0, 500, 0], 2, [(2, 1), (1, 2), (3, 2)], id="nobody voted for two of them"),
        pytest.param([500, 500, 300], 2, [(2, 1), (1, 2), (3, 3)], id="by lot: the elected one is first"),
        pytest.param([500, 500, 500], 3, [(3, 1), (1, 2), (2, 2)], id="by lot among three"),
        pytest.param([500], 1, [(1, 1)], id="one candidate"),
    ],
)
def test_candidates_are_ranked_by_votes_with_the_elected_first(
    votes: list[int], elected: int, expected: list[tuple[int, int]]
) -> None:
    entries = [(f"Candidate {number}", f"P{number}", own) for number, own in enumerate(votes, start=1)]
    result = judged(*entries, elected=elected, by_lot=votes.count(max(votes)) > 1)

    assert [(line.number, line.rank) for line in result.lines] == expected
    assert [line.number for line in result.lines if line.elected] == [elected] == [result.winner]


@pytest.mark.parametrize("elected", [1, 2])
def test_the_littletons_went_by_lot_to_the_one_recorded(elected: int) -> None:
    result = judged(("Green", "Green", 889), ("Reform", "RUK", 889), elected=elected, by_lot=True)

    assert (result.winner, result.party) == (elected, ("Green", "RUK")[elected - 1])
    assert (result.majority, result.majority_pct, result.by_lot) == (0, Decimal(0), True)


def test_a_majority_is_over_the_second_and_in_per_cent_of_all_valid_votes() -> None:
    result = judged(("A", "Con", 450), ("B", "Lab", 350), ("C", "LD", 200))

    assert (result.majority, result.majority_pct) == (100, Decimal(10))
    assert not result.by_lot


def test_a_candidate_alone_has_all_votes_as_the_majority() -> None:
    assert judged(("A", "Con", 450)).majority == 450
