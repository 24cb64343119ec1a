"""What the night has taught, kept up to date: the same as if every declaration in force were read afresh."""

from datetime import timedelta
from threading import Event

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from results.declaring import night
from results.declaring.calls import call_winner, declare_uncontested
from results.declaring.commands import correct, enter
from results.declaring.councils import enter_council
from results.declaring.facts import facts_of
from results.declaring.keys import confirm
from results.declaring.lessons import lessons
from results.declaring.night import night_of
from results.declaring.numbering import locked, number_event
from results.declaring.overriding import override
from results.declaring.reference import reference_changed
from results.declaring.status import set_status
from results.declaring.withdrawing import withdraw
from results.models import Candidacy, Contest, DeskEvent, Policy, PreviousTally
from results.psephology.comparison import Expected
from results.psephology.counts import Count
from results.psephology.tonight import Tonight
from tests.at_once import at_once
from tests.people import a_producer, a_second_reporter
from tests.services import on_postgres
from tests.worlds import a_contest, a_council, a_count, a_small_election

pytestmark = pytest.mark.django_db

OTHER = a_count(16_000, 12_000, 2_500, 900, 300)


@pytest.fixture
def election():
    return a_small_election(contests=9)


@pytest.fixture
def producer():
    return a_producer()


def declare(producer, *contests: Contest, count: Count | None = None) -> None:
    for contest in contests:
        enter(contest_id=contest.pk, count=count or a_count(), by=producer)


def taught(*declared: tuple[Contest, Count]) -> Tonight:
    """The night as these counts teach it, one after another."""
    tonight = Tonight()
    for contest, count in declared:
        facts = facts_of(contest.pk)
        region = contest.regions.get(kind="official").code
        tonight = tonight.with_result(
            standings=facts.standings,
            count=count,
            previous=facts.previous,
            expected=Expected(electorate=75_000, previous_electorate=74_000, region=region),
        )
    return tonight


def afresh(election) -> Tonight:
    """The night as a process that has just started learns it."""
    kept = night._nights.pop(election.pk, None)
    try:
        return night_of(election.pk)
    finally:
        if kept is not None:
            night._nights[election.pk] = kept


def costs(election) -> int:
    with CaptureQueriesContext(connection) as queries:
        night_of(election.pk)
    return len(queries)


def test_it_learns_from_every_declaration_in_the_order_of_events(election, producer):
    one, two, three, *_ = election.contests.order_by("code")
    declare(producer, two, one)
    assert night_of(election.pk) == taught((two, a_count()), (one, a_count()))
    declare(producer, three, count=OTHER)
    assert night_of(election.pk) == taught((two, a_count()), (one, a_count()), (three, OTHER))


def test_following_event_by_event_comes_to_what_reading_everything_does(election, producer):
    for number, contest in enumerate(election.contests.order_by("code")):
        declare(producer, contest, count=OTHER if number % 2 else a_count())
        assert night_of(election.pk) == afresh(election)


def test_it_costs_one_query_where_nothing_is_new_and_the_same_for_one_declaration_as_for_five(
    election, producer
):
    first, second, *others = election.contests.order_by("code")
    declare(producer, first)
    night_of(election.pk)
    assert costs(election) == 1
    declare(producer, second)
    of_one = costs(election)
    declare(producer, *others[:5])
    assert costs(election) == of_one == 6
    assert costs(election) == 1


def test_learning_anew_costs_the_same_for_two_declarations_as_for_eight(election, producer):
    contests = list(election.contests.order_by("code"))
    costly = []
    for declared in (contests[:2], contests[2:8]):
        declare(producer, *declared)
        reference_changed(election_id=election.pk)
        night_of(election.pk)
        reference_changed(election_id=election.pk)
        costly.append(costs(election))
    assert costly == [7, 7]


def test_a_correction_costs_the_same_after_two_declarations_as_after_eight(election, producer):
    contests = list(election.contests.order_by("code"))
    costly = []
    for revision, declared in enumerate((contests[:2], contests[2:8]), start=1):
        declare(producer, *declared)
        night_of(election.pk)
        correct(
            contest_id=contests[0].pk,
            count=a_count(16_000 + revision, 12_000, 2_500, 900, 300),
            by=producer,
            based_on=revision,
            reason="Misread",
        )
        costly.append(costs(election))
    assert costly == [6, 6]


def test_a_correction_is_learnt_in_the_place_of_what_it_put_right(election, producer):
    one, two, *_ = election.contests.order_by("code")
    declare(producer, one, two)
    night_of(election.pk)
    correct(contest_id=one.pk, count=OTHER, by=producer, based_on=1, reason="Misread")
    assert night_of(election.pk) == taught((two, a_count()), (one, OTHER)) == afresh(election)


