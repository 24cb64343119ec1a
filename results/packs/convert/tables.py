"""From published lines to the lines of a pack's files, sorted so that they come out the same every time.

Owns the ballot paper's order, the notional comparators, and the two hexes that no source has.
"""

from datetime import datetime

from results.packs.convert.clock import expected_at, recorded_at
from results.packs.convert.files import Cells, Line
from results.packs.convert.held import HELD_SINCE
from results.packs.convert.labels import OTHERS, code_of
from results.packs.convert.names import folded
from results.packs.convert.notes import NOTES
from results.packs.convert.published import Published

PATCH = "central"
NOTIONAL = {"con": "Con", "lab": "Lab", "ld": "LD", "brexit": "RUK", "green": "Green", "other": OTHERS}
# Tewkesbury and Cheltenham lie outside the regions of the source's map: here they take free cells just
# south of Worcestershire, side by side.
OWN_HEXES = {"E14001542": ("53", "-36"), "E14001161": ("54", "-37")}


def regions(published: Published) -> list[Cells]:
    """regions.csv: official regions and the patch."""
    names = {line["ONS region ID"]: line["Region name"] for line in published.contests.values()}
    official: list[Cells] = [
        {"code": code, "name": name, "kind": "official"} for code, name in sorted(names.items())
    ]
    return [*official, {"code": PATCH, "name": "Central", "kind": "patch"}]


def contests(published: Published) -> list[Cells]:
    """contests.csv, by code. Raises ValueError where a tenure fits no constituency."""
    names = {line["Constituency name"] for line in published.contests.values()}
    if strangers := HELD_SINCE.keys() - names:
        raise ValueError(f"There is no such constituency: {sorted(strangers)}")
    return [_contest(code, line, published) for code, line in published.contests.items()]


def _contest(code: str, line: Line, published: Published) -> Cells:
    q, r = OWN_HEXES.get(code) or (published.hexes[code]["q"], published.hexes[code]["r"])
    return {
        "code": code,
        "name": line["Constituency name"],
        "kind": "constituency",
        "regions": f"{line['ONS region ID']};{PATCH}",
        "electorate": line["Electorate"],
        "expected_at": expected_at(_recorded(code, published)),
        "hex_q": q,
        "hex_r": r,
        "held_since": HELD_SINCE.get(line["Constituency name"], ""),
    }


def _recorded(code: str, published: Published) -> datetime:
    return recorded_at(published.recorded[code]["hoc_time_recorded_bst"])


def ballot(published: Published, code: str) -> list[tuple[int, Line]]:
    """A contest's candidates with their places on the ballot paper: by surname, then first name."""
    return list(enumerate(sorted(published.candidates[code], key=_as_on_ballot), start=1))


def _as_on_ballot(candidate: Line) -> tuple[str, str]:
    return folded(candidate["Candidate surname"]), folded(candidate["Candidate first name"])


def name_of(candidate: Line) -> str:
    """A candidate's name as the desk prints it."""
    return f"{candidate['Candidate first name']} {candidate['Candidate surname']}"


def candidates(published: Published) -> list[Cells]:
    """candidates.csv, by contest and place. Raises ValueError where a note fits nobody, or several."""
    lines = [
        _candidate(code, number, candidate)
        for code in published.contests
        for number, candidate in ballot(published, code)
    ]
    noted = sorted(str(line["name"]) for line in lines if line["note"])
    if noted != sorted(NOTES):
        raise ValueError(f"A note must fit one candidate: {sorted(set(noted) ^ set(NOTES)) or noted}")
    return lines


def _candidate(code: str, number: int, candidate: Line) -> Cells:
    return {
        "contest": code,
        "number": number,
        "name": name_of(candidate),
        "party": code_of(candidate),
        "incumbent": candidate["Sitting MP"] == "Yes",
        "note": NOTES.get(name_of(candidate), ""),
    }


def previous(published: Published) -> list[Cells]:
    """previous.csv: the 2019 votes on the new boundaries, parties with none left out."""
    return [
        {
            "contest": code,
            "party": party,
            "votes": line[column],
            "electorate": line["electorate"],
            "winner": line["notional_winner"].casefold() == column,
        }
        for code, line in published.notional.items()
        for column, party in sorted(NOTIONAL.items(), key=lambda pair: pair[1])
        if int(line[column])
    ]


def results(published: Published) -> list[Cells]:
    """results.csv, by contest."""
    return [
        {
            "contest": code,
            "recorded_at": _recorded(code, published),
            "electorate": line["Electorate"],
            "rejected": line["Invalid votes"],
        }
        for code, line in published.contests.items()
    ]


def votes(published: Published) -> list[Cells]:
    """votes.csv, by contest and place on the ballot paper."""
    return [
        {
            "contest": code,
            "number": number,
            "votes": candidate["Votes"],
            "elected": name_of(candidate) == f"{line['Member first name']} {line['Member surname']}",
        }
        for code, line in published.contests.items()
        for number, candidate in ballot(published, code)
    ]
