"""Loading a pack: what it makes, and that loading it again only changes what the pack changed."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from results.declaring.reference import reference_changed
from results.models import Candidacy, Contest, Council, DeskEvent, Election, Party, PreviousTally, Region
from results.packs.loading import Loaded, load
from tests.packs.folder import a_pack, add_line, drop_line, replace_line

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return a_pack(tmp_path / "pack")


def loaded(folder: Path) -> Loaded:
    return load(folder=folder, reference_changed=reference_changed)


def numbers(result: Loaded, kind: str) -> tuple[int, int, int, int]:
    """Made, changed, left, removed."""
    (line,) = [line for line in result.kinds if line.name == kind]
    return line.made, line.changed, line.left, line.removed


def test_it_makes_the_election_with_its_times_and_credits(folder: Path) -> None:
    loaded(folder)
    election = Election.objects.get()
    assert (election.slug, election.name, election.kind) == (
        "made-up-2025",
        "Made-up elections 2025",
        "mixed",
    )
    assert election.polls_close == datetime(2025, 5, 1, 22, 0, tzinfo=LONDON)
    assert election.credits == ["Nobody in particular."]
    assert election.pack == str(folder)
    assert (election.seq, election.rehearsal) == (0, False)


def test_it_makes_every_kind_of_row(folder: Path) -> None:
    result = loaded(folder)
    assert {line.name: line.made for line in result.kinds} == {
        "election": 1,
        "parties": 4,
        "regions": 3,
        "councils": 1,
        "councils in regions": 2,
        "council seats": 4,
        "contests": 3,
        "contests in regions": 6,
        "candidates": 8,
        "previous results": 6,
    }


def test_labour_and_cooperative_counts_as_labour(folder: Path) -> None:
    loaded(folder)
    assert Party.objects.get(code="LabCoop").counts_as == Party.objects.get(code="Lab")


def test_a_contest_has_its_council_regions_method_and_hex(folder: Path) -> None:
    loaded(folder)
    ward = Contest.objects.get(code="W1")
    assert ward.council == Council.objects.get(code="barton")
    assert sorted(region.code for region in ward.regions.all()) == ["north", "patch"]
    assert (ward.seats, ward.method, ward.hex_q, ward.hex_r) == (2, "bloc", 0, 0)
    assert ward.previous_electorate == 3900


def test_a_time_without_offset_is_on_the_newsrooms_clock(folder: Path) -> None:
    loaded(folder)
    assert Contest.objects.get(code="W2").expected_at == datetime(2025, 5, 2, 2, 0, tzinfo=LONDON)


def test_a_contest_for_one_seat_is_first_past_the_post_unless_told_otherwise(folder: Path) -> None:
    loaded(folder)
    assert Contest.objects.get(code="W2").method == "fptp"


def test_where_no_previous_winner_is_marked_the_most_votes_won(folder: Path) -> None:
    replace_line(folder, "previous.csv", 6, "C1,Con,20000,,69000,")
    loaded(folder)
    assert PreviousTally.objects.get(contest__code="C1", winner=True).party.code == "Con"


def test_the_recorded_votes_are_not_stored(folder: Path) -> None:
    loaded(folder)
    assert not Contest.objects.filter(declarations__isnull=False).exists()


def test_files_and_columns_that_are_optional_may_be_left_out(folder: Path) -> None:
    for file in ("councils.csv", "council_seats.csv", "previous.csv", "results.csv", "votes.csv"):
        (folder / file).unlink()
    (folder / "contests.csv").write_text("code,name,kind,regions\nW1,Abbey,ward,north\n")
    (folder / "candidates.csv").write_text("contest,number,name,party\nW1,1,Ann Archer,Lab\n")
    loaded(folder)
    ward = Contest.objects.get()
    assert (ward.electorate, ward.expected_at, ward.council, ward.hex_q) == (None, None, None, None)


def test_a_spreadsheets_byte_order_mark_and_line_ends_are_read(folder: Path) -> None:
    text = (folder / "parties.csv").read_text().replace("\n", "\r\n")
    (folder / "parties.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())
    loaded(folder)
    assert Party.objects.get(code="Ind").independent


def test_the_same_pack_twice_changes_nothing_and_says_so(folder: Path) -> None:
    loaded(folder)
    ids = set(Candidacy.objects.values_list("pk", flat=True))
    again = loaded(folder)
    assert again.silent
    assert numbers(again, "candidates") == (0, 0, 8, 0)
    assert set(Candidacy.objects.values_list("pk", flat=True)) == ids
    assert not DeskEvent.objects.exists()


def test_the_same_pack_twice_writes_nothing(folder: Path) -> None:
    loaded(folder)
    with CaptureQueriesContext(connection) as queries:
        loaded(folder)
    statements = [query["sql"].split()[0] for query in queries]
    assert not {"INSERT", "UPDATE", "DELETE"} & set(statements)


def test_a_changed_line_changes_its_row_in_place(folder: Path) -> None:
    loaded(folder)
    before = Candidacy.objects.get(contest__code="W2", number=2)
    replace_line(folder, "candidates.csv", 6, "W2,2,Evan Fuller,Ind,1,former lord mayor")
    again = loaded(folder)
    after = Candidacy.objects.get(pk=before.pk)
    assert (before.note, after.note) == ("former mayor", "former lord mayor")
    assert numbers(again, "candidates") == (0, 1, 7, 0)
    assert not again.silent


def test_a_party_that_comes_to_count_as_another_is_one_changed_party(folder: Path) -> None:
    loaded(folder)
    replace_line(folder, "parties.csv", 3, "LabCoop,Labour and Co-op,Labour Co-op,#e4003b,,,")
    assert numbers(loaded(folder), "parties") == (0, 1, 3, 0)
    assert Party.objects.get(code="LabCoop").counts_as is None


def test_lines_that_are_gone_go_from_the_desk(folder: Path) -> None:
    loaded(folder)
    drop_line(folder, "candidates.csv", 9)
    replace_line(folder, "candidates.csv", 3, "W1,2,Bill Brewer,Lab,,")
    drop_line(folder, "votes.csv", 6)
    drop_line(folder, "parties.csv", 3)
    again = loaded(folder)
    assert numbers(again, "candidates") == (0, 1, 6, 1)
    assert numbers(again, "parties") == (0, 0, 3, 1)
    assert not Party.objects.filter(code="LabCoop").exists()


def test_a_contest_goes_with_all_that_is_its_own(folder: Path) -> None:
    loaded(folder)
    for file in ("results.csv", "votes.csv"):
        (folder / file).unlink()
    for file, lines in (("contests.csv", (4,)), ("candidates.csv", (9, 8, 7)), ("previous.csv", (7, 6))):
        for line in lines:
            drop_line(folder, file, line)
    again = loaded(folder)
    assert numbers(again, "contests") == (0, 0, 2, 1)
    assert not Contest.objects.filter(code="C1").exists()


def test_a_contest_can_move_to_another_region(folder: Path) -> None:
    loaded(folder)
    replace_line(folder, "contests.csv", 4, "C1,Barton Moors,constituency,north;patch,,1,fptp,70000,,,,")
    assert numbers(loaded(folder), "contests in regions") == (1, 0, 5, 1)
    assert Region.objects.get(code="south").contests.count() == 0


def test_two_elections_do_not_touch_each_other(folder: Path, tmp_path: Path) -> None:
    loaded(folder)
    other = a_pack(tmp_path / "other")
    replace_line(other, "pack.toml", 1, 'slug = "another-2025"')
    assert numbers(loaded(other), "parties") == (4, 0, 0, 0)
    assert loaded(folder).silent


def test_boards_are_told_when_an_election_that_was_there_changes(folder: Path) -> None:
    loaded(folder)
    Election.objects.update(seq=7, seq_at=datetime(2025, 5, 2, 1, 0, tzinfo=LONDON))
    replace_line(folder, "parties.csv", 2, "Lab,Labour Party,Labour,#dd0033,,,")
    loaded(folder)
    event = DeskEvent.objects.get()
    assert (event.seq, event.kind, event.contest) == (8, DeskEvent.Kind.REFERENCE, None)
    assert Election.objects.get().seq == 8


def test_boards_hear_nothing_of_a_load_that_changed_nothing(folder: Path) -> None:
    loaded(folder)
    Election.objects.update(seq=7, seq_at=datetime(2025, 5, 2, 1, 0, tzinfo=LONDON))
    loaded(folder)
    assert Election.objects.get().seq == 7


def test_it_names_csv_files_that_are_none_of_a_packs(folder: Path) -> None:
    add_line(folder, "councilseats.csv", "council,party,basis,seats")
    assert loaded(folder).aside == ("councilseats.csv",)


def queries_of(folder: Path) -> int:
    with CaptureQueriesContext(connection) as queries:
        loaded(folder)
    return len(queries)


def a_pack_of(folder: Path, contests: int) -> Path:
    """A pack with so many constituencies, three candidates and two previous lines each."""
    a_pack(folder)
    for file in ("councils.csv", "council_seats.csv", "results.csv", "votes.csv"):
        (folder / file).unlink()
    replace_line(folder, "pack.toml", 1, f'slug = "of-{contests}"')
    codes = [f"C{number}" for number in range(contests)]
    lines = {
        "contests.csv": (
            "code,name,kind,regions",
            *(f"{code},{code},constituency,north;patch" for code in codes),
        ),
        "candidates.csv": (
            "contest,number,name,party",
            *(f"{code},{n},Name {n},{p}" for code in codes for n, p in ((1, "Lab"), (2, "Con"), (3, "Ind"))),
        ),
        "previous.csv": (
            "contest,party,votes,winner",
            *(f"{code},{line}" for code in codes for line in ("Lab,900,1", "Con,800,")),
        ),
    }
    for file, rows in lines.items():
        (folder / file).write_text("\n".join(rows) + "\n")
    return folder


def test_queries_do_not_grow_with_contests(tmp_path: Path) -> None:
    few, many = a_pack_of(tmp_path / "few", 4), a_pack_of(tmp_path / "many", 40)
    assert queries_of(few) == queries_of(many)


def test_queries_of_an_unchanged_pack_do_not_grow_with_contests(tmp_path: Path) -> None:
    few, many = a_pack_of(tmp_path / "few", 4), a_pack_of(tmp_path / "many", 400)
    loaded(few)
    loaded(many)
    assert queries_of(few) == queries_of(many)
