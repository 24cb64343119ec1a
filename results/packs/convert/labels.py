"""Party codes, and the names a newsroom prints for them.

Owns which source label is which party of the pack. A party whose colour is not published has none:
the boards draw such parties alike.
"""

from results.packs.convert.files import Line
from results.packs.convert.published import Published

COOP = "LabCoop"
LABOUR = "Lab"
INDEPENDENT = "Ind"
# The notional result sums up all parties that it does not name.
OTHERS = "Oth"
LABOUR_COOP_NAME = "Labour and Co-operative"

# The desk's own choice, no source's: parties that no source has a colour for, told apart on a board.
OWN_COLOURS = {
    "Ash": "#6d8b00",
    "BR": "#2f4bd8",
    "Comm": "#a8461f",
    "ED": "#8c2d54",
    "SDP": "#a0703c",
    "TUSC": "#e58aa6",
}
SHORT_NAMES = {
    "ADF": "Democracy and Freedom",
    "Ash": "Ashfield Inds",
    "BR": "Blue Revolution",
    "CANDI": "CANDI",
    "CG": "Common Good",
    "CPA": "Christian Peoples",
    "Cli": "Climate",
    "Comm": "Communist",
    "Con": "Conservative",
    "ED": "English Democrats",
    "FA": "Freedom Alliance",
    "Green": "Green",
    "HPUK": "Heritage",
    "INet": "Independent Network",
    "Ind": "Independent",
    "LD": "Lib Dem",
    "LNIN": "Lincs Independents",
    "Lab": "Labour",
    "LabCoop": "Labour Co-op",
    "Lib": "Liberal",
    "MRLP": "Monster Raving Loony",
    "NONPOL": "NONPOL",
    "OL": "One Leicester",
    "Oth": "Others",
    "POW": "Party of Women",
    "REU": "Rejoin EU",
    "RUK": "Reform UK",
    "SDP": "SDP",
    "SL": "Socialist Labour",
    "TFB": "True & Fair",
    "TUSC": "TUSC",
    "UKIP": "UKIP",
    "WPB": "Workers Party",
}


def code_of(candidate: Line) -> str:
    """The party code of a candidate: the published abbreviation, but Labour Co-op apart from Labour."""
    return COOP if candidate["Party name"] == LABOUR_COOP_NAME else candidate["Party abbreviation"]


def parties(published: Published) -> list[dict[str, object]]:
    """The lines of parties.csv: whoever stands, and "Others" of last time."""
    standing = {
        code_of(candidate): candidate for lines in published.candidates.values() for candidate in lines
    }
    lines = [_party(code, candidate, published) for code, candidate in standing.items()]
    lines.append({"code": OTHERS, "name": "All other parties", "short_name": SHORT_NAMES[OTHERS]})
    return sorted(lines, key=lambda line: str(line["code"]))


def _party(code: str, candidate: Line, published: Published) -> dict[str, object]:
    source = published.parties[candidate["Party abbreviation"]]
    colour = source["colour_wikipedia"] or source["colour_open_innovations"] or OWN_COLOURS.get(code, "")
    return {
        "code": code,
        "name": candidate["Party name"],
        "short_name": SHORT_NAMES[code],
        "colour": colour.lower(),
        "ec_id": candidate["Electoral Commission party ID"],
        "counts_as": LABOUR if code == COOP else "",
        "independent": code == INDEPENDENT,
    }
