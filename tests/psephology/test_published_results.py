"""Ten real contests come out as they were published."""

from decimal import Decimal

import pytest

from tests.psephology.ballots import four_places, read_out
from tests.psephology.real_contests import REAL_CONTESTS, RealContest

contests = pytest.mark.parametrize(
    "contest", [pytest.param(contest, id=contest.name) for contest in REAL_CONTESTS]
)


@contests
def test_the_result_reads_as_published(contest: RealContest) -> None:
    result = contest.judged()

    assert (read_out(result), result.majority) == (contest.result, contest.majority)


@contests
def test_changes_are_as_published_where_last_time_names_the_party(contest: RealContest) -> None:
    changes = {line.number: four_places(line.change_pts) for line in contest.judged().lines}

    assert [changes[number] for number in sorted(changes)] == [own.change_pts for own in contest.candidates]


@contests
def test_the_swing_is_half_the_difference_of_the_published_changes(contest: RealContest) -> None:
    result = contest.judged()
    first, second = (contest.candidates[line.number - 1].change_pts for line in result.lines[:2])
    swing = result.swing
    if first is None or second is None:
        assert swing is None
    else:
        assert swing is not None
        assert abs(swing.points - abs(first - second) / 2) <= Decimal("0.0001")
        assert (swing.gainer == result.party) == (first > second)


@pytest.mark.parametrize(
    ("name", "number", "stood"),
    [
        pytest.param("Birmingham Yardley", 5, False, id="the Workers Party is new: every party was named"),
        pytest.param("Leicester South", 1, False, id="an independent nobody voted for before"),
        pytest.param("Ashfield", 6, None, id="Ashfield Independents are among the others last time"),
        pytest.param("Cheltenham", 5, None, id="Greens may be among the others last time"),
    ],
)
def test_a_party_is_new_only_where_nobody_can_hide_it(name: str, number: int, stood: bool | None) -> None:
    contest = next(contest for contest in REAL_CONTESTS if contest.name == name)
    lines = {line.number: line for line in contest.judged().lines}

    assert lines[number].stood_before is stood


def test_birmingham_yardley_has_a_joint_fourth_and_no_tie_to_settle() -> None:
    contest = next(contest for contest in REAL_CONTESTS if contest.name == "Birmingham Yardley")
    result = contest.judged()

    assert [line.rank for line in result.lines] == [1, 2, 3, 4, 4, 6]
    assert not result.by_lot
