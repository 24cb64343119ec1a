"""Wards and a total of one council at once, on PostgreSQL: they wait for each other, and never in a ring."""

import pytest

from results.boards.council_cards import Source
from results.boards.councils import council_card
from results.declaring.commands import correct, enter
from results.declaring.councils import correct_council, enter_council
from results.declaring.reference import reference_changed
from results.declaring.refusals import CouncilOvertaken, Refused, Unacceptable
from results.models import Council, CouncilDeclaration, DeskEvent, Election
from results.packs.loading import load
from tests.at_once import at_once, names_of
from tests.packs.folder import a_pack, replace_line
from tests.people import a_producer
from tests.services import on_postgres
from tests.ward_counts import a_ward_count
from tests.worlds import a_council

pytestmark = [on_postgres, pytest.mark.django_db(transaction=True)]


def ward(council, place, producer, **won):
    contest = council.contests.order_by("code")[place]
    count = a_ward_count(contest, **won)
    return lambda: enter(contest_id=contest.pk, count=count, by=producer)


def misread(contest, producer, **won):
    count = a_ward_count(contest, **won)
    return lambda: correct(contest_id=contest.pk, count=count, by=producer, based_on=1, reason="Misread")


def total(council, producer, *, complete=False, **seats):
    return lambda: enter_council(council_id=council.pk, seats=seats, complete=complete, by=producer)


def seats(council):
    return {row.party.code: row.won for row in council_card(council_id=council.pk).state.rows if row.won}


def numbered(election: Election, events: int) -> None:
    assert list(DeskEvent.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, events + 1))
    assert Election.objects.get(pk=election.pk).seq == events


@pytest.mark.parametrize("attempt", range(5))
def test_two_wards_and_a_total_that_agree_all_arrive_and_are_not_added_together(attempt):
    council, producer = a_council(wards=(3, 2, 1)), a_producer()
    answers = at_once(
        ward(council, 1, producer, Lab=1, Con=1),
        ward(council, 2, producer, Lab=1),
        total(council, producer, Lab=3, Con=2),
    )
    assert not [answer for answer in answers if isinstance(answer, Refused)]
    numbered(council.election, 3)
    state = council_card(council_id=council.pk).state
    assert (state.source, state.to_come, seats(council)) == (Source.RUNNING, 1, {"Lab": 3, "Con": 2})


@pytest.mark.parametrize("attempt", range(5))
def test_a_total_and_a_ward_that_contradict_each_other_cannot_both_arrive(attempt):
    council, producer = a_council(wards=(3, 2, 1)), a_producer()
    answers = at_once(ward(council, 1, producer, LD=2), total(council, producer, complete=True, Lab=4, Con=2))
    assert [isinstance(answer, Unacceptable) for answer in answers].count(True) == 1
    numbered(council.election, 1)


@pytest.mark.parametrize("attempt", range(5))
def test_two_wards_that_only_together_exceed_the_total_cannot_both_arrive(attempt):
    council, producer = a_council(wards=(1, 1, 4)), a_producer()
    total(council, producer, complete=True, Lab=1, Con=5)()
    answers = at_once(ward(council, 0, producer, Lab=1), ward(council, 1, producer, Lab=1))
    assert [isinstance(answer, Unacceptable) for answer in answers].count(True) == 1
    numbered(council.election, 2)


def test_two_totals_of_one_council():
    council, producer = a_council(), a_producer()
    answers = at_once(total(council, producer, Lab=2), total(council, producer, Lab=1, Con=1))
    assert names_of(answers) == ["CouncilOvertaken", "EnteredCouncil"]
    refusal = next(answer for answer in answers if isinstance(answer, CouncilOvertaken))
    assert refusal.mine != refusal.theirs
    assert CouncilDeclaration.objects.count() == DeskEvent.objects.count() == 1


def test_entries_and_corrections_of_two_councils_never_wait_in_a_ring():
    first, producer = a_council(wards=(2, 1, 1)), a_producer()
    second = a_council(wards=(2, 1, 1), election=first.election)
    acts = []
    for council in (first, second):
        ward(council, 1, producer, Con=1)()
        total(council, producer, Con=1)()
        contest = council.contests.order_by("code")[1]
        acts += [
            ward(council, 0, producer, Lab=1, Con=1),
            ward(council, 2, producer, LD=1),
            misread(contest, producer, LD=1),
            lambda pk=council.pk: correct_council(
                council_id=pk, seats={"Con": 2, "Lab": 1, "LD": 1}, complete=True, by=producer, based_on=1
            ),
        ]
    answers = at_once(*acts)
    arrived = [answer for answer in answers if not isinstance(answer, Refused)]
    numbered(first.election, 4 + len(arrived))
    for council in (first, second):
        state = council_card(council_id=council.pk).state
        assert state.declared + state.to_come + state.not_up + state.vacant == state.total


@pytest.mark.parametrize("attempt", range(5))
def test_a_pack_that_is_loaded_again_and_a_total_never_wait_in_a_ring(tmp_path, attempt):
    folder = a_pack(tmp_path / "pack")
    load(folder=folder, reference_changed=reference_changed)
    council, producer = Council.objects.get(), a_producer()
    replace_line(folder, "councils.csv", 2, "barton,Barton-on-Sea,north;patch,6,3,NOC")
    loading, entered = at_once(
        lambda: load(folder=folder, reference_changed=reference_changed), total(council, producer, Lab=2)
    )
    assert (loading.silent, entered.revision) == (False, 1)
    assert Council.objects.get().name == "Barton-on-Sea"
    numbered(council.election, 2)
