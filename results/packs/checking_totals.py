"""Judging the totals of whole councils that a pack recorded for replays.

Refuses to set them against wards: a replay goes through the same door as a reporter, and that door
knows which wards are in.
"""

from collections import defaultdict
from datetime import datetime
from itertools import pairwise

from results.packs.complaints import Complaints
from results.packs.reading import Pack
from results.packs.rows import CouncilResultRow, CouncilRow

FILES = ("parties.csv", "councils.csv", "council_results.csv")
Lines = list[CouncilResultRow]


def check(pack: Pack, complaints: Complaints) -> None:
    """Complain of totals that do not come out, and of those that take seats back."""
    parties = {row.code: row.counts_as for row in pack.parties}
    councils = {row.code: row for row in pack.councils}
    totals: defaultdict[str, defaultdict[datetime, Lines]] = defaultdict(lambda: defaultdict(list))
    for row in pack.council_results:
        if into := parties[row.party]:
            complaints.add(row.at, f"party {row.party!r} counts as {into!r}; add its seats to those")
        totals[row.council][row.recorded_at].append(row)
    for code, by_time in totals.items():
        together = [lines for _, lines in sorted(by_time.items())]
        for lines in together:
            _total(councils[code], lines, complaints)
        for earlier, later in pairwise(together):
            _goes_on(councils[code], earlier, later, complaints)


def _total(council: CouncilRow, lines: Lines, complaints: Complaints) -> None:
    first = lines[0]
    seats = sum(row.seats for row in lines)
    of = f"of the {council.seats_up} that are up"
    for row in lines:
        if row.complete != first.complete:
            complaints.add(row.at, f"complete is not as in line {first.at.line}, for the same total")
    if seats > council.seats_up:
        complaints.add(first.at, f"{council.name}: seats come to {seats}, {of}")
    elif first.complete and seats < council.seats_up:
        complaints.add(first.at, f"{council.name}: complete is 1, but seats come to {seats}, {of}")


def _goes_on(council: CouncilRow, earlier: Lines, later: Lines, complaints: Complaints) -> None:
    if earlier[0].complete:
        what = f"{council.name} was complete in line {earlier[0].at.line}, so no total can follow"
        complaints.add(later[0].at, what)
        return
    now = {row.party: row for row in later}
    for before in earlier:
        row = now.get(before.party)
        if (row.seats if row else 0) < before.seats:
            place = row.at if row else later[0].at
            what = f"{council.name}: {before.party} had {before.seats} in line {before.at.line}"
            complaints.add(place, f"{what}, and has fewer here")
