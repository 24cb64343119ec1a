"""Councils of May 2023: seats on each basis, who controlled them on the eve of poll, and their totals.

Owns what is derived: seats not up from the final composition, the eve of poll from what the Press
Association said had changed. Refuses, by ValueError, sums that do not come out; and says nothing
of when seats were last fought where the sources do not tell.
"""

import re
from collections import Counter
from collections.abc import Mapping

from results.packs.convert.files import Cells, Line
from results.packs.convert.labels import INDEPENDENT
from results.packs.convert.local_clock import declared_at
from results.packs.convert.local_facts import ALL_SEATS, Facts
from results.packs.convert.local_parties import ASHFIELD, BOSTON, CODES, REFORM_DERBY, code_of
from results.packs.convert.tables import PATCH

Seats = Mapping[str, int]

REGIONS = {"East Midlands": "E12000004", "West Midlands": "E12000005"}
COLUMNS = {"con": "Con", "lab": "Lab", "ld": "LD", "ukip": "UKIP", "green": "Green"}
OTHERS = "other"
NO_CONTROL = "NOC"
ASHFIELD_COUNCIL, BOSTON_COUNCIL, DERBY = "E07000170", "E07000136", "E06000015"
# The sources say "independents" of these; they are registered parties, and may control.
LOCAL_PARTIES = {ASHFIELD_COUNCIL: ASHFIELD, BOSTON_COUNCIL: BOSTON}
# All 30 of Ashfield's others were elected as Ashfield Independents in 2019.
OTHERS_BEFORE = {ASHFIELD_COUNCIL: ASHFIELD}
PRESS_CODES = {"Con": "Con", "Lab": "Lab", "LD": "LD", "Grn": "Green", "Ind": INDEPENDENT}
CONTROL_CODES = {"CON": "Con", "Con": "Con", "LAB": "Lab", "Lab": "Lab", "Labour": "Lab", "NOC": NO_CONTROL}
REFORM_DERBY_LISTED = "Reform Derby"
# Councillors after the election of May 2022, by the BBC; their seats were not up again until 2023.
REFORM_DERBY_2022 = 6


def councils(facts: Facts) -> list[Cells]:
    """councils.csv, by code."""
    return [
        {
            "code": code,
            "name": line["council"],
            "regions": regions_of(line),
            "seats_total": line["total_seats"],
            "seats_up": _seats_up(facts, code),
            "control_before": _control_before(code, line),
            "redrawn": line["boundary_change"] == "Y",
        }
        for code, line in facts.councils.items()
    ]


def regions_of(council: Line) -> str:
    """The region of a council and the patch, as a pack lists them."""
    return f"{REGIONS[council['region']]};{PATCH}"


def council_seats(facts: Facts) -> list[Cells]:
    """council_seats.csv: everything but the compositions at the end of 2022."""
    return [
        line
        for code, council in facts.councils.items()
        for basis, seats in (
            ("last_fought", _last_fought(facts, code)),
            ("eve_of_poll", _eve_of_poll(facts, code, council)),
            ("not_up", _not_up(facts, code)),
        )
        for line in _seat_lines(code, basis, seats)
    ]


def compositions_2022(facts: Facts) -> list[Cells]:
    """The file of its own: seats at the end of 2022, where the eve of poll is not known more closely."""
    return [
        line
        for code, composition in facts.compositions_2022.items()
        if not _eve_of_poll(facts, code, facts.councils[code])
        for line in _seat_lines(code, "eve_of_poll", _at_the_end_of_2022(code, composition))
    ]


def _at_the_end_of_2022(code: str, composition: Line) -> Counter[str]:
    seats = _composition(composition, "_2022_ocd", code)
    if code == DERBY:
        seats.subtract({INDEPENDENT: REFORM_DERBY_2022})
        seats[REFORM_DERBY] += REFORM_DERBY_2022
    return seats


def council_results(facts: Facts) -> list[Cells]:
    """council_results.csv: one complete total for every council whose ward candidates are not known."""
    return [
        {
            "council": code,
            "recorded_at": declared_at(code),
            "party": party,
            "seats": seats,
            "complete": True,
        }
        for code in facts.councils
        if code not in facts.wards
        for party, seats in _most_first(_total(facts, code))
    ]


def _seat_lines(code: str, basis: str, seats: Seats) -> list[Cells]:
    return [
        {"council": code, "party": party, "basis": basis, "seats": number}
        for party, number in _most_first(seats)
    ]


