"""The 2024 general election in the English Midlands, as a pack.

    python -m results.packs.convert.ge2024 FACTS_DIR OUT_DIR

FACTS_DIR has the tables as published; OUT_DIR becomes the pack. The same facts give the same bytes.
"""

from pathlib import Path

from results.packs.convert import labels, tables
from results.packs.convert.files import run, write_pack
from results.packs.convert.published import read

HEAD = """\
slug = "ge2024-midlands"
name = "General election 2024: the Midlands"
date = "2024-07-04"
polls_close = "2024-07-04T22:00:00+01:00"
kind = "general"
baseline = "2019 notional"
credits = [
    "Results, candidates and times recorded: House of Commons Library. Contains Parliamentary information \
licensed under the Open Parliament Licence v3.0.",
    "2019 notional results: Colin Rallings and Michael Thrasher for the BBC, ITN, PA and Sky, \
published by the House of Commons Library. Contains Parliamentary information licensed under the Open \
Parliament Licence v3.0.",
    "Codes of constituencies and regions: Office for National Statistics, Open Government Licence v3.0. \
Contains OS data © Crown copyright and database right.",
    "Hex layout: Open Innovations, MIT licence. Party colours: Wikipedia and Open Innovations; \
those of some small parties that neither has are the desk's own choice.",
]
"""
COLUMNS = {
    "parties": ("code", "name", "short_name", "colour", "ec_id", "counts_as", "independent"),
    "regions": ("code", "name", "kind"),
    "contests": (
        "code",
        "name",
        "kind",
        "regions",
        "electorate",
        "expected_at",
        "hex_q",
        "hex_r",
        "held_since",
    ),
    "candidates": ("contest", "number", "name", "party", "incumbent", "note"),
    "previous": ("contest", "party", "votes", "electorate", "winner"),
    "results": ("contest", "recorded_at", "electorate", "rejected"),
    "votes": ("contest", "number", "votes", "elected"),
}


def convert(facts: Path, out: Path) -> None:
    """Write the pack. Raises ValueError where the facts do not fit together."""
    published = read(facts)
    lines = {
        "parties": labels.parties(published),
        "regions": tables.regions(published),
        "contests": tables.contests(published),
        "candidates": tables.candidates(published),
        "previous": tables.previous(published),
        "results": tables.results(published),
        "votes": tables.votes(published),
    }
    write_pack(out, HEAD, COLUMNS, lines)


if __name__ == "__main__":
    run(convert, __doc__)
