"""The second key to a total and to its wards at the same moment, on PostgreSQL: one answer stands."""

import pytest

from results.boards.councils import council_card
from results.declaring.commands import enter
from results.declaring.council_keys import bypass_council, confirm_council, reject_council, take_back_council
from results.declaring.councils import correct_council, enter_council
from results.declaring.evidence import Evidence
from results.declaring.keys import confirm
from results.declaring.refusals import Late, NothingToConfirm, Refused, Unacceptable
from results.models import CouncilDeclaration, DeskEvent, Election, Policy, State
from tests.at_once import at_once, names_of
from tests.people import a_producer, a_reporter, a_second_reporter, an_editor
from tests.services import on_postgres
from tests.ward_counts import a_ward_count
from tests.worlds import a_council, a_council_election

pytestmark = [on_postgres, pytest.mark.django_db(transaction=True)]
AGAIN = pytest.mark.parametrize("attempt", range(3))


@pytest.fixture
def council():
    return a_council(wards=(3, 2, 1), election=a_council_election(policy=Policy.SECOND_KEY))


@pytest.fixture
def alice(council):
    return a_reporter(*council.contests.all())


@pytest.fixture
def bob(council):
    return a_second_reporter(*council.contests.all())


def sent(council, by, *, complete=False, key="", **seats):
    return enter_council(
        council_id=council.pk, seats=seats, complete=complete, by=by, evidence=Evidence(key=key)
    )


def ward_sent(council, place, by, **won):
    contest = council.contests.order_by("code")[place]
    return enter(contest_id=contest.pk, count=a_ward_count(contest, **won), by=by)


def refusals(answers):
    return [answer for answer in answers if isinstance(answer, Refused)]


def kinds():
    return list(DeskEvent.objects.order_by("seq").values_list("kind", flat=True))


@AGAIN
def test_two_confirmers_of_one_total(council, alice, bob, attempt):
    total, priya = sent(council, alice, Lab=2).declaration_id, a_producer()
    answers = at_once(
        lambda: confirm_council(declaration_id=total, by=bob),
        lambda: confirm_council(declaration_id=total, by=priya),
    )
    assert names_of(answers) == ["EnteredCouncil", "NothingToConfirm"]
    assert kinds() == ["waiting", "declared"]


@AGAIN
@pytest.mark.parametrize(
    "against",
    [
        lambda total, alice, bob: reject_council(declaration_id=total, by=bob, reason="Con has 2"),
        lambda total, alice, bob: take_back_council(declaration_id=total, by=alice),
        lambda total, alice, bob: bypass_council(declaration_id=total, by=an_editor(), reason="Hurry"),
    ],
    ids=["a rejection", "its sender taking it back", "a bypass"],
)
def test_a_confirmation_and_something_else_at_once(council, alice, bob, against, attempt):
    total, priya = sent(council, alice, Lab=2).declaration_id, a_producer()
    answers = at_once(
        lambda: confirm_council(declaration_id=total, by=priya), lambda: against(total, alice, bob)
    )
    refused = refusals(answers)
    # What an editor published on a single source is confirmed a moment later.
    assert [type(refusal) for refusal in refused] in ([NothingToConfirm], [])
    assert refused or CouncilDeclaration.objects.get().bypassed_by
    assert CouncilDeclaration.objects.get().state != State.WAITING


@AGAIN
def test_two_people_send_totals_of_one_council(council, alice, bob, attempt):
    answers = at_once(lambda: sent(council, alice, Lab=2), lambda: sent(council, bob, Con=1))
    assert names_of(answers) == ["EnteredCouncil", "Waits"]
    assert (CouncilDeclaration.objects.count(), kinds()) == (1, ["waiting"])


@AGAIN
def test_one_form_that_arrives_twice_at_once(council, alice, attempt):
    answers = at_once(*[lambda: sent(council, alice, key="one", Lab=2) for _ in range(2)])
    assert sorted(answer.silent for answer in answers) == [False, True]
    assert (CouncilDeclaration.objects.count(), kinds()) == (1, ["waiting"])


@AGAIN
def test_a_total_and_a_ward_that_deny_each_other_are_not_both_confirmed(council, alice, bob, attempt):
    total = sent(council, alice, complete=True, Lab=4, Con=2).declaration_id
    ward = ward_sent(council, 1, alice, LD=2).declaration_id
    answers = at_once(
        lambda: confirm_council(declaration_id=total, by=bob), lambda: confirm(declaration_id=ward, by=bob)
    )
    assert [type(refusal) for refusal in refusals(answers)] == [Unacceptable]
    state = council_card(council_id=council.pk).state
    assert state.declared in {2, 6}


@AGAIN
def test_a_confirmation_and_a_withdrawal_of_what_stands_beneath(council, alice, bob, attempt):
    first = sent(council, alice, Lab=2).declaration_id
    confirm_council(declaration_id=first, by=bob)
    grown = correct_council(
        council_id=council.pk, seats={"Lab": 3}, complete=False, by=alice, based_on=1
    ).declaration_id
    answers = at_once(
        lambda: confirm_council(declaration_id=grown, by=bob),
        lambda: correct_council(
            council_id=council.pk, seats={}, complete=False, by=alice, based_on=1, reason="Wrong council"
        ),
    )
    assert len(refusals(answers)) == 1
    assert type(refusals(answers)[0]).__name__ in {Late.__name__, "CouncilOvertaken"}
    assert CouncilDeclaration.objects.filter(state=State.IN_FORCE).count() == 1


def test_confirmations_of_wards_and_totals_of_two_councils_never_wait_in_a_ring(council, alice):
    second = a_council(wards=(2, 1, 1), election=council.election)
    priya = a_producer()
    acts = []
    for place in (council, second):
        total = sent(place, alice if place == council else priya, Lab=1).declaration_id
        by = an_editor() if place == council else alice
        acts.append(lambda pk=total, by=by: confirm_council(declaration_id=pk, by=by))
    for place in range(3):
        ward = ward_sent(council, place, alice, Lab=(3, 2, 1)[place]).declaration_id
        acts.append(lambda pk=ward: confirm(declaration_id=pk, by=priya))
    answers = at_once(*acts)
    seqs = list(DeskEvent.objects.order_by("seq").values_list("seq", flat=True))
    assert seqs == list(range(1, len(seqs) + 1))
    assert Election.objects.get().seq == len(seqs)
    assert all(isinstance(answer, Refused) or answer.seq for answer in answers)
