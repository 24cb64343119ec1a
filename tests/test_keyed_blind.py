"""Keying blind: two people type the same figures, or a third one finds out who was right."""

from dataclasses import replace

import pytest

from results.declaring.blind import differences, resolve
from results.declaring.calls import call_winner
from results.declaring.commands import correct, enter
from results.declaring.evidence import Evidence
from results.declaring.figures import count_of
from results.declaring.keys import reject, take_back
from results.declaring.refusals import (
    Disputed,
    Doubtful,
    KeyAgain,
    Late,
    NothingToConfirm,
    Overtaken,
    OwnEntry,
    Unacceptable,
)
from results.declaring.withdrawing import withdraw
from results.models import Act, Declaration, DeskEvent, Election, Policy
from tests.people import a_producer, a_reporter, a_second_reporter
from tests.worlds import a_count, a_small_election

pytestmark = pytest.mark.django_db

# Lab and Con as Bob heard them: Con won by 4,246 for him.
HEARD = a_count(10_100, 14_346, 3_000, 2_000, 574)


@pytest.fixture
def contest():
    return a_small_election(contests=1, policy=Policy.BLIND).contests.get()


@pytest.fixture
def alice(contest):
    return a_reporter(contest)


@pytest.fixture
def bob(contest):
    return a_second_reporter(contest)


def states(contest):
    return list(contest.declarations.order_by("revision").values_list("state", flat=True))


def a_dispute(contest, alice, bob):
    one = enter(contest_id=contest.pk, count=a_count(), by=alice)
    other = enter(contest_id=contest.pk, count=HEARD, by=bob)
    assert (other.state, states(contest)) == ("disputed", ["disputed", "disputed"])
    return one.declaration_id, other.declaration_id


def test_equal_figures_by_two_people_come_into_force(contest, alice, bob):
    enter(contest_id=contest.pk, count=a_count(), by=alice)
    keyed = enter(contest_id=contest.pk, count=a_count(), by=bob)
    row = Declaration.objects.in_force().get()
    assert (keyed.state, row.entered_by, row.confirmed_by) == ("in_force", alice, bob)
    assert Declaration.objects.count() == 1


def test_both_people_tick_what_looks_wrong_and_both_ticks_are_kept(contest, alice, bob):
    Election.objects.update(asks=True)
    ten_times = a_count(10_000, 4_200, 48_000, 2_100, 300)
    for person in (alice, bob):
        with pytest.raises(Doubtful) as refusal:
            enter(contest_id=contest.pk, count=ten_times, by=person)
        checked = Evidence(accepted=frozenset(doubt.key for doubt in refusal.value.doubts))
        enter(contest_id=contest.pk, count=ten_times, by=person, evidence=checked)
    row = Declaration.objects.in_force().get()
    assert {doubt["by"] for doubt in row.accepted} == {"Alice Okafor", "Bob Hussain"}


def test_unequal_figures_are_both_kept_and_neither_is_in_force(contest, alice, bob):
    a_dispute(contest, alice, bob)
    assert not Declaration.objects.in_force().exists()
    assert set(DeskEvent.objects.values_list("kind", flat=True)) == {"waiting"}


def test_a_keyer_who_finds_her_slip_keys_again_and_it_is_published(contest, alice, bob):
    a_dispute(contest, alice, bob)
    again = enter(contest_id=contest.pk, count=HEARD, by=alice)
    row = Declaration.objects.in_force().get()
    assert (again.state, row.entered_by, row.confirmed_by) == ("in_force", bob, alice)
    assert states(contest) == ["taken_back", "in_force"]


def test_keying_another_slip_leaves_them_disputed(contest, alice, bob):
    a_dispute(contest, alice, bob)
    again = enter(contest_id=contest.pk, count=a_count(1, 14_426, 3_000, 2_000, 574), by=alice)
    assert (again.state, states(contest)) == ("disputed", ["taken_back", "disputed", "disputed"])


def test_a_third_person_does_not_key_into_a_dispute(contest, alice, bob):
    a_dispute(contest, alice, bob)
    with pytest.raises(Disputed, match="Alice Okafor and Bob Hussain keyed different figures"):
        enter(contest_id=contest.pk, count=HEARD, by=a_producer())


def test_a_third_person_resolves_field_by_field(contest, alice, bob):
    one, other = a_dispute(contest, alice, bob)
    priya = a_producer()
    resolved = resolve(contest_id=contest.pk, picks={"votes-1": other, "votes-2": one}, by=priya)
    row = Declaration.objects.in_force().get()
    assert (row.entered_by, row.confirmed_by, resolved.revision) == (alice, priya, 3)
    assert dict(count_of(row).votes) == {1: 10_100, 2: 14_426, 3: 3_000, 4: 2_000, 5: 574}
    assert states(contest) == ["settled", "settled", "in_force"]


def test_neither_keyer_resolves(contest, alice, bob):
    one, _ = a_dispute(contest, alice, bob)
    for keyer in (alice, bob):
        with pytest.raises(OwnEntry):
            resolve(contest_id=contest.pk, picks={"votes-1": one, "votes-2": one}, by=keyer)
    assert states(contest) == ["disputed", "disputed"]


def test_a_field_left_open_is_asked_for_where_it_stands(contest, alice, bob):
    one, _ = a_dispute(contest, alice, bob)
    with pytest.raises(Unacceptable) as refusal:
        resolve(contest_id=contest.pk, picks={"votes-1": one, "votes-2": 0}, by=a_producer())
    assert [problem.field for problem in refusal.value.problems] == ["votes-2"]
    assert states(contest) == ["disputed", "disputed"]


