"""Three declarations that went out wrong, rebuilt: each is refused or asked about.

And the mistake of Nelson made in every contest of a real night: with who was declared elected marked, no swap
of the first two gets out.
"""

from dataclasses import replace

import pytest

from results.psephology.comparison import Expected
from results.psephology.counts import Count
from results.psephology.plausibility import problems
from results.psephology.tonight import Tonight
from results.psephology.wardchecks import ward_problems
from results.psephology.wardwarnings import ward_warnings
from results.psephology.warnings import Warning, warnings  # noqa: A004
from tests.bench.night import Declared, after, contests
from tests.bench.plausibility import top_two_swapped
from tests.psephology.ballots import counted, last_time, stood

TONIGHT = after(contests())

# Putney, 4 July 2024: as declared, and as corrected two weeks later. The last figure and the electorate are
# rounded; last time is 2019 on the boundaries of then.
PUTNEY = (
    ("Fleur Anderson", "Lab", 20_952),
    ("Lee Roberts", "Con", 10_011),
    ("Kieren McCarthy", "LD", 5_189),
    ("Fergal McEntee", "Green", 3_189),
    ("Peter Hunter", "RUK", 2_681),
    ("Heiko Khoo", "WPB", 433),
    ("Felix Burford-Connole", "Rejoin", 300),
)
PUTNEY_CORRECTED = (24_113, 11_625, 5_943, 3_721, 3_070, 491, 350)
PUTNEY_2019 = last_time(winner="Lab", Lab=22_780, Con=18_006, LD=8_548, Green=1_133)
PUTNEY_EXPECTED = Expected(
    electorate=72_500, previous_electorate=65_200, region="E12000007", sitting=frozenset({1})
)


def of_putney(*votes: int) -> tuple[Warning, ...]:
    return warnings(
        standings=stood(*PUTNEY),
        count=counted(*votes, electorate=72_500),
        previous=PUTNEY_2019,
        expected=PUTNEY_EXPECTED,
        tonight=TONIGHT,
    )


def test_putney_2024_without_6558_votes_is_asked_about_and_with_them_is_not() -> None:
    (found,) = of_putney(*(votes for *_, votes in PUTNEY))

    assert found.code == "turnout_out_of_line"
    assert found.sentence.startswith("Turnout is 59.0%, against 77.4% last time")
    assert "Are votes missing?" in found.sentence
    assert of_putney(*PUTNEY_CORRECTED) == ()


# Nelson (Marsden West), 4 May 2023: 65 votes between the two are real, the rest is rebuilt.
NELSON = stood(("Julie Green", "Con", 400), ("Patricia Hannah-Wood", "Lab", 335))
NELSON_MARKED_WRONG = counted(400, 335, elected=2, electorate=2_600)


def test_nelson_2023_with_the_wrong_one_declared_elected_is_refused() -> None:
    found = problems(standings=NELSON, count=NELSON_MARKED_WRONG)

    assert [(problem.code, problem.field) for problem in found] == [("elected_contradicts", "elected")]


def test_nelson_2023_with_two_figures_transposed_is_refused_where_who_was_elected_is_marked() -> None:
    found = problems(standings=NELSON, count=counted(335, 400, elected=1, electorate=2_600))

    assert [(problem.code, problem.field) for problem in found] == [("elected_contradicts", "elected")]


def neighbours_of_nelson() -> Tonight:
    """Six places where the two parties got much what they had last time."""
    tonight = Tonight()
    for more in range(6):
        tonight = tonight.with_result(
            standings=NELSON,
            count=counted(400 + 10 * more, 350 - 5 * more, electorate=2_600),
            previous=last_time(winner="Con", Con=420 + 8 * more, Lab=340 - 6 * more),
            expected=Expected(electorate=2_600, previous_electorate=2_600),
        )
    return tonight


@pytest.mark.parametrize(
    ("votes", "asked"), [((335, 400), [("figures_swapped", "votes-2")]), ((400, 335), [])]
)
def test_nelson_2023_with_two_figures_transposed_is_asked_about_going_by_its_neighbours(
    votes: tuple[int, int], asked: list[tuple[str, str]]
) -> None:
    found = warnings(
        standings=NELSON,
        count=counted(*votes, electorate=2_600),
        previous=last_time(winner="Con", Con=460, Lab=300),
        expected=Expected(electorate=2_600, previous_electorate=2_600),
        tonight=neighbours_of_nelson(),
    )

    assert [(warning.code, warning.field) for warning in found] == asked


# Highworth, 2 May 2019: ten candidates with over 3,000 each from 2,477 papers. Seats and figures are rebuilt.
HIGHWORTH = stood(*((f"Candidate {number}", "Con" if number % 2 else "Lab", 0) for number in range(1, 11)))
HIGHWORTH_COUNT = Count(
    votes={number: 3_000 + 11 * number for number in range(1, 11)},
    electorate=6_900,
    elected=frozenset({8, 9, 10}),
)


def test_highworth_2019_is_refused_by_the_papers_and_without_them_by_the_electorate() -> None:
    def told(ballot_papers: int | None) -> list[tuple[str, str]]:
        count = replace(HIGHWORTH_COUNT, ballot_papers=ballot_papers)
        found = ward_problems(standings=HIGHWORTH, count=count, seats=3)
        return [(problem.code, problem.field) for problem in found]

    assert told(2_477) == [("votes_above_papers", "ballot_papers")]
    assert told(None) == [("total_above_electorate", "")]


def test_highworth_2019_is_not_asked_about_as_well() -> None:
    count = replace(HIGHWORTH_COUNT, ballot_papers=2_477)
    expected = Expected(electorate=6_900)

    assert ward_warnings(standings=HIGHWORTH, count=count, seats=3, expected=expected) == ()


# The same for one seat.
def test_highworth_2019_with_more_votes_than_papers_is_refused_and_not_asked_about_as_well() -> None:
    standings = stood(("Ada Hill", "Con", 3_012), ("Ben Moor", "Lab", 3_105))
    count = counted(3_012, 3_105, electorate=6_900, ballot_papers=2_477)

    assert [problem.code for problem in problems(standings=standings, count=count)] == ["total_above_papers"]
    asked = warnings(
        standings=standings, count=count, previous=None, expected=Expected(electorate=6_900), tonight=TONIGHT
    )
    assert asked == ()


@pytest.mark.parametrize("contest", contests(), ids=lambda contest: contest.name)
def test_the_first_two_swapped_are_refused_where_who_was_declared_elected_is_marked(
    contest: Declared,
) -> None:
    (swapped,) = top_two_swapped(contest)
    found = problems(standings=contest.standings, count=replace(contest.count, votes=swapped))

    assert [(problem.code, problem.field) for problem in found] == [("elected_contradicts", "elected")]


def test_putney_2024_is_caught_by_the_papers_too_where_they_were_read_out() -> None:
    short, corrected = (votes for *_, votes in PUTNEY), PUTNEY_CORRECTED
    papers = sum(corrected) + 140
    found = warnings(
        standings=stood(*PUTNEY),
        count=counted(*short, electorate=72_500, rejected=140, ballot_papers=papers),
        previous=PUTNEY_2019,
        expected=PUTNEY_EXPECTED,
        tonight=TONIGHT,
    )

    assert [warning.code for warning in found] == ["papers_missing"]
    assert "6,558 are missing" in found[0].sentence
