"""An election's reference data and what is in force, as the lines of a pack's own files.

Owns what a row of the desk says in the columns of `rows`. Refuses what such a file has no column for:
revisions, people and states are the history's.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from results.models import (
    Candidacy,
    Contest,
    Council,
    CouncilDeclaration,
    CouncilSeats,
    CouncilTally,
    Declaration,
    Election,
    Party,
    PreviousTally,
    Region,
    State,
    Tally,
)
from results.packs import rows
from results.packs.complaints import Complaints, PackError
from results.packs.reading import find, further_council_seats
from results.packs.tables import read_table

Line = Mapping[str, Any]
Written = tuple[type[rows.Row], list[Line]]
FURTHER = re.compile(r"council_seats_[\w.-]+\.csv")
SEATS = "council_seats.csv"


def reference(election: Election) -> dict[str, Written]:
    """The files of what is known before the polls close."""
    parties = Party.objects.filter(election=election).select_related("counts_as").order_by("pk")
    regions = Region.objects.filter(election=election).order_by("pk")
    candidates = Candidacy.objects.filter(contest__election=election).order_by("pk")
    files: dict[str, Written] = {
        "parties.csv": (rows.PartyRow, [_party(row) for row in parties]),
        "regions.csv": (rows.RegionRow, [_same(row, "code", "name", "kind") for row in regions]),
        "contests.csv": (rows.ContestRow, list(_contests(election))),
        "candidates.csv": (
            rows.CandidateRow,
            [
                {
                    **_same(row, "number", "name", "incumbent", "note"),
                    "contest": row.contest.code,
                    "party": row.party.code,
                }
                for row in candidates.select_related("contest", "party")
            ],
        ),
    }
    if previous := list(_previous(election)):
        files["previous.csv"] = (rows.PreviousRow, previous)
    if councils := list(_councils(election)):
        files["councils.csv"] = (rows.CouncilRow, councils)
        files |= _council_seats(election)
    return files


def in_force(election: Election) -> dict[str, Written]:
    """The files of what counts now, for replays: figures of contests and totals of councils."""
    declared = Declaration.objects.in_force().filter(contest__election=election)
    figures = declared.filter(kind=Declaration.Kind.FIGURES).order_by("entered_at", "pk")
    tallies = Tally.objects.filter(declaration__in=figures).order_by("declaration__entered_at", "pk")
    results: list[Line] = [
        {
            **_same(row, "electorate", "ballot_papers", "rejected"),
            "contest": row.contest.code,
            "recorded_at": row.entered_at,
        }
        for row in figures.select_related("contest")
    ]
    votes: list[Line] = [
        {
            **_same(row, "votes", "elected", "second_preferences", "by_lot"),
            "contest": row.declaration.contest.code,
            "number": row.candidacy.number,
        }
        for row in tallies.select_related("declaration__contest", "candidacy")
    ]
    files: dict[str, Written] = {
        "results.csv": (rows.ResultRow, results),
        "votes.csv": (rows.VotesRow, votes),
        "council_results.csv": (rows.CouncilResultRow, list(_totals(election))),
    }
    return {file: written for file, written in files.items() if written[1]}


def _same(row: object, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _party(row: Party) -> Line:
    own = _same(row, "code", "name", "short_name", "colour", "ec_id", "group", "independent")
    return {**own, "counts_as": row.counts_as.code if row.counts_as else None}


def _regions(model: type[Contest] | type[Council], election: Election) -> dict[int, tuple[str, ...]]:
    """The codes of each one's regions, in the order in which they were given."""
    through: Any = model.regions.through
    owner = f"{model._meta.model_name}_id"
    found: defaultdict[int, tuple[str, ...]] = defaultdict(tuple)
    links = through.objects.filter(region__election=election).order_by("pk")
    for pk, code in links.values_list(owner, "region__code"):
        found[pk] += (code,)
    return found


def _contests(election: Election) -> Iterator[Line]:
    regions = _regions(Contest, election)
    for row in Contest.objects.filter(election=election).select_related("council").order_by("pk"):
        yield {
            **_same(row, "code", "name", "kind", "seats", "method", "electorate", "expected_at"),
            **_same(row, "new_seat", "hex_q", "hex_r", "held_since"),
            "regions": regions[row.pk],
            "council": row.council.code if row.council else None,
        }


def _previous(election: Election) -> Iterator[Line]:
    tallies = PreviousTally.objects.filter(contest__election=election).order_by("pk")
    for row in tallies.select_related("contest", "party"):
        yield {
            **_same(row, "person", "votes", "winner"),
            "contest": row.contest.code,
            "party": row.party.code,
            "electorate": row.contest.previous_electorate,
        }


def _councils(election: Election) -> Iterator[Line]:
    regions = _regions(Council, election)
    for row in Council.objects.filter(election=election).order_by("pk"):
        own = _same(row, "code", "name", "seats_total", "seats_up", "control_before", "redrawn")
        yield {**own, "regions": regions[row.pk]}


def _council_seats(election: Election) -> dict[str, Written]:
    """Seats by party, those under a licence of their own in the file of that licence."""
    place = _licensed(election)
    files: defaultdict[str, list[Line]] = defaultdict(list)
    seats = CouncilSeats.objects.filter(council__election=election).order_by("pk")
    for row in seats.select_related("council", "party"):
        line = {**_same(row, "basis", "seats"), "council": row.council.code, "party": row.party.code}
        files[place(row.council.code, row.party.code, row.basis)].append(line)
    return {file: (rows.CouncilSeatsRow, lines) for file, lines in files.items()}


def _licensed(election: Election) -> Callable[[str, str, str], str]:
    """In which file a line of seats stands.

    As in the pack that the election was loaded from; where that is gone and its credits name a file of a
    licence of its own, in that file, whichever line it is: nothing leaves the stricter licence.
    """
    try:
        folder = find(election.pack) if election.pack else None
    except PackError:
        folder = None
    if folder is None:
        named = FURTHER.search("\n".join(election.credits))
        file = named[0] if named else SEATS
        return lambda *_key: file
    files = {
        (row.council, row.party, row.basis): name
        for name in further_council_seats(folder)
        for row in read_table(folder / name, rows.CouncilSeatsRow, Complaints())
    }
    return lambda *key: files.get(key, SEATS)


def _totals(election: Election) -> Iterator[Line]:
    in_force = CouncilDeclaration.objects.filter(council__election=election, state=State.IN_FORCE)
    tallies: defaultdict[int, list[CouncilTally]] = defaultdict(list)
    found = CouncilTally.objects.filter(declaration__in=in_force).order_by("pk")
    for tally in found.select_related("party"):
        tallies[tally.declaration_id].append(tally)
    for row in in_force.select_related("council").order_by("entered_at", "pk"):
        yield from _total(row, [tally for tally in tallies[row.pk] if tally.seats])


def _total(row: CouncilDeclaration, tallies: Iterable[CouncilTally]) -> Iterator[Line]:
    held = list(tallies)
    # Seats whose poll was called off are filled by nobody, and a replay would ask for them.
    complete = row.complete and sum(tally.seats for tally in held) == row.council.seats_up
    for tally in held:
        yield {
            "council": row.council.code,
            "recorded_at": row.entered_at,
            "party": tally.party.code,
            "seats": tally.seats,
            "complete": complete,
        }
