"""A pack with anything wrong in it: the file and the line are named, and nothing is saved."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from results.declaring.reference import reference_changed
from results.models import Candidacy, Election
from results.packs.complaints import PackError
from results.packs.loading import load
from tests.packs.folder import a_pack, add_line, drop_line, replace_line

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return a_pack(tmp_path / "pack")


def complaints(folder: Path) -> tuple[str, ...]:
    """What is wrong with the pack, having made sure that nothing of it was saved."""
    with pytest.raises(PackError) as refused:
        load(folder=folder, reference_changed=reference_changed)
    assert not Election.objects.exists()
    return refused.value.complaints


CONTEST_3 = "W2,Castle,ward,north;patch,barton"
WRONG_LINES = {
    "an unknown party": (
        "candidates.csv",
        4,
        "W1,3,Carl Cooper,Cons,,",
        "party 'Cons' is not in parties.csv",
    ),
    "an unknown contest": (
        "candidates.csv",
        4,
        "W9,3,Carl Cooper,Con,,",
        "contest 'W9' is not in contests.csv",
    ),
    "a party that counts as nobody": (
        "parties.csv",
        3,
        "LabCoop,L,L,,Labb,,",
        "counts_as 'Labb' is not in parties.csv",
    ),
    "a party that counts as itself": (
        "parties.csv",
        3,
        "LabCoop,L,L,,LabCoop,,",
        "party 'LabCoop' counts as itself; leave counts_as empty",
    ),
    "a chain of parties": (
        "parties.csv",
        4,
        "Con,C,C,,LabCoop,,",
        "counts_as 'LabCoop' itself counts as another party; name that one",
    ),
    "a bad colour": ("parties.csv", 2, "Lab,L,L,red,,,", "colour 'red' is not a colour as #rrggbb"),
    "a flag in words": (
        "parties.csv",
        5,
        "Ind,I,I,,,IND,yes",
        "independent 'yes' is not 1 (yes), 0 or empty (no)",
    ),
    "a party twice": ("parties.csv", 4, "lab,L,L,,,,", "code 'lab' is there already, in line 2"),
    "a code for no list": (
        "parties.csv",
        4,
        "C;n,C,C,,,,",
        "code 'C;n' has a ; or / in it, which a code may not",
    ),
    "a region of no kind": (
        "regions.csv",
        2,
        "north,The North,county",
        "kind 'county' is none of official, patch",
    ),
    "a region twice": (
        "regions.csv",
        3,
        "north,The South,official",
        "code 'north' is there already, in line 2",
    ),
    "an unknown region": (
        "contests.csv",
        3,
        "W2,Castle,ward,north;west,barton,1,,3000,,,,",
        "region 'west' is not in regions.csv",
    ),
    "a region twice in a list": (
        "contests.csv",
        3,
        "W2,Castle,ward,north;north,barton,1,,3000,,,,",
        "regions 'north;north' names a code twice",
    ),
    "a hole in a list": (
        "contests.csv",
        3,
        "W2,Castle,ward,north;,barton,1,,3000,,,,",
        "regions 'north;' has an empty code in it",
    ),
    "an unknown council": (
        "contests.csv",
        3,
        "W2,Castle,ward,north,burton,1,,3000,,,,",
        "council 'burton' is not in councils.csv",
    ),
    "a council that controls itself by nobody": (
        "councils.csv",
        2,
        "barton,Barton,north,6,3,Lib",
        "control_before 'Lib' is neither NOC nor in parties.csv",
    ),
    "more seats up than there are": (
        "councils.csv",
        2,
        "barton,Barton,north,3,6,NOC",
        "seats_up is 6, more than all 3 seats",
    ),
    "wards for more seats than are up": (
        "councils.csv",
        2,
        "barton,Barton,north,6,2,NOC",
        "Barton: wards in contests.csv fill 3 seats, more than the 2 that are up",
    ),
    "control by a label that counts as a party": (
        "councils.csv",
        2,
        "barton,Barton,north,6,3,LabCoop",
        "control_before 'LabCoop' counts as 'Lab'; name that one",
    ),
    "more seats not up than can be": (
        "council_seats.csv",
        2,
        "barton,Lab,not_up,4",
        "Barton: not_up comes to 4 in council_seats.csv, more than 3",
    ),
    "seats on no basis": (
        "council_seats.csv",
        2,
        "barton,Lab,now,2",
        "basis 'now' is none of last_fought, eve_of_poll, not_up",
    ),
    "seats counted twice": (
        "council_seats.csv",
        5,
        "barton,Con,last_fought,3",
        "council 'barton', party 'Con', basis 'last_fought' is there already, in line 4",
    ),
    "a contest of no kind": (
        "contests.csv",
        3,
        "W2,Castle,parish,north,barton,1,,3000,,,,",
        "kind 'parish' is none of constituency, ward, mayoralty",
    ),
    "a contest for no seat": (
        "contests.csv",
        3,
        f"{CONTEST_3},0,,3000,,,,",
        "seats '0' is not a whole number from 1 to 32767",
    ),
    "two seats first past the post": (
        "contests.csv",
        3,
        f"{CONTEST_3},2,fptp,3000,,,,",
        "method fptp fills one seat, and Castle has 2; say bloc",
    ),
    "a method nobody knows": (
        "contests.csv",
        3,
        f"{CONTEST_3},1,av,3000,,,,",
        "method 'av' is none of fptp, bloc, sv",
    ),
    "an electorate with a comma": (
        "contests.csv",
        3,
        f'{CONTEST_3},1,,"3,000",,,,',
        "electorate '3,000' is not a whole number from 1 to 2147483647",
    ),
    "a time that is none": (
        "contests.csv",
        3,
        f"{CONTEST_3},1,,3000,two o'clock,,,",
        'expected_at "two o\'clock" is not a time like 2024-07-05T03:12:00+01:00',
    ),
    "half a hex": (
        "contests.csv",
        3,
        f"{CONTEST_3},1,,3000,,,5,",
        "hex_q and hex_r go together; one of them is empty",
    ),
    "a hex that is taken": (
        "contests.csv",
        3,
        f"{CONTEST_3},1,,3000,,,0,0",
        "hex 0, 0 is taken by Abbey, line 2",
    ),
    "a contest twice": (
        "contests.csv",
        3,
        "W1,Castle,ward,north,barton,1,,3000,,,,",
        "code 'W1' is there already, in line 2",
    ),
    "a place on the ballot twice": (
        "candidates.csv",
        4,
        "W1,2,Carl Cooper,Con,,",
        "contest 'W1', number 2 is there already, in line 3",
    ),
    "a place that is no number": (
        "candidates.csv",
        4,
        "W1,x,Carl Cooper,Con,,",
        "number 'x' is not a whole number from 1 to 32767",
    ),
    "a candidate with no name": ("candidates.csv", 4, "W1,3,,Con,,", "name is empty"),
    "a name too long": (
        "candidates.csv",
        4,
        f"W1,3,{'n' * 161},Con,,",
        "name is 161 characters long, and 160 is the most",
    ),
    "a value too many": (
        "candidates.csv",
        4,
        "W1,3,Cooper, Carl,Con,,",
        "there are 7 values for the 6 columns of the header",
    ),
    "a value too few": (
        "candidates.csv",
        4,
        "W1,3,Carl Cooper",
        "there are 3 values for the 6 columns of the header",
    ),
    "votes below nothing": (
        "previous.csv",
        3,
        "W1,Con,-1,,3900,1",
        "votes '-1' is not a whole number from 0 to 2147483647",
    ),
    "a person who is a party": (
        "previous.csv",
        3,
        "W1,Con,800,Carl Cooper,3900,1",
        "person 'Carl Cooper' is for independents, and 'Con' is a party",
    ),
    "two electorates of one contest": (
        "previous.csv",
        3,
        "W1,Con,800,,3901,1",
        "electorate 3901 is 3900 in line 2, for the same contest",
    ),
    "a previous line twice": (
        "previous.csv",
        7,
        "C1,Con,15000,,69000,",
        "contest 'C1', party 'Con' is there already, in line 6",
    ),
    "a result with no time": ("results.csv", 3, "C1,,,,90", "recorded_at is empty"),
    "a result of no contest": (
        "results.csv",
        3,
        "C7,2025-05-02T01:10,,,90",
        "contest 'C7' is not in contests.csv",
    ),
    "votes for no candidate": ("votes.csv", 6, "C1,4,400,,", "number 4 of C1 is not in candidates.csv"),
    "a lot that elects nobody": ("votes.csv", 2, "W2,1,500,,1", "by_lot goes with elected: the lot elects"),
}


@pytest.mark.parametrize(("file", "line", "text", "what"), WRONG_LINES.values(), ids=WRONG_LINES.keys())
def test_it_names_the_file_and_the_line(folder: Path, file: str, line: int, text: str, what: str) -> None:
    replace_line(folder, file, line, text)
    place = "councils.csv line 2" if "not_up comes to" in what else f"{file} line {line}"
    assert f"{place}: {what}." in complaints(folder)


WRONG_HEADS = {
    "an unknown key": ('color = "red"', "pack.toml line 8: 'color' is not known."),
    "no offset": (
        "polls_close = 2025-05-01T22:00:00",
        "pack.toml line 4: polls_close '2025-05-01T22:00:00' has no offset, like the +01:00 of "
        "2024-07-04T22:00:00+01:00.",
    ),
    "a date that is none": (
        'date = "May Day"',
        "pack.toml line 3: date 'May Day' is not a date like 2024-07-04.",
    ),
    "a kind nobody knows": (
        'kind = "parish"',
        "pack.toml line 5: kind 'parish' is none of general, local, mayoral, mixed.",
    ),
    "a slug with blanks": (
        'slug = "made up"',
        "pack.toml line 1: slug 'made up' may only have letters, digits, - and _.",
    ),
    "a number for a name": ("name = 5", "pack.toml line 2: name must be a text in quotation marks."),
    "credits that are no list": ('credits = "me"', "pack.toml line 7: credits must be a list of texts."),
    "a rehearsal in words": ('rehearsal = "yes"', "pack.toml line 8: rehearsal must be true or false."),
}


@pytest.mark.parametrize(("text", "complaint"), WRONG_HEADS.values(), ids=WRONG_HEADS.keys())
def test_it_names_the_line_of_the_head(folder: Path, text: str, complaint: str) -> None:
    found = re.search(r"line (\d)", complaint)
    assert found
    if found[1] == "8":
        add_line(folder, "pack.toml", text)
    else:
        replace_line(folder, "pack.toml", int(found[1]), text)
    assert complaints(folder) == (complaint,)


def test_it_refuses_a_head_without_a_required_key(folder: Path) -> None:
    drop_line(folder, "pack.toml", 6)
    assert complaints(folder) == ("pack.toml: 'baseline' is missing.",)


def test_it_refuses_a_head_that_is_no_toml(folder: Path) -> None:
    replace_line(folder, "pack.toml", 2, "name = Made up")
    (only,) = complaints(folder)
    assert only.startswith("pack.toml: the file cannot be read as TOML (")
    assert "line 2" in only


def test_it_refuses_an_unknown_column_by_name(folder: Path) -> None:
    replace_line(folder, "regions.csv", 1, "code,name,type")
    assert complaints(folder) == (
        "regions.csv line 1: column 'type' is not known; there are code, name, kind.",
        "regions.csv line 1: column 'kind' is missing.",
    )


def test_it_refuses_a_column_that_is_there_twice(folder: Path) -> None:
    replace_line(folder, "regions.csv", 1, "code,name,kind,kind")
    assert complaints(folder) == ("regions.csv line 1: column 'kind' is there twice.",)


@pytest.mark.parametrize(
    "file", ["pack.toml", "parties.csv", "regions.csv", "contests.csv", "candidates.csv"]
)
def test_it_refuses_a_pack_with_a_file_missing(folder: Path, file: str) -> None:
    (folder / file).unlink()
    assert f"{file}: the file is missing from {folder}." in complaints(folder)


def test_a_missing_file_is_the_only_complaint_about_what_refers_to_it(folder: Path) -> None:
    (folder / "parties.csv").unlink()
    assert len(complaints(folder)) == 1


def test_it_refuses_an_empty_file(folder: Path) -> None:
    (folder / "regions.csv").write_text("")
    assert complaints(folder) == ("regions.csv: the file is empty; it needs a header line.",)


def test_it_refuses_what_is_not_utf_8_and_names_the_line(folder: Path) -> None:
    (folder / "regions.csv").write_bytes("code,name,kind\nm,Ynys Môn,official\n".encode("latin-1"))
    assert "regions.csv line 2: the file is not UTF-8 here." in complaints(folder)


def test_it_refuses_quotation_marks_that_never_close(folder: Path) -> None:
    replace_line(folder, "regions.csv", 4, 'patch,"Both together,patch')
    assert any(
        line.startswith("regions.csv line 4: the line cannot be read as CSV") for line in complaints(folder)
    )


def test_it_counts_lines_past_values_that_run_over_two(folder: Path) -> None:
    replace_line(folder, "candidates.csv", 2, 'W1,1,Ann Archer,Lab,1,"one\ntwo"')
    replace_line(folder, "candidates.csv", 5, "W1,3,Carl Cooper,Cons,,")
    assert complaints(folder) == ("candidates.csv line 5: party 'Cons' is not in parties.csv.",)


Spoil = Callable[[Path], None]
WHOLE = {
    "a contest with no candidates": (
        lambda folder: [drop_line(folder, "candidates.csv", 5) for _ in range(2)],
        "contests.csv line 3: Castle has no candidates in candidates.csv.",
    ),
    "a candidate with no votes": (
        lambda folder: drop_line(folder, "votes.csv", 6),
        "votes.csv line 4: Hal Mason (number 3) has no votes in votes.csv, though others of C1 have.",
    ),
    "votes with no result": (
        lambda folder: drop_line(folder, "results.csv", 3),
        "votes.csv line 4: Barton Moors has votes, but no line in results.csv.",
    ),
    "a result with no votes": (
        lambda folder: [drop_line(folder, "votes.csv", 2) for _ in range(2)],
        "results.csv line 2: Castle has no votes in votes.csv.",
    ),
    "nobody elected": (
        lambda folder: replace_line(folder, "votes.csv", 5, "C1,2,19000,,"),
        "votes.csv line 4: Barton Moors has votes, but nobody is marked elected.",
    ),
    "two elected for one seat": (
        lambda folder: replace_line(folder, "votes.csv", 4, "C1,1,18000,1,"),
        "votes.csv line 5: 2 are marked elected in Barton Moors, where 1 can be.",
    ),
    "no electorate anywhere": (
        lambda folder: replace_line(folder, "contests.csv", 4, "C1,Barton Moors,constituency,south,,,,,,,,"),
        "results.csv line 3: Barton Moors has no electorate, here or in contests.csv.",
    ),
    "two previous winners of one seat": (
        lambda folder: replace_line(folder, "previous.csv", 7, "C1,Lab,15000,,69000,1"),
        "previous.csv line 6: Barton Moors was won by 'Con' and 'Lab' last time; "
        "mark one line with winner 1.",
    ),
    "a previous winner with fewer votes": (
        lambda folder: replace_line(folder, "previous.csv", 7, "C1,Lab,25000,,69000,"),
        "previous.csv line 6: 'Con' is marked as the winner with 20000 votes, "
        "fewer than another line's 25000.",
    ),
}


@pytest.mark.parametrize(("spoil", "complaint"), WHOLE.values(), ids=WHOLE.keys())
def test_it_refuses_lines_that_do_not_fit_together(folder: Path, spoil: Spoil, complaint: str) -> None:
    spoil(folder)
    assert complaints(folder) == (complaint,)


def test_it_says_everything_that_is_wrong_at_once(folder: Path) -> None:
    replace_line(folder, "regions.csv", 2, "north,The North,county")
    replace_line(folder, "parties.csv", 2, "Lab,Labour Party,Labour,red,,,")
    replace_line(folder, "candidates.csv", 5, "W7,1,Dora Draper,Con,,")
    found = complaints(folder)
    assert [line.partition(":")[0] for line in found] == [
        "parties.csv line 2",
        "regions.csv line 2",
        "candidates.csv line 5",
    ]


def test_it_stops_listing_after_some_dozens_and_counts_the_rest(folder: Path) -> None:
    for _ in range(60):
        add_line(folder, "regions.csv", "west,,official")
    found = complaints(folder)
    assert len(found) == 51
    assert found[-1] == "And 10 more like these."


def test_a_bad_line_in_a_refresh_leaves_what_was_loaded_before(folder: Path) -> None:
    load(folder=folder, reference_changed=reference_changed)
    replace_line(folder, "candidates.csv", 2, "W1,1,Anne Archer,Lab,1,")
    replace_line(folder, "candidates.csv", 4, "W1,3,Carl Cooper,Cons,,")
    with pytest.raises(PackError):
        load(folder=folder, reference_changed=reference_changed)
    assert Candidacy.objects.get(contest__code="W1", number=1).name == "Ann Archer"
