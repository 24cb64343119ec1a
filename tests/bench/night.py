"""The general election of 2024 in the Midlands, contest by contest in recorded order, from the shipped pack.

Owns reading the pack's files as psephology sees them, without a database. Refuses everything a check of
plausibility needs not know.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from results.psephology.comparison import Expected
from results.psephology.counts import Count, Previous, PreviousLine, Standing
from results.psephology.tonight import Tonight

FOLDER = Path(__file__).parents[2] / "results" / "packs" / "shipped" / "ge2024-midlands"
EAST_MIDLANDS = "E12000004"
CATCH_ALL = frozenset({"Oth"})
Rows = list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Declared:
    """A contest with what was known of it before, and the figures it really declared."""

    name: str
    standings: tuple[Standing, ...]
    count: Count
    previous: Previous
    expected: Expected

    @property
    def ranked(self) -> list[int]:
        """Ballot-paper numbers by votes, most first."""
        return sorted(self.count.votes, key=lambda number: -self.count.votes[number])


@cache
def contests() -> tuple[Declared, ...]:
    """All contests of the pack in the order in which their results were recorded, then by code."""
    known = {row["code"]: row for row in _rows("contests")}
    parties = {row["code"]: row for row in _rows("parties")}
    candidates, votes, before = _grouped("candidates"), _grouped("votes"), _grouped("previous")
    results = sorted(_rows("results"), key=lambda row: (row["recorded_at"], row["contest"]))
    return tuple(
        Declared(
            name=known[row["contest"]]["name"],
            standings=tuple(_standing(line, parties) for line in candidates[row["contest"]]),
            count=_count(row, votes[row["contest"]]),
            previous=_previous(before[row["contest"]], parties),
            expected=Expected(
                electorate=int(known[row["contest"]]["electorate"]),
                previous_electorate=int(before[row["contest"]][0]["electorate"]),
                region=known[row["contest"]]["regions"].split(";")[0],
                sitting=frozenset(
                    int(line["number"]) for line in candidates[row["contest"]] if line["incumbent"]
                ),
            ),
        )
        for row in results
    )


def with_what_was_known(order: Iterable[Declared]) -> Iterator[tuple[Declared, Tonight]]:
    """Each contest with the night as it was before it declared."""
    tonight = Tonight()
    for contest in order:
        yield contest, tonight
        tonight = tonight.with_result(
            standings=contest.standings,
            count=contest.count,
            previous=contest.previous,
            expected=contest.expected,
        )


def after(order: Iterable[Declared]) -> Tonight:
    """The night once all of these have declared."""
    tonight = Tonight()
    for contest in order:
        tonight = tonight.with_result(
            standings=contest.standings,
            count=contest.count,
            previous=contest.previous,
            expected=contest.expected,
        )
    return tonight


def _rows(name: str) -> Rows:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _grouped(name: str) -> dict[str, Rows]:
    lines: defaultdict[str, Rows] = defaultdict(list)
    for row in _rows(name):
        lines[row["contest"]].append(row)
    return lines


def _standing(row: dict[str, str], parties: dict[str, dict[str, str]]) -> Standing:
    party = parties[row["party"]]
    return Standing(
        number=int(row["number"]),
        name=row["name"],
        party=party["counts_as"] or row["party"],
        independent=bool(party["independent"]),
    )


def _count(row: dict[str, str], lines: Rows) -> Count:
    return Count(
        votes={int(line["number"]): int(line["votes"]) for line in lines},
        electorate=int(row["electorate"]),
        elected=frozenset(int(line["number"]) for line in lines if line["elected"]),
        rejected=int(row["rejected"]),
    )


def _previous(lines: Rows, parties: dict[str, dict[str, str]]) -> Previous:
    tallied = [(parties[line["party"]]["counts_as"] or line["party"], line) for line in lines]
    return Previous(
        lines=tuple(PreviousLine(party=party, votes=int(line["votes"])) for party, line in tallied),
        winner=next((party for party, line in tallied if line["winner"]), None),
        catch_all=CATCH_ALL,
    )
