"""Before and after, in words: what an operator reads before newer values go to air."""

import pytest

from results.boards.differences import differences

LAB = {"abbr": "Lab", "name": "Labour", "colour": "#e4003b", "ink": "#ffffff"}
CON = {"abbr": "Con", "name": "Conservative", "colour": "#0087dc", "ink": "#0b0b0c"}


def candidate(name, party, votes, *, elected=False):
    return {
        "name": name,
        "party": party,
        "votes": votes,
        "votes_txt": f"{votes:,}",
        "elected": elected,
    }


def words(before, after):
    return [difference.words for difference in differences(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({"margin": "majority 4,426"}, {"margin": "majority 4,246"}, ["majority 4,426 → 4,246"]),
        (
            {"margin": "figures to follow"},
            {"margin": "majority 4,246"},
            ["majority figures to follow → 4,246"],
        ),
        ({"phrase": "Lab hold"}, {"phrase": "Con gain from Lab"}, ["outcome Lab hold → Con gain from Lab"]),
        ({"turnout": "Turnout 59.1%"}, {"turnout": ""}, ["turnout 59.1% → nothing"]),
        ({"party": LAB}, {"party": CON}, ["party Lab → Con"]),
        ({"corrected": False}, {"corrected": True}, ["corrected nothing → yes"]),
        ({"declared_txt": "83 of 106"}, {"declared_txt": "84 of 106"}, ["declared 83 of 106 → 84 of 106"]),
    ],
)
def test_one_thing_that_changed(before, after, told):
    assert words(before, after) == told


def test_a_leader_who_was_not_there_is_told_with_her_seats():
    after = {"leader": {"party": LAB, "seats": 3, "seats_txt": "3"}}
    assert words({"leader": ""}, after) == ["leader party nothing → Lab", "leader seats nothing → 3"]


def test_rows_are_known_by_name_wherever_they_stand():
    before = {"pages": [candidate("Ann Lee", LAB, 900, elected=True), candidate("Bo Rae", CON, 800)]}
    after = {"pages": [candidate("Bo Rae", CON, 950, elected=True), candidate("Ann Lee", LAB, 900)]}
    assert words(before, after) == [
        "Ann Lee elected yes → nothing",
        "Bo Rae votes 800 → 950",
        "Bo Rae elected nothing → yes",
    ]


def test_two_of_one_name_are_two():
    before = {"rows": [candidate("John Smith", LAB, 900), candidate("John Smith", CON, 800)]}
    after = {"rows": [candidate("John Smith", LAB, 900), candidate("John Smith", CON, 700)]}
    assert words(before, after) == ["John Smith (2) votes 800 → 700"]


def test_tallies_are_known_by_party_and_items_by_their_head():
    before = {"rows": [{"party": LAB, "seats": 3, "seats_txt": "3"}], "items": []}
    after = {
        "rows": [{"party": LAB, "seats": 4, "seats_txt": "4"}],
        "items": [{"id": "a", "kind": "declared", "head": "Stone", "text": "Con hold", "party": CON}],
    }
    assert words(before, after) == [
        "Lab seats 3 → 4",
        "Stone text nothing → Con hold",
        "Stone party nothing → Con",
    ]


def test_equal_values_and_what_is_not_drawn_differ_in_nothing():
    values = {"graphic": "bug", "seq": 3, "revision": 1, "as_at": "03:12", "party": LAB}
    assert differences(values, values) == ()
    assert differences(values, {**values, "seq": 9, "revision": 2, "as_at": "03:14"}) == ()
    assert differences(values, {**values, "party": {**LAB, "colour": "#ff0000"}}) == ()
