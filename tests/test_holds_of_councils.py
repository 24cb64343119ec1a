"""While a council is held, its total and its wards stay on air as they were; boards go on."""

import pytest

from results.boards.councils import council_board, council_card
from results.declaring.commands import enter
from results.declaring.councils import correct_council, enter_council
from results.graphics.values import snapshot_of
from results.models import AsRun, Hold
from results.onair.air import take
from results.onair.cues import prepare, put_on_preview
from results.onair.holds import hold, release
from results.onair.refusals import Held, NothingThere
from results.onair.snapshot import Subject
from tests.onair_rows import an_output
from tests.people import a_producer, an_operator
from tests.ward_counts import a_ward_count
from tests.worlds import a_council

pytestmark = pytest.mark.django_db
AIR, BOARD = True, False


@pytest.fixture
def council():
    return a_council(wards=(3, 2, 1))


@pytest.fixture
def output(council):
    return an_output(council.election)


@pytest.fixture
def priya():
    return a_producer()


@pytest.fixture
def gwen():
    return an_operator()


def held(output, by, **what):
    hold(output_id=output.pk, by=by, reason="The agents disagree", **what)
    return Hold.objects.holding().whole().latest("pk")


def let_go(output, by, row):
    release(output_id=output.pk, hold_id=row.pk, by=by)


def total(council, by, **seats):
    return enter_council(council_id=council.pk, seats=seats, complete=False, by=by)


def ward(council, place, by, **won):
    contest = council.contests.order_by("code")[place]
    return enter(contest_id=contest.pk, count=a_ward_count(contest, **won), by=by)


def won(council, *, for_air):
    state = council_card(council_id=council.pk, for_air=for_air).state
    return {row.party.code: row.won for row in state.rows if row.won}


def lines(council, *, for_air):
    board = council_board(region_id=council.regions.get(code="EM").pk, for_air=for_air)
    return [line.words for line in board.newest]


def test_a_total_that_is_put_right_changes_boards_at_once_and_air_after_the_release(
    council, output, priya, gwen
):
    total(council, priya, Lab=2)
    row = held(output, gwen, council_id=council.pk)
    seats = {"Lab": 1, "Con": 2}
    correct_council(
        council_id=council.pk, seats=seats, complete=False, by=priya, based_on=1, reason="Misread"
    )
    assert (won(council, for_air=BOARD), won(council, for_air=AIR)) == (seats, {"Lab": 2})
    assert lines(council, for_air=BOARD) != lines(council, for_air=AIR) == ["Lab 2, 4 to come"]
    let_go(output, gwen, row)
    assert won(council, for_air=AIR) == seats
    assert lines(council, for_air=BOARD) == lines(council, for_air=AIR)


def test_a_council_that_is_held_before_its_first_total_has_none_on_air(council, output, priya, gwen):
    row = held(output, gwen, council_id=council.pk)
    total(council, priya, Lab=2)
    assert (won(council, for_air=BOARD), won(council, for_air=AIR)) == ({"Lab": 2}, {})
    assert lines(council, for_air=AIR) == []
    let_go(output, gwen, row)
    assert won(council, for_air=AIR) == {"Lab": 2}


def test_its_wards_are_held_with_it_and_let_go_with_it(council, output, priya, gwen):
    ward(council, 0, priya, Lab=2, Con=1)
    row = held(output, gwen, council_id=council.pk)
    ward(council, 1, priya, Lab=2)
    assert (won(council, for_air=BOARD)["Lab"], won(council, for_air=AIR)["Lab"]) == (4, 2)
    let_go(output, gwen, row)
    assert won(council, for_air=AIR)["Lab"] == 4
    assert not Hold.objects.holding().exists()


def test_another_council_goes_on(council, output, priya, gwen):
    other = a_council(wards=(3, 2, 1), election=council.election)
    held(output, gwen, council_id=council.pk)
    total(other, priya, Lab=2)
    assert won(other, for_air=AIR) == {"Lab": 2}


def test_a_ward_that_is_held_alone_too_stays_as_it_was_until_both_are_released(council, output, priya, gwen):
    contest = council.contests.order_by("code")[0]
    alone = held(output, gwen, contest_id=contest.pk)
    ward(council, 0, priya, Lab=2, Con=1)
    whole = held(output, gwen, council_id=council.pk)
    let_go(output, gwen, alone)
    assert won(council, for_air=AIR) == {}
    again = held(output, gwen, contest_id=contest.pk)
    let_go(output, gwen, whole)
    assert won(council, for_air=AIR) == {}
    let_go(output, gwen, again)
    assert won(council, for_air=AIR) == {"Lab": 2, "Con": 1}


def test_a_council_is_held_once_and_only_where_it_belongs(council, output, gwen):
    held(output, gwen, council_id=council.pk)
    with pytest.raises(Held):
        held(output, gwen, council_id=council.pk)
    with pytest.raises(NothingThere, match="not of this election"):
        held(output, gwen, council_id=a_council().pk)


def test_a_ward_hold_that_is_part_of_a_councils_is_not_released_alone(council, output, gwen):
    row = held(output, gwen, council_id=council.pk)
    with pytest.raises(NothingThere):
        let_go(output, gwen, row.parts.first())
    assert row.parts.holding().count() == 3


@pytest.mark.parametrize("graphic", ["council", "lower-third"])
def test_neither_it_nor_a_ward_of_it_is_taken_while_it_is_held(council, output, priya, gwen, graphic):
    entered = ward(council, 0, priya, Lab=2, Con=1)
    subject = (
        Subject(council_id=council.pk)
        if graphic == "council"
        else Subject(contest_id=council.contests.get(declarations=entered.declaration_id).pk)
    )
    snapshot = snapshot_of(graphic=graphic, election_id=output.election_id, subject=subject)
    cue = prepare(output_id=output.pk, snapshot=snapshot, by=gwen)
    put_on_preview(cue_id=cue.pk, by=gwen)
    held(output, gwen, council_id=council.pk)
    with pytest.raises(Held, match="The agents disagree"):
        take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=gwen)
    assert not AsRun.objects.filter(act="take").exists()


@pytest.mark.parametrize("wards", [2, 12])
def test_a_hold_costs_the_same_however_many_wards_there_are(
    output, gwen, wards, django_assert_max_num_queries
):
    council = a_council(wards=(1,) * wards, election=output.election)
    with django_assert_max_num_queries(26):
        held(output, gwen, council_id=council.pk)
    assert Hold.objects.filter(part_of__isnull=False).count() == wards
