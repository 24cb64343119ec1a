"""A contest on its way: counting, recounts, a winner before the figures, nobody opposed, called off."""

import pytest

from results.declaring.calls import call_winner, declare_uncontested
from results.declaring.commands import correct, enter
from results.declaring.keys import confirm
from results.declaring.refusals import (
    AlreadyDeclared,
    MayNot,
    NothingInForce,
    Overtaken,
    PollStopped,
    ReasonMissing,
    Unacceptable,
)
from results.declaring.status import set_status
from results.declaring.withdrawing import withdraw
from results.models import Declaration, DeskEvent, PartyOutcome, Policy
from tests.people import a_producer, a_reporter, a_second_reporter
from tests.worlds import a_contest, a_council, a_count, a_small_election

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest():
    return a_contest()


def kinds():
    return list(DeskEvent.objects.order_by("seq").values_list("kind", flat=True))


def seats():
    return dict(PartyOutcome.objects.filter(seats__gt=0).values_list("party__code", "seats"))


def test_a_reporter_moves_her_count_on_and_each_recount_has_its_number(contest):
    alice = a_reporter(contest)
    for status in ("counting", "recount", "recount"):
        moved = set_status(contest_id=contest.pk, status=status, by=alice)
    assert (moved.status, moved.recounts, kinds()) == ("recount", 2, ["status"] * 3)


def test_the_same_status_again_is_silent(contest):
    alice = a_reporter(contest)
    set_status(contest_id=contest.pk, status="counting", by=alice)
    assert set_status(contest_id=contest.pk, status="counting", by=alice).silent
    assert kinds() == ["status"]


@pytest.mark.parametrize("status", ["countermanded", "deferred"])
def test_only_a_producer_calls_a_poll_off_and_nothing_is_declared_then(contest, status):
    alice, priya = a_reporter(contest), a_producer()
    with pytest.raises(MayNot, match="Only a producer"):
        set_status(contest_id=contest.pk, status=status, by=alice)
    set_status(contest_id=contest.pk, status=status, by=priya)
    with pytest.raises(PollStopped, match=status):
        enter(contest_id=contest.pk, count=a_count(), by=alice)
    with pytest.raises(MayNot):
        set_status(contest_id=contest.pk, status="expected", by=alice)
    set_status(contest_id=contest.pk, status="expected", by=priya)
    assert enter(contest_id=contest.pk, count=a_count(), by=alice).state == "in_force"


def test_a_declared_contest_is_not_counting_any_more(contest):
    alice = a_reporter(contest)
    enter(contest_id=contest.pk, count=a_count(), by=alice)
    with pytest.raises(AlreadyDeclared, match="withdraw the declaration first"):
        set_status(contest_id=contest.pk, status="recount", by=alice)


def test_a_called_winner_takes_the_seat_and_the_figures_follow_without_a_reason(contest):
    alice = a_reporter(contest)
    called = call_winner(contest_id=contest.pk, winner=2, by=alice)
    assert (called.kind, seats()) == ("winner_only", {"Con": 1})
    full = enter(contest_id=contest.pk, count=a_count(), by=alice)
    row = Declaration.objects.in_force().get()
    assert (full.revision, row.kind, row.was, kinds()) == (2, "figures", "", ["declared", "declared"])


def test_figures_that_elect_another_than_the_one_who_was_called_want_a_reason_and_say_so(contest):
    alice = a_reporter(contest)
    call_winner(contest_id=contest.pk, winner=1, by=alice)
    with pytest.raises(ReasonMissing, match="was called for Rajinder Shah"):
        enter(contest_id=contest.pk, count=a_count(), by=alice)
    enter(contest_id=contest.pk, count=a_count(), by=alice, reason="Misheard at the back of the hall")
    row = Declaration.objects.in_force().get()
    assert row.was == "was called for Rajinder Shah, Lab"
    assert kinds()[-1] == "corrected"


def test_a_call_does_not_take_the_place_of_figures(contest):
    alice = a_reporter(contest)
    enter(contest_id=contest.pk, count=a_count(), by=alice)
    with pytest.raises(Overtaken):
        call_winner(contest_id=contest.pk, winner=1, by=alice)


