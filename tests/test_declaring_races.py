"""Several people at once, on PostgreSQL: one outcome, clear refusals, numbers without a gap."""

import pytest
from django.db import transaction

from results.declaring.commands import correct, enter
from results.declaring.refusals import Overtaken
from results.models import Declaration, DeskEvent, Election
from tests.at_once import at_once
from tests.people import a_producer, a_reporter, a_second_reporter
from tests.services import on_postgres
from tests.worlds import a_contest, a_count, a_small_election

pytestmark = [on_postgres, pytest.mark.django_db(transaction=True)]

OTHER = a_count(10_001, 14_426, 3_000, 2_000, 574)


@pytest.mark.parametrize("attempt", range(5))
def test_two_reporters_of_one_count_with_other_figures(attempt):
    contest = a_contest()
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    answers = at_once(
        lambda: enter(contest_id=contest.pk, count=a_count(), by=alice),
        lambda: enter(contest_id=contest.pk, count=OTHER, by=bob),
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["Entered", "Overtaken"]
    refusal = next(answer for answer in answers if isinstance(answer, Overtaken))
    assert {refusal.mine.votes[1], refusal.theirs.votes[1]} == {10_000, 10_001}
    assert Declaration.objects.count() == DeskEvent.objects.count() == 1


def test_the_same_figures_pressed_twice_arrive_once():
    contest = a_contest()
    alice = a_reporter(contest)
    answers = at_once(*[lambda: enter(contest_id=contest.pk, count=a_count(), by=alice)] * 4)
    assert sorted(answer.silent for answer in answers) == [False, True, True, True]
    assert DeskEvent.objects.count() == 1


def test_two_corrections_of_one_revision():
    contest = a_contest()
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    enter(contest_id=contest.pk, count=a_count(), by=alice)
    answers = at_once(
        lambda: correct(contest_id=contest.pk, count=OTHER, by=alice, based_on=1, reason="Misread"),
        lambda: correct(
            contest_id=contest.pk,
            count=a_count(10_002, 14_426, 3_000, 2_000, 574),
            by=bob,
            based_on=1,
            reason="Misread",
        ),
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["Entered", "Overtaken"]
    assert Declaration.objects.in_force().get().revision == 2


def test_many_contests_at_once_are_numbered_without_a_gap_and_in_the_order_they_can_be_seen():
    election = a_small_election(contests=8)
    producer = a_producer()
    contests = list(election.contests.all())
    answers = at_once(
        *[lambda pk=contest.pk: enter(contest_id=pk, count=a_count(), by=producer) for contest in contests]
    )
    assert sorted(answer.seq for answer in answers) == list(range(1, 9))
    assert Election.objects.get(pk=election.pk).seq == 8
    times = list(DeskEvent.objects.order_by("seq").values_list("at", flat=True))
    assert times == sorted(times)


def test_a_number_whose_transaction_failed_is_given_again():
    election = a_small_election(contests=2)
    producer = a_producer()
    first, second = election.contests.all()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        assert enter(contest_id=first.pk, count=a_count(), by=producer).seq == 1
        raise ZeroDivisionError
    assert enter(contest_id=second.pk, count=a_count(), by=producer).seq == 1
    assert not Declaration.objects.filter(contest=first).exists()
