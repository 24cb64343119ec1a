"""While a contest is held, air counts what it had; boards and pages go on with what is in force."""

import pytest

from results.boards.contest import contest_card
from results.boards.councils import council_board, council_card
from results.boards.scoreboard import scoreboard
from results.declaring.commands import correct, enter
from results.declaring.overriding import override
from results.declaring.withdrawing import withdraw
from results.models import Declaration, Hold, Policy
from results.onair.holds import hold, release
from tests.onair_rows import an_output
from tests.people import a_producer, an_operator
from tests.ward_counts import a_ward_count
from tests.worlds import a_council, a_count, a_small_election

pytestmark = pytest.mark.django_db
LAB_WINS = a_count(16_000, 14_426, 3_000, 2_000, 574)
AIR, BOARD = True, False


@pytest.fixture
def priya():
    return a_producer()


@pytest.fixture
def gwen():
    return an_operator()


@pytest.fixture
def contest():
    return a_small_election(contests=1).contests.get()


def held(contest, by):
    hold(
        output_id=an_output(contest.election).pk, contest_id=contest.pk, by=by, reason="The agent disputes it"
    )


def put_right(contest, by):
    correct(contest_id=contest.pk, count=LAB_WINS, by=by, based_on=1, reason="Bundles were swapped")


def told(contest, *, for_air):
    """The call by the tally, the tile, the newest line and the contest's own card."""
    board = scoreboard(region_id=contest.regions.get(code="MID").pk, for_air=for_air)
    figures = contest_card(contest_id=contest.pk, for_air=for_air).figures
    won = {row.party.code for row in board.rows if row.seats}
    tile = board.tiles[0].outcome
    lines = [line.outcome.phrase for line in board.newest if line.outcome]
    return (
        won,
        board.totals.declared,
        tile.phrase if tile else "",
        lines,
        figures.outcome.phrase if figures else "",
    )


CON = ({"Con"}, 1, "Con gain from Lab", ["Con gain from Lab"], "Con gain from Lab")
LAB = ({"Lab"}, 1, "Lab hold", ["Lab hold"], "Lab hold")
NOTHING = (set(), 0, "", [], "")


def test_a_correction_changes_boards_at_once_and_air_after_the_release(contest, priya, gwen):
    enter(contest_id=contest.pk, count=a_count(), by=priya)
    held(contest, gwen)
    put_right(contest, priya)
    assert told(contest, for_air=BOARD) == LAB
    assert told(contest, for_air=AIR) == CON
    release(output_id=an_output(contest.election).pk, hold_id=Hold.objects.get().pk, by=gwen)
    assert told(contest, for_air=AIR) == LAB


def test_a_contest_that_is_held_before_its_result_has_none_on_air(contest, priya, gwen):
    held(contest, gwen)
    enter(contest_id=contest.pk, count=a_count(), by=priya)
    assert told(contest, for_air=BOARD) == CON
    assert told(contest, for_air=AIR) == NOTHING


def test_a_withdrawal_takes_nothing_off_air_that_is_held(contest, priya, gwen):
    enter(contest_id=contest.pk, count=a_count(), by=priya)
    held(contest, gwen)
    withdraw(contest_id=contest.pk, by=priya, based_on=1, reason="Read out for another seat")
    assert told(contest, for_air=BOARD) == NOTHING
    assert told(contest, for_air=AIR) == CON


def test_a_hold_on_one_contest_keeps_no_other(priya, gwen):
    election = a_small_election(contests=2)
    one, other = election.contests.order_by("code")
    held(one, gwen)
    for contest in (one, other):
        enter(contest_id=contest.pk, count=a_count(), by=priya)
    board = scoreboard(region_id=election.regions.get(code="MID").pk, for_air=AIR)
    assert board.totals.declared == 1
    assert [tile.outcome is not None for tile in board.tiles] == [
        tile.contest == other.pk for tile in board.tiles
    ]


def test_a_hold_of_an_output_keeps_no_contest(contest, priya, gwen):
    hold(output_id=an_output(contest.election).pk, by=gwen, reason="Rehearsing the opening")
    enter(contest_id=contest.pk, count=a_count(), by=priya)
    assert told(contest, for_air=AIR) == CON


def test_a_held_revision_on_a_single_source_says_so_after_it_was_corrected(contest, priya, gwen):
    enter(contest_id=contest.pk, count=a_count(), by=priya)
    held(contest, gwen)
    put_right(contest, priya)
    Declaration.objects.filter(revision=1).update(
        policy=Policy.SECOND_KEY, bypassed_by=priya, bypass_reason="-"
    )
    assert contest_card(contest_id=contest.pk, for_air=AIR).figures.outcome.single_source
    assert not contest_card(contest_id=contest.pk).figures.outcome.single_source


def test_a_held_ward_is_to_come_on_air_and_counted_on_boards(priya, gwen):
    council = a_council(wards=(3, 2, 1))
    ward = council.contests.get(name="Abbey")
    held(ward, gwen)
    enter(contest_id=ward.pk, count=a_ward_count(ward, Lab=2, Con=1), by=priya)
    board, air = (council_card(council_id=council.pk, for_air=for_air).state for for_air in (BOARD, AIR))
    assert (board.declared, board.wards_declared, air.declared, air.wards_declared) == (3, 1, 0, 0)
    region = council.regions.get(code="EM").pk
    sums = [council_board(region_id=region, for_air=for_air) for for_air in (BOARD, AIR)]
    assert [(sum(row.seats for row in s.rows), len(s.newest)) for s in sums] == [(3, 1), (0, 0)]


def test_air_costs_one_query_more_than_boards_and_two_for_a_contest(
    contest, priya, gwen, django_assert_num_queries
):
    enter(contest_id=contest.pk, count=a_count(), by=priya)
    held(contest, gwen)
    region = contest.regions.get(code="MID").pk
    for for_air, queries in ((BOARD, 10), (AIR, 11)):
        with django_assert_num_queries(queries):
            scoreboard(region_id=region, for_air=for_air)
    with django_assert_num_queries(9):
        contest_card(contest_id=contest.pk, for_air=AIR)


def test_a_call_that_is_fixed_in_the_correction_is_not_on_air_while_it_is_held(contest, priya, gwen):
    enter(contest_id=contest.pk, count=a_count(), by=priya)
    held(contest, gwen)
    put_right(contest, priya)
    in_force = Declaration.objects.in_force().get()
    override(declaration_id=in_force.pk, by=priya, reason="As the Speaker", label="Speaker")
    assert contest_card(contest_id=contest.pk, for_air=AIR).figures.outcome.phrase == "Con gain from Lab"
