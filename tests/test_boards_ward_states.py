"""Wards and mayoralties in every state, and what each of them means for their council's seats and control."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from results.boards.cards import ContestState, Happened
from results.boards.council_cards import Source
from results.boards.councils import council_board, council_card
from results.declaring.calls import call_winner, declare_uncontested
from results.declaring.commands import correct, enter
from results.declaring.councils import enter_council
from results.declaring.keys import bypass
from results.declaring.refusals import Unacceptable
from results.declaring.status import set_status
from results.declaring.withdrawing import withdraw
from results.models import Contest, Election, Policy
from results.rendering.seatbar import seat_bar
from tests.people import a_producer, a_reporter, an_editor
from tests.test_boards_mayors import a_mayoralty
from tests.ward_counts import a_ward_count
from tests.worlds import a_council, a_council_election, a_count

pytestmark = pytest.mark.django_db
Status = Contest.Status


@pytest.fixture
def council():
    """Six seats: Abbey 3, Bridge 2, Castle 1; Con held it, four are a majority."""
    return a_council(wards=(3, 2, 1))


@pytest.fixture
def producer():
    return a_producer()


def ward(council, place):
    return council.contests.order_by("code")[place]


def declared(council, place, by, **won):
    contest = ward(council, place)
    return enter(contest_id=contest.pk, count=a_ward_count(contest, **won), by=by)


def moved(council, place, status, by):
    return set_status(contest_id=ward(council, place).pk, status=status, by=by)


def state(council):
    found = council_card(council_id=council.pk).state
    assert sum(segment.seats for segment in seat_bar(found).segments) == found.total
    return found


def board(council):
    return council_board(region_id=council.regions.get(code="EM").pk)


def line(council, place):
    return council_card(council_id=council.pk).wards[place]


@pytest.mark.parametrize(("status", "field"), [("countermanded", "countermanded"), ("deferred", "deferred")])
def test_a_poll_that_is_called_off_leaves_what_is_to_come_and_the_wards_that_are_counted(
    council, producer, status, field
):
    moved(council, 1, status, producer)
    found = state(council)
    assert (found.to_come, found.called_off, getattr(found, field)) == (4, 2, 2)
    assert (found.wards_declared, found.wards, found.wards_called_off) == (0, 2, 1)
    assert (line(council, 1).state, board(council).seats_up) == (ContestState(status), 4)


def test_control_is_open_when_all_is_in_but_what_was_called_off_could_decide_it(council, producer):
    moved(council, 1, Status.COUNTERMANDED, producer)
    declared(council, 0, producer, Lab=2, Con=1)
    declared(council, 2, producer, Con=1)
    found = state(council)
    assert (found.complete, found.holder, found.no_control, found.phrase) == (True, None, False, "")
    assert {row.party.code: row.needs for row in found.rows if row.needs}["Lab"] == (
        "2 short of a majority, 2 called off"
    )
    assert {(row.net_last_fought, row.net_eve_of_poll) for row in found.rows} == {(None, None)}
    assert (board(council).declared, board(council).total) == (1, 1)


def test_a_majority_without_what_was_called_off_is_certain(council, producer):
    moved(council, 2, Status.COUNTERMANDED, producer)
    declared(council, 0, producer, Lab=3)
    declared(council, 1, producer, Lab=1, Con=1)
    found = state(council)
    assert (found.phrase, found.clinched, found.complete) == ("Lab gain from Con", False, True)


def test_nobody_can_win_where_even_what_was_called_off_would_not_do(council, producer):
    moved(council, 2, Status.DEFERRED, producer)
    declared(council, 0, producer, Lab=1, Con=1, LD=1)
    declared(council, 1, producer, Lab=1, LD=1)
    found = state(council)
    assert (found.no_control, found.phrase) == (True, "Con loss to NOC")


def test_a_poll_that_is_put_back_is_to_come_again(council, producer):
    moved(council, 1, Status.DEFERRED, producer)
    moved(council, 1, Status.EXPECTED, producer)
    assert (state(council).to_come, state(council).called_off, state(council).wards) == (6, 0, 3)


def test_a_total_is_complete_without_the_seats_that_were_called_off(council, producer):
    moved(council, 1, Status.COUNTERMANDED, producer)
    given = {"council_id": council.pk, "by": producer}
    with pytest.raises(Unacceptable, match="5 seats are more than the 4 that are up, without 2 whose poll"):
        enter_council(seats={"Lab": 5}, complete=False, **given)
    with pytest.raises(Unacceptable, match="3 of 4 seats are filled in"):
        enter_council(seats={"Lab": 3}, complete=True, **given)
    enter_council(seats={"Lab": 3, "Con": 1}, complete=True, **given)
    found = state(council)
    assert (found.source, found.complete, found.called_off, found.to_come) == (Source.COMPLETE, True, 2, 0)


def test_a_total_that_fills_seats_which_are_called_off_later_is_believed(council, producer):
    enter_council(council_id=council.pk, seats={"Lab": 5, "Con": 1}, complete=True, by=producer)
    moved(council, 1, Status.COUNTERMANDED, producer)
    found = state(council)
    assert (found.declared, found.called_off, found.to_come) == (6, 0, 0)


def test_a_council_without_any_poll_is_none_of_those_to_be_declared(council, producer):
    other = a_council(wards=(1, 2), election=council.election)
    for place in range(2):
        moved(other, place, Status.DEFERRED, producer)
    found = board(council)
    assert (found.declared, found.total, found.called_off, len(found.councils)) == (0, 1, 1, 2)
    assert (found.seats_up, found.seats_called_off) == (6, 3)


def test_an_uncontested_ward_counts_at_once(council, producer):
    contest = ward(council, 1)
    contest.candidacies.exclude(party__code="Lab").delete()
    declare_uncontested(contest_id=contest.pk, by=producer)
    found, row = state(council), line(council, 1)
    assert (found.declared, found.wards_declared, row.returned) == (2, 1, "Lab 2")
    assert row.state is ContestState.UNCONTESTED


def test_a_winner_called_in_a_ward_of_one_seat_counts_before_its_figures(council, producer):
    contest = ward(council, 2)
    call_winner(contest_id=contest.pk, winner=2, by=producer)
    found, row = state(council), line(council, 2)
    assert (found.declared, row.state, row.returned) == (1, ContestState.WINNER_ONLY, "Con 1")
    declared(council, 2, producer, Con=1)
    assert (state(council).declared, line(council, 2).state) == (1, ContestState.DECLARED)


def test_a_withdrawn_ward_gives_its_seats_back_and_says_what_it_was(council, producer):
    declared(council, 1, producer, Lab=1, Con=1)
    withdraw(contest_id=ward(council, 1).pk, by=producer, based_on=1, reason="Wrong ward")
    found = state(council)
    assert (found.declared, found.to_come, line(council, 1).state) == (0, 6, ContestState.WITHDRAWN)
    (told,) = board(council).newest
    assert (told.happened, told.words, told.party) == (Happened.WITHDRAWN, "", None)
    assert told.was.startswith("was Lab 1, Con 1")


def test_a_recount_is_told_without_figures_and_only_after_polls_close(council, producer):
    moved(council, 0, Status.RECOUNT, producer)
    moved(council, 0, Status.RECOUNT, producer)
    row = line(council, 0)
    assert (row.state, row.recounts, row.outcome) == (ContestState.RECOUNT, 2, None)
    assert [told.words for told in board(council).newest] == ["recount 2"]
    Election.objects.update(polls_close=timezone.now() + timedelta(hours=1))
    assert line(council, 0).state is ContestState.COUNTING
    assert board(council).newest == ()


def test_a_ward_that_closes_later_than_its_election_waits_for_its_own_hour(council, producer):
    contest = ward(council, 2)
    later = timezone.now() + timedelta(hours=1)
    Contest.objects.filter(pk=contest.pk).update(polls_close=later)
    declared(council, 2, producer, Con=1)
    assert (state(council).declared, line(council, 2).outcome) == (0, None)


def test_a_total_waits_for_the_last_of_its_councils_wards_to_close(council, producer):
    later = timezone.now() + timedelta(hours=1)
    Contest.objects.filter(pk=ward(council, 2).pk).update(polls_close=later)
    entered = enter_council(council_id=council.pk, seats={"Lab": 4, "Con": 2}, complete=True, by=producer)
    assert entered.shows_at == later
    assert (state(council).declared, board(council).newest) == (0, ())
    moved(council, 2, Status.DEFERRED, producer)
    assert state(council).declared == 6
    assert [told.name for told in board(council).newest][-1] == council.name


def test_a_corrected_ward_says_what_it_was(council, producer):
    declared(council, 2, producer, Con=1)
    contest = ward(council, 2)
    correct(
        contest_id=contest.pk,
        count=a_ward_count(contest, Lab=1),
        by=producer,
        based_on=1,
        reason="Misread",
    )
    (told,) = board(council).newest
    assert (told.happened, told.words) == (Happened.CORRECTED, "Lab elected")
    assert told.was


def test_wards_on_a_single_source_are_told_while_wards_count():
    council = a_council(wards=(1, 2), election=a_council_election(policy=Policy.SECOND_KEY))
    waiting = declared(council, 0, a_reporter(ward(council, 0)), Lab=1)
    assert state(council).single_wards == 0
    bypass(declaration_id=waiting.declaration_id, by=an_editor(), reason="Nobody is near")
    assert state(council).single_wards == 1
    (told,) = board(council).newest
    assert told.single_source


def test_a_mayoralty_tells_its_state(producer):
    election = a_council_election()
    mayoralty, region = a_mayoralty(election), election.regions.get(code="EM")
    set_status(contest_id=mayoralty.pk, status=Status.COUNTING, by=producer)
    (mayor,) = council_board(region_id=region.pk).mayors
    assert (mayor.state, mayor.outcome) == (ContestState.COUNTING, None)
    assert mayor.since is not None
    enter(contest_id=mayoralty.pk, count=a_count(9_000, 8_000), by=producer)
    (mayor,) = council_board(region_id=region.pk).mayors
    assert (mayor.state, mayor.since) == (ContestState.DECLARED, None)


@pytest.mark.parametrize("read", [council_board, council_card], ids=["a region's board", "a council's own"])
def test_states_cost_no_query_each(producer, read):
    costs = []
    for many in (2, 12):
        council = a_council(wards=(1,) * many)
        for place in range(many):
            if place % 2:
                declared(council, place, producer, Lab=1)
            else:
                moved(council, place, (Status.DEFERRED, Status.RECOUNT)[place % 4 == 0], producer)
        about = {"region_id": council.regions.get(code="EM").pk}
        with CaptureQueriesContext(connection) as asked:
            read(**about) if read is council_board else read(council_id=council.pk)
        costs.append(len(asked))
    assert costs[0] == costs[1]