@pytest.mark.parametrize("winner", [0, 9])
def test_a_call_names_somebody_who_stands(contest, winner):
    with pytest.raises(Unacceptable, match="Mark who was declared elected"):
        call_winner(contest_id=contest.pk, winner=winner, by=a_reporter(contest))


def test_where_several_are_elected_nobody_is_called():
    ward = a_council(wards=(3,)).contests.get()
    with pytest.raises(Unacceptable, match="Several are elected here"):
        call_winner(contest_id=ward.pk, winner=1, by=a_reporter(ward))


def test_candidates_whom_nobody_opposed_are_elected_and_others_are_contested():
    ward = a_council(wards=(2,)).contests.get()
    alice = a_reporter(ward)
    with pytest.raises(Unacceptable, match="it is contested"):
        declare_uncontested(contest_id=ward.pk, by=alice)
    ward.candidacies.exclude(number__in=[1, 3]).delete()
    declared = declare_uncontested(contest_id=ward.pk, by=alice)
    assert (declared.kind, seats()) == ("uncontested", {"Lab": 1, "Con": 1})


def test_a_called_ward_of_which_last_time_is_not_known_is_elected_like_its_figures():
    ward = a_council(wards=(1,)).contests.get()
    alice = a_reporter(ward)
    called = call_winner(contest_id=ward.pk, winner=1, by=alice).result
    full = enter(contest_id=ward.pk, count=a_count(900, 400, 300, 20), by=alice)
    assert (called.word, called.returned) == (full.result.word, full.result.returned) == ("elected", "Lab 1")
    assert full.was == ""


def test_a_withdrawal_is_a_revision_with_a_reason_and_leaves_no_result(contest):
    alice = a_reporter(contest)
    enter(contest_id=contest.pk, count=a_count(), by=alice)
    with pytest.raises(ReasonMissing):
        withdraw(contest_id=contest.pk, by=alice, based_on=1, reason="  ")
    gone = withdraw(contest_id=contest.pk, by=alice, based_on=1, reason="Another contest's sheet")
    contest.refresh_from_db()
    was = "was Con gain from Lab, majority 4,426"
    assert (gone.revision, gone.was, contest.status) == (2, was, "withdrawn")
    assert (Declaration.objects.in_force().count(), kinds()) == (0, ["declared", "withdrawn"])


def test_what_was_withdrawn_cannot_be_withdrawn_again_and_may_be_declared_anew(contest):
    alice = a_reporter(contest)
    enter(contest_id=contest.pk, count=a_count(), by=alice)
    withdraw(contest_id=contest.pk, by=alice, based_on=1, reason="Wrong sheet")
    with pytest.raises(NothingInForce):
        withdraw(contest_id=contest.pk, by=alice, based_on=2, reason="Again")
    again = enter(contest_id=contest.pk, count=a_count(), by=alice)
    assert (again.revision, Declaration.objects.in_force().get().revision) == (3, 3)


def test_a_withdrawal_sent_twice_by_one_form_happens_once(contest):
    alice = a_reporter(contest)
    enter(contest_id=contest.pk, count=a_count(), by=alice)
    for _ in range(2):
        gone = withdraw(contest_id=contest.pk, by=alice, based_on=1, reason="Wrong sheet", key="k1")
    assert (gone.silent, kinds()) == (True, ["declared", "withdrawn"])


def test_a_withdrawal_of_what_was_corrected_meanwhile_shows_what_is_in_force(contest):
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    enter(contest_id=contest.pk, count=a_count(), by=alice)
    correct(contest_id=contest.pk, count=a_count(1, 2, 3, 4, 50), by=bob, based_on=1, reason="Misread")
    with pytest.raises(Overtaken):
        withdraw(contest_id=contest.pk, by=alice, based_on=1, reason="Wrong sheet")


def test_a_poll_is_not_called_off_over_figures_that_wait():
    contest = a_small_election(contests=1, policy=Policy.SECOND_KEY).contests.get()
    sent = enter(contest_id=contest.pk, count=a_count(), by=a_reporter(contest))
    priya = a_producer()
    with pytest.raises(PollStopped, match="reject them first"):
        set_status(contest_id=contest.pk, status="deferred", by=priya)
    assert confirm(declaration_id=sent.declaration_id, by=priya).state == "in_force"
