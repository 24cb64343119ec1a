"""Two people for one declaration: who may be the second, and what becomes of the first one's figures."""

import pytest
from django.contrib.auth.models import User

from results.declaring.calls import call_winner
from results.declaring.commands import correct, enter
from results.declaring.keys import bypass, confirm, reject, take_back
from results.declaring.refusals import (
    KeyAgain,
    Late,
    MayNot,
    NothingToConfirm,
    OwnEntry,
    ReasonMissing,
    Refused,
    Waits,
)
from results.declaring.withdrawing import withdraw
from results.models import Act, Declaration, DeskEvent, Policy
from tests.people import a_producer, a_reporter, a_second_reporter, an_editor
from tests.worlds import a_count, a_small_election

pytestmark = pytest.mark.django_db

OTHER = a_count(10_000, 14_246, 3_000, 2_000, 574)


@pytest.fixture
def contest():
    return a_small_election(contests=1, policy=Policy.SECOND_KEY).contests.get()


def states(contest):
    return list(contest.declarations.order_by("revision").values_list("state", flat=True))


def kinds():
    return list(DeskEvent.objects.order_by("seq").values_list("kind", flat=True))


def a_waiting(contest, reporter):
    return enter(contest_id=contest.pk, count=a_count(), by=reporter)


def test_figures_wait_until_another_person_confirms_them(contest):
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    sent = a_waiting(contest, alice)
    assert (sent.state, Declaration.objects.in_force().count()) == ("waiting", 0)
    confirmed = confirm(declaration_id=sent.declaration_id, by=bob)
    row = Declaration.objects.in_force().get()
    assert (confirmed.state, row.entered_by, row.confirmed_by) == ("in_force", alice, bob)
    assert kinds() == ["waiting", "declared"]


@pytest.mark.parametrize("policy", Policy.values)
@pytest.mark.parametrize("superuser", [False, True], ids=["a reporter", "a superuser"])
def test_nobody_confirms_her_own_entry_under_any_policy(policy, superuser):
    contest = a_small_election(contests=1, policy=policy).contests.get()
    by = User.objects.create_superuser("root") if superuser else a_reporter(contest)
    sent = a_waiting(contest, by)
    with pytest.raises(OwnEntry, match="yourself"):
        confirm(declaration_id=sent.declaration_id, by=by)
    assert Declaration.objects.filter(confirmed_by__isnull=False).count() == 0
    assert Act.objects.filter(kind=Act.Kind.REFUSED, by=by).count() == 1


def test_what_was_bypassed_is_not_confirmed_by_its_own_reporter_either(contest):
    alice = a_reporter(contest)
    sent = a_waiting(contest, alice)
    bypass(declaration_id=sent.declaration_id, by=an_editor(), reason="Bob has no signal")
    with pytest.raises(OwnEntry):
        confirm(declaration_id=sent.declaration_id, by=alice)
    assert Declaration.objects.get().single_source


def test_the_same_figures_again_by_the_same_person_confirm_nothing(contest):
    alice = a_reporter(contest)
    a_waiting(contest, alice)
    again = a_waiting(contest, alice)
    assert (again.silent, again.state, states(contest)) == (True, "waiting", ["waiting"])


def test_her_own_other_figures_take_the_place_of_those_that_wait(contest):
    alice = a_reporter(contest)
    a_waiting(contest, alice)
    enter(contest_id=contest.pk, count=OTHER, by=alice)
    assert states(contest) == ["taken_back", "waiting"]


def test_another_persons_figures_do_not_slip_past_those_that_wait(contest):
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    sent = a_waiting(contest, alice)
    with pytest.raises(Waits, match="Alice Okafor sent figures") as refusal:
        enter(contest_id=contest.pk, count=OTHER, by=bob)
    assert refusal.value.declaration_id == sent.declaration_id
    assert states(contest) == ["waiting"]


def test_a_rejection_says_why_and_is_somebody_elses(contest):
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    sent = a_waiting(contest, alice)
    with pytest.raises(OwnEntry):
        reject(declaration_id=sent.declaration_id, by=alice, reason="Mine are wrong")
    with pytest.raises(ReasonMissing, match="what is wrong"):
        reject(declaration_id=sent.declaration_id, by=bob, reason=" ")
    reject(declaration_id=sent.declaration_id, by=bob, reason="Con read out 14,246")
    row = Declaration.objects.get()
    assert (row.state, row.rejected_by, row.rejection) == ("rejected", bob, "Con read out 14,246")
    assert kinds() == ["waiting", "rejected"]