def _most_first(seats: Seats) -> list[tuple[str, int]]:
    return sorted(((party, number) for party, number in seats.items() if number), key=lambda p: (-p[1], p[0]))


def _composition(line: Line, suffix: str, code: str) -> Counter[str]:
    """Seats by party as a table has them; those of others under independents, or the party they are."""
    seats = Counter({party: int(line.get(name + suffix) or 0) for name, party in COLUMNS.items()})
    seats[OTHERS_BEFORE.get(code, INDEPENDENT)] += int(line[OTHERS + suffix])
    return +seats


def _won(facts: Facts, code: str) -> Counter[str]:
    candidates = (line for ward in facts.wards[code] for line in ward.candidates)
    return Counter(code_of(line) for line in candidates if line["elected"] == "1")


def _seats_up(facts: Facts, code: str) -> int:
    line = facts.councils[code]
    all_seats = int(line["total_seats"])
    up = sum(ward.seats for ward in facts.wards[code]) if code in facts.wards else all_seats
    if line["seats_up"] == ALL_SEATS and up != all_seats:
        raise ValueError(f"{line['council']}: wards fill {up} of {all_seats} seats")
    return up


def _not_up(facts: Facts, code: str) -> Counter[str]:
    """What is left of the final composition when the seats won are taken off."""
    line = facts.councils[code]
    if line["seats_up"] == ALL_SEATS:
        return Counter()
    left = _composition(line, "_2023", code)
    left.subtract(_won(facts, code))
    if min(left.values()) < 0 or left.total() != int(line["total_seats"]) - _seats_up(facts, code):
        raise ValueError(f"{line['council']}: seats won do not go into the final composition")
    return left


def _last_fought(facts: Facts, code: str) -> Counter[str]:
    """Nothing where a third was up and no source tells who had won those seats."""
    line = facts.councils[code]
    then = _composition(line, "_2019", code)
    if line["seats_up"] == ALL_SEATS:
        return then
    if len(then) > 1:
        return Counter()
    # One party held every seat in 2019, so it had won those that were up again.
    (party,) = then
    return _not_up(facts, code) + Counter({party: _seats_up(facts, code)})


def _eve_of_poll(facts: Facts, code: str, line: Line) -> Counter[str]:
    """From the changes that the Press Association gave; nothing where it gave none."""
    told = re.match(r"PA: (.+?) vs eve of poll", line["notes"])
    if told is None:
        return Counter()
    seats = _composition(line, "_2023", code)
    for party, change in re.findall(r"(\w+) ([+-]\d+)", told[1]):
        seats[PRESS_CODES[party]] -= int(change)
    if min(seats.values()) < 0 or seats.total() != int(line["total_seats"]):
        raise ValueError(f"{line['council']}: changes from the eve of poll do not come out")
    return seats


def _control_before(code: str, line: Line) -> str:
    """On the eve of poll: the Press Association's word, else the BBC's, else the Library's."""
    told = (
        re.match(r"(\w+) (?:to|hold)", line["pa_guardian_control"])
        or re.match(r"(\w+) hold", line["bbc_control"])
        or re.match(r"\w+ gain from (\w+)", line["hoc_gains"])
    )
    word = told[1] if told else line["control_2019_hoc"]
    return LOCAL_PARTIES[code] if word == "Ind" else CONTROL_CODES[word]


def _total(facts: Facts, code: str) -> Counter[str]:
    """All seats declared; independents stand for others that no source tells apart."""
    line = facts.councils[code]
    seats = _from_single_seats(facts, code) or _composition(line, "_2023", code)
    if code == DERBY:
        (listed,) = (row for row in facts.local_parties if row["party"] == REFORM_DERBY_LISTED)
        seats[REFORM_DERBY] = int(listed["councillors"])
        seats[INDEPENDENT] -= seats[REFORM_DERBY]
    if min(seats.values()) < 0 or seats.total() != int(line["total_seats"]):
        raise ValueError(f"{line['council']}: seats come to {seats.total()}, of {line['total_seats']}")
    return seats


def _from_single_seats(facts: Facts, code: str) -> Counter[str]:
    """Who came first in each ward, where every ward has one seat; nothing elsewhere."""
    lines = facts.ward_parties[code]
    if any(line["seats"] != "1" for line in lines):
        return Counter()
    first: dict[str, Line] = {}
    for line in sorted(lines, key=lambda line: int(line["votes"])):
        first[line["ward"]] = line
    return Counter(CODES[line["party_code"]] for line in first.values())
