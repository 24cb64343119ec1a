"""What the desk refuses to publish of a supplementary vote, and what it tells the reporter."""

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from results.psephology.counts import Count, Standing
from results.psephology.sv import judge_sv, left_in, sv_problems

STANDINGS = (
    Standing(1, "Ann Lee", "Lab"),
    Standing(2, "Bo Day", "Con"),
    Standing(3, "Cy Fox", "LD"),
    Standing(4, "Di Roe", "Green"),
)
VOTES: Mapping[int, int] = {1: 4_000, 2: 3_500, 3: 1_500, 4: 1_000}
GOOD = Count(votes=VOTES, electorate=40_000, elected=frozenset({2}), second_preferences={1: 400, 2: 1_150})
WON = Count(
    votes={1: 5_200, 2: 3_000, 3: 1_000, 4: 800}, electorate=40_000, elected=frozenset({1}), rejected=90
)


def adding(seconds: dict[int, int] | None, **changes: object) -> Count:
    return replace(GOOD, second_preferences=seconds, **changes)  # type: ignore[arg-type]


ALONE = [
    pytest.param(
        adding(None),
        "second_preferences_missing",
        "second_preferences-1",
        "Nobody has more than half of the first preferences: the most is 4,000 of 10,000. "
        "Enter the second preferences of Ann Lee and Bo Day.",
        id="missing although nobody has a majority",
    ),
    pytest.param(
        adding({}, elected=frozenset({1})),
        "second_preferences_missing",
        "second_preferences-1",
        "Nobody has more than half of the first preferences: the most is 4,000 of 10,000. "
        "Enter the second preferences of Ann Lee and Bo Day.",
        id="missing, whoever is marked",
    ),
    pytest.param(
        adding({1: 400}),
        "second_preferences_missing",
        "second_preferences-2",
        "Bo Day has no second preferences entered. Enter the figure, or 0 if there were none.",
        id="missing for one of those left",
    ),
    pytest.param(
        adding({1: 400, 2: -5}),
        "second_preferences_negative",
        "second_preferences-2",
        "Bo Day cannot have -5 second preferences. Enter the figure that was read out.",
        id="negative",
    ),
    pytest.param(
        adding({1: 400, 2: 1_150, 3: 7}),
        "second_preferences_for_gone",
        "second_preferences-3",
        "Cy Fox went out on first preferences, so no second preferences are added: Ann Lee and Bo Day were "
        "left. Clear the figure, or check the votes.",
        id="for somebody who went out",
    ),
    pytest.param(
        adding({1: 400, 2: 1_150, 9: 7}),
        "second_preferences_for_nobody",
        "",
        "There are second preferences for number 9, but nobody has that place on the ballot paper. "
        "Open the form again.",
        id="for nobody",
    ),
    pytest.param(
        adding({1: 400, 2: 2_101}),
        "second_preferences_too_many",
        "",
        "The second preferences add up to 2,501, but Cy Fox and Di Roe had only 2,500 votes to pass on. "
        "Check the second preferences and the votes.",
        id="more than those who went out held",
    ),
    pytest.param(
        replace(WON, second_preferences={1: 400, 2: 900}),
        "second_preferences_not_needed",
        "second_preferences-1",
        "Ann Lee has more than half of the first preferences, 5,200 of 10,000, so no second preferences are "
        "counted. Clear them, or check the votes.",
        id="given although first preferences elected",
    ),
    pytest.param(
        replace(WON, votes={1: 4_000, 2: 3_900, 3: 3_900, 4: 3_900}, second_preferences={1: 0}),
        "second_preferences_not_needed",
        "second_preferences-1",
        "Nobody went out on first preferences, so there are no second preferences to add. "
        "Clear them, or check the votes.",
        id="given although nobody went out",
    ),
    pytest.param(
        replace(GOOD, elected=frozenset({1})),
        "elected_contradicts",
        "elected",
        "Ann Lee is marked as elected with 4,400 votes after second preferences, but Bo Day has 4,650. "
        "Check the votes and who was declared elected.",
        id="the leader on first preferences marked, who lost on second",
    ),
    pytest.param(
        replace(GOOD, elected=frozenset({3})),
        "elected_contradicts",
        "elected",
        "Cy Fox is marked as elected, but went out on first preferences: Ann Lee and Bo Day were left. "
        "Check the votes and who was declared elected.",
        id="somebody marked who went out",
    ),
    pytest.param(
        replace(WON, elected=frozenset({2})),
        "elected_contradicts",
        "elected",
        "Bo Day is marked as elected with 3,000 votes, but Ann Lee has 5,200. "
        "Check the votes and who was declared elected.",
        id="not the one with a majority of first preferences",
    ),
    pytest.param(
        replace(GOOD, elected=frozenset()),
        "elected_missing",
        "elected",
        "Nobody is marked as elected. Mark who was declared elected.",
        id="nobody marked",
    ),
    pytest.param(
        replace(GOOD, elected=frozenset({1, 2})),
        "elected_too_many",
        "elected",
        "Ann Lee and Bo Day are both marked as elected, for one seat. Mark only one.",
        id="two marked",
    ),
    pytest.param(
        adding({1: 400, 2: 900}),
        "tie_unsettled",
        "by_lot",
        "Ann Lee and Bo Day have 4,400 votes each after second preferences. Record who was elected by lot.",
        id="equal totals nobody settled",
    ),
    pytest.param(
        replace(GOOD, by_lot=True),
        "lot_without_tie",
        "by_lot",
        "By lot is ticked, but Bo Day leads alone with 4,650 votes after second preferences. "
        "Untick it, or check the votes.",
        id="by lot without equal totals",
    ),
    pytest.param(
        replace(GOOD, votes={**VOTES, 1: 41_000}),
        "votes_above_electorate",
        "votes-1",
        "Ann Lee has 41,000 votes, more than the electorate of 40,000. Check both figures.",
        id="more votes than electors: not also a majority",
    ),
    pytest.param(
        replace(GOOD, electorate=9_999),
        "total_above_electorate",
        "",
        "The votes add up to 10,000, more than the electorate of 9,999. "
        "Check each candidate's votes and the electorate.",
        id="more first preferences than electors",
    ),
]


