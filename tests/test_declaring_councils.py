"""A council's total by party: running or complete, never against the wards, and replaced by them."""

import pytest

from results.boards.council_cards import Source
from results.boards.councils import council_card
from results.declaring.commands import enter
from results.declaring.councils import correct_council, enter_council
from results.declaring.refusals import CouncilOvertaken, NotYours, ReasonMissing, Unacceptable
from results.models import CouncilDeclaration, CouncilTally, DeskEvent
from tests.people import a_producer, a_reporter, an_outsider
from tests.ward_counts import a_ward_count
from tests.worlds import a_council

pytestmark = pytest.mark.django_db


@pytest.fixture
def council():
    return a_council(wards=(3, 2, 1))


@pytest.fixture
def producer():
    return a_producer()


def total(council, producer, *, complete=False, **seats):
    return enter_council(council_id=council.pk, seats=seats, complete=complete, by=producer)


def ward(council, place, producer, **won):
    contest = council.contests.order_by("code")[place]
    return enter(contest_id=contest.pk, count=a_ward_count(contest, **won), by=producer)


def state(council):
    return council_card(council_id=council.pk).state


def seats(council):
    return {row.party.code: row.won for row in state(council).rows if row.won}


def test_a_running_total_says_what_it_is_and_what_is_to_come(council, producer):
    entered = total(council, producer, Lab=2, Con=1)
    found = state(council)
    assert (found.source, found.declared, found.to_come, found.complete) == (Source.RUNNING, 3, 3, False)
    assert (entered.seq, DeskEvent.objects.get().council) == (1, council)


def test_a_total_that_fills_every_seat_is_complete(council, producer):
    total(council, producer, Lab=4, Con=2)
    found = state(council)
    assert (found.source, found.complete, found.phrase) == (Source.COMPLETE, True, "Lab gain from Con")


def test_wards_take_the_place_of_the_total_once_they_hold_as_many_seats(council, producer):
    total(council, producer, Lab=2, Con=1)
    ward(council, 1, producer, Lab=1, Con=1)
    assert (state(council).source, seats(council)) == (Source.RUNNING, {"Lab": 2, "Con": 1})
    ward(council, 2, producer, Lab=1)
    assert (state(council).source, seats(council)) == (Source.WARDS, {"Lab": 2, "Con": 1})
    ward(council, 0, producer, LD=3)
    assert seats(council) == {"LD": 3, "Lab": 2, "Con": 1}
    assert state(council).complete


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        pytest.param({"Lab": 7}, "", "7 seats are more than the 6 that are up", id="too many"),
        pytest.param({"Lab": 2}, "complete", "2 of 6 seats are filled in", id="complete but short"),
        pytest.param({}, "", "No seats are filled in", id="nothing"),
        pytest.param({"Lab": -1, "Con": 2}, "seats-Lab", "cannot have -1", id="negative"),
        pytest.param({"Xyz": 1}, "", "Xyz is not a party", id="unknown party"),
    ],
)
def test_it_refuses_a_total_that_cannot_be_right(council, producer, given, field, sentence):
    with pytest.raises(Unacceptable, match=sentence) as refusal:
        enter_council(council_id=council.pk, seats=given, complete=True, by=producer)
    assert refusal.value.problems[0].field == field
    assert not (CouncilDeclaration.objects.exists() or CouncilTally.objects.exists())
    assert not DeskEvent.objects.exists()


def test_it_refuses_a_total_that_contradicts_the_wards_already_in(council, producer):
    ward(council, 1, producer, Con=2)
    with pytest.raises(Unacceptable, match="wards already in give Con 2; this total gives 1"):
        total(council, producer, Con=1, Lab=3)
    assert not CouncilDeclaration.objects.exists()


def test_it_refuses_a_ward_that_contradicts_the_total(council, producer):
    total(council, producer, Lab=4, Con=2)
    with pytest.raises(Unacceptable, match=r"LD would have 2 seats from the wards; the total of .* has 0"):
        ward(council, 1, producer, LD=2)
    assert seats(council) == {"Lab": 4, "Con": 2}


def test_a_growing_total_needs_no_reason_and_a_shrinking_one_does(council, producer):
    total(council, producer, Lab=2)
    grown = correct_council(
        council_id=council.pk, seats={"Lab": 3, "Con": 1}, complete=False, by=producer, based_on=1
    )
    assert grown.revision == 2
    less = {"council_id": council.pk, "seats": {"Lab": 2, "Con": 1}, "complete": False, "by": producer}
    with pytest.raises(ReasonMissing):
        correct_council(**less, based_on=2)
    assert correct_council(**less, based_on=2, reason="One was Con").revision == 3
    assert CouncilDeclaration.objects.filter(state="in_force").count() == 1


def test_a_stale_total_is_refused_with_both_sets_of_seats(council, producer):
    total(council, producer, Lab=2)
    with pytest.raises(CouncilOvertaken) as refusal:
        total(council, producer, Lab=1, Con=1)
    assert (refusal.value.mine, refusal.value.theirs) == ({"Lab": 1, "Con": 1}, {"Lab": 2})


def test_the_same_total_again_is_silent(council, producer):
    total(council, producer, Lab=2)
    assert total(council, producer, Lab=2, Con=0).silent
    assert DeskEvent.objects.count() == 1


def test_a_reporter_of_one_of_its_wards_may_and_an_outsider_may_not(council):
    reporter = a_reporter(council.contests.first())
    assert total(council, reporter, Lab=1).revision == 1
    with pytest.raises(NotYours, match="not one of your counts"):
        total(council, an_outsider(), Lab=1)
