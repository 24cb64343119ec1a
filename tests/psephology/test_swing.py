"""Butler swing: half of what one gained and the other lost, on shares of all valid votes."""

from decimal import Decimal
from fractions import Fraction

import pytest

from results.psephology.counts import Swing
from results.psephology.percent import points
from results.psephology.swing import Contender, butler, swing_between
from tests.psephology.ballots import Entry, judged, last_time

PCT = Fraction(1, 100)


def steed(a_now: int, a_then: int, b_now: int, b_then: int) -> Fraction:
    """Swing on two-party shares, the other measure: here to show that Butler is not it."""
    return Fraction(100 * a_now, a_now + b_now) - Fraction(100 * a_then, a_then + b_then)


def test_butler_of_ten_points_gained_against_five_lost_is_seven_and_a_half() -> None:
    swing = butler(a_now=Fraction(45), a_then=Fraction(35), b_now=Fraction(40), b_then=Fraction(45))

    assert swing == Fraction("7.5")
    assert round(float(steed(45, 35, 40, 45)), 2) == 9.19


def test_butler_is_negative_where_the_swing_went_the_other_way() -> None:
    swing = butler(a_now=Fraction(40), a_then=Fraction(45), b_now=Fraction(45), b_then=Fraction(35))

    assert swing == Fraction("-7.5")


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        pytest.param((45, 35), (40, 45), ("7.5", "B", "A"), id="to the first named"),
        pytest.param((40, 45), (45, 35), ("7.5", "A", "B"), id="to the other, and still not negative"),
        pytest.param((40, 45), (30, 45), ("5", "B", "A"), id="both lost, one lost more"),
        pytest.param((40, 40), (30, 30), ("0", "B", "A"), id="level"),
    ],
)
def test_swing_is_unsigned_with_a_direction(
    a: tuple[int, int], b: tuple[int, int], expected: tuple[str, str, str]
) -> None:
    swing = swing_between(Contender("A", a[0] * PCT, a[1] * PCT), Contender("B", b[0] * PCT, b[1] * PCT))

    assert swing == Swing(points=Decimal(expected[0]), loser=expected[1], gainer=expected[2])


def test_butler_and_steed_may_point_opposite_ways() -> None:
    # Con 20 to 12, Lab 60 to 51: each lost, Con less in points, but more of what the two share.
    ours = swing_between(
        Contender("Con", 12 * PCT, 20 * PCT),
        Contender("Lab", 51 * PCT, 60 * PCT),
    )

    assert (ours.points, ours.gainer) == (Decimal("0.5"), "Con")
    assert steed(12, 20, 51, 60) < 0


THEN = last_time(winner="Lab", Lab=20_000, Con=15_000, independents={"Ann Lee": 5_000, "Bo Day": 4_000})


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        pytest.param([("A", "Con", 600), ("B", "Lab", 400)], ("Lab", "Con"), id="winner and runner-up"),
        pytest.param([("A", "Lab", 500), ("B", "Con", 500)], ("Lab", "Con"), id="by lot, against the winner"),
        pytest.param([("Ann Lee", "Ind", 600), ("B", "Lab", 400)], ("Lab", "Ind"), id="the same independent"),
        pytest.param([("A", "Con", 6), ("B", "Green", 5), ("C", "Lab", 4)], None, id="a new runner-up"),
        pytest.param([("A", "Green", 6), ("B", "Lab", 5), ("C", "Con", 4)], None, id="a new winner"),
        pytest.param([("Cy Fox", "Ind", 6), ("B", "Lab", 5)], None, id="another independent"),
        pytest.param(
            [("Ann Lee", "Ind", 6), ("Bo Day", "Ind", 5)], None, id="two independents, no direction"
        ),
        pytest.param([("A", "Con", 6), ("B", "Lab", 5), ("C", "Green", 5)], None, id="a joint runner-up"),
        pytest.param([("A", "Lab", 6), ("B", "Lab", 5)], None, id="two of one party"),
        pytest.param([("A", "Lab", 6)], None, id="nobody against"),
    ],
)
def test_the_default_pair_is_winner_and_runner_up_where_both_stood(
    entries: list[Entry], expected: tuple[str, str] | None
) -> None:
    tied = len(entries) > 1 and entries[0][2] == entries[1][2]
    swing = judged(*entries, previous=THEN, by_lot=tied).swing

    assert (swing and (swing.loser, swing.gainer)) == expected


def test_there_is_no_swing_without_a_result_to_compare_with() -> None:
    entries = ("A", "Con", 600), ("B", "Lab", 400)

    assert judged(*entries).swing is None
    assert judged(*entries, previous=THEN, new_seat=True).swing is None


# South Staffordshire, 23 June 2005, against the general election of 2001.
SOUTH_STAFFORDSHIRE = (
    ("Con", "Con", 13_343),
    ("Lab", "Lab", 4_496),
    ("LD", "LD", 3_540),
    ("UKIP", "UKIP", 2_675),
    ("EngDem", "EngDem", 643),
    ("Grn", "Grn", 437),
    ("Freedom", "Freedom", 434),
    ("Braid", "Ind", 67),
)
IN_2001 = last_time(winner="Con", Con=21_295, Lab=14_414, LD=4_891, UKIP=1_580)


def test_south_staffordshire_2005_is_as_published() -> None:
    result = judged(*SOUTH_STAFFORDSHIRE, previous=IN_2001, electorate=68_763)
    con, lab = result.lines[:2]

    assert (result.valid, result.majority) == (25_635, 8_847)
    assert round(result.majority_pct, 2) == Decimal("34.51")
    assert (round(con.share_pct, 2), round(lab.share_pct, 2)) == (Decimal("52.05"), Decimal("17.54"))
    assert con.change_pts is not None and round(con.change_pts, 2) == Decimal("1.56")
    assert lab.change_pts is not None and round(lab.change_pts, 2) == Decimal("-16.63")
    assert round(result.turnout_valid_pct, 2) == Decimal("37.28")


def test_south_staffordshire_2005_swung_by_butler_and_not_by_steed() -> None:
    swing = judged(*SOUTH_STAFFORDSHIRE, previous=IN_2001).swing
    other = points(steed(13_343, 21_295, 4_496, 14_414) / 100, Fraction(0))

    assert swing is not None
    assert (round(swing.points, 2), swing.loser, swing.gainer) == (Decimal("9.10"), "Lab", "Con")
    assert round(other, 2) == Decimal("15.16")
