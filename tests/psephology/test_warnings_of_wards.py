"""What the desk asks about in wards of several seats and with second preferences: plain sums, no slips."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from results.psephology.comparison import Expected
from results.psephology.counts import Count, Standing
from results.psephology.tonight import Tonight
from results.psephology.wardchecks import ward_problems
from results.psephology.wardwarnings import sv_warnings, ward_warnings
from results.psephology.warnings import Warning, warnings  # noqa: A004
from tests.psephology.ballots import counted, stood

STANDINGS = stood(
    ("Ann Lee", "Lab", 0),
    ("Bo Day", "Lab", 0),
    ("Cy Fox", "Con", 0),
    ("Di Roe", "Con", 0),
    ("Ed Poe", "LD", 0),
)
WARD = Count(
    votes={1: 1_200, 2: 1_100, 3: 1_000, 4: 900, 5: 300},
    electorate=6_000,
    elected=frozenset({1, 2, 3}),
    rejected=20,
    ballot_papers=1_900,
)
EXPECTED = Expected(electorate=6_000)


def asked(count: Count) -> tuple[Warning, ...]:
    return ward_warnings(standings=STANDINGS, count=count, seats=3, expected=EXPECTED)


@pytest.mark.parametrize(
    ("count", "code", "field", "sentence"),
    [
        pytest.param(
            replace(WARD, electorate=9_000),
            "electorate_unexpected",
            "electorate",
            "The electorate is 9,000, against 6,000 expected. Check it.",
            id="an electorate that is not the pack's",
        ),
        pytest.param(
            replace(WARD, ballot_papers=2_900),
            "votes_missing",
            "ballot_papers",
            "The votes add up to 4,500, about 1.6 for each of 2,880 good ballot papers, where a voter has 3. "
            "Check the ballot papers and each candidate's votes.",
            id="papers that hold far more votes",
        ),
        pytest.param(
            replace(WARD, votes={1: 90, 2: 80, 3: 70, 4: 60, 5: 50}, rejected=0, ballot_papers=120),
            "turnout_unheard_of",
            "",
            "Turnout would be 2.0% of 6,000 electors. "
            "Check the electorate, the papers and each candidate's votes.",
            id="hardly anybody voted",
        ),
        pytest.param(
            replace(WARD, votes={1: 90, 2: 80, 3: 70, 4: 60, 5: 50}, rejected=None, ballot_papers=None),
            "turnout_unheard_of",
            "",
            "Turnout would be at most 5.8% of 6,000 electors. "
            "Check the electorate, the papers and each candidate's votes.",
            id="hardly anybody can have voted",
        ),
        pytest.param(
            replace(WARD, votes={1: 5_400, 2: 1_100, 3: 1_000, 4: 900, 5: 300}, ballot_papers=None),
            "turnout_unheard_of",
            "",
            "Turnout would be at least 90.3% of 6,000 electors. "
            "Check the electorate, the papers and each candidate's votes.",
            id="more than can be believed must have voted",
        ),
    ],
)
def test_it_asks_once_about_what_cannot_be_in_a_ward(
    count: Count, code: str, field: str, sentence: str
) -> None:
    (found,) = asked(count)

    assert (found.code, found.field, found.sentence) == (code, field, sentence)
    assert found.strength >= 1


SWAPPED = replace(WARD, votes={**WARD.votes, 1: 300, 5: 1_200}, elected=frozenset({2, 3, 5}))


@pytest.mark.parametrize(
    "count",
    [
        pytest.param(WARD, id="an ordinary ward"),
        pytest.param(replace(WARD, ballot_papers=None, rejected=None), id="papers not known"),
        pytest.param(replace(WARD, electorate=6_200), id="an electorate that grew a little"),
        pytest.param(SWAPPED, id="figures that another ward would have swapped"),
    ],
)
def test_it_does_not_ask_about_what_is_ordinary_in_a_ward(count: Count) -> None:
    assert asked(count) == ()


def test_it_does_not_add_doubts_to_a_ward_that_is_refused() -> None:
    refused = replace(WARD, electorate=9_000, ballot_papers=1_000)

    assert ward_problems(standings=STANDINGS, count=refused, seats=3)
    assert asked(refused) == ()


def test_it_asks_nothing_of_a_ward_with_a_seat_for_everybody() -> None:
    count = Count(votes={1: 0, 2: 0}, electorate=6_000, elected=frozenset({1, 2}))

    assert ward_warnings(standings=STANDINGS[:2], count=count, seats=3, expected=EXPECTED) == ()


SV = Count(
    votes={1: 4_000, 2: 3_500, 3: 2_000},
    electorate=40_000,
    elected=frozenset({2}),
    rejected=100,
    second_preferences={1: 300, 2: 1_200},
)
MAYOR = stood(("Ann Lee", "Lab", 0), ("Bo Day", "Con", 0), ("Cy Fox", "LD", 0))


@pytest.mark.parametrize(
    ("count", "codes"),
    [
        pytest.param(SV, [], id="an ordinary mayor"),
        pytest.param(replace(SV, electorate=60_000), ["electorate_unexpected"], id="electorate"),
        pytest.param(replace(SV, ballot_papers=11_000), ["papers_missing"], id="papers missing"),
        pytest.param(
            replace(SV, votes={1: 400, 2: 350, 3: 200}, second_preferences={1: 30, 2: 120}),
            ["turnout_unheard_of"],
            id="hardly anybody voted",
        ),
        pytest.param(replace(SV, second_preferences=None, ballot_papers=11_000), [], id="refused anyway"),
    ],
)
def test_it_asks_about_first_preferences_that_do_not_add_up(count: Count, codes: list[str]) -> None:
    found = sv_warnings(standings=MAYOR, count=count, expected=Expected(electorate=40_000))

    assert [doubt.code for doubt in found] == codes


@dataclass(frozen=True, slots=True)
class LocalCount:
    """A ward or a mayor of May 2023, as it was declared."""

    name: str
    standings: tuple[Standing, ...]
    count: Count
    seats: int
    expected: Expected


FOLDER = Path(__file__).parents[2] / "results" / "packs" / "shipped" / "local2023-midlands"


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def local_counts() -> Iterator[LocalCount]:
    """Every contest of the shipped local elections whose electorate is known."""
    contests = {row["code"]: row for row in rows("contests")}
    candidates, votes = rows("candidates"), rows("votes")
    for row in rows("results"):
        contest = contests[row["contest"]]
        if not contest["electorate"]:
            continue
        own = [line for line in votes if line["contest"] == row["contest"]]
        yield LocalCount(
            name=contest["name"],
            standings=tuple(
                Standing(int(line["number"]), line["name"], line["party"])
                for line in candidates
                if line["contest"] == row["contest"]
            ),
            count=Count(
                votes={int(line["number"]): int(line["votes"]) for line in own},
                electorate=int(row["electorate"]),
                elected=frozenset(int(line["number"]) for line in own if line["elected"]),
                ballot_papers=int(row["ballot_papers"]) if row["ballot_papers"] else None,
            ),
            seats=int(contest["seats"]),
            expected=Expected(electorate=int(contest["electorate"])),
        )


def test_no_count_of_the_local_elections_of_2023_was_asked_about_that_was_right() -> None:
    tonight, found, several = Tonight(), [], 0
    for own in local_counts():
        known = {"standings": own.standings, "count": own.count, "expected": own.expected}
        if own.seats > 1:
            several += 1
            found += [(own.name, doubt) for doubt in ward_warnings(seats=own.seats, **known)]  # type: ignore[arg-type]
        else:
            asked_about = warnings(previous=None, tonight=tonight, **known)  # type: ignore[arg-type]
            found += [(own.name, doubt) for doubt in asked_about]
            tonight = tonight.with_result(previous=None, **known)  # type: ignore[arg-type]

    assert several == 31
    assert found == []


def test_a_contest_that_nothing_compares_with_is_not_searched_for_slips() -> None:
    tonight = Tonight()
    for _ in range(8):
        count = counted(3_000, 400, 90, electorate=9_000)
        tonight = tonight.with_result(standings=MAYOR, count=count, previous=None, expected=Expected())

    def doubts(electorate: int) -> list[str]:
        turned = counted(90, 400, 3_000, electorate=electorate)
        found = warnings(standings=MAYOR, count=turned, previous=None, expected=Expected(), tonight=tonight)
        return [doubt.code for doubt in found]

    assert tonight.newcomers == {}
    assert doubts(9_000) == []
    assert doubts(50_000) == ["turnout_unheard_of"]
