"""Totals of whole councils for replays, and seats that a pack keeps in a file of their own."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from results.declaring.reference import reference_changed
from results.models import CouncilSeats, Election
from results.packs.complaints import PackError
from results.packs.loading import load
from results.packs.recorded import RecordedTotal, recorded_totals
from tests.packs.folder import a_pack, drop_line, replace_line

pytestmark = pytest.mark.django_db
SUMMER = timezone(timedelta(hours=1))
HEADER = "council,recorded_at,party,seats,complete\n"
EARLY, LATE = "2025-05-02T02:00:00+01:00", "2025-05-02T03:00:00+01:00"
TOTALS = f"{HEADER}barton,{LATE},Lab,2,1\nbarton,{LATE},Con,1,1\nbarton,{EARLY},Lab,1,\n"
OWN = "council_seats_shared-alike.csv"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A pack whose council has a running total and a complete one."""
    folder = a_pack(tmp_path / "pack")
    (folder / "council_results.csv").write_text(TOTALS)
    return folder


def loaded(folder: Path) -> Election:
    return Election.objects.get(pk=load(folder=folder, reference_changed=reference_changed).election_id)


def complaints(folder: Path) -> tuple[str, ...]:
    with pytest.raises(PackError) as refused:
        load(folder=folder, reference_changed=reference_changed)
    assert not Election.objects.exists()
    return refused.value.complaints


def test_totals_come_in_recorded_order_with_their_parties_together(folder: Path) -> None:
    assert recorded_totals(loaded(folder)) == [
        RecordedTotal("barton", datetime(2025, 5, 2, 2, tzinfo=SUMMER), {"Lab": 1}, complete=False),
        RecordedTotal("barton", datetime(2025, 5, 2, 3, tzinfo=SUMMER), {"Lab": 2, "Con": 1}, complete=True),
    ]


def test_a_pack_may_have_no_totals(folder: Path) -> None:
    (folder / "council_results.csv").unlink()
    assert recorded_totals(loaded(folder)) == []


WRONG = {
    "a council nobody knows": (
        f"burton,{EARLY},Lab,1,\n",
        "line 2: council 'burton' is not in councils.csv",
    ),
    "a party nobody knows": (f"barton,{EARLY},Lib,1,\n", "line 2: party 'Lib' is not in parties.csv"),
    "a party that counts as another": (
        f"barton,{EARLY},LabCoop,1,\n",
        "line 2: party 'LabCoop' counts as 'Lab'; add its seats to those",
    ),
    "a party twice at one time": (
        f"barton,{EARLY},Lab,1,\nbarton,2025-05-02T01:00:00Z,Lab,2,\n",
        "line 3: council 'barton', recorded_at 2025-05-02T01:00:00+00:00, party 'Lab' is there already, "
        "in line 2",
    ),
    "more seats than are up": (
        f"barton,{EARLY},Lab,3,\nbarton,{EARLY},Con,1,\n",
        "line 2: Barton: seats come to 4, of the 3 that are up",
    ),
    "complete with seats to come": (
        f"barton,{EARLY},Lab,2,1\n",
        "line 2: Barton: complete is 1, but seats come to 2, of the 3 that are up",
    ),
    "half complete": (
        f"barton,{EARLY},Lab,2,1\nbarton,{EARLY},Con,1,\n",
        "line 3: complete is not as in line 2, for the same total",
    ),
    "seats taken back": (
        f"barton,{EARLY},Lab,2,\nbarton,{LATE},Lab,1,\n",
        "line 3: Barton: Lab had 2 in line 2, and has fewer here",
    ),
    "a party taken out": (
        f"barton,{EARLY},Lab,2,\nbarton,{LATE},Con,2,\n",
        "line 3: Barton: Lab had 2 in line 2, and has fewer here",
    ),
    "a total after the last": (
        f"barton,{LATE},Lab,3,\nbarton,{EARLY},Lab,3,1\n",
        "line 2: Barton was complete in line 3, so no total can follow",
    ),
    "no seats": (f"barton,{EARLY},Lab,,\n", "line 2: seats is empty"),
}


@pytest.mark.parametrize(("lines", "what"), WRONG.values(), ids=WRONG.keys())
def test_it_refuses_totals_that_cannot_be_right(folder: Path, lines: str, what: str) -> None:
    (folder / "council_results.csv").write_text(HEADER + lines)
    assert complaints(folder) == (f"council_results.csv {what}.",)


def shared_alike(folder: Path, lines: str) -> None:
    """Move the eve of poll into a file of its own, with its credit."""
    drop_line(folder, "council_seats.csv", 5)
    (folder / OWN).write_text(f"council,party,basis,seats\n{lines}\n")
    replace_line(folder, "pack.toml", 7, f'credits = ["{OWN}: somebody, shared alike."]')


def test_seats_in_a_file_of_their_own_load_like_the_others(folder: Path) -> None:
    shared_alike(folder, "barton,Con,eve_of_poll,4")
    loaded(folder)
    rows = CouncilSeats.objects.values_list("party__code", "basis", "seats")
    assert set(rows) == {
        ("Lab", "not_up", 2),
        ("Lab", "last_fought", 3),
        ("Con", "last_fought", 3),
        ("Con", "eve_of_poll", 4),
    }


def test_it_refuses_such_a_file_without_a_credit(folder: Path) -> None:
    shared_alike(folder, "barton,Con,eve_of_poll,4")
    replace_line(folder, "pack.toml", 7, 'credits = ["Somebody, shared alike."]')
    assert complaints(folder) == (f"{OWN}: no line of credits in pack.toml names this file.",)


def test_it_names_such_a_file_with_its_line(folder: Path) -> None:
    shared_alike(folder, "barton,Con,last_fought,3")
    assert complaints(folder) == (
        f"{OWN} line 2: council 'barton', party 'Con', basis 'last_fought' is there already, "
        "in council_seats.csv line 4.",
    )
