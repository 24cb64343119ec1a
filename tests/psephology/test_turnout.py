"""Turnout on both bases: valid votes, and all papers in the box where they are known."""

from decimal import Decimal

import pytest

from results.psephology.contest import judge
from tests.psephology.ballots import counted, stood

STANDINGS = stood(("A", "Con", 0), ("B", "Lab", 0))


@pytest.mark.parametrize(
    ("rejected", "ballot_papers", "papers_pct"),
    [
        pytest.param(None, None, None, id="neither is known"),
        pytest.param(100, None, "51", id="valid and rejected"),
        pytest.param(None, 5_200, "52", id="papers"),
        pytest.param(100, 5_200, "52", id="papers come before the sum"),
        pytest.param(0, None, "50", id="none rejected is known to be none"),
    ],
)
def test_turnout_has_two_bases(
    rejected: int | None, ballot_papers: int | None, papers_pct: str | None
) -> None:
    count = counted(3_000, 2_000, electorate=10_000, rejected=rejected, ballot_papers=ballot_papers)
    result = judge(standings=STANDINGS, count=count, previous=None, new_seat=False)

    assert result.turnout_valid_pct == Decimal(50)
    assert result.turnout_papers_pct == (None if papers_pct is None else Decimal(papers_pct))
