"""The supplementary vote: who is left after first preferences, and what second preferences decide."""

from decimal import Decimal

import pytest

from results.psephology.contest import judge
from results.psephology.counts import Count, Previous, Result, Standing, Word
from results.psephology.sv import Final, finals, judge_sv, left_in
from tests.psephology.ballots import last_time, line, party_line, read_out

STANDINGS = (
    Standing(1, "Ann Lee", "Lab"),
    Standing(2, "Bo Day", "Con"),
    Standing(3, "Cy Fox", "LD"),
    Standing(4, "Di Roe", "Green"),
)


def counted(*votes: int, elected: int, seconds: dict[int, int] | None = None, by_lot: bool = False) -> Count:
    return Count(
        votes=dict(enumerate(votes, start=1)),
        electorate=40_000,
        elected=frozenset({elected}),
        rejected=200,
        by_lot=by_lot,
        second_preferences=seconds,
    )


def judged(count: Count, previous: Previous | None = None) -> Result:
    return judge_sv(standings=STANDINGS[: len(count.votes)], count=count, previous=previous, new_seat=False)


@pytest.mark.parametrize(
    ("votes", "left"),
    [
        pytest.param([4_000, 3_500, 1_500, 1_000], (1, 2), id="the first two"),
        pytest.param([1_500, 4_000, 1_000, 3_500], (2, 4), id="wherever they stand on the ballot paper"),
        pytest.param([5_001, 3_000, 1_000, 999], (), id="one vote more than half elects"),
        pytest.param([5_000, 3_000, 1_000, 1_000], (1, 2), id="exactly half does not"),
        pytest.param([4_000, 2_000, 2_000, 1_000], (1, 2, 3), id="equals for second place are all left"),
        pytest.param([3_000, 3_000, 3_000, 500], (1, 2, 3), id="equals for first place are all left"),
        pytest.param([3_000, 3_000, 2_000, 500], (1, 2), id="two equals for first place"),
        pytest.param([4_000, 3_000, 3_000], (), id="nobody goes out"),
        pytest.param([4_000, 4_000], (), id="two candidates"),
        pytest.param([4_000], (), id="one candidate"),
    ],
)
def test_two_are_left_unless_first_preferences_elect_or_others_equal_the_second(
    votes: list[int], left: tuple[int, ...]
) -> None:
    assert left_in(dict(enumerate(votes, start=1))) == left


def test_the_leader_on_first_preferences_may_lose_on_second() -> None:
    count = counted(4_000, 3_500, 1_500, 1_000, elected=2, seconds={1: 400, 2: 1_150})
    result = judged(count)

    assert (result.winner, result.party, result.after_second_preferences) == (2, "Con", True)
    assert result.majority == (3_500 + 1_150) - (4_000 + 400)
    assert [(own.number, own.rank, own.votes) for own in result.lines] == [
        (2, 1, 3_500),
        (1, 2, 4_000),
        (3, 3, 1_500),
        (4, 4, 1_000),
    ]
    assert finals(count) == (Final(2, 3_500, 1_150), Final(1, 4_000, 400))
    assert [final.total for final in finals(count)] == [4_650, 4_400]


def test_shares_turnout_and_deposits_are_of_first_preferences() -> None:
    result = judged(counted(4_700, 4_200, 600, 500, elected=1, seconds={1: 100, 2: 300}))

    assert (result.valid, result.majority, result.majority_pct) == (10_000, 300, Decimal(3))
    assert line(result, 1).share_pct == Decimal(47)
    assert (result.turnout_valid_pct, result.turnout_papers_pct) == (Decimal(25), Decimal("25.5"))
    assert [own.number for own in result.lines if own.lost_deposit] == [4]
    assert party_line(result, "Con").votes == 4_200


def test_a_majority_of_first_preferences_elects_as_in_any_contest_for_one_seat() -> None:
    count = counted(5_200, 3_000, 1_000, 800, elected=1)
    then = last_time(winner="Con", Con=60, Lab=40)
    result = judged(count, then)

    assert result == judge(standings=STANDINGS, count=count, previous=then, new_seat=False)
    assert (result.after_second_preferences, result.majority, finals(count)) == (False, 2_200, ())


def test_two_candidates_need_no_second_preferences() -> None:
    result = judged(counted(4_000, 3_900, elected=1))

    assert (result.winner, result.majority, result.after_second_preferences) == (1, 100, False)


def test_most_votes_win_where_nobody_goes_out() -> None:
    result = judged(counted(4_000, 3_900, 3_900, elected=1))

    assert (result.winner, result.majority, result.after_second_preferences) == (1, 100, False)


def test_equals_for_second_place_all_take_second_preferences() -> None:
    count = counted(4_000, 2_000, 2_000, 1_500, elected=3, seconds={1: 0, 2: 100, 3: 0})
    winning = counted(2_100, 2_000, 2_000, 1_500, elected=3, seconds={1: 0, 2: 100, 3: 1_000})

    assert [final.number for final in finals(count)] == [1, 2, 3]
    assert (judged(winning).winner, judged(winning).majority) == (3, 900)


@pytest.mark.parametrize("drawn", [1, 2])
def test_equal_totals_go_by_lot_to_the_one_recorded(drawn: int) -> None:
    count = counted(4_000, 3_500, 1_500, 1_000, elected=drawn, seconds={1: 400, 2: 900}, by_lot=True)
    result = judged(count)

    assert (result.winner, result.majority, result.by_lot) == (drawn, 0, True)
    assert finals(count)[0].number == drawn
    assert [own.rank for own in result.lines] == [1, 2, 3, 4]


def test_hold_or_gain_is_told_of_the_winner_after_second_preferences() -> None:
    count = counted(4_000, 3_500, 1_500, 1_000, elected=2, seconds={1: 400, 2: 1_150})
    result = judged(count, last_time(winner="Lab", Lab=50, Con=50))

    assert (result.word, read_out(result)) == (Word.GAIN, "Con gain from Lab")
    assert result.swing is not None
    assert (result.swing.loser, result.swing.gainer, result.swing.points) == ("Con", "Lab", Decimal("2.5"))
