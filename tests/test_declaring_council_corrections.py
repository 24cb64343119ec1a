"""Correcting a ward of a council that has a total: nothing wrong stays on air for waiting."""

import pytest

from results.boards.cards import Happened
from results.boards.council_cards import Source
from results.boards.councils import council_board, council_card
from results.declaring.commands import correct, enter
from results.declaring.councils import correct_council, enter_council
from results.declaring.refusals import ReasonMissing, Unacceptable
from results.models import Declaration, DeskEvent
from tests.people import a_producer
from tests.ward_counts import a_ward_count
from tests.worlds import a_council

pytestmark = pytest.mark.django_db


@pytest.fixture
def council():
    return a_council(wards=(3, 2, 1))


@pytest.fixture
def producer():
    return a_producer()


def ward(council, place, producer, **won):
    contest = council.contests.order_by("code")[place]
    return enter(contest_id=contest.pk, count=a_ward_count(contest, **won), by=producer)


def misread(council, place, producer, **won):
    contest = council.contests.order_by("code")[place]
    return correct(
        contest_id=contest.pk,
        count=a_ward_count(contest, **won),
        by=producer,
        based_on=1,
        reason="Misread",
    )


def seats(council):
    return {row.party.code: row.won for row in council_card(council_id=council.pk).state.rows if row.won}


def test_a_wards_wrong_winner_is_corrected_though_the_total_says_the_same_wrong_thing(council, producer):
    ward(council, 0, producer, Lab=3)
    ward(council, 1, producer, Lab=1, Con=1)
    ward(council, 2, producer, Lab=1)
    enter_council(council_id=council.pk, seats={"Lab": 5, "Con": 1}, complete=True, by=producer)
    assert misread(council, 2, producer, LD=1).revision == 2
    assert seats(council) == {"Lab": 4, "Con": 1, "LD": 1}


def test_a_total_that_a_corrected_ward_denies_counts_no_more_until_it_is_corrected_itself(council, producer):
    ward(council, 1, producer, Lab=2)
    enter_council(council_id=council.pk, seats={"Lab": 2, "Con": 4}, complete=True, by=producer)
    assert council_card(council_id=council.pk).state.phrase == "Con hold"
    misread(council, 1, producer, Lab=1, LD=1)
    state = council_card(council_id=council.pk).state
    assert (state.source, state.phrase, state.to_come) == (Source.WARDS, "", 4)
    assert seats(council) == {"Lab": 1, "LD": 1}
    true = {"Lab": 1, "LD": 1, "Con": 4}
    correct_council(
        council_id=council.pk, seats=true, complete=True, by=producer, based_on=1, reason="One was LD"
    )
    assert seats(council) == true


def test_a_total_of_the_wrong_council_is_withdrawn_with_a_reason(council, producer):
    enter_council(council_id=council.pk, seats={"Lab": 6}, complete=True, by=producer)
    nothing = {"council_id": council.pk, "seats": {}, "complete": False, "by": producer, "based_on": 1}
    with pytest.raises(ReasonMissing):
        correct_council(**nothing)
    correct_council(**nothing, reason="It was Redditch's")
    board = council_board(region_id=council.regions.first().pk)
    state = council_card(council_id=council.pk).state
    assert (state.source, state.phrase, state.to_come, seats(council)) == (Source.WARDS, "", 6, {})
    assert [(line.words, line.happened, line.was) for line in board.newest] == [
        ("", Happened.WITHDRAWN, "was Lab 6")
    ]
    ward(council, 0, producer, LD=3)
    assert seats(council) == {"LD": 3}


def test_it_refuses_a_ward_that_would_fill_more_seats_than_are_up(council, producer):
    council.seats_up = 4
    council.save()
    ward(council, 0, producer, Lab=3)
    with pytest.raises(Unacceptable, match="the wards fill 5 seats, more than the 4 that are up"):
        ward(council, 1, producer, Con=2)
    assert Declaration.objects.count() == DeskEvent.objects.count() == 1
    assert council_card(council_id=council.pk).state.to_come == 1
