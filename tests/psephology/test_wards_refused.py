"""What the desk refuses to publish of a ward that fills several seats, and what it tells the reporter."""

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest

from results.psephology.counts import Count, Standing
from results.psephology.plausibility import problems
from results.psephology.wards import judge_ward, ward_problems

STANDINGS = (
    Standing(1, "Ann Lee", "Lab"),
    Standing(2, "Bo Day", "Lab"),
    Standing(3, "Cy Fox", "Con"),
    Standing(4, "Di Roe", "Con"),
    Standing(5, "Ed Poe", "Green"),
)
VOTES: Mapping[int, int] = {1: 1_200, 2: 1_100, 3: 1_000, 4: 900, 5: 300}
GOOD = Count(votes=VOTES, electorate=6_000, elected=frozenset({1, 2, 3}), ballot_papers=1_600)


def with_votes(*votes: int, elected: set[int] | None = None, by_lot: bool = False) -> Count:
    marked = GOOD.elected if elected is None else frozenset(elected)
    return replace(GOOD, votes=dict(enumerate(votes, start=1)), elected=marked, by_lot=by_lot)


def marking(*elected: int) -> Count:
    return replace(GOOD, elected=frozenset(elected))


ALONE = [
    pytest.param(
        marking(1, 2, 3, 4),
        "elected_too_many",
        "elected",
        "Four are marked as elected, for three seats: Ann Lee, Bo Day, Cy Fox and Di Roe. Mark only three.",
        id="more marked than seats",
    ),
    pytest.param(
        marking(1, 3),
        "elected_too_few",
        "elected",
        "Only Ann Lee and Cy Fox are marked as elected, for three seats. "
        "Mark all three who were declared elected.",
        id="fewer marked than seats",
    ),
    pytest.param(
        marking(3),
        "elected_too_few",
        "elected",
        "Only Cy Fox is marked as elected, for three seats. Mark all three who were declared elected.",
        id="one marked",
    ),
    pytest.param(
        marking(),
        "elected_too_few",
        "elected",
        "Nobody is marked as elected. Mark the three who were declared elected.",
        id="nobody marked",
    ),
    pytest.param(
        marking(1, 2, 9),
        "elected_nobody",
        "elected",
        "Somebody marked as elected is not on the ballot paper. Mark who was declared elected.",
        id="somebody else marked",
    ),
    pytest.param(
        marking(1, 2, 4),
        "elected_contradicts",
        "elected",
        "Di Roe (900 votes) is marked as elected, but Cy Fox (1,000 votes) is not. "
        "Check the votes and who was declared elected.",
        id="outside the first three",
    ),
    pytest.param(
        marking(1, 4, 5),
        "elected_contradicts",
        "elected",
        "Di Roe (900 votes) and Ed Poe (300 votes) are marked as elected, but Bo Day (1,100 votes) and "
        "Cy Fox (1,000 votes) are not. Check the votes and who was declared elected.",
        id="two outside the first three",
    ),
    pytest.param(
        with_votes(1_200, 1_100, 900, 900, 300),
        "tie_unsettled",
        "by_lot",
        "Cy Fox and Di Roe have 900 votes each, for the last seat. Record who was elected by lot.",
        id="a tie for the last seat",
    ),
    pytest.param(
        with_votes(1_200, 900, 900, 900, 300, elected={1}),
        "tie_unsettled",
        "by_lot",
        "Bo Day, Cy Fox and Di Roe have 900 votes each, for the last two seats. "
        "Record who was elected by lot.",
        id="a tie of three for two seats: not also too few marks",
    ),
    pytest.param(
        with_votes(1_200, 1_100, 900, 900, 300, elected={1, 3, 4}, by_lot=True),
        "elected_contradicts",
        "elected",
        "Cy Fox (900 votes) and Di Roe (900 votes) are marked as elected, but Bo Day (1,100 votes) is not. "
        "Check the votes and who was declared elected.",
        id="by lot, past somebody with more",
    ),
    pytest.param(
        with_votes(1_200, 1_100, 900, 900, 300, elected={1, 2}, by_lot=True),
        "elected_too_few",
        "elected",
        "Only Ann Lee and Bo Day are marked as elected, for three seats. "
        "Mark all three who were declared elected.",
        id="by lot, and nobody marked for it",
    ),
    pytest.param(
        replace(GOOD, by_lot=True),
        "lot_without_tie",
        "by_lot",
        "By lot is ticked, but nobody ties for the last seat: Cy Fox (1,000 votes) won it, "
        "ahead of Di Roe (900 votes). Untick it, or check the votes.",
        id="by lot without a tie",
    ),
    pytest.param(
        with_votes(1_200, 1_000, 1_000, 700, 700, by_lot=True),
        "lot_without_tie",
        "by_lot",
        "By lot is ticked, but nobody ties for the last seat: Bo Day (1,000 votes) and "
        "Cy Fox (1,000 votes) won it, ahead of Di Roe (700 votes). Untick it, or check the votes.",
        id="equal votes that elect both, equal votes that elect neither",
    ),
    pytest.param(
        with_votes(1_200, 1_100, 1_000, 900, 1_700),
        "votes_above_papers",
        "votes-5",
        "Ed Poe has 1,700 votes, more than the 1,600 ballot papers in the box. Check both figures.",
        id="more votes than papers: not also a wrong mark",
    ),
    pytest.param(
        replace(GOOD, votes={1: 3_120, 2: 3_090, 3: 3_051, 4: 3_020, 5: 3_004}, ballot_papers=2_477),
        "votes_above_papers",
        "ballot_papers",
        "Ann Lee, Bo Day, Cy Fox, Di Roe and Ed Poe each have more votes than the 2,477 ballot papers in the "
        "box. Check the ballot papers first.",
        id="everybody over 3,000 from 2,477 papers, as at Highworth in 2019",
    ),
    pytest.param(
        with_votes(1_200, 1_100, 1_000, 900, 6_100),
        "votes_above_electorate",
        "votes-5",
        "Ed Poe has 6,100 votes, more than the electorate of 6,000. Check both figures.",
        id="more votes than electors: not also more than papers",
    ),
    pytest.param(
        replace(GOOD, electorate=1_150),
        "votes_above_electorate",
        "votes-1",
        "Ann Lee has 1,200 votes, more than the electorate of 1,150. Check both figures.",
        id="one above the electorate",
    ),
    pytest.param(
        with_votes(1_600, 1_500, 1_400, 300, 1),
        "total_above_papers",
        "ballot_papers",
        "The votes add up to 4,801, but 1,600 ballot papers with three votes each hold 4,800. "
        "Check the votes and the papers.",
        id="one vote more than the papers hold",
    ),
    pytest.param(
        replace(GOOD, rejected=101),
        "cast_above_papers",
        "ballot_papers",
        "These votes need at least 1,500 ballot papers, and with 101 rejected that makes 1,601, but only "
        "1,600 ballot papers were in the box. Check the papers.",
        id="the rejected leave too few papers",
    ),
    pytest.param(
        replace(with_votes(1_600, 100, 90, 80, 70), rejected=1),
        "cast_above_papers",
        "ballot_papers",
        "These votes need at least 1,600 ballot papers, and with 1 rejected that makes 1,601, but only "
        "1,600 ballot papers were in the box. Check the papers.",
        id="no paper holds two votes for one candidate",
    ),
    pytest.param(
        replace(GOOD, electorate=1_499, ballot_papers=None),
        "total_above_electorate",
        "",
        "The votes add up to 4,500, but 1,499 electors with three votes each have 4,497. "
        "Check each candidate's votes and the electorate.",
        id="more votes than all electors have",
    ),
    pytest.param(
        replace(GOOD, electorate=1_500, ballot_papers=None, rejected=1),
        "cast_above_electorate",
        "rejected",
        "These votes need at least 1,500 ballot papers, and with 1 rejected that makes 1,501, more than the "
        "electorate of 1,500. Check the rejected papers.",
        id="the rejected bring the papers above the electorate",
    ),
    pytest.param(
        replace(GOOD, ballot_papers=6_100),
        "papers_above_electorate",
        "ballot_papers",
        "There are 6,100 ballot papers, more than the electorate of 6,000. Check both figures.",
        id="more papers than electors",
    ),
    pytest.param(
        with_votes(0, 0, 0, 0, 0),
        "nobody_voted",
        "",
        "All the votes are 0. Enter the figures that were read out.",
        id="nobody voted",
    ),
]