def test_a_choice_that_elects_nobody_marked_is_refused_and_both_entries_stay(contest, alice, bob):
    enter(contest_id=contest.pk, count=a_count(), by=alice)
    lab = enter(contest_id=contest.pk, count=a_count(15_000, 14_426, 3_000, 2_000, 574), by=bob)
    one = contest.declarations.get(revision=1).pk
    with pytest.raises(Unacceptable):
        resolve(contest_id=contest.pk, picks={"votes-1": lab.declaration_id, "elected": one}, by=a_producer())
    assert states(contest) == ["disputed", "disputed"]


def test_there_is_nothing_to_resolve_where_nothing_differs(contest, alice):
    enter(contest_id=contest.pk, count=a_count(), by=alice)
    with pytest.raises(NothingToConfirm):
        resolve(contest_id=contest.pk, picks={}, by=a_producer())


@pytest.mark.parametrize("act", ["rejected by somebody else", "taken back"])
def test_when_one_of_two_goes_the_other_waits_for_a_second_person_again(contest, alice, bob, act):
    one, _ = a_dispute(contest, alice, bob)
    if act == "taken back":
        take_back(declaration_id=one, by=alice)
    else:
        reject(declaration_id=one, by=a_producer(), reason="Not what the sheet says")
    assert states(contest)[1] == "waiting"


def test_figures_that_follow_a_call_nobody_keyed_twice_take_its_place(contest, alice, bob):
    call_winner(contest_id=contest.pk, winner=2, by=alice)
    enter(contest_id=contest.pk, count=a_count(), by=bob)
    assert states(contest) == ["settled", "waiting"]


def test_a_call_does_not_take_the_place_of_figures_that_wait(contest, alice, bob):
    enter(contest_id=contest.pk, count=a_count(), by=alice)
    with pytest.raises(KeyAgain, match="Alice Okafor keyed figures for Leicester East already"):
        call_winner(contest_id=contest.pk, winner=2, by=bob)
    assert states(contest) == ["waiting"]


def test_a_keyer_does_not_leave_a_dispute_about_figures_by_calling_a_winner(contest, alice, bob):
    a_dispute(contest, alice, bob)
    with pytest.raises(KeyAgain):
        call_winner(contest_id=contest.pk, winner=2, by=alice)
    assert states(contest) == ["disputed", "disputed"]


def test_figures_take_the_place_of_two_calls_that_differ(contest, alice, bob):
    call_winner(contest_id=contest.pk, winner=2, by=alice)
    call_winner(contest_id=contest.pk, winner=1, by=bob)
    enter(contest_id=contest.pk, count=a_count(), by=alice)
    assert states(contest) == ["settled", "settled", "waiting"]


def test_a_second_key_that_is_sent_again_while_a_correction_waits_is_in_already(contest, alice, bob):
    for person in (alice, bob):
        enter(contest_id=contest.pk, count=a_count(), by=person)
    correct(contest_id=contest.pk, count=HEARD, by=alice, based_on=1, reason="Read out again")
    again = enter(contest_id=contest.pk, count=a_count(), by=bob)
    assert (again.silent, again.revision, states(contest)) == (True, 1, ["in_force", "waiting"])


def test_figures_of_a_form_from_before_are_no_second_key_to_a_correction(contest, alice, bob):
    for person in (alice, bob):
        enter(contest_id=contest.pk, count=a_count(), by=person)
    correct(contest_id=contest.pk, count=HEARD, by=alice, based_on=1, reason="Read out again")
    with pytest.raises(Overtaken):
        enter(contest_id=contest.pk, count=a_count(9_000, 15_426, 3_000, 2_000, 574), by=bob)
    assert states(contest) == ["in_force", "waiting"]


def test_other_figures_beside_a_correction_of_what_was_withdrawn_open_no_dispute(contest, alice, bob):
    for person in (alice, bob):
        enter(contest_id=contest.pk, count=a_count(), by=person)
    correct(contest_id=contest.pk, count=HEARD, by=bob, based_on=1, reason="Read out again")
    withdraw(contest_id=contest.pk, by=alice, based_on=1, reason="Wrong contest")
    with pytest.raises(Late):
        enter(contest_id=contest.pk, count=a_count(), by=alice)
    assert states(contest) == ["superseded", "waiting", "in_force"]


def test_a_correction_is_keyed_twice_like_any_other(contest, alice, bob):
    for person in (alice, bob):
        enter(contest_id=contest.pk, count=a_count(), by=person)
    for person in (bob, alice):
        correct(contest_id=contest.pk, count=HEARD, by=person, based_on=1, reason="Read out again")
    row = Declaration.objects.in_force().get()
    assert (row.revision, row.entered_by, row.confirmed_by, row.was) == (
        2,
        bob,
        alice,
        "majority was 4,426",
    )


def test_a_second_key_to_a_correction_of_what_was_withdrawn_comes_too_late(contest, alice, bob):
    for person in (alice, bob):
        enter(contest_id=contest.pk, count=a_count(), by=person)
    correct(contest_id=contest.pk, count=HEARD, by=bob, based_on=1, reason="Read out again")
    withdraw(contest_id=contest.pk, by=alice, based_on=1, reason="Wrong contest")
    with pytest.raises(Late):
        enter(contest_id=contest.pk, count=HEARD, by=alice)
    assert Act.objects.filter(kind=Act.Kind.IGNORED).count() == 1


def test_differences_are_named_as_the_forms_fields():
    other = replace(HEARD, rejected=None, elected=frozenset({1}))
    assert differences(a_count(), other) == ("votes-1", "votes-2", "elected", "rejected")
    assert differences(HEARD, HEARD) == ()
