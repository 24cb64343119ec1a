"""Every contest of the English Midlands in 2024 comes out as published, where the files are at hand."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from tests.psephology.ballots import read_out
from tests.psephology.real_contests import Candidate, RealContest

FILES = Path(__file__).parents[2].parent / "shared" / "data"
# The Library rounds shares last time to six places before it takes them off: up to half a unit of the fourth.
CLOSE = Decimal("0.0001")
COLUMNS = {"Con": "con", "Lab": "lab", "LD": "ld", "RUK": "brexit", "Green": "green"}

pytestmark = pytest.mark.skipif(
    not (FILES / "ge2024_candidates.csv").exists(),
    reason="the published results of 2024 are not kept in the repository",
)


def rows(name: str) -> Iterator[dict[str, str]]:
    with (FILES / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def contests() -> list[RealContest]:
    before = {row["ons_id"]: row for row in rows("ge2019_notional.csv")}
    stood: dict[str, list[Candidate]] = {}
    for row in rows("ge2024_candidates.csv"):
        stood.setdefault(row["ONS ID"], []).append(candidate(row))
    return [
        contest(row, before[row["ONS ID"]], tuple(stood[row["ONS ID"]]))
        for row in rows("ge2024_constituencies.csv")
    ]


def candidate(row: dict[str, str]) -> Candidate:
    published = Decimal(row["Change"]) if row["Change"] else None
    return Candidate(
        name=f"{row['Candidate first name']} {row['Candidate surname']}",
        party=row["Party abbreviation"],
        votes=int(row["Votes"]),
        change_pts=None if published is None else 100 * published,
    )


def contest(row: dict[str, str], before: dict[str, str], candidates: tuple[Candidate, ...]) -> RealContest:
    columns = {**COLUMNS, "Oth": "other"}
    return RealContest(
        name=row["Constituency name"],
        electorate=int(row["Electorate"]),
        rejected=int(row["Invalid votes"]),
        candidates=candidates,
        then={party: int(before[column]) for party, column in columns.items() if int(before[column])},
        won_then=before["notional_winner"],
        result=row["Result"],
        majority=int(row["Majority"]),
    )


def test_all_hundred_and_six_results_and_majorities_are_as_published() -> None:
    found = {}
    for contest in contests():
        result = contest.judged()
        found[contest.name] = (read_out(result), result.majority)

    assert len(found) == 106
    assert found == {contest.name: (contest.result, contest.majority) for contest in contests()}


def test_every_change_that_can_be_worked_out_is_as_published() -> None:
    compared = {
        (contest.name, own.name): (lines[number].change_pts, own.change_pts)
        for contest in contests()
        for lines in [{line.number: line for line in contest.judged().lines}]
        for number, own in enumerate(contest.candidates, start=1)
        if own.party in contest.then
    }
    wrong = {
        who: (ours, published)
        for who, (ours, published) in compared.items()
        if ours is None or published is None or abs(ours - published) > CLOSE
    }

    assert len(compared) == 457
    assert wrong == {}


def test_nobody_else_has_a_change() -> None:
    for contest in contests():
        for line in contest.judged().lines:
            if contest.candidates[line.number - 1].party not in contest.then:
                assert line.change_pts is None