@pytest.mark.parametrize(("count", "code", "field", "sentence"), ALONE)
def test_one_slip_is_told_once_where_it_is(count: Count, code: str, field: str, sentence: str) -> None:
    told = ward_problems(standings=STANDINGS, count=count, seats=3)

    assert [(problem.code, problem.field, problem.sentence) for problem in told] == [(code, field, sentence)]


@pytest.mark.parametrize(("count", "code", "field", "sentence"), ALONE)
def test_it_refuses_to_judge_what_cannot_be_published(
    count: Count, code: str, field: str, sentence: str
) -> None:
    with pytest.raises(ValueError, match="^" + re.escape(sentence)):
        judge_ward(standings=STANDINGS, count=count, seats=3)


@pytest.mark.parametrize(
    "count",
    [
        pytest.param(GOOD, id="as read out"),
        pytest.param(replace(GOOD, ballot_papers=None), id="papers not known"),
        pytest.param(replace(GOOD, ballot_papers=1_500), id="papers that hold exactly these votes"),
        pytest.param(replace(GOOD, ballot_papers=1_600, rejected=100), id="and exactly the rejected"),
        pytest.param(replace(GOOD, electorate=1_600), id="everybody voted"),
        pytest.param(with_votes(1_200, 1_000, 1_000, 900, 300), id="equal votes that elect both"),
        pytest.param(with_votes(1_200, 1_000, 1_000, 700, 700), id="equal votes that elect neither"),
        pytest.param(with_votes(1_200, 1_100, 900, 900, 300, by_lot=True), id="a lot for the last seat"),
        pytest.param(
            with_votes(1_200, 1_100, 900, 900, 300, elected={1, 2, 4}, by_lot=True), id="a lot for the other"
        ),
        pytest.param(
            with_votes(900, 900, 900, 900, 900, elected={1, 4, 5}, by_lot=True), id="a lot among them all"
        ),
        pytest.param(with_votes(500, 1, 0, 0, 0, by_lot=True), id="a lot among those nobody voted for"),
    ],
)
def test_it_lets_a_count_pass_that_can_be_right(count: Count) -> None:
    assert ward_problems(standings=STANDINGS, count=count, seats=3) == ()