def test_she_takes_her_own_back_and_nobody_else_does(contest):
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    sent = a_waiting(contest, alice)
    with pytest.raises(MayNot):
        take_back(declaration_id=sent.declaration_id, by=bob)
    take_back(declaration_id=sent.declaration_id, by=alice)
    assert states(contest) == ["taken_back"]


def test_a_bypass_needs_its_permission_and_a_reason_and_says_single_source(contest):
    sent = a_waiting(contest, a_reporter(contest))
    with pytest.raises(MayNot, match="Only an editor"):
        bypass(declaration_id=sent.declaration_id, by=a_producer(), reason="It is late")
    edda = an_editor()
    with pytest.raises(ReasonMissing):
        bypass(declaration_id=sent.declaration_id, by=edda, reason="")
    bypass(declaration_id=sent.declaration_id, by=edda, reason="Nobody else is at the count")
    assert Declaration.objects.in_force().get().single_source
    confirm(declaration_id=sent.declaration_id, by=edda)
    assert not Declaration.objects.in_force().get().single_source
    assert kinds() == ["waiting", "declared", "confirmed"]


def test_a_confirmation_twice_is_silent_and_a_third_persons_is_refused(contest):
    sent = a_waiting(contest, a_reporter(contest))
    bob = a_second_reporter(contest)
    confirm(declaration_id=sent.declaration_id, by=bob)
    assert confirm(declaration_id=sent.declaration_id, by=bob).silent
    with pytest.raises(NothingToConfirm, match="does not wait any more"):
        confirm(declaration_id=sent.declaration_id, by=a_producer())
    assert kinds() == ["waiting", "declared"]


def test_a_correction_waits_too_and_what_is_in_force_stays_until_then(contest):
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    first = a_waiting(contest, alice)
    confirm(declaration_id=first.declaration_id, by=bob)
    mended = correct(contest_id=contest.pk, count=OTHER, by=bob, based_on=1, reason="Read out again")
    assert Declaration.objects.in_force().get().revision == 1
    confirm(declaration_id=mended.declaration_id, by=alice)
    row = Declaration.objects.in_force().get()
    assert (row.revision, row.was, states(contest)) == (2, "majority was 4,426", ["superseded", "in_force"])
    assert kinds()[-1] == "corrected"


def test_a_correction_of_what_was_withdrawn_meanwhile_is_ignored_and_logged(contest):
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    confirm(declaration_id=a_waiting(contest, alice).declaration_id, by=bob)
    mended = correct(contest_id=contest.pk, count=OTHER, by=alice, based_on=1, reason="Read out again")
    withdraw(contest_id=contest.pk, by=bob, based_on=1, reason="The wrong contest")
    with pytest.raises(Late, match="it is ignored"):
        confirm(declaration_id=mended.declaration_id, by=bob)
    assert not Declaration.objects.in_force().exists()
    assert Act.objects.filter(kind=Act.Kind.IGNORED, by=bob).count() == 1


def test_the_same_figures_keyed_again_after_a_withdrawal_are_a_new_entry(contest):
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    confirm(declaration_id=a_waiting(contest, alice).declaration_id, by=bob)
    correct(contest_id=contest.pk, count=OTHER, by=alice, based_on=1, reason="Misread")
    withdraw(contest_id=contest.pk, by=bob, based_on=1, reason="Wrong sheet")
    again = enter(contest_id=contest.pk, count=OTHER, by=alice)
    assert (again.silent, states(contest)) == (False, ["superseded", "taken_back", "in_force", "waiting"])
    assert confirm(declaration_id=again.declaration_id, by=bob).state == "in_force"


def test_a_called_winner_waits_for_the_second_key_like_figures(contest):
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    called = call_winner(contest_id=contest.pk, winner=2, by=alice)
    assert called.state == "waiting"
    confirm(declaration_id=called.declaration_id, by=bob)
    assert Declaration.objects.in_force().get().outcome.winner.number == 2


def test_an_entry_that_is_keyed_blind_is_not_confirmed_by_reading_it():
    contest = a_small_election(contests=1, policy=Policy.BLIND).contests.get()
    sent = a_waiting(contest, a_reporter(contest))
    with pytest.raises(KeyAgain):
        confirm(declaration_id=sent.declaration_id, by=a_second_reporter(contest))


@pytest.mark.parametrize("act", [confirm, take_back], ids=["confirm", "take back"])
def test_whoever_may_not_declare_the_contest_may_do_nothing_with_its_entries(contest, act):
    sent = a_waiting(contest, a_reporter(contest))
    with pytest.raises(Refused, match="not one of your counts"):
        act(declaration_id=sent.declaration_id, by=a_second_reporter())
    assert states(contest) == ["waiting"]
