"""What a pack recorded for replays: in order, and read from its folder each time."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from results.declaring.reference import reference_changed
from results.models import Election
from results.packs.complaints import PackError
from results.packs.loading import load
from results.packs.recorded import recorded
from results.psephology.counts import Count
from tests.packs.folder import a_pack, replace_line
from tests.worlds import a_small_election

pytestmark = pytest.mark.django_db
SUMMER = timezone(timedelta(hours=1))


@pytest.fixture
def election(tmp_path: Path) -> Election:
    loaded = load(folder=a_pack(tmp_path / "pack"), reference_changed=reference_changed)
    return Election.objects.get(pk=loaded.election_id)


def test_results_come_in_recorded_order(election: Election) -> None:
    first, second = recorded(election)
    assert (first.contest_code, first.recorded_at) == ("C1", datetime(2025, 5, 2, 1, 10, tzinfo=SUMMER))
    assert second.contest_code == "W2"


def test_results_of_one_minute_come_by_contest_code(election: Election) -> None:
    replace_line(Path(election.pack), "results.csv", 3, "C1,2025-05-02T02:20:00+01:00,,,90")
    assert [result.contest_code for result in recorded(election)] == ["C1", "W2"]


def test_a_result_is_the_count_that_was_read_out(election: Election) -> None:
    assert recorded(election)[0].count == Count(
        votes={1: 18_000, 2: 19_000, 3: 400}, electorate=70_000, elected=frozenset({2}), rejected=90
    )


def test_a_seat_decided_by_lot_says_so_and_its_own_electorate_comes_first(election: Election) -> None:
    assert recorded(election)[1].count == Count(
        votes={1: 500, 2: 500}, electorate=3010, elected=frozenset({2}), by_lot=True
    )


def test_a_pack_without_results_has_nothing_to_replay(election: Election) -> None:
    for file in ("results.csv", "votes.csv"):
        (Path(election.pack) / file).unlink()
    assert recorded(election) == []


def test_it_refuses_an_election_that_came_from_no_pack() -> None:
    with pytest.raises(PackError, match="was not loaded from a pack"):
        recorded(a_small_election(contests=1))


def test_it_refuses_a_folder_that_is_gone(election: Election) -> None:
    election.pack = "/nowhere/at/all"
    with pytest.raises(PackError, match="neither a folder nor a pack that ships"):
        recorded(election)
