"""What the desk asks about before it publishes figures that may be right, halfway through a real night."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from results.psephology.comparison import Expected
from results.psephology.counts import Count, Previous
from results.psephology.plausibility import problems
from results.psephology.tonight import Tonight
from results.psephology.warnings import Warning, warnings  # noqa: A004
from tests.bench.night import after, contests
from tests.psephology.ballots import counted, last_time, stood

HALFWAY = after(contests()[:53])
CANDIDATES = (
    ("Ann Carr", "Con", 16_120),
    ("Bob Lamb", "Lab", 13_840),
    ("Cat Dell", "LD", 2_100),
    ("Dan Reed", "RUK", 8_900),
    ("Eve Gray", "Green", 2_140),
)
STANDINGS = stood(*CANDIDATES)
RIGHT = (16_120, 13_840, 2_100, 8_900, 2_140)
PREVIOUS = last_time(winner="Con", Con=30_000, Lab=11_000, LD=3_500, Green=1_500, others=500)
EXPECTED = Expected(electorate=73_000, previous_electorate=72_000, region="E12000004")


def asked(
    count: Count,
    *,
    previous: Previous | None = PREVIOUS,
    expected: Expected = EXPECTED,
    tonight: Tonight = HALFWAY,
) -> tuple[Warning, ...]:
    return warnings(standings=STANDINGS, count=count, previous=previous, expected=expected, tonight=tonight)


def entered(changed: Mapping[int, int] | None = None, **facts: int) -> Count:
    votes = {**dict(enumerate(RIGHT, start=1)), **(changed or {})}
    return counted(*votes.values(), **{"electorate": 73_000, **facts})  # type: ignore[arg-type]


def about(found: tuple[Warning, ...]) -> list[tuple[str, str]]:
    return [(warning.code, warning.field) for warning in found]


ASKED = [
    pytest.param(
        entered({1: 13_840, 2: 16_120}),
        "figures_swapped",
        "votes-2",
        "The figures of Bob Lamb (16,120) and Ann Carr (13,840) would fit last time and tonight's results "
        "better the other way round. Check that each figure stands beside the right name.",
        id="the first two swapped",
    ),
    pytest.param(
        entered({1: 2_140, 5: 16_120}),
        "figures_swapped",
        "votes-5",
        "The figures of Eve Gray (16,120) and Ann Carr (2,140) would fit last time and tonight's results "
        "better the other way round. Check that each figure stands beside the right name.",
        id="the first and the last on the paper swapped",
    ),
    pytest.param(
        entered({3: 21_000}),
        "figure_ten_times",
        "votes-3",
        "Cat Dell has 21,000 votes, about ten times what last time and tonight's results suggest. "
        "Is there a digit too many?",
        id="a digit too many",
    ),
    pytest.param(
        entered({1: 1_612}),
        "figure_a_tenth",
        "votes-1",
        "Ann Carr has 1,612 votes, about a tenth of what last time and tonight's results suggest. "
        "Is a digit missing?",
        id="a digit too few",
    ),
    pytest.param(
        entered({2: 31_840}),
        "digits_transposed",
        "votes-2",
        "Bob Lamb has 31,840 votes; 13,840 would fit last time and tonight's results far better. "
        "Were two digits changed round?",
        id="two digits changed round",
    ),
    pytest.param(
        entered(electorate=83_000),
        "electorate_unexpected",
        "electorate",
        "The electorate is 83,000, against 73,000 expected. Check it.",
        id="an electorate that is not the pack's: its turnout is not asked about as well",
    ),
    pytest.param(
        entered(ballot_papers=43_900, rejected=150),
        "papers_missing",
        "ballot_papers",
        "There were 43,900 ballot papers in the box, but votes and rejected papers make 43,250: "
        "650 are missing. Check the papers and each candidate's votes.",
        id="papers that are neither votes nor rejected",
    ),
]


@pytest.mark.parametrize(("count", "code", "field", "sentence"), ASKED)
def test_it_asks_once_about_one_mistake(count: Count, code: str, field: str, sentence: str) -> None:
    (found,) = asked(count)

    assert (found.code, found.field, found.sentence) == (code, field, sentence)
    assert found.strength >= 1


FINE = [
    pytest.param(entered(), id="figures in line with the night"),
    pytest.param(entered(electorate=74_900), id="an electorate that grew a little"),
    pytest.param(entered(rejected=150, ballot_papers=43_255), id="a few papers mislaid"),
    pytest.param(entered(ballot_papers=43_700), id="papers that may all be rejected ones"),
    pytest.param(entered({3: 1_200}), id="digits changed round where both figures may be"),
]


@pytest.mark.parametrize("count", FINE)
def test_it_does_not_ask_about_what_is_ordinary(count: Count) -> None:
    assert asked(count) == ()


def test_it_asks_about_turnout_where_votes_of_everybody_are_missing() -> None:
    short = counted(*(votes * 3 // 4 for votes in RIGHT), electorate=73_000)

    (found,) = asked(short)

    assert about((found,)) == [("turnout_out_of_line", "")]
    assert found.sentence.startswith(
        "Turnout is 44.3%, against 64.6% last time; elsewhere tonight it is down"
    )
    assert "Are votes missing?" in found.sentence


def test_it_asks_about_turnout_that_is_far_too_high() -> None:
    found = asked(counted(*(votes * 3 // 2 for votes in RIGHT), electorate=73_000))

    assert about(found) == [("turnout_out_of_line", "")]
    assert "Is a figure too large?" in found[0].sentence


def test_it_asks_about_a_share_that_nothing_tonight_is_like() -> None:
    (found,) = asked(entered({1: 3_500, 2: 22_000, 3: 5_000, 4: 8_000, 5: 4_600}))

    assert (found.code, found.field) == ("share_out_of_line", "votes-1")
    assert found.sentence == (
        "Ann Carr has 8.1% of the votes, against 64.5% last time; tonight's results suggest about 33.1%. "
        "Check the figure."
    )


def test_it_does_not_add_doubts_to_a_count_that_is_refused() -> None:
    refused = entered({1: 161_200})

    assert problems(standings=STANDINGS, count=refused)
    assert asked(refused) == ()


def test_it_still_asks_about_a_swap_where_the_mark_of_who_was_elected_contradicts_the_figures() -> None:
    swapped = replace(entered({1: 13_840, 2: 16_120}), elected=frozenset({1}))

    assert [problem.code for problem in problems(standings=STANDINGS, count=swapped)] == [
        "elected_contradicts"
    ]
    assert about(asked(swapped)) == [("figures_swapped", "votes-2")]


def test_it_puts_the_strongest_doubt_first() -> None:
    found = asked(entered({1: 13_840, 2: 16_120}, electorate=146_000))

    assert set(about(found)) == {("electorate_unexpected", "electorate"), ("figures_swapped", "votes-2")}
    assert [warning.strength for warning in found] == sorted((own.strength for own in found), reverse=True)


NOTHING_KNOWN = Expected()


def test_it_does_not_ask_where_nothing_compares_and_nothing_has_declared() -> None:
    assert asked(entered(), previous=None, expected=NOTHING_KNOWN, tonight=Tonight()) == ()


def test_it_goes_by_the_electorate_of_last_time_where_the_pack_has_none() -> None:
    expected = replace(EXPECTED, electorate=None)

    assert asked(entered(), expected=expected) == ()
    (found,) = asked(entered(electorate=100_000), expected=expected)
    assert found.sentence == "The electorate is 100,000, against 72,000 last time. Check it."


def test_it_does_not_ask_about_a_sitting_member_who_won_a_by_election() -> None:
    landslide = entered({1: 7_000, 3: 17_000, 4: 3_120})

    assert about(asked(landslide)) == [("figures_swapped", "votes-3")]
    assert asked(landslide, expected=replace(EXPECTED, sitting=frozenset({3}))) == ()


def test_before_anybody_has_declared_only_a_gross_mistake_is_asked_about() -> None:
    assert asked(entered(), tonight=Tonight()) == ()
    assert about(asked(entered({3: 21_000}), tonight=Tonight())) == [("figure_ten_times", "votes-3")]
