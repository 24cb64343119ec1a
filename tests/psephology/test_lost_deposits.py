"""A deposit is kept only with more than a twentieth of the valid votes."""

import pytest

from tests.psephology.ballots import judged, line


@pytest.mark.parametrize(
    ("votes", "others", "lost"),
    [
        pytest.param(50, 950, True, id="exactly 5 % is lost"),
        pytest.param(51, 949, False, id="one vote more is kept"),
        pytest.param(49, 951, True, id="one vote fewer is lost"),
        pytest.param(50, 949, False, id="just over, though it prints as 5.01 %"),
        pytest.param(2_500_001, 47_500_000, False, id="over by two millionths of a point"),
        pytest.param(2_500_000, 47_500_000, True, id="exactly 5 % of fifty million"),
        pytest.param(0, 1, True, id="no votes"),
    ],
)
def test_a_deposit_is_lost_at_exactly_five_per_cent(votes: int, others: int, lost: bool) -> None:
    result = judged(("A", "Con", others), ("B", "Green", votes), electorate=60_000_000)

    assert line(result, 2).lost_deposit is lost
    assert line(result, 1).lost_deposit is False
