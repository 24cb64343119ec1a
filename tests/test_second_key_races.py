"""Confirmers, reporters and withdrawals at the same moment, on PostgreSQL: one outcome, one clear refusal."""

import pytest

from results.declaring.blind import resolve
from results.declaring.commands import correct, enter
from results.declaring.entered import Entered, Withdrawn
from results.declaring.keys import bypass, confirm, reject, take_back
from results.declaring.refusals import NothingInForce, NothingToConfirm, Refused
from results.declaring.status import set_status
from results.declaring.withdrawing import withdraw
from results.models import Declaration, DeskEvent, Policy, State
from tests.at_once import at_once, names_of
from tests.people import a_producer, a_reporter, a_second_reporter, an_editor
from tests.services import on_postgres
from tests.worlds import a_count, a_small_election

pytestmark = [on_postgres, pytest.mark.django_db(transaction=True)]
OTHER = a_count(10_001, 14_426, 3_000, 2_000, 574)
AGAIN = pytest.mark.parametrize("attempt", range(3))


def a_contest_under(policy: Policy):
    return a_small_election(contests=1, policy=policy).contests.get()


def in_force() -> list[int]:
    return list(Declaration.objects.filter(state=State.IN_FORCE).values_list("revision", flat=True))


def refusals(answers) -> list[Refused]:
    return [answer for answer in answers if isinstance(answer, Refused)]


@AGAIN
def test_two_confirmers_at_once(attempt):
    contest = a_contest_under(Policy.SECOND_KEY)
    sent = enter(contest_id=contest.pk, count=a_count(), by=a_reporter(contest))
    bob, priya = a_second_reporter(contest), a_producer()
    answers = at_once(
        lambda: confirm(declaration_id=sent.declaration_id, by=bob),
        lambda: confirm(declaration_id=sent.declaration_id, by=priya),
    )
    assert names_of(answers) == ["Entered", "NothingToConfirm"]
    assert list(DeskEvent.objects.values_list("kind", flat=True)) == ["waiting", "declared"]


@AGAIN
def test_a_confirmation_and_a_rejection_at_once(attempt):
    contest = a_contest_under(Policy.SECOND_KEY)
    sent = enter(contest_id=contest.pk, count=a_count(), by=a_reporter(contest))
    bob, priya = a_second_reporter(contest), a_producer()
    answers = at_once(
        lambda: confirm(declaration_id=sent.declaration_id, by=bob),
        lambda: reject(declaration_id=sent.declaration_id, by=priya, reason="Con read out 14,246"),
    )
    assert [type(refusal) for refusal in refusals(answers)] == [NothingToConfirm]
    assert Declaration.objects.get().state in {State.IN_FORCE, State.REJECTED}


@AGAIN
def test_a_confirmation_and_the_reporter_taking_it_back_at_once(attempt):
    contest = a_contest_under(Policy.SECOND_KEY)
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    sent = enter(contest_id=contest.pk, count=a_count(), by=alice)
    answers = at_once(
        lambda: confirm(declaration_id=sent.declaration_id, by=bob),
        lambda: take_back(declaration_id=sent.declaration_id, by=alice),
    )
    assert [type(refusal) for refusal in refusals(answers)] == [NothingToConfirm]


@AGAIN
def test_two_reporters_at_once_under_the_second_key(attempt):
    contest = a_contest_under(Policy.SECOND_KEY)
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    answers = at_once(
        lambda: enter(contest_id=contest.pk, count=a_count(), by=alice),
        lambda: enter(contest_id=contest.pk, count=OTHER, by=bob),
    )
    assert names_of(answers) == ["Entered", "Waits"]
    assert Declaration.objects.get().state == State.WAITING


@AGAIN
@pytest.mark.parametrize(("second", "states"), [(a_count(), ["in_force"]), (OTHER, ["disputed"] * 2)])
def test_two_reporters_at_once_keying_blind(attempt, second, states):
    contest = a_contest_under(Policy.BLIND)
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    answers = at_once(
        lambda: enter(contest_id=contest.pk, count=a_count(), by=alice),
        lambda: enter(contest_id=contest.pk, count=second, by=bob),
    )
    assert not refusals(answers)
    assert list(Declaration.objects.values_list("state", flat=True)) == states


