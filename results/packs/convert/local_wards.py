"""Wards and mayoralties of May 2023: contests, ballot papers, results.

Owns the codes of contests and what is worked out of the published turnout. Refuses, by ValueError,
wards whose codes would be the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from results.packs.convert.files import Cells, Line
from results.packs.convert.local_clock import declared_at, mayor_at
from results.packs.convert.local_councils import regions_of
from results.packs.convert.local_facts import Facts, Ward
from results.packs.convert.local_parties import code_of
from results.packs.convert.names import folded, read_out, slug

# What a contest's code may have beyond the council's and the hyphen.
LONGEST_SLUG = 30
# Mayors who stood again, with a line for air.
NOTES = {"Andy Abrahams": "mayor since 2019", "Peter Soulsby": "mayor since 2011"}


@dataclass(frozen=True, slots=True)
class Ballot:
    """A contest with its ballot paper; candidates by surname, with the name as it is read out."""

    code: str
    name: str
    kind: str
    council: str
    seats: int
    electorate: int
    ballot_papers: int | None
    declared_at: datetime
    candidates: tuple[tuple[str, Line], ...]


def ballots(facts: Facts) -> list[Ballot]:
    """Every contest, wards of a council in the order of their names and its mayoralty last."""
    found = [
        ballot
        for code in facts.councils
        for ballot in (
            *(_ward(ward, place) for place, ward in enumerate(facts.wards.get(code, ()))),
            *_mayoralty(code, facts),
        )
    ]
    if len({ballot.code for ballot in found}) < len(found):
        raise ValueError("Two wards have the same code")
    return found


def _ward(ward: Ward, place: int) -> Ballot:
    by_surname = sorted(ward.candidates, key=lambda line: tuple(map(folded, line["candidate"].split(", "))))
    return Ballot(
        code=f"{ward.council}-{slug(ward.name, LONGEST_SLUG)}",
        name=ward.name,
        kind="ward",
        council=ward.council,
        seats=ward.seats,
        electorate=ward.electorate,
        ballot_papers=_ballot_papers(ward),
        declared_at=declared_at(ward.council, place),
        candidates=tuple((read_out(line["candidate"]), line) for line in by_surname),
    )


def _ballot_papers(ward: Ward) -> int | None:
    """From the turnout, to half of a thousandth of the electorate: only where votes cannot tell turnout."""
    if ward.seats == 1:
        return None
    papers = ward.electorate * Decimal(ward.turnout_pct) / 100
    return int(papers.quantize(Decimal(1), ROUND_HALF_UP))


def _mayoralty(code: str, facts: Facts) -> Iterator[Ballot]:
    lines = facts.mayors.get(code)
    if not lines:
        return
    by_surname = sorted(lines, key=lambda line: tuple(map(folded, reversed(line["candidate"].split()))))
    yield Ballot(
        code=f"{code}-mayor",
        name=f"Mayor of {lines[0]['area']}",
        kind="mayoralty",
        council=code,
        seats=1,
        electorate=int(lines[0]["electorate"] or _electorate_of_wards(facts, code)),
        ballot_papers=None,
        declared_at=mayor_at(code),
        candidates=tuple((line["candidate"], line) for line in by_surname),
    )


def _electorate_of_wards(facts: Facts, code: str) -> int:
    wards = {line["ward"]: int(line["electorate"]) for line in facts.ward_parties[code]}
    return sum(wards.values())


def contests(facts: Facts, found: list[Ballot]) -> list[Cells]:
    """contests.csv"""
    return [
        {
            "code": ballot.code,
            "name": ballot.name,
            "kind": ballot.kind,
            "regions": regions_of(facts.councils[ballot.council]),
            "council": ballot.council,
            "seats": ballot.seats,
            "method": "fptp" if ballot.seats == 1 else "bloc",
            "electorate": ballot.electorate,
        }
        for ballot in found
    ]


def candidates(found: list[Ballot]) -> list[Cells]:
    """candidates.csv, by contest and place on the ballot paper."""
    return [
        {
            "contest": ballot.code,
            "number": number,
            "name": name,
            "party": code_of(line),
            "incumbent": name in NOTES,
            "note": NOTES.get(name, ""),
        }
        for ballot in found
        for number, (name, line) in enumerate(ballot.candidates, start=1)
    ]


def results(found: list[Ballot]) -> list[Cells]:
    """results.csv"""
    return [
        {
            "contest": ballot.code,
            "recorded_at": ballot.declared_at,
            "electorate": ballot.electorate,
            "ballot_papers": "" if ballot.ballot_papers is None else ballot.ballot_papers,
        }
        for ballot in found
    ]


def votes(found: list[Ballot]) -> list[Cells]:
    """votes.csv, by contest and place on the ballot paper."""
    return [
        {
            "contest": ballot.code,
            "number": number,
            "votes": line["votes"],
            "elected": line["elected"] == "1",
        }
        for ballot in found
        for number, (_, line) in enumerate(ballot.candidates, start=1)
    ]
