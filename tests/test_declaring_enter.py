"""Entering a first declaration: published at once, judged, numbered, announced, or refused whole."""

from datetime import timedelta

import pytest
from django.utils import timezone

from results.declaring.commands import enter
from results.declaring.refusals import ElectionClosed, NotYours, Overtaken, Unacceptable
from results.models import Declaration, DeskEvent, Election, Outcome, PartyOutcome, Tally
from tests.people import a_producer, a_reporter, a_second_reporter, an_operator, an_outsider
from tests.worlds import a_contest, a_count, a_small_election

pytestmark = pytest.mark.django_db

# Savepoint and release, contest, three for the person, what is in force, three facts, supersede,
# declaration, tallies, outcome, parties, the election, its number, the event.
QUERIES = 18


def test_a_reporter_declares_her_count_and_it_is_in_force_at_once():
    contest = a_contest(name="Leicester East")
    entered = enter(contest_id=contest.pk, count=a_count(), by=a_reporter(contest))

    declaration = Declaration.objects.get()
    assert (declaration.state, declaration.revision) == (Declaration.State.IN_FORCE, 1)
    outcome = declaration.outcome
    assert (outcome.party.code, outcome.word, outcome.majority) == ("Con", "gain", 4_426)
    assert entered.seq == 1
    assert not entered.silent


def test_the_event_carries_the_next_number_and_the_election_its_time():
    election = a_small_election(contests=2)
    reporter = a_reporter(*election.contests.all())
    for contest in election.contests.order_by("code"):
        enter(contest_id=contest.pk, count=a_count(), by=reporter)

    assert list(DeskEvent.objects.order_by("seq").values_list("seq", "kind")) == [
        (1, "declared"),
        (2, "declared"),
    ]
    election.refresh_from_db()
    assert (election.seq, election.seq_at) == (2, DeskEvent.objects.get(seq=2).at)


def test_the_same_figures_again_are_silent():
    contest = a_contest()
    reporter = a_reporter(contest)
    first = enter(contest_id=contest.pk, count=a_count(), by=reporter)
    again = enter(contest_id=contest.pk, count=a_count(), by=reporter)

    assert again.silent
    assert (again.declaration_id, again.seq, again.at) == (first.declaration_id, first.seq, first.at)
    assert DeskEvent.objects.count() == 1


def test_a_second_reporter_with_other_figures_is_overtaken_and_sees_both():
    contest = a_contest()
    enter(contest_id=contest.pk, count=a_count(), by=a_reporter(contest))
    mine = a_count(10_000, 14_425, 3_000, 2_000, 574)
    with pytest.raises(Overtaken) as refusal:
        enter(contest_id=contest.pk, count=mine, by=a_second_reporter(contest))

    assert refusal.value.mine == mine
    assert refusal.value.theirs == a_count()
    assert "Alice Okafor" in refusal.value.sentence
    assert Declaration.objects.count() == 1


def test_figures_that_cannot_be_right_are_refused_and_nothing_is_written():
    contest = a_contest()
    with pytest.raises(Unacceptable) as refusal:
        enter(contest_id=contest.pk, count=a_count(80_000, 1, 1, 1, 1), by=a_reporter(contest))

    assert refusal.value.problems
    assert nothing_written()


@pytest.mark.parametrize("person", [a_reporter, an_operator, an_outsider])
def test_nobody_enters_a_contest_that_is_not_theirs(person):
    contest = a_contest(name="Rugby")
    with pytest.raises(NotYours, match="Rugby is not one of your counts"):
        enter(contest_id=contest.pk, count=a_count(), by=person())
    assert nothing_written()


def test_a_producer_enters_any_contest():
    assert enter(contest_id=a_contest().pk, count=a_count(), by=a_producer()).revision == 1


def test_a_closed_election_takes_no_figures():
    election = a_small_election(contests=1, closed_at=timezone.now())
    contest = election.contests.get()
    with pytest.raises(ElectionClosed, match="is closed"):
        enter(contest_id=contest.pk, count=a_count(), by=a_reporter(contest))
    assert nothing_written()


def test_figures_that_come_before_polls_close_are_kept_and_say_from_when_they_show():
    closing = timezone.now() + timedelta(minutes=1)
    contest = a_small_election(contests=1, polls_close=closing).contests.get()
    entered = enter(contest_id=contest.pk, count=a_count(), by=a_reporter(contest))
    assert (entered.state, entered.shows_at) == ("in_force", closing)


def test_an_event_is_never_older_than_the_one_before_though_the_clock_steps_back():
    election = a_small_election(contests=1)
    ahead = timezone.now() + timedelta(hours=1)
    Election.objects.filter(pk=election.pk).update(seq=7, seq_at=ahead)
    contest = election.contests.get()
    entered = enter(contest_id=contest.pk, count=a_count(), by=a_reporter(contest))

    assert (entered.seq, entered.at) == (8, ahead)


@pytest.mark.parametrize("contests", [106, 5_000])
def test_a_declaration_costs_the_same_whatever_the_elections_size(contests, django_assert_num_queries):
    election = a_small_election(contests=contests)
    contest = election.contests.order_by("code")[50]
    reporter = a_reporter(contest)
    with django_assert_num_queries(QUERIES):
        enter(contest_id=contest.pk, count=a_count(), by=reporter)


def nothing_written() -> bool:
    """Whether no row of a declaration and no event is there."""
    return not any(model.objects.exists() for model in (Declaration, Tally, Outcome, PartyOutcome, DeskEvent))