@AGAIN
def test_a_confirmed_correction_against_a_withdrawal(attempt):
    contest = a_contest_under(Policy.SECOND_KEY)
    alice, bob, priya = a_reporter(contest), a_second_reporter(contest), a_producer()
    first = enter(contest_id=contest.pk, count=a_count(), by=alice)
    confirm(declaration_id=first.declaration_id, by=bob)
    mended = correct(contest_id=contest.pk, count=OTHER, by=alice, based_on=1, reason="Misread")
    answers = at_once(
        lambda: confirm(declaration_id=mended.declaration_id, by=bob),
        lambda: withdraw(contest_id=contest.pk, by=priya, based_on=1, reason="Wrong sheet"),
    )
    (refusal,) = refusals(answers)
    won = next(answer for answer in answers if not isinstance(answer, Refused))
    # Whoever was first stands; the other is told, and logged as late.
    assert in_force() == [won.revision]
    assert isinstance(won, Entered | Withdrawn)
    assert type(refusal).__name__ in {"Late", "Overtaken"}


@AGAIN
def test_two_withdrawals_at_once(attempt):
    contest = a_contest_under(Policy.DIRECT)
    alice, priya = a_reporter(contest), a_producer()
    enter(contest_id=contest.pk, count=a_count(), by=alice)
    answers = at_once(
        lambda: withdraw(contest_id=contest.pk, by=alice, based_on=1, reason="Wrong sheet"),
        lambda: withdraw(contest_id=contest.pk, by=priya, based_on=1, reason="Wrong contest"),
    )
    assert [type(refusal) for refusal in refusals(answers)] == [NothingInForce]
    assert in_force() == [2]


@AGAIN
def test_a_bypass_and_a_confirmation_at_once_publish_once(attempt):
    contest = a_contest_under(Policy.SECOND_KEY)
    sent = enter(contest_id=contest.pk, count=a_count(), by=a_reporter(contest))
    bob, edda = a_second_reporter(contest), an_editor()
    at_once(
        lambda: confirm(declaration_id=sent.declaration_id, by=bob),
        lambda: bypass(declaration_id=sent.declaration_id, by=edda, reason="It is on air elsewhere"),
    )
    row = Declaration.objects.get()
    # After a bypass the confirmation takes the mark off; after a confirmation there is nothing to bypass.
    assert (row.state, row.confirmed_by) == (State.IN_FORCE, bob)
    assert DeskEvent.objects.filter(kind="declared").count() == 1


@AGAIN
def test_two_resolvers_at_once(attempt):
    contest = a_contest_under(Policy.BLIND)
    one = enter(contest_id=contest.pk, count=a_count(), by=a_reporter(contest)).declaration_id
    other = enter(contest_id=contest.pk, count=OTHER, by=a_second_reporter(contest)).declaration_id
    priya, edda = a_producer(), an_editor()
    answers = at_once(
        lambda: resolve(contest_id=contest.pk, picks={"votes-1": one}, by=priya),
        lambda: resolve(contest_id=contest.pk, picks={"votes-1": other}, by=edda),
    )
    assert names_of(answers) == ["Entered", "NothingToConfirm"]
    assert in_force() == [3]


@AGAIN
def test_a_declaration_and_a_countermand_at_once(attempt):
    contest = a_contest_under(Policy.DIRECT)
    alice, priya = a_reporter(contest), a_producer()
    answers = at_once(
        lambda: enter(contest_id=contest.pk, count=a_count(), by=alice),
        lambda: set_status(contest_id=contest.pk, status="countermanded", by=priya),
    )
    assert [type(refusal).__name__ for refusal in refusals(answers)] in [["PollStopped"], ["AlreadyDeclared"]]
    contest.refresh_from_db()
    assert (contest.status == "countermanded") is (not in_force())
