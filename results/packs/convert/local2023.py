"""The local elections of May 2023 in the English Midlands, as a pack: fourteen councils, two mayors.

    python -m results.packs.convert.local2023 FACTS_DIR OUT_DIR

FACTS_DIR has the tables as published; OUT_DIR becomes the pack. The same facts give the same bytes.
"""

from pathlib import Path

from results.packs.convert import local_councils, local_parties, local_wards
from results.packs.convert.files import Cells, run, write_pack
from results.packs.convert.local_facts import read
from results.packs.convert.tables import PATCH

# The compositions are shared alike, so they stay apart from everything else.
SHARED_ALIKE = "council_seats_cc-by-sa"
HEAD = """\
slug = "local2023-midlands"
name = "Local elections 2023: the Midlands"
date = "2023-05-04"
polls_close = "2023-05-04T22:00:00+01:00"
kind = "local"
baseline = "eve of poll"
credits = [
    "Seats and control of councils: House of Commons Library, with the wording of the Press Association \
and the BBC. Contains Parliamentary information licensed under the Open Parliament Licence v3.0.",
    "Candidates of wards: electionresults.uk, CC BY 4.0. One of Greenhill, in North West Leicestershire, \
is reconstructed from the ward's votes and the list of councillors.",
    "Votes by party in other wards: Local Elections Handbook 2023.",
    "Mayors: Mansfield and Ashfield Chad, West Bridgford Wire, BBC. Mansfield's electorate is that of its \
wards together.",
    "council_seats_cc-by-sa.csv: composition of twelve councils at the end of 2022, taken for the eve of \
poll: Open Council Data UK (opencouncildata.co.uk), CC BY-SA 4.0. Of Derby's others six are Reform Derby's, \
as the BBC had it in May 2022.",
    "Eve of poll in Stoke-on-Trent and North West Leicestershire: worked out from the changes that the \
Press Association gave. Control before is always that of the eve of poll: the Press Association's word, \
else the BBC's, else the Library's.",
    "So Boston changed hands from no overall control (PA, BBC), not from the Conservatives who won it in \
2019 (Library), and Dudley was held (PA), not gained (Library). North Kesteven had no overall control, as \
the council itself and the Library say, though 23 of 43 seats were Conservative at the end of 2022.",
    "Last fought is 2019, as the Library has it. Where a third of the council was up, it is the seats not \
up with those up as they were won in 2019: known for Sandwell alone; none is given for Dudley and Redditch.",
    "Others that the sources do not tell apart are counted as independents: in 2019 and before the poll \
(but for Ashfield's, who were Ashfield Independents, and Derby's), and in North Kesteven's result.",
    "Ballot papers of wards with several seats: worked out from the published turnout, to the nearest \
thousandth of the electorate.",
    "Times of declarations are made up for the replay: no source has them.",
    "Codes of councils and regions: Office for National Statistics, Open Government Licence v3.0. \
Party colours: Wikipedia and Open Innovations; those of local and small parties that \
neither has are the desk's own choice.",
]
"""
SEATS = ("council", "party", "basis", "seats")
COLUMNS = {
    "parties": ("code", "name", "short_name", "colour", "ec_id", "group", "independent"),
    "regions": ("code", "name", "kind"),
    "councils": ("code", "name", "regions", "seats_total", "seats_up", "control_before", "redrawn"),
    "council_seats": SEATS,
    SHARED_ALIKE: SEATS,
    "contests": ("code", "name", "kind", "regions", "council", "seats", "method", "electorate"),
    "candidates": ("contest", "number", "name", "party", "incumbent", "note"),
    "results": ("contest", "recorded_at", "electorate", "ballot_papers"),
    "votes": ("contest", "number", "votes", "elected"),
    "council_results": ("council", "recorded_at", "party", "seats", "complete"),
}


def convert(facts_folder: Path, out: Path) -> None:
    """Write the pack. Raises ValueError where the facts do not fit together."""
    facts = read(facts_folder)
    ballots = local_wards.ballots(facts)
    lines = {
        "regions": _regions(),
        "councils": local_councils.councils(facts),
        "council_seats": local_councils.council_seats(facts),
        SHARED_ALIKE: local_councils.compositions_2022(facts),
        "contests": local_wards.contests(facts, ballots),
        "candidates": local_wards.candidates(ballots),
        "results": local_wards.results(ballots),
        "votes": local_wards.votes(ballots),
        "council_results": local_councils.council_results(facts),
    }
    named = (str(row["party"]) for rows in lines.values() for row in rows if "party" in row)
    write_pack(out, HEAD, COLUMNS, {**lines, "parties": local_parties.parties(facts, named)})


def _regions() -> list[Cells]:
    official: list[Cells] = [
        {"code": code, "name": name, "kind": "official"} for name, code in local_councils.REGIONS.items()
    ]
    return [*official, {"code": PATCH, "name": "Central", "kind": "patch"}]


if __name__ == "__main__":
    run(convert, __doc__)