def test_figures_without_words_of_correction_are_learnt_once(election, producer):
    contest = election.contests.first()
    declare(producer, contest)
    night_of(election.pk)
    other = a_count(rejected=101)
    correct(contest_id=contest.pk, count=other, by=producer, based_on=1, reason="Rejected papers")
    assert night_of(election.pk) == taught((contest, other))


def test_what_was_withdrawn_is_forgotten(election, producer):
    one, two, *_ = election.contests.order_by("code")
    declare(producer, one, two)
    night_of(election.pk)
    withdraw(contest_id=one.pk, by=producer, based_on=1, reason="Wrong contest")
    assert night_of(election.pk) == taught((two, a_count())) == afresh(election)


def test_a_winner_without_figures_teaches_nothing_until_they_come(election, producer):
    contest = election.contests.first()
    call_winner(contest_id=contest.pk, winner=2, by=producer)
    assert night_of(election.pk) == Tonight()
    declare(producer, contest)
    assert night_of(election.pk) == taught((contest, a_count()))


def test_a_seat_without_a_poll_teaches_nothing(election, producer):
    contest = election.contests.first()
    contest.candidacies.exclude(number=1).delete()
    declare_uncontested(contest_id=contest.pk, by=producer)
    assert night_of(election.pk) == Tonight() == afresh(election)


def test_wards_and_totals_of_councils_teach_nothing(producer):
    council = a_council()
    ward = council.contests.order_by("code").first()
    # Last time's votes would make any other contest a lesson.
    council.contests.update(previous_electorate=6_000)
    lab = council.election.parties.get(code="Lab")
    PreviousTally.objects.create(contest=ward, party=lab, votes=2_000, winner=True)
    count = Count(
        votes=dict.fromkeys(range(1, 11), 700) | {1: 900, 2: 890, 3: 880},
        electorate=6_000,
        elected=frozenset({1, 2, 3}),
    )
    night_of(council.election_id)
    declare(producer, ward, count=count)
    enter_council(council_id=council.pk, seats={"Lab": 3}, complete=False, by=producer)
    assert night_of(council.election_id) == Tonight() == afresh(council.election)


def test_figures_that_wait_for_a_second_person_teach_nothing_until_she_confirms(election, producer):
    election.policy = Policy.SECOND_KEY
    election.save()
    contest = election.contests.first()
    entered = enter(contest_id=contest.pk, count=a_count(), by=producer)
    assert night_of(election.pk) == Tonight()
    confirm(declaration_id=entered.declaration_id, by=a_second_reporter(contest))
    assert night_of(election.pk) == taught((contest, a_count()))


def test_figures_that_boards_hide_teach_nothing_until_polls_close(producer, monkeypatch):
    closing = timezone.now() + timedelta(hours=1)
    election = a_small_election(contests=2, polls_close=closing)
    open_still, early = election.contests.order_by("code")
    Contest.objects.filter(pk=early.pk).update(polls_close=timezone.now() - timedelta(hours=1))
    declare(producer, open_still, early)
    assert night_of(election.pk) == taught((early, a_count()))
    assert night_of(election.pk, without=early.pk) == Tonight()
    monkeypatch.setattr(timezone, "now", lambda: closing)
    assert night_of(election.pk) == taught((open_still, a_count()), (early, a_count()))


def test_what_changes_no_figures_is_passed_over_without_reading_them_again(election, producer):
    declared, other, *_ = election.contests.order_by("code")
    entered = enter(contest_id=declared.pk, count=a_count(), by=producer)
    before = night_of(election.pk)
    set_status(contest_id=other.pk, status=Contest.Status.COUNTING, by=producer)
    override(declaration_id=entered.declaration_id, by=producer, reason="Defected", label="Ind Con")
    with transaction.atomic():
        number_event(election=locked(election.pk), kind=DeskEvent.Kind.ON_AIR)
    assert costs(election) == 1
    assert night_of(election.pk) == before


def test_reference_data_put_right_is_learnt(election, producer):
    contest = election.contests.first()
    declare(producer, contest)
    night_of(election.pk)
    PreviousTally.objects.filter(contest=contest, party__code="Lab").update(votes=9_000)
    Candidacy.objects.filter(contest=contest, number=3).update(incumbent=True)
    reference_changed(election_id=election.pk, contests=[contest.pk])
    learnt = night_of(election.pk)
    assert learnt == afresh(election)
    assert learnt.again["Lab"] == taught((contest, a_count())).again["Lab"]
    assert "LD" not in learnt.again


def test_a_contest_does_not_testify_for_itself(election, producer):
    one, two, three, *_ = election.contests.order_by("code")
    declare(producer, one, two)
    declare(producer, three, count=OTHER)
    assert night_of(election.pk, without=two.pk) == taught((one, a_count()), (three, OTHER))
    assert night_of(election.pk, without=two.pk) == taught((one, a_count()), (three, OTHER))
    assert night_of(election.pk).turnout.results == 3


