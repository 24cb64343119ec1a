"""What a declaration costs does not grow with what was declared before: work is counted, time is not."""

from dataclasses import replace
from statistics import median

import pytest

from results.psephology.headlines.facts import Kind
from tests.bench.headlines import LARGE, SMALL, full, work

Figures = dict[str, float]


@pytest.fixture(scope="module")
def costs() -> dict[int, Figures]:
    """The work of one more declaration, of reading, and of a correction: in a small night and a large one."""
    return {size: _costs(size) for size in (SMALL, LARGE)}


def _costs(size: int) -> Figures:
    night, more = full(size)
    declaring = [work(lambda seat=seat: night.declare(seat)) for seat in more[:40]]  # type: ignore[misc]
    corrected = [replace(seat, majority=seat.majority + 1) for seat in more[:40]]
    return {
        "declaring": sum(declaring),
        "reading": work(night.lines),
        "reading one kind": work(lambda: night.lines(kinds=frozenset({Kind.MAJORITY_SLASHED}))),
        "correcting": median(work(lambda seat=seat: night.declare(seat)) for seat in corrected),  # type: ignore[misc]
    }


@pytest.mark.parametrize("act", ["declaring", "reading", "reading one kind", "correcting"])
def test_five_thousand_contests_cost_at_most_half_as_much_again_as_a_hundred(
    act: str, costs: dict[int, Figures]
) -> None:
    assert costs[SMALL][act] > 100
    assert costs[LARGE][act] <= 1.5 * costs[SMALL][act]
