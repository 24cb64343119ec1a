"""Judging what a pack recorded for replays: every result whole, and nobody elected by accident.

Refuses to judge whether the figures are plausible: a replay goes through the same door as a
reporter, and that door says so.
"""

from collections import defaultdict

from results.packs.complaints import Complaints
from results.packs.reading import Pack
from results.packs.rows import ContestRow, VotesRow

FILES = ("contests.csv", "candidates.csv", "results.csv", "votes.csv")


def check(pack: Pack, complaints: Complaints) -> None:
    """Complain of results without votes, votes without results, and marks that contradict."""
    contests = {row.code: row for row in pack.contests}
    lines: defaultdict[str, list[VotesRow]] = defaultdict(list)
    for row in pack.votes:
        lines[row.contest].append(row)
    _candidates(pack, lines, complaints)
    for result in pack.results:
        contest = contests[result.contest]
        if result.electorate is None and contest.electorate is None:
            complaints.add(result.at, f"{contest.name} has no electorate, here or in contests.csv")
        if result.contest not in lines:
            complaints.add(result.at, f"{contest.name} has no votes in votes.csv")
    _without_result(pack, contests, complaints)
    for code, together in lines.items():
        _elected(contests[code], together, complaints)


def _candidates(pack: Pack, lines: dict[str, list[VotesRow]], complaints: Complaints) -> None:
    standing = {(row.contest, row.number): row for row in pack.candidates}
    counted = {(row.contest, row.number) for row in pack.votes}
    for row in pack.votes:
        if (row.contest, row.number) not in standing:
            complaints.add(row.at, f"number {row.number} of {row.contest} is not in candidates.csv")
    for key, candidate in standing.items():
        if key[0] in lines and key not in counted:
            what = f"{candidate.name} (number {candidate.number}) has no votes in votes.csv"
            complaints.add(lines[key[0]][0].at, f"{what}, though others of {key[0]} have")


def _without_result(pack: Pack, contests: dict[str, ContestRow], complaints: Complaints) -> None:
    recorded = {row.contest for row in pack.results}
    told: set[str] = set()
    for row in pack.votes:
        if row.contest not in recorded | told:
            complaints.add(row.at, f"{contests[row.contest].name} has votes, but no line in results.csv")
            told.add(row.contest)


def _elected(contest: ContestRow, lines: list[VotesRow], complaints: Complaints) -> None:
    elected = [row for row in lines if row.elected]
    if not elected:
        complaints.add(lines[0].at, f"{contest.name} has votes, but nobody is marked elected")
    if len(elected) > contest.seats:
        what = f"{len(elected)} are marked elected in {contest.name}"
        complaints.add(elected[contest.seats].at, f"{what}, where {contest.seats} can be")
    for row in lines:
        if row.by_lot and not row.elected:
            complaints.add(row.at, "by_lot goes with elected: the lot elects")
