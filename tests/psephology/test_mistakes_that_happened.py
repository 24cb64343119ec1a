"""Three declarations that went out wrong, rebuilt: each is refused or asked about."""

import pytest

from results.psephology.comparison import Expected
from results.psephology.plausibility import problems
from results.psephology.tonight import Tonight
from results.psephology.warnings import Warning, warnings  # noqa: A004
from tests.bench.night import after, contests
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


# Highworth, 2 May 2019: over 3,000 each from 2,477 papers. Here for one seat; wards are judged elsewhere.
def test_highworth_2019_with_more_votes_than_papers_is_refused_and_not_asked_about_as_well() -> None:
    standings = stood(("Ada Hill", "Con", 3_012), ("Ben Moor", "Lab", 3_105))
    count = counted(3_012, 3_105, electorate=6_900, ballot_papers=2_477)

    assert [problem.code for problem in problems(standings=standings, count=count)] == ["total_above_papers"]
    asked = warnings(
        standings=standings, count=count, previous=None, expected=Expected(electorate=6_900), tonight=TONIGHT
    )
    assert asked == ()