@pytest.mark.parametrize(
    ("count", "told"),
    [
        pytest.param(
            Count(votes={1: 0, 2: 0}, electorate=6_000, elected=frozenset({1, 2})), [], id="no poll"
        ),
        pytest.param(
            Count(votes={1: 0, 2: 0}, electorate=6_000, elected=frozenset({2})),
            ["Only Bo Day is marked as elected, for two seats. Mark both who were declared elected."],
            id="one forgotten",
        ),
        pytest.param(
            Count(votes={1: 0, 2: 0}, electorate=6_000, elected=frozenset({1, 2}), by_lot=True),
            ["By lot is ticked, but there is a seat for every candidate. Untick it."],
            id="no lot",
        ),
    ],
)
def test_a_ward_with_a_seat_for_everybody_needs_no_votes(count: Count, told: list[str]) -> None:
    found = ward_problems(standings=STANDINGS[:2], count=count, seats=2)

    assert [problem.sentence for problem in found] == told


def test_a_ward_with_fewer_candidates_than_seats_elects_them_all() -> None:
    count = Count(votes={1: 0}, electorate=6_000, elected=frozenset())
    (problem,) = ward_problems(standings=STANDINGS[:1], count=count, seats=2)

    assert problem.sentence == "Nobody is marked as elected. Mark who was declared elected."
    assert (
        judge_ward(standings=STANDINGS[:1], count=replace(count, elected=frozenset({1})), seats=2).party
        == "Lab"
    )


def test_a_ward_for_one_seat_has_the_sentences_of_any_contest_for_one() -> None:
    count = marking(1, 2)

    assert ward_problems(standings=STANDINGS, count=count, seats=1) == problems(
        standings=STANDINGS, count=count
    )


def test_problems_stand_in_the_order_of_the_form() -> None:
    count = Count(votes={1: -1, 7: 3}, electorate=-2, elected=frozenset(), rejected=-3, ballot_papers=-4)
    found = ward_problems(standings=STANDINGS[:3], count=count, seats=2)

    assert [(problem.code, problem.field) for problem in found] == [
        ("votes_negative", "votes-1"),
        ("votes_missing", "votes-2"),
        ("votes_missing", "votes-3"),
        ("elected_too_few", "elected"),
        ("electorate_not_positive", "electorate"),
        ("rejected_negative", "rejected"),
        ("papers_negative", "ballot_papers"),
        ("votes_for_nobody", ""),
    ]


def test_rejected_papers_below_none_are_told_once_whatever_they_would_add_up_to() -> None:
    count = Count(votes={0: 5}, electorate=3, elected=frozenset(), rejected=-1, ballot_papers=0)
    found = ward_problems(standings=STANDINGS[:3], count=count, seats=2)

    assert [problem.code for problem in found if problem.field == "rejected"] == ["rejected_negative"]
