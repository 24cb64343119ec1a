"""What the desk refuses to publish, and what it tells the reporter."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from results.psephology.contest import judge
from results.psephology.counts import Count, Standing
from results.psephology.plausibility import problems

STANDINGS = (
    Standing(1, "Shivani Raja", "Con"),
    Standing(2, "Rajesh Agrawal", "Lab"),
    Standing(3, "Zuffar Haq", "LD"),
)
VOTES: Mapping[int, int] = {1: 14_426, 2: 10_000, 3: 6_300}
GOOD = Count(votes=VOTES, electorate=75_000, elected=frozenset({1}), rejected=255)


def with_votes(*votes: int, elected: int = 1, **changes: object) -> Count:
    figures = dict(enumerate(votes, start=1))
    return replace(GOOD, votes=figures, elected=frozenset({elected}), **changes)  # type: ignore[arg-type]


def found(count: Count) -> list[tuple[str, str]]:
    return [(problem.code, problem.field) for problem in problems(standings=STANDINGS, count=count)]


ALONE = [
    pytest.param(
        replace(GOOD, votes={1: 14_426, 3: 6_300}),
        "votes_missing",
        "votes-2",
        "Rajesh Agrawal has no votes entered. Enter the figure, or 0 if there were none.",
        id="a candidate is missing",
    ),
    pytest.param(
        replace(GOOD, votes={**VOTES, 9: 12}),
        "votes_for_nobody",
        "",
        "There are votes for number 9, but nobody has that place on the ballot paper. Open the form again.",
        id="votes for nobody",
    ),
    pytest.param(
        with_votes(14_426, -5, 6_300),
        "votes_negative",
        "votes-2",
        "Rajesh Agrawal cannot have -5 votes. Enter the figure that was read out.",
        id="negative votes",
    ),
    pytest.param(
        with_votes(14_426, 100_000, 6_300),
        "votes_above_electorate",
        "votes-2",
        "Rajesh Agrawal has 100,000 votes, more than the electorate of 75,000. Check both figures.",
        id="more votes than electors: not also a wrong winner or a wrong sum",
    ),
    pytest.param(
        replace(GOOD, electorate=7_500),
        "votes_above_electorate",
        "electorate",
        "Shivani Raja and Rajesh Agrawal each have more votes than the electorate of 7,500. "
        "Check the electorate first.",
        id="several above the electorate",
    ),
    pytest.param(
        replace(GOOD, electorate=0),
        "electorate_not_positive",
        "electorate",
        "The electorate cannot be 0. Enter how many people may vote here.",
        id="no electorate",
    ),
    pytest.param(
        replace(GOOD, electorate=7_500_075_000),
        "electorate_too_large",
        "electorate",
        "The electorate cannot be 7,500,075,000, more than the whole country has. Check it.",
        id="an electorate beyond belief",
    ),
    pytest.param(
        with_votes(0, 0, 0),
        "nobody_voted",
        "",
        "All the votes are 0. Enter the figures that were read out.",
        id="nobody voted",
    ),
    pytest.param(
        with_votes(40_000, 30_000, 6_300),
        "total_above_electorate",
        "",
        "The votes add up to 76,300, more than the electorate of 75,000. "
        "Check each candidate's votes and the electorate.",
        id="the sum is above the electorate",
    ),
    pytest.param(
        replace(GOOD, electorate=20_000, ballot_papers=30_000),
        "total_above_electorate",
        "",
        "The votes add up to 30,726, more than the electorate of 20,000. "
        "Check each candidate's votes and the electorate.",
        id="the sum is above electorate and papers alike",
    ),
    pytest.param(
        with_votes(40_000, 30_000, 4_900),
        "cast_above_electorate",
        "rejected",
        "74,900 votes and 255 rejected papers make 75,155, more than the electorate of 75,000. "
        "Check the rejected papers.",
        id="the rejected bring the sum above the electorate",
    ),
    pytest.param(
        replace(GOOD, rejected=-1),
        "rejected_negative",
        "rejected",
        "Rejected papers cannot be -1. Enter the figure, or leave it blank if unknown.",
        id="negative rejected papers",
    ),
    pytest.param(
        replace(GOOD, ballot_papers=-1),
        "papers_negative",
        "ballot_papers",
        "Ballot papers cannot be -1. Enter the figure, or leave it blank if unknown.",
        id="negative ballot papers",
    ),
    pytest.param(
        replace(GOOD, ballot_papers=80_000),
        "papers_above_electorate",
        "ballot_papers",
        "There are 80,000 ballot papers, more than the electorate of 75,000. Check both figures.",
        id="more papers than electors",
    ),
    pytest.param(
        replace(GOOD, ballot_papers=30_000),
        "total_above_papers",
        "ballot_papers",
        "The votes add up to 30,726, but only 30,000 ballot papers were in the box. "
        "Check the votes and the papers.",
        id="more votes than papers",
    ),
    pytest.param(
        replace(GOOD, ballot_papers=30_900),
        "cast_above_papers",
        "ballot_papers",
        "30,726 votes and 255 rejected papers make 30,981, but only 30,900 ballot papers were in the box. "
        "Check the papers.",
        id="votes and rejected are more than papers",
    ),
    pytest.param(
        replace(GOOD, elected=frozenset()),
        "elected_missing",
        "elected",
        "Nobody is marked as elected. Mark who was declared elected.",
        id="nobody marked",
    ),
    pytest.param(
        replace(GOOD, elected=frozenset({1, 3})),
        "elected_too_many",
        "elected",
        "Shivani Raja and Zuffar Haq are both marked as elected, for one seat. Mark only one.",
        id="two marked",
    ),
    pytest.param(
        replace(GOOD, elected=frozenset({9})),
        "elected_nobody",
        "elected",
        "The one marked as elected is not on the ballot paper. Mark who was declared elected.",
        id="somebody else marked",
    ),
    pytest.param(
        replace(GOOD, elected=frozenset({2})),
        "elected_contradicts",
        "elected",
        "Rajesh Agrawal is marked as elected with 10,000 votes, but Shivani Raja has 14,426. "
        "Check the votes and who was declared elected.",
        id="two candidates' figures swapped, as at Nelson in 2023",
    ),
    pytest.param(
        with_votes(889, 889, 1, elected=3, by_lot=True),
        "elected_contradicts",
        "elected",
        "Zuffar Haq is marked as elected with 1 vote, but Shivani Raja and Rajesh Agrawal have 889 each. "
        "Check the votes and who was declared elected.",
        id="by lot, but not one of the tied",
    ),
    pytest.param(
        with_votes(889, 889, 1),
        "tie_unsettled",
        "by_lot",
        "Shivani Raja and Rajesh Agrawal have 889 votes each. Record who was elected by lot.",
        id="a tie nobody settled",
    ),
    pytest.param(
        replace(with_votes(889, 889, 889), elected=frozenset()),
        "tie_unsettled",
        "by_lot",
        "Shivani Raja, Rajesh Agrawal and Zuffar Haq have 889 votes each. Record who was elected by lot.",
        id="a tie of three, nobody marked",
    ),
    pytest.param(
        replace(GOOD, by_lot=True),
        "lot_without_tie",
        "by_lot",
        "By lot is ticked, but Shivani Raja leads alone with 14,426 votes. Untick it, or check the votes.",
        id="by lot without a tie",
    ),
]


@pytest.mark.parametrize(("count", "code", "field", "sentence"), ALONE)
def test_one_slip_is_told_once_where_it_is(count: Count, code: str, field: str, sentence: str) -> None:
    told = problems(standings=STANDINGS, count=count)

    assert [(problem.code, problem.field, problem.sentence) for problem in told] == [(code, field, sentence)]


@pytest.mark.parametrize(("count", "code", "field", "sentence"), ALONE)
def test_it_refuses_to_judge_what_cannot_be_published(
    count: Count, code: str, field: str, sentence: str
) -> None:
    with pytest.raises(ValueError, match=r"^" + sentence[:12]):
        judge(standings=STANDINGS, count=count, previous=None, new_seat=False)


@pytest.mark.parametrize(
    "count",
    [
        pytest.param(GOOD, id="as read out"),
        pytest.param(replace(GOOD, rejected=None), id="rejected papers not known"),
        pytest.param(replace(GOOD, ballot_papers=30_981), id="papers that add up"),
        pytest.param(replace(GOOD, ballot_papers=31_100), id="papers nobody accounts for"),
        pytest.param(replace(GOOD, electorate=30_981), id="everybody voted"),
        pytest.param(with_votes(500, 0, 0, electorate=500, rejected=0), id="everybody voted for one"),
        pytest.param(with_votes(14_426, 0, 0), id="candidates without a vote"),
        pytest.param(with_votes(14_426, 6_300, 6_300), id="equal votes that elect nobody"),
        pytest.param(with_votes(889, 889, 1, by_lot=True), id="a tie settled for the first"),
        pytest.param(with_votes(889, 889, 1, elected=2, by_lot=True), id="a tie settled for the second"),
    ],
)
def test_it_lets_a_count_pass_that_can_be_right(count: Count) -> None:
    assert found(count) == []


def test_problems_stand_in_the_order_of_the_form() -> None:
    count = Count(votes={1: -1, 7: 3}, electorate=-2, elected=frozenset(), rejected=-3, ballot_papers=-4)

    assert found(count) == [
        ("votes_negative", "votes-1"),
        ("votes_missing", "votes-2"),
        ("votes_missing", "votes-3"),
        ("elected_missing", "elected"),
        ("electorate_not_positive", "electorate"),
        ("rejected_negative", "rejected"),
        ("papers_negative", "ballot_papers"),
        ("votes_for_nobody", ""),
    ]


def test_a_wrong_mark_and_a_wrong_lot_are_told_apart() -> None:
    assert found(replace(GOOD, elected=frozenset({2}), by_lot=True)) == [
        ("elected_contradicts", "elected"),
        ("lot_without_tie", "by_lot"),
    ]


def test_candidates_of_one_name_are_told_apart_by_party() -> None:
    standings = (Standing(1, "John Smith", "Con"), Standing(2, "John Smith", "Lab"))
    count = Count(votes={1: 889, 2: 889}, electorate=3_000, elected=frozenset({1}))
    (problem,) = problems(standings=standings, count=count)

    assert problem.sentence.startswith("John Smith (Con) and John Smith (Lab) have 889 votes each.")