@pytest.mark.parametrize(("count", "code", "field", "sentence"), ALONE)
def test_one_slip_is_told_once_where_it_is(count: Count, code: str, field: str, sentence: str) -> None:
    told = sv_problems(standings=STANDINGS, count=count)

    assert [(problem.code, problem.field, problem.sentence) for problem in told] == [(code, field, sentence)]


@pytest.mark.parametrize(("count", "code", "field", "sentence"), ALONE)
def test_it_refuses_to_judge_what_cannot_be_published(
    count: Count, code: str, field: str, sentence: str
) -> None:
    with pytest.raises(ValueError, match="^" + re.escape(sentence)):
        judge_sv(standings=STANDINGS, count=count, previous=None, new_seat=False)


@pytest.mark.parametrize(
    "count",
    [
        pytest.param(GOOD, id="as read out"),
        pytest.param(adding({1: 400, 2: 2_100}), id="everybody who went out had a second preference"),
        pytest.param(adding({1: 0, 2: 0}, elected=frozenset({1})), id="nobody had one"),
        pytest.param(adding({1: 400, 2: 900}, by_lot=True), id="a lot for the second"),
        pytest.param(adding({1: 400, 2: 900}, elected=frozenset({1}), by_lot=True), id="a lot for the first"),
        pytest.param(WON, id="a majority of first preferences"),
    ],
)
def test_it_lets_a_count_pass_that_can_be_right(count: Count) -> None:
    assert sv_problems(standings=STANDINGS, count=count) == ()


def test_problems_of_second_preferences_stand_after_the_votes() -> None:
    count = adding({1: -1, 3: 4}, elected=frozenset(), electorate=40_000, ballot_papers=9_000)
    found = sv_problems(standings=STANDINGS, count=count)

    assert [(problem.code, problem.field) for problem in found] == [
        ("second_preferences_negative", "second_preferences-1"),
        ("second_preferences_missing", "second_preferences-2"),
        ("second_preferences_for_gone", "second_preferences-3"),
        ("elected_missing", "elected"),
        ("total_above_papers", "ballot_papers"),
    ]


for_any = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
few = st.integers(min_value=-1, max_value=9)
any_count = st.builds(
    Count,
    votes=st.dictionaries(st.integers(1, 5), few, max_size=5)
    | st.fixed_dictionaries(dict.fromkeys(VOTES, few)),
    electorate=st.integers(-1, 60),
    elected=st.frozensets(st.integers(1, 5), max_size=2),
    rejected=st.none() | few,
    ballot_papers=st.none() | st.integers(-1, 60),
    by_lot=st.booleans(),
    second_preferences=st.none() | st.dictionaries(st.integers(1, 5), few, max_size=3),
)


@for_any
@given(any_count)
def test_judge_accepts_exactly_what_has_no_problems_and_no_field_has_two(count: Count) -> None:
    told = sv_problems(standings=STANDINGS, count=count)
    fields = [problem.field for problem in told if problem.field]
    try:
        judge_sv(standings=STANDINGS, count=count, previous=None, new_seat=False)
    except ValueError as refusal:
        assert str(refusal) == " ".join(problem.sentence for problem in told) != ""
    else:
        assert told == ()
    assert len(fields) == len(set(fields))


@st.composite
def counts_read_out(draw: st.DrawFn) -> Count:
    """What a returning officer may read out, from the papers themselves."""
    papers = draw(
        st.lists(st.tuples(st.integers(1, 4), st.none() | st.integers(1, 4)), min_size=1, max_size=25)
    )
    votes = {number: sum(first == number for first, _ in papers) for number in VOTES}
    left = left_in(votes)
    passed = [second for first, second in papers if first not in left]
    seconds = {number: passed.count(number) for number in left}
    totals = {number: votes[number] + seconds.get(number, 0) for number in left or votes}
    leaders = [number for number, total in totals.items() if total == max(totals.values())]
    return Count(
        votes=votes,
        electorate=100,
        elected=frozenset({draw(st.sampled_from(leaders))}),
        by_lot=len(leaders) > 1,
        second_preferences=seconds or None,
    )


@for_any
@given(counts_read_out())
def test_whatever_the_papers_say_is_accepted_and_elects_who_was_declared(count: Count) -> None:
    result = judge_sv(standings=STANDINGS, count=count, previous=None, new_seat=False)

    assert frozenset({result.winner}) == count.elected
    assert result.after_second_preferences == (count.second_preferences is not None)
    assert (result.majority == 0) == count.by_lot
    assert [own.rank for own in result.lines] == sorted(own.rank for own in result.lines)
