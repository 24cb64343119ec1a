"""What a candidate's share is compared with, and where nothing can be compared."""

from decimal import Decimal

import pytest

from results.psephology.counts import Previous, PreviousLine, Standing
from results.psephology.lasttime import LastTime
from tests.psephology.ballots import Entry, judged, last_time, line

Con, Lab = ("A", "Con", 600), ("B", "Lab", 400)


@pytest.mark.parametrize(
    ("entries", "previous", "change", "stood"),
    [
        pytest.param([Con, Lab], last_time(winner="Lab", Con=40, Lab=60), "20", True, id="a gain in share"),
        pytest.param([Lab, Con], last_time(winner="Lab", Con=40, Lab=60), "-20", True, id="a loss in share"),
        pytest.param([Con, Lab], last_time(winner="Lab", Lab=60), None, False, id="a new party"),
        pytest.param(
            [Con, Lab], last_time(winner="Lab", Lab=60, others=40), None, None, id="perhaps among the others"
        ),
        pytest.param(
            [Con, Lab],
            last_time(winner="Lab", Con=40, Lab=40, others=20),
            "20",
            True,
            id="named beside others",
        ),
        pytest.param(
            [Con, Lab],
            last_time(winner="Lab", Lab=60, Con=0, Oth=0),
            "60",
            True,
            id="stood and had no votes",
        ),
        pytest.param(
            [Con, Lab],
            last_time(winner="Lab", Lab=60, Oth=0),
            None,
            False,
            id="others without votes hide nobody",
        ),
        pytest.param([Con, Lab], None, None, None, id="no previous result"),
        pytest.param([Con, Lab], last_time(winner="Con", Con=0), None, None, id="unopposed last time"),
        pytest.param([Con, Lab], last_time(winner="Lab", Lab=0), None, None, id="new after nobody voted"),
        pytest.param(
            [Con, ("C", "Con", 400)],
            last_time(winner="Con", Con=40, Lab=60),
            None,
            None,
            id="two of one party",
        ),
        pytest.param(
            [("A", "Oth", 600), Lab],
            last_time(winner="Lab", Lab=60, others=40),
            None,
            None,
            id="called Others",
        ),
    ],
)
def test_a_party_is_compared_with_its_own_share(
    entries: list[Entry], previous: Previous | None, change: str | None, stood: bool | None
) -> None:
    own = line(judged(*entries, previous=previous), 1)

    assert own.change_pts == (None if change is None else Decimal(change))
    assert own.stood_before is stood


Ann = ("Ann Lee", "Ind", 600)


@pytest.mark.parametrize(
    ("entries", "previous", "change", "stood"),
    [
        pytest.param([Ann, Lab], {"independents": {"Ann Lee": 40}}, "20", True, id="the same person"),
        pytest.param([Ann, Lab], {"independents": {" ANN  lee ": 40}}, "20", True, id="written otherwise"),
        pytest.param([Ann, Lab], {"independents": {"Bo Day": 40}}, None, False, id="another independent"),
        pytest.param([Ann, Lab], {"independents": {"": 40}}, None, None, id="one whose name is not known"),
        pytest.param([Ann, Lab], {"others": 40}, None, None, id="perhaps among the others"),
        pytest.param([Ann, Lab], {"Con": 40}, None, False, id="no independent stood"),
        pytest.param([Ann, Ann], {"independents": {"Ann Lee": 40}}, None, None, id="two of the same name"),
        pytest.param(
            [Ann, ("Bo Day", "Ind", 400)],
            {"independents": {"Ann Lee": 20, "Bo Day": 20}},
            "40",
            True,
            id="several independents, each for himself",
        ),
        pytest.param(
            [("Ann Lee", "Con", 600), Lab],
            {"independents": {"Ann Lee": 40}},
            None,
            False,
            id="stands for a party now",
        ),
    ],
)
def test_an_independent_is_compared_only_with_the_same_person(
    entries: list[Entry], previous: dict[str, object], change: str | None, stood: bool | None
) -> None:
    then = last_time(winner="Lab", Lab=60, **previous)  # type: ignore[arg-type]
    tied = entries[0][2] == entries[1][2]
    own = line(judged(*entries, previous=then, by_lot=tied), 1)

    assert own.change_pts == (None if change is None else Decimal(change))
    assert own.stood_before is stood


def test_two_previous_lines_under_one_party_are_one_party() -> None:
    lines = (PreviousLine("Lab", 30), PreviousLine("Lab", 20), PreviousLine("Con", 50))
    result = judged(Con, Lab, previous=Previous(lines=lines, winner="Lab"))

    assert line(result, 2).change_pts == Decimal(-10)


def test_a_new_seat_is_compared_with_nothing() -> None:
    result = judged(Con, Lab, previous=last_time(winner="Lab", Con=40, Lab=60), new_seat=True)

    assert [(own.change_pts, own.stood_before) for own in result.lines] == [(None, None)] * 2
    assert result.previous_valid == 0
    assert all(own.previous_votes == 0 for own in result.parties)


def test_last_time_keeps_all_valid_votes_as_the_base() -> None:
    then = last_time(winner="Lab", Lab=60, Con=30, others=10)

    assert judged(Con, Lab, previous=then).previous_valid == 100
    assert LastTime(then, (Standing(1, "A", "Con"),)).votes(Standing(1, "A", "Con")) == 30
