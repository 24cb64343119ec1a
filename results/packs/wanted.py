"""From a pack's lines to the values of rows, by key. Pure mapping: nothing is read or written here."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

from results.models import Contest, Council, Election, Party, Region
from results.packs.reading import Pack, name_of
from results.packs.rows import ContestRow, PreviousRow
from results.packs.winners import previous_winners

Values = dict[Hashable, Mapping[str, Any]]
Links = Iterable[tuple[str, tuple[str, ...]]]


def election(pack: Pack) -> Values:
    """The election, by its slug."""
    head = pack.head
    return {
        head.slug: {
            "slug": head.slug,
            "name": head.name,
            "date": head.date,
            "polls_close": head.polls_close,
            "kind": head.kind,
            "baseline": head.baseline,
            "credits": list(head.credits),
            "rehearsal": head.rehearsal,
            "pack": name_of(pack.folder),
        }
    }


def parties(pack: Pack, of: Election) -> Values:
    """Parties by code, all but whom they count as."""
    return {
        row.code: {
            "election_id": of.pk,
            "code": row.code,
            "name": row.name,
            "short_name": row.short_name,
            "colour": row.colour,
            "ec_id": row.ec_id,
            "group": row.group,
            "independent": row.independent,
        }
        for row in pack.parties
    }


def counted(pack: Pack, parties: Mapping[Hashable, Party]) -> Values:
    """By code, the id of the party that each party counts as."""
    return {
        row.code: {"counts_as_id": parties[row.counts_as].pk if row.counts_as else None}
        for row in pack.parties
    }


def regions(pack: Pack, of: Election) -> Values:
    """Regions by code."""
    return {
        row.code: {"election_id": of.pk, "code": row.code, "name": row.name, "kind": row.kind}
        for row in pack.regions
    }


def councils(pack: Pack, of: Election) -> Values:
    """Councils by code."""
    return {
        row.code: {
            "election_id": of.pk,
            "code": row.code,
            "name": row.name,
            "seats_total": row.seats_total,
            "seats_up": row.seats_up,
            "control_before": row.control_before,
            "redrawn": row.redrawn,
        }
        for row in pack.councils
    }


def council_seats(
    pack: Pack, councils: Mapping[Hashable, Council], parties: Mapping[Hashable, Party]
) -> Values:
    """Seats on councils by council, party and basis."""
    values: Values = {}
    for row in pack.council_seats:
        council, party = councils[row.council].pk, parties[row.party].pk
        values[council, party, row.basis] = {
            "council_id": council,
            "party_id": party,
            "basis": row.basis,
            "seats": row.seats,
        }
    return values


def contests(pack: Pack, of: Election, councils: Mapping[Hashable, Council]) -> Values:
    """Contests by code."""
    before = {row.contest: row.electorate for row in pack.previous if row.electorate is not None}
    return {
        row.code: {
            "election_id": of.pk,
            "code": row.code,
            "name": row.name,
            "kind": row.kind,
            "council_id": councils[row.council].pk if row.council else None,
            "seats": row.seats,
            "method": row.method or _usual_method(row),
            "electorate": row.electorate,
            "expected_at": row.expected_at,
            "new_seat": row.new_seat,
            "hex_q": row.hex_q,
            "hex_r": row.hex_r,
            "previous_electorate": before.get(row.code),
            # A producer may know what the pack does not say.
            **({"held_since": row.held_since} if row.held_since else {}),
        }
        for row in pack.contests
    }


def _usual_method(row: ContestRow) -> str:
    return Contest.Method.FPTP.value if row.seats == 1 else Contest.Method.BLOC.value


def links(
    owner: str, owners: Mapping[Hashable, Any], named: Links, regions: Mapping[Hashable, Region]
) -> Values:
    """Who lies in which regions, by both ids; `named` has codes of the owner with codes of its regions."""
    values: Values = {}
    for code, codes in named:
        for region in codes:
            pair = (owners[code].pk, regions[region].pk)
            values[pair] = {f"{owner}_id": pair[0], "region_id": pair[1]}
    return values


def candidacies(
    pack: Pack, contests: Mapping[Hashable, Contest], parties: Mapping[Hashable, Party]
) -> Values:
    """Candidates by contest and place on the ballot paper."""
    values: Values = {}
    for row in pack.candidates:
        contest = contests[row.contest].pk
        values[contest, row.number] = {
            "contest_id": contest,
            "number": row.number,
            "name": row.name,
            "party_id": parties[row.party].pk,
            "incumbent": row.incumbent,
            "note": row.note,
        }
    return values


def previous(pack: Pack, contests: Mapping[Hashable, Contest], parties: Mapping[Hashable, Party]) -> Values:
    """Previous results by contest, party and person."""
    winners = _winners(pack)
    values: Values = {}
    for row in pack.previous:
        contest, party = contests[row.contest].pk, parties[row.party].pk
        values[contest, party, row.person] = {
            "contest_id": contest,
            "party_id": party,
            "person": row.person,
            "votes": row.votes,
            "winner": row in winners,
        }
    return values


def _winners(pack: Pack) -> frozenset[PreviousRow]:
    lines: defaultdict[str, list[PreviousRow]] = defaultdict(list)
    for row in pack.previous:
        lines[row.contest].append(row)
    contests = {row.code: row for row in pack.contests}
    return frozenset(row for code, rows in lines.items() for row in previous_winners(contests[code], rows))
