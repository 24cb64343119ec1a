"""Writing packs for tests.

The pack has two wards of one council and a constituency, in two regions. Line numbers count the
header as 1, as the desk's complaints do.
"""

from pathlib import Path

HEAD = """\
slug = "made-up-2025"
name = "Made-up elections 2025"
date = 2025-05-01
polls_close = 2025-05-01T22:00:00+01:00
kind = "mixed"
baseline = "last time"
credits = ["Nobody in particular."]
"""
FILES = {
    "parties.csv": """\
code,name,short_name,colour,counts_as,group,independent
Lab,Labour Party,Labour,#e4003b,,,
LabCoop,Labour and Co-operative,Labour Co-op,#e4003b,Lab,,
Con,Conservative Party,Conservative,#0087dc,,,
Ind,Independent,Independent,,,IND,1
""",
    "regions.csv": """\
code,name,kind
north,The North,official
south,The South,official
patch,Both together,patch
""",
    "councils.csv": """\
code,name,regions,seats_total,seats_up,control_before
barton,Barton,north;patch,6,3,NOC
""",
    "council_seats.csv": """\
council,party,basis,seats
barton,Lab,not_up,2
barton,Lab,last_fought,3
barton,Con,last_fought,3
barton,Con,eve_of_poll,3
""",
    "contests.csv": """\
code,name,kind,regions,council,seats,method,electorate,expected_at,new_seat,hex_q,hex_r
W1,Abbey,ward,north;patch,barton,2,bloc,4000,2025-05-02T01:30:00+01:00,,0,0
W2,Castle,ward,north;patch,barton,1,,3000,2025-05-02T02:00,,1,0
C1,Barton Moors,constituency,south;patch,,1,fptp,70000,,,,
""",
    "candidates.csv": """\
contest,number,name,party,incumbent,note
W1,1,Ann Archer,Lab,1,
W1,2,Bill Brewer,LabCoop,,
W1,3,Carl Cooper,Con,,
W2,1,Dora Draper,Con,,
W2,2,Evan Fuller,Ind,1,former mayor
C1,1,Fay Glover,Con,,
C1,2,Gus Hooper,Lab,,
C1,3,Hal Mason,Ind,,
""",
    "previous.csv": """\
contest,party,votes,person,electorate,winner
W1,Lab,900,,3900,1
W1,Con,800,,3900,1
W2,Ind,700,Evan Fuller,,1
W2,Con,600,,,
C1,Con,20000,,69000,1
C1,Lab,15000,,69000,
""",
    "results.csv": """\
contest,recorded_at,electorate,ballot_papers,rejected
W2,2025-05-02T02:20:00+01:00,3010,,
C1,2025-05-02T01:10:00+01:00,,,90
""",
    "votes.csv": """\
contest,number,votes,elected,by_lot
W2,1,500,,
W2,2,500,1,1
C1,1,18000,,
C1,2,19000,1,
C1,3,400,,
""",
}


def a_pack(folder: Path) -> Path:
    """A whole pack, written into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {"pack.toml": HEAD, **FILES}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def replace_line(folder: Path, file: str, line: int, text: str) -> None:
    """Put `text` in the place of a line, counted from 1."""
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    lines[line - 1] = text
    (folder / file).write_text("\n".join(lines) + "\n", encoding="utf-8")


def add_line(folder: Path, file: str, text: str) -> None:
    """Put one more line at the end."""
    with (folder / file).open("a", encoding="utf-8") as opened:
        opened.write(text + "\n")


def drop_line(folder: Path, file: str, line: int) -> None:
    """Take a line out, counted from 1."""
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    del lines[line - 1]
    (folder / file).write_text("\n".join(lines) + "\n", encoding="utf-8")