def test_who_is_left_out_is_left_out_of_what_came_since_as_well(election, producer):
    one, two, three, *_ = election.contests.order_by("code")
    declare(producer, one, two)
    night_of(election.pk, without=one.pk)
    declare(producer, three, count=OTHER)
    assert night_of(election.pk, without=one.pk) == taught((two, a_count()), (three, OTHER))


def test_another_elections_night_is_its_own(election, producer):
    other = a_small_election(contests=2)
    declare(producer, election.contests.first())
    assert night_of(other.pk) == Tonight()
    assert night_of(election.pk).turnout.results == 1


def test_what_a_transaction_took_back_is_not_remembered(election, producer):
    one, two, *_ = election.contests.order_by("code")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        declare(producer, one)
        assert night_of(election.pk) == taught((one, a_count()))
        raise ZeroDivisionError
    assert night_of(election.pk) == Tonight()
    declare(producer, two, count=OTHER)
    assert night_of(election.pk) == taught((two, OTHER))


def test_a_desk_with_the_same_numbers_at_other_times_is_another_desk(election, producer):
    one, two, *_ = election.contests.order_by("code")
    declare(producer, one)
    night_of(election.pk)
    night._nights[election.pk].without[two.pk] = taught((two, OTHER))
    DeskEvent.objects.filter(election=election).update(at=timezone.now())
    assert night_of(election.pk) == taught((one, a_count()))
    assert not night._nights[election.pk].without


def test_a_declaration_that_came_in_while_rows_were_read_is_learnt_once(election, producer, monkeypatch):
    one, two, *_ = election.contests.order_by("code")
    declare(producer, one)

    def later(**asked):
        monkeypatch.setattr(night, "lessons", lessons)
        declare(producer, two, count=OTHER)
        return lessons(**asked)

    monkeypatch.setattr(night, "lessons", later)
    both = taught((one, a_count()), (two, OTHER))
    assert night_of(election.pk) == both
    assert night_of(election.pk) == both


class Between:
    """Acts once, after the first question about declarations in force and before the next question."""

    def __init__(self, act):
        self.act, self.asked = act, False

    def __call__(self, execute, sql, params, many, context):
        act, self.act = (self.act, None) if self.asked else (None, self.act)
        if act:
            act()
        self.asked = self.asked or '"results_declaration"' in sql
        return execute(sql, params, many, context)


@pytest.mark.parametrize("first", [0, 1])
def test_one_who_declares_between_two_questions_is_no_fault(election, producer, first):
    one, two = election.contests.all()[:2]
    declare(producer, *[one][:first])
    between = Between(lambda: declare(producer, two, count=OTHER))
    with connection.execute_wrapper(between):
        lessons(election_id=election.pk)
    assert between.act is None
    assert night_of(election.pk) == afresh(election)


def test_one_that_is_withdrawn_between_two_questions_is_no_fault(election, producer):
    one, two = election.contests.all()[:2]
    declare(producer, one, two)
    between = Between(lambda: withdraw(contest_id=one.pk, based_on=1, reason="Misread", by=producer))
    with connection.execute_wrapper(between):
        learnt = lessons(election_id=election.pk)
    assert between.act is None
    assert {lesson.contest_id for lesson in learnt} == {one.pk, two.pk}
    assert night_of(election.pk) == afresh(election)


@on_postgres
@pytest.mark.django_db(transaction=True)
def test_who_asks_while_rows_are_read_waits_for_the_same_answer(monkeypatch):
    election = a_small_election(contests=3)
    declare(a_producer(), *election.contests.all())
    night._nights.pop(election.pk, None)
    read, reading = [], Event()

    def slow(**asked):
        read.append(asked)
        reading.wait(0.3)
        return lessons(**asked)

    monkeypatch.setattr(night, "lessons", slow)
    nights = at_once(*[lambda: night_of(election.pk)] * 4)
    assert nights == [nights[0]] * 4
    assert nights[0].turnout.results == 3
    assert len(read) == 1


@on_postgres
@pytest.mark.django_db(transaction=True)
def test_many_who_declare_and_ask_at_once_come_to_one_night():
    election = a_small_election(contests=8)
    producer = a_producer()

    def act(contest):
        enter(contest_id=contest.pk, count=a_count(), by=producer)
        return night_of(election.pk)

    at_once(*[lambda contest=contest: act(contest) for contest in election.contests.all()])
    assert night_of(election.pk) == afresh(election)
    assert night_of(election.pk).turnout.results == 8


def test_a_contest_of_no_official_region_and_without_last_time_is_learnt_too(election, producer):
    contest = a_contest(election=election, new_seat=True)
    contest.regions.clear()
    declare(producer, contest)
    assert night_of(election.pk) == Tonight()
