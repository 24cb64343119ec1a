"""Since when a seat is held: read from a pack, and left as a producer has it where the pack says nothing."""

from pathlib import Path

import pytest

from results.declaring.reference import reference_changed
from results.models import Contest
from results.packs.checking import read
from results.packs.complaints import PackError
from results.packs.loading import load
from results.packs.reading import find
from tests.packs.folder import a_pack, replace_line

HEADER = "code,name,kind,regions,council,seats,method,electorate,expected_at,new_seat,hex_q,hex_r"
MOORS = "C1,Barton Moors,constituency,south;patch,,1,fptp,70000,,,,"


def with_years(folder: Path, moors: str) -> Path:
    """The pack with the column, filled for Barton Moors."""
    replace_line(folder, "contests.csv", 1, f"{HEADER},held_since")
    replace_line(
        folder,
        "contests.csv",
        2,
        "W1,Abbey,ward,north;patch,barton,2,bloc,4000,2025-05-02T01:30:00+01:00,,0,0,",
    )
    replace_line(
        folder, "contests.csv", 3, "W2,Castle,ward,north;patch,barton,1,,3000,2025-05-02T02:00,,1,0,"
    )
    replace_line(folder, "contests.csv", 4, f"{MOORS},{moors}")
    return folder


@pytest.mark.django_db
def test_the_year_is_loaded_where_it_is_given(tmp_path: Path) -> None:
    load(folder=with_years(a_pack(tmp_path / "pack"), "1987"), reference_changed=reference_changed)
    assert Contest.objects.get(code="C1").held_since == 1987
    assert Contest.objects.get(code="W1").held_since is None


@pytest.mark.django_db
@pytest.mark.parametrize("column", [False, True], ids=["without the column", "with an empty cell"])
def test_what_a_producer_entered_stays(column: bool, tmp_path: Path) -> None:
    folder = a_pack(tmp_path / "pack")
    load(folder=folder, reference_changed=reference_changed)
    Contest.objects.filter(code="C1").update(held_since=1974)
    load(folder=with_years(folder, "") if column else folder, reference_changed=reference_changed)
    assert Contest.objects.get(code="C1").held_since == 1974


def test_a_year_before_the_great_reform_act_is_a_slip(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="held_since '187' is not a whole number from 1832 to 2100"):
        read(with_years(a_pack(tmp_path / "pack"), "187"))


def test_the_midlands_pack_tells_some_and_not_all() -> None:
    years = {row.name: row.held_since for row in read(find("ge2024-midlands")).contests}
    assert (years["Birmingham Perry Barr"], years["Leicester East"]) == (1974, 1987)
    assert years["North Shropshire"] is None
