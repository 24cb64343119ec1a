"""manage.py load_pack: what it prints, and how it refuses."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from results.models import Election
from tests.packs.folder import a_pack, replace_line
from tests.services import on_postgres

pytestmark = pytest.mark.django_db


def said(name: str | Path) -> list[str]:
    """What the command prints, by lines."""
    out = StringIO()
    call_command("load_pack", str(name), stdout=out)
    return [line.strip() for line in out.getvalue().splitlines()]


def test_it_prints_a_line_a_kind(tmp_path: Path) -> None:
    lines = said(a_pack(tmp_path))
    assert lines[0] == "Made-up elections 2025 (made-up-2025)"
    assert {"parties: 4 made", "contests: 3 made", "candidates: 8 made", "council seats: 4 made"} <= set(
        lines
    )


def test_it_prints_what_changed_and_what_was_left(tmp_path: Path) -> None:
    said(a_pack(tmp_path))
    replace_line(tmp_path, "candidates.csv", 2, "W1,1,Anne Archer,Lab,1,")
    lines = said(tmp_path)
    assert "candidates: 1 changed, 7 left" in lines
    assert "parties: 4 left" in lines


@on_postgres
def test_postgresql_knows_how_much_there_is_once_it_is_loaded(tmp_path: Path) -> None:
    said(a_pack(tmp_path))
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'results_candidacy'")
        assert cursor.fetchone() == (8,)


def test_it_says_when_nothing_changed(tmp_path: Path) -> None:
    said(a_pack(tmp_path))
    assert said(tmp_path)[-1] == "Nothing changed."


def test_it_prints_nothing_where_it_is_asked_to_be_quiet(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    call_command("load_pack", str(a_pack(tmp_path)), verbosity=0)
    assert capfd.readouterr().out == ""
    assert Election.objects.exists()


def test_it_says_which_csv_files_it_left_aside(tmp_path: Path) -> None:
    (a_pack(tmp_path) / "candidate.csv").write_text("contest\n")
    assert "candidate.csv: left aside, it is no file of a pack" in said(tmp_path)


def test_it_loads_a_shipped_pack_by_its_name() -> None:
    assert "contests: 106 made" in said("ge2024-midlands")
    assert Election.objects.get().pack == "ge2024-midlands"


def test_it_takes_a_shipped_pack_by_its_folder_for_the_same(tmp_path: Path) -> None:
    said("ge2024-midlands")
    folder = Path(__file__).parents[1] / "results" / "packs" / "shipped" / "ge2024-midlands"
    assert said(folder)[-1] == "Nothing changed."


def test_it_refuses_a_wrong_pack_with_file_and_line_and_saves_nothing(tmp_path: Path) -> None:
    replace_line(a_pack(tmp_path), "candidates.csv", 4, "W1,3,Carl Cooper,Labb,,")
    with pytest.raises(CommandError) as refused:
        said(tmp_path)
    assert str(refused.value).splitlines() == [
        "candidates.csv line 4: party 'Labb' is not in parties.csv.",
        "Nothing was saved.",
    ]
    assert not Election.objects.exists()


def test_it_refuses_a_name_that_is_neither_a_folder_nor_shipped_and_names_those() -> None:
    with pytest.raises(CommandError, match=r"ge2025 is neither a folder .* \(.*ge2024-midlands.*\)"):
        said("ge2025")
