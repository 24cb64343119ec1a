"""Packs with what no file of the desk's would have: told with the file, and never another error."""

import re
from pathlib import Path

import pytest
from django.test import Client

from results.declaring.reference import reference_changed
from results.models import Election
from results.packs.complaints import PackError
from results.packs.exporting import export
from results.packs.loading import load
from tests.nights import Night
from tests.packs.folder import a_pack, replace_line
from tests.people import a_producer
from tests.worlds import a_small_election

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return a_pack(tmp_path / "pack")


def complaint(folder: Path) -> str:
    """The first complaint about the pack, of which nothing was saved."""
    with pytest.raises(PackError) as refused:
        load(folder=folder, reference_changed=reference_changed)
    assert not Election.objects.filter(slug="made-up-2025").exists()
    return refused.value.complaints[0]


def exported_again(tmp_path: Path) -> Path:
    """The election "made-up" as a pack, of another name: this desk has not got it yet."""
    pack = tmp_path / "pack"
    export(slug="made-up", folder=pack)
    for file in ("pack.toml", "election.csv"):
        (pack / file).write_text((pack / file).read_text().replace("made-up", "made-up-2025", 1))
    return pack


@pytest.mark.parametrize(
    "line", [f"x = {'9' * 5_000}", f"x = {'[' * 3_000}{']' * 3_000}"], ids=["long", "deep"]
)
def test_a_head_without_end_is_no_toml(folder: Path, line: str) -> None:
    head = folder / "pack.toml"
    head.write_text(f"{line}\n{head.read_text()}")
    assert complaint(folder).startswith("pack.toml: the file cannot be read as TOML (")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('name = "Nought\\u0000"', "pack.toml line 2: name has a NUL in it, which is no letter."),
        ('credits = ["Nought\\u0000"]', "pack.toml line 7: credits has a NUL in it, which is no letter."),
        (
            "polls_close = 0001-01-01T00:00:00+14:00",
            "pack.toml line 4: polls_close '0001-01-01T00:00:00+14:00' is not of a year from 1832 to 2100.",
        ),
        (
            'polls_close = "2025-05-01T22:00:00+23:59"',
            "pack.toml line 4: polls_close '2025-05-01T22:00:00+23:59' has an offset of more than 14 hours, "
            "which no place has.",
        ),
        ("date = 9999-12-31", "pack.toml line 3: date '9999-12-31' is not of a year from 1832 to 2100."),
    ],
)
def test_a_head_that_no_database_or_clock_bears_is_told_at_its_line(
    folder: Path, line: str, says: str
) -> None:
    head, key = folder / "pack.toml", line.partition(" ")[0]
    head.write_text(re.sub(rf"(?m)^{key} = .*$", lambda _: line, head.read_text()))
    assert complaint(folder) == says


def test_a_nul_in_a_table_is_told_at_its_line(folder: Path) -> None:
    replace_line(folder, "candidates.csv", 2, "W1,1,Ann\x00Archer,Lab,1,")
    assert complaint(folder) == "candidates.csv line 2: name has a NUL in it, which is no letter."


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ('"[""\\ud800""]"', "is not JSON"),
        ("[" * 3_000, "is not JSON"),
        ("[1e999]", "is not JSON"),
        ("[NaN]", "is not JSON"),
        ('"[""\\u0000""]"', "has a NUL in it, which is no letter"),
    ],
    ids=["half a letter", "deep", "infinity", "not a number", "a nul"],
)
def test_a_history_with_json_that_no_database_keeps_is_told_at_its_line(
    tmp_path: Path, cell: str, says: str
) -> None:
    night = Night(a_small_election(slug="made-up"))
    night.happens("figures", 0, (10_000, 14_426, 3_000, 2_000, 574))
    pack = exported_again(tmp_path)
    revisions = pack / "revisions.csv"
    revisions.write_text(revisions.read_text().replace(",[],", f",{cell},", 1))
    told = complaint(pack)
    assert told.startswith("revisions.csv line 2: accepted ")
    assert says in told


def test_a_history_that_a_constraint_refuses_is_told_with_its_file(tmp_path: Path) -> None:
    night = Night(a_small_election(slug="made-up"))
    night.happens("figures", 0, (10_000, 14_426, 3_000, 2_000, 574))
    night.happens("fix the label", 0, ())
    pack = exported_again(tmp_path)
    overrides = (pack / "overrides.csv").read_text().splitlines()
    (pack / "overrides.csv").write_text("\n".join([*overrides, overrides[-1]]) + "\n")
    assert complaint(pack).startswith("overrides.csv: the database refuses these lines: ")


def test_a_producer_who_types_such_a_year_is_told_at_its_field(client: Client) -> None:
    client.force_login(a_producer())
    typed = {"slug": "a", "name": "A", "kind": "general", "baseline": "x", "policy": "direct"}
    sent = {**typed, "date": "0001-01-01", "polls_close": "9999-12-31T23:59"}
    form = client.post("/admin/results/election/add/", sent).context["adminform"].form
    assert form.errors["date"] == form.errors["polls_close"] == ["Write a year from 1832 to 2100."]
    assert not Election.objects.exists()
