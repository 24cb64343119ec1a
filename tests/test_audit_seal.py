"""What the audit withholds: nobody reads there what somebody else keyed blind before it is settled."""

import pytest
from django.contrib.auth.models import User

from results.boards.audit import contest_audit
from results.boards.audit_cards import Audit
from results.declaring.calls import call_winner
from results.declaring.commands import correct, enter
from results.declaring.evidence import Evidence
from results.declaring.keys import confirm, take_back
from results.declaring.refusals import Refused, Unacceptable
from results.declaring.withdrawing import withdraw
from results.models import Contest, Declaration, Election, Policy, Source, State
from tests.people import a_producer, a_reporter, a_second_reporter
from tests.worlds import a_count, a_small_election

pytestmark = pytest.mark.django_db
OTHER = a_count(10_000, 14_246, 3_000, 2_000, 574)
WITHHELD = "withheld: keyed blind, not settled"


@pytest.fixture
def contest() -> Contest:
    return a_small_election(contests=1, policy=Policy.BLIND).contests.get()


def audit_of(contest: Contest, viewer: User) -> Audit:
    return contest_audit(contest_id=contest.pk, viewer=viewer.pk)


def shown(contest: Contest, viewer: User) -> dict[int, bool]:
    """Whether this person reads the figures of each revision."""
    return {
        line.keyed.number: bool(line.keyed.figures) for line in audit_of(contest, viewer).lines if line.keyed
    }


def a_superuser() -> User:
    return User.objects.create_superuser("sue")


@pytest.mark.parametrize("person", [a_second_reporter, a_producer, a_superuser])
def test_what_waits_for_a_blind_key_is_withheld_from_everybody_but_its_keyer(
    contest: Contest, person
) -> None:
    alice = a_reporter(contest)
    enter(contest_id=contest.pk, count=a_count(), by=alice)
    viewer = person()
    assert (shown(contest, alice), shown(contest, viewer)) == ({1: True}, {1: False})
    (keyed,) = [line.keyed for line in audit_of(contest, viewer).lines if line.keyed]
    assert keyed.withheld == WITHHELD


def test_of_two_entries_that_differ_each_keyer_reads_her_own(contest: Contest) -> None:
    alice, bob, priya = a_reporter(contest), a_second_reporter(contest), a_producer()
    enter(contest_id=contest.pk, count=a_count(), by=alice)
    enter(contest_id=contest.pk, count=OTHER, by=bob)
    assert set(Declaration.objects.values_list("state", flat=True)) == {State.DISPUTED}
    assert shown(contest, alice) == {1: True, 2: False}
    assert shown(contest, bob) == {1: False, 2: True}
    assert shown(contest, priya) == {1: False, 2: False}


def test_figures_are_open_once_both_keys_agreed(contest: Contest) -> None:
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    enter(contest_id=contest.pk, count=OTHER, by=alice)
    enter(contest_id=contest.pk, count=a_count(), by=bob)
    enter(contest_id=contest.pk, count=a_count(), by=alice)
    assert shown(contest, a_producer()) == {1: True, 2: True}


def test_what_she_took_back_is_withheld_too_for_most_of_it_stands_in_what_she_keyed_next(
    contest: Contest,
) -> None:
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    enter(contest_id=contest.pk, count=OTHER, by=alice)
    enter(contest_id=contest.pk, count=a_count(), by=alice)
    assert shown(contest, bob) == {1: False, 2: False}
    take_back(declaration_id=Declaration.objects.get(revision=2).pk, by=alice)
    assert shown(contest, bob) == {1: False, 2: False}


def test_a_blind_correction_is_withheld_beside_figures_that_are_published(contest: Contest) -> None:
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    enter(contest_id=contest.pk, count=a_count(), by=alice)
    enter(contest_id=contest.pk, count=a_count(), by=bob)
    correct(contest_id=contest.pk, count=OTHER, by=alice, based_on=1, reason="Con 14,246, not 14,426.")
    assert shown(contest, bob) == {1: True, 2: False}
    newest = next(line.keyed for line in audit_of(contest, bob).lines if line.keyed)
    assert (newest.number, newest.reason, newest.doubts) == (2, "", ())


def test_a_policy_that_was_loosened_opens_nothing_that_was_keyed_blind(contest: Contest) -> None:
    enter(contest_id=contest.pk, count=a_count(), by=a_reporter(contest))
    Election.objects.update(policy=Policy.DIRECT)
    assert shown(contest, a_producer()) == {1: False}


def test_figures_in_a_refusal_are_withheld_until_they_are_settled(contest: Contest) -> None:
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    with pytest.raises(Unacceptable):
        enter(contest_id=contest.pk, count=a_count(electorate=20_000), by=alice)
    hers, his = (audit_of(contest, viewer).lines[0] for viewer in (alice, bob))
    assert "30,000" in hers.words
    assert (his.words, his.withheld) == ("Entering", WITHHELD)
    for keyer in (alice, bob):
        enter(contest_id=contest.pk, count=a_count(), by=keyer)
    assert audit_of(contest, bob).lines[-1].words == hers.words


def test_refusals_of_others_are_open_where_nothing_is_keyed_blind(contest: Contest) -> None:
    Election.objects.update(policy=Policy.SECOND_KEY)
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    sent = enter(contest_id=contest.pk, count=a_count(), by=alice)
    with pytest.raises(Refused):
        confirm(declaration_id=sent.declaration_id, by=alice)
    assert not audit_of(contest, bob).lines[0].withheld
    assert shown(contest, bob) == {1: True}


def test_a_withdrawal_opens_nothing_that_was_keyed_blind_before_it(contest: Contest) -> None:
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    for keyer in (alice, bob):
        enter(contest_id=contest.pk, count=a_count(), by=keyer)
    correct(contest_id=contest.pk, count=OTHER, by=alice, based_on=1, reason="Read out again")
    withdraw(contest_id=contest.pk, by=a_producer(), based_on=1, reason="Wrong sheet")
    enter(contest_id=contest.pk, count=OTHER, by=alice)
    assert shown(contest, bob) == {1: True, 2: False, 3: False, 4: False}


def test_a_winner_called_opens_no_figures_that_were_keyed_blind_before(contest: Contest) -> None:
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    sent = enter(contest_id=contest.pk, count=OTHER, by=alice)
    take_back(declaration_id=sent.declaration_id, by=alice)
    for keyer in (alice, bob):
        call_winner(contest_id=contest.pk, winner=2, by=keyer)
    assert shown(contest, bob)[1] is False


def test_a_note_on_the_source_is_withheld_with_the_figures(contest: Contest) -> None:
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    noted = Evidence(source=Source.AGENCY, source_note="PA: Con 14,426")
    enter(contest_id=contest.pk, count=a_count(), by=alice, evidence=noted)
    sources = [
        line.keyed.source for viewer in (alice, bob) for line in audit_of(contest, viewer).lines if line.keyed
    ]
    assert sources == ["agency: PA: Con 14,426", "agency"]
