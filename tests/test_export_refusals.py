"""What export and load_pack refuse, and that nothing is written or saved by halves."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from results.declaring.commands import enter
from results.declaring.evidence import Evidence
from results.declaring.sheets import keep_sheet
from results.models import (
    AccessLink,
    Act,
    AlertDone,
    AsRun,
    Assignment,
    Candidacy,
    Claim,
    Contest,
    Council,
    CouncilSeats,
    Cue,
    Declaration,
    DeskEvent,
    Election,
    Hold,
    OnAir,
    Output,
    OutputPage,
    Party,
    PreviousTally,
    Region,
)
from results.packs import exporting
from results.packs.complaints import PackError
from results.packs.exporting import export
from results.packs.history.tables import FILES, TABLES
from tests.packs.folder import replace_line
from tests.packs.round_trips import empty_the_desk, everything_told, files_in, loaded
from tests.people import a_producer, a_reporter
from tests.photographs import a_photograph
from tests.worlds import a_contest, a_count, a_small_election

pytestmark = pytest.mark.django_db

# The pack's own files have these.
REFERENCE = {Election, Party, Region, Council, CouncilSeats, Contest, Candidacy, PreviousTally}
# Rights, and what belongs to a desk and not to an election.
LEFT_OUT = {AccessLink, AlertDone, AsRun, Assignment, Claim, Cue, Hold, OnAir, Output, OutputPage}


@pytest.fixture
def election() -> Election:
    """Two contests; the first was declared by Priya."""
    election = a_small_election(contests=2)
    first, priya = election.contests.order_by("code").first(), a_producer()
    enter(contest_id=first.pk, count=a_count(), by=priya)
    return election


@pytest.fixture
def folder(election: Election, tmp_path: Path) -> Path:
    """What that election was exported to."""
    export(slug=election.slug, folder=tmp_path / "out")
    return tmp_path / "out"


def refused(folder: Path) -> str:
    """The words of the refusal; nothing is saved."""
    before = Election.objects.count(), User.objects.count(), Contest.objects.count()
    with pytest.raises(CommandError) as refusal:
        call_command("load_pack", str(folder), verbosity=0)
    assert (Election.objects.count(), User.objects.count(), Contest.objects.count()) == before
    return str(refusal.value)


def test_every_row_of_the_desk_is_in_a_file_or_left_out_by_name() -> None:
    told = {table.model for table in TABLES}
    models = set(apps.get_app_config("results").get_models())
    assert models == told | REFERENCE | LEFT_OUT
    assert not told & LEFT_OUT


def test_a_folder_that_has_anything_in_it_is_left_as_it_is(election: Election, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(CommandError, match="not empty"):
        call_command("export", election.slug, str(tmp_path), verbosity=0)
    assert files_in(tmp_path) == {"notes.txt": b"mine"}


def test_an_empty_folder_is_filled_and_a_new_one_made(election: Election, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    for folder in (tmp_path / "there", tmp_path / "not" / "yet"):
        call_command("export", election.slug, str(folder), verbosity=0)
        assert (folder / "pack.toml").is_file()


def test_an_election_that_is_not_there_is_named_beside_those_that_are(
    election: Election, tmp_path: Path
) -> None:
    with pytest.raises(CommandError, match=f"'ge2099'.*{election.slug}"):
        call_command("export", "ge2099", str(tmp_path / "out"))
    assert list(tmp_path.iterdir()) == []


def test_an_export_that_breaks_off_leaves_nothing(
    election: Election, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_options: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(exporting, "history_of", full)
    with pytest.raises(CommandError, match="No space left"):
        call_command("export", election.slug, str(tmp_path / "out"))
    assert list(tmp_path.iterdir()) == []


def test_an_election_costs_as_many_queries_with_two_contests_as_with_eight(tmp_path: Path) -> None:
    costs = []
    priya = a_producer()
    for contests in (2, 8):
        election = a_small_election(contests=contests)
        for contest in election.contests.all():
            enter(contest_id=contest.pk, count=a_count(), by=priya)
        with CaptureQueriesContext(connection) as out:
            export(slug=election.slug, folder=tmp_path / election.slug)
        Election.objects.filter(pk=election.pk).update(slug=f"old-{election.slug}")
        with CaptureQueriesContext(connection) as back:
            loaded(tmp_path / election.slug)
        costs.append((len(out), len(back)))
    assert costs[0] == costs[1]


def test_what_a_pack_could_not_be_loaded_with_is_told_and_written_all_the_same(
    election: Election, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    election.contests.order_by("code").last().candidacies.all().delete()
    call_command("export", election.slug, str(tmp_path / "out"))
    assert "has no candidates" in capsys.readouterr().err
    assert (tmp_path / "out" / "revisions.csv").is_file()


def test_a_pack_that_is_in_already_changes_and_writes_nothing(folder: Path) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert loaded(folder).silent
    assert not {"INSERT", "UPDATE", "DELETE"} & {query["sql"].split()[0] for query in queries}


def test_a_night_that_went_on_is_not_put_back_to_what_it_was(election: Election, folder: Path) -> None:
    second = election.contests.order_by("code").last()
    enter(contest_id=second.pk, count=a_count(), by=User.objects.get(username="priya"))
    before = everything_told(election.slug)
    assert f"{election.slug} has results on this desk" in refused(folder)
    assert everything_told(election.slug) == before


def test_an_election_that_nobody_touched_takes_its_history(election: Election, folder: Path) -> None:
    before = everything_told(election.slug)
    empty_the_desk()
    plain = folder.parent / "plain"
    plain.mkdir()
    for file in ("pack.toml", "parties.csv", "regions.csv", "contests.csv", "candidates.csv", "previous.csv"):
        (plain / file).write_bytes((folder / file).read_bytes())
    loaded(plain)
    assert not Declaration.objects.exists()
    loaded(folder)
    assert everything_told(election.slug)["standing"] == before["standing"]
    assert list(DeskEvent.objects.values_list("seq", flat=True)) == [1]
    assert loaded(folder).silent


def test_who_is_not_known_is_made_without_a_way_in(folder: Path) -> None:
    empty_the_desk()
    loaded(folder)
    priya = User.objects.get()
    assert (priya.username, priya.get_full_name()) == ("priya", "Priya Nair")
    assert not (priya.is_active or priya.is_staff or priya.is_superuser or priya.has_usable_password())
    assert not priya.groups.exists()
    assert not priya.user_permissions.exists()
    assert Group.objects.exists()


def test_who_is_known_stays_as_she_is(folder: Path) -> None:
    empty_the_desk()
    User.objects.create_user("priya", password="night-desk-1997", first_name="Priya", last_name="Rao")
    loaded(folder)
    priya = User.objects.get()
    assert (priya.last_name, priya.is_active) == ("Rao", True)
    assert Declaration.objects.get().entered_by == priya


def test_where_its_numbers_are_taken_it_has_new_ones_and_boards_are_right(
    election: Election, folder: Path
) -> None:
    numbers = set(election.contests.values_list("pk", flat=True))
    feed = {name: text for name, text in everything_told(election.slug).items() if name.startswith("feed")}
    Election.objects.filter(pk=election.pk).update(slug="another")
    loaded(folder)
    again = everything_told(election.slug)
    assert {name: again[name] for name in feed} == feed
    assert not numbers & set(
        Contest.objects.filter(election__slug=election.slug).values_list("pk", flat=True)
    )
    assert loaded(folder).silent


def test_any_tool_that_knows_packs_replays_what_was_in_force(election: Election, folder: Path) -> None:
    feed = {name: text for name, text in everything_told(election.slug).items() if name.startswith("feed")}
    empty_the_desk()
    for file in FILES:
        (folder / file).unlink(missing_ok=True)
    loaded(folder)
    assert not Declaration.objects.exists()
    call_command("replay", election.slug, instant=True, verbosity=0)
    again = everything_told(election.slug)
    for name, text in feed.items():
        assert _without_time(again[name]) == _without_time(text)


def _without_time(feed: str) -> str:
    return re.sub(r'"\d{4}-\d\d-\d\dT[^"]+"', "", feed)


def test_a_replay_after_a_load_goes_on_under_its_own_account(tmp_path: Path) -> None:
    call_command("load_pack", "ge2024-midlands", verbosity=0)
    call_command("replay", "ge2024-midlands", instant=True, until=2, verbosity=0)
    export(slug="ge2024-midlands", folder=tmp_path / "out")
    empty_the_desk()
    loaded(tmp_path / "out")
    Election.objects.update(pack="ge2024-midlands")
    call_command("replay", "ge2024-midlands", instant=True, until=4, verbosity=0)
    assert Declaration.objects.in_force().count() == 4


# A file, a line of it, what stands there, what is put in its place, and what is told.
BROKEN = [
    ("revisions.csv", 2, "in_force", "sideways", "revisions.csv line 2: state cannot be 'sideways'"),
    ("revisions.csv", 2, "priya", "pryia", "revisions.csv line 2: entered_by 'pryia' is not in people.csv"),
    ("revisions.csv", 1, "published_at", "published", "column 'published' is not known"),
    ("revisions.csv", 2, "C0001,1,in_force", "C0009,1,in_force", "'C0009' is not in contests.csv"),
    ("revision_votes.csv", 2, "C0001/1,", "C0001/7,", "'C0001/7' is not in revisions.csv"),
    ("revision_votes.csv", 3, ",", ",x", "candidacy 'xC0001/"),
    ("revision_votes.csv", 1, "votes", "electorate", "column 'electorate' is not known"),
    ("events.csv", 2, "1,declared", "one,declared", "events.csv line 2: seq cannot be 'one'"),
    ("election.csv", 2, ",1,20", ",0,20", "events.csv goes on to 1"),
    ("contest_states.csv", 2, "C0001", "C0007", "code 'C0007' is none of this pack's"),
    ("numbers.csv", 2, "region,EM,", "region,EM,x", "numbers.csv line 2: number 'x"),
    ("acts.csv", 2, "entered", "invented", "kind cannot be 'invented'"),
]


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: f"{broken[0]} {broken[3]}")
def test_what_cannot_be_read_is_told_by_file_and_line_and_nothing_is_saved(
    folder: Path, broken: tuple[str, int, str, str, str]
) -> None:
    file, line, was, now, told = broken
    empty_the_desk()
    text = (folder / file).read_text().splitlines()[line - 1]
    assert was in text
    replace_line(folder, file, line, text.replace(was, now, 1))
    words = refused(folder)
    assert told in words
    assert "Traceback" not in words


def test_two_revisions_in_force_are_refused_by_the_database(folder: Path) -> None:
    empty_the_desk()
    second = (folder / "revisions.csv").read_text().splitlines()[1].replace("C0001,1,", "C0001,2,", 1)
    with (folder / "revisions.csv").open("a") as file:
        file.write(f"{second}\n")
    assert "revisions.csv: the database refuses these lines: " in refused(folder)


@pytest.mark.parametrize("image", [None, b"another"])
def test_a_photograph_that_is_missing_or_another_is_refused(tmp_path: Path, image: bytes | None) -> None:
    contest = a_contest()
    alice = a_reporter(contest)
    sheet = keep_sheet(election_id=contest.election_id, data=a_photograph(), by=alice)
    enter(contest_id=contest.pk, count=a_count(), by=alice, evidence=Evidence(sheet_id=sheet))
    export(slug=contest.election.slug, folder=tmp_path / "out", sheets=True)
    empty_the_desk()
    (path,) = (tmp_path / "out" / "sheets").iterdir()
    path.unlink() if image is None else path.write_bytes(image)
    assert "is missing, or is another" in refused(tmp_path / "out")


def test_a_history_without_its_election_is_refused(folder: Path) -> None:
    empty_the_desk()
    (folder / "election.csv").unlink()
    with pytest.raises(PackError, match=r"election\.csv: a history needs one line"):
        loaded(folder)
    assert not Act.objects.exists()
