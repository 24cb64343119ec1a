"""A contest as the judge needs it, read from the rows in a fixed number of queries.

Owns the step from rows to psephology's values. Refuses to judge.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from results.models import Candidacy, Contest, Party, PreviousTally
from results.psephology.counts import Previous, PreviousLine, Standing

# A previous line under this code is the sum of parties that the source does not name singly.
CATCH_ALL = "Oth"


@dataclass(frozen=True, slots=True)
class ContestFacts:
    """What is known of a contest before its count, and how to find its rows again.

    `candidacies` maps ballot-paper numbers, and `parties` tallying codes, to row ids.
    """

    contest_id: int
    name: str
    standings: tuple[Standing, ...]
    previous: Previous | None
    new_seat: bool
    electorate: int | None
    kind: str
    method: str
    seats: int
    candidacies: Mapping[int, int]
    parties: Mapping[str, int]


def facts_of(contest_id: int) -> ContestFacts:
    """The facts of one contest, in three queries. Raises Contest.DoesNotExist."""
    contest = Contest.objects.get(pk=contest_id)
    standing = list(
        Candidacy.objects.filter(contest=contest_id).select_related("party__counts_as").order_by("number")
    )
    before = list(PreviousTally.objects.filter(contest=contest_id).select_related("party__counts_as"))
    tallying = [tallies_for(row.party) for row in standing] + [tallies_for(row.party) for row in before]
    return ContestFacts(
        contest_id=contest_id,
        name=contest.name,
        standings=tuple(standing_of(candidacy) for candidacy in standing),
        previous=previous_of(before),
        new_seat=contest.new_seat,
        electorate=contest.electorate,
        kind=contest.kind,
        method=contest.method,
        seats=contest.seats,
        candidacies={candidacy.number: candidacy.pk for candidacy in standing},
        parties={party.code: party.pk for party in tallying},
    )


def tallies_for(party: Party) -> Party:
    """The party under which this one's votes and seats are counted: Labour for Labour Co-op."""
    return party.counts_as or party


def standing_of(candidacy: Candidacy) -> Standing:
    """A candidate as the judge knows her. Reads the party and the one it tallies under."""
    party = tallies_for(candidacy.party)
    return Standing(
        number=candidacy.number, name=candidacy.name, party=party.code, independent=party.independent
    )


def previous_of(rows: list[PreviousTally]) -> Previous | None:
    """Last time's votes; None where there are none on record. Reads parties as `standing_of`."""
    if not rows:
        return None
    winner = next((row for row in rows if row.winner), None)
    return Previous(
        lines=tuple(_previous_line(row) for row in rows),
        winner=tallies_for(winner.party).code if winner else None,
        winner_person=winner.person if winner else "",
        catch_all=frozenset({CATCH_ALL}),
    )


def _previous_line(row: PreviousTally) -> PreviousLine:
    party = tallies_for(row.party)
    return PreviousLine(party=party.code, votes=row.votes, person=row.person, independent=party.independent)
