"""Party codes of the local elections, where they can be the same as those of the general election.

Owns which source label is which party, and which parties stand together under independents on
screen, and the desk's own colours for parties that no source colours. Refuses to guess an Electoral
Commission id.
"""

from collections.abc import Iterable

from results.packs.convert.files import Cells, Line
from results.packs.convert.labels import INDEPENDENT, OWN_COLOURS, SHORT_NAMES
from results.packs.convert.local_facts import Facts

INDEPENDENTS = "IND"
ASHFIELD, BOSTON, CITY, MANSFIELD, REFORM_DERBY = "Ash", "BosInd", "CityInd", "ManInd", "RD"
# Labels of the ward tables.
CODES = {
    "ASH IND": ASHFIELD,
    "BLUE REV": "BR",
    "BOST IND": BOSTON,
    "BREAK": "Break",
    "CIND": CITY,
    "CON": "Con",
    "CPB": "Comm",
    "ENG DEM": "ED",
    "GREEN": "Green",
    "IND": INDEPENDENT,
    "LAB": "Lab",
    "LD": "LD",
    "LIBER": "LPUK",
    "MAN IND": MANSFIELD,
    "REF": "RUK",
    "TUSC": "TUSC",
    "YESHUA": "Yeshua",
}
# Labels of the mayors' table.
CODES_BY_NAME = {
    "Conservative and Unionist Party": "Con",
    "Green Party": "Green",
    "Independent": INDEPENDENT,
    "Labour Party": "Lab",
    "Liberal Democrats": "LD",
    "Mansfield Independents": MANSFIELD,
    "Trade Unionist and Socialist Coalition": "TUSC",
}
# Parties that the list of the general election has not: name, short name, name in the list of local parties.
LOCAL = {
    BOSTON: ("Boston Independents", "Boston Inds", "Boston Independent (deregistered 11/25)"),
    "Break": ("Breakthrough Party", "Breakthrough", ""),
    CITY: ("City Independents", "City Inds", ""),
    MANSFIELD: ("Mansfield Independents", "Mansfield Inds", ""),
    REFORM_DERBY: ("Reform Derby", "Reform Derby", "Reform Derby"),
    "Yeshua": ("Yeshua", "Yeshua", ""),
}
# More of the desk's own choice, for parties of these elections alone.
COLOURS = {
    **OWN_COLOURS,
    BOSTON: "#d64b9a",
    "Break": "#ff7f6e",
    CITY: "#8a5a2b",
    "LPUK": "#c9a800",
    MANSFIELD: "#00756f",
    REFORM_DERBY: "#7c3aed",
    "Yeshua": "#b79ad6",
}
SHORT = {**SHORT_NAMES, "LPUK": "Libertarian"}
GROUPED = {INDEPENDENT, ASHFIELD, BOSTON, CITY, MANSFIELD}


def code_of(candidate: Line) -> str:
    """The party code of a candidate of a ward or a mayoralty."""
    label = candidate.get("party_code")
    return CODES[label] if label else CODES_BY_NAME[candidate["party"]]


def parties(facts: Facts, codes: Iterable[str]) -> list[Cells]:
    """The lines of parties.csv for these codes."""
    return [
        {
            **(_local(code, facts) if code in LOCAL else _national(code, facts)),
            "group": INDEPENDENTS if code in GROUPED else "",
            "independent": code == INDEPENDENT,
        }
        for code in sorted(set(codes))
    ]


def _local(code: str, facts: Facts) -> Cells:
    name, short_name, listed = LOCAL[code]
    ids = {line["party"]: line["ec_party_id"] for line in facts.local_parties}
    return {
        "code": code,
        "name": name,
        "short_name": short_name,
        "colour": COLOURS[code],
        "ec_id": ids[listed] if listed else "",
    }


def _national(code: str, facts: Facts) -> Cells:
    line = facts.national_parties[code]
    published = line["colour_wikipedia"] or line["colour_open_innovations"]
    return {
        "code": code,
        "name": line["party_name"],
        "short_name": SHORT[code],
        "colour": (published or COLOURS[code]).lower(),
        "ec_id": line["ec_party_id"],
    }
