"""Two people for a council's total: who may be the second, and what becomes of the first one's seats."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from results.boards.council_cards import Source
from results.boards.councils import council_board, council_card
from results.declaring.commands import enter
from results.declaring.council_keys import bypass_council, confirm_council, reject_council, take_back_council
from results.declaring.councils import correct_council, enter_council
from results.declaring.evidence import Evidence
from results.declaring.refusals import (
    CouncilOvertaken,
    ElectionClosed,
    Late,
    MayNot,
    NothingToConfirm,
    NotYours,
    OwnEntry,
    ReasonMissing,
    Unacceptable,
    Waits,
)
from results.declaring.withdrawing import withdraw
from results.models import Act, CouncilDeclaration, DeskEvent, Election, Policy
from tests.people import a_producer, a_reporter, a_second_reporter, an_editor, an_operator, an_outsider
from tests.ward_counts import a_ward_count
from tests.worlds import a_council, a_council_election

pytestmark = pytest.mark.django_db


@pytest.fixture
def council():
    return a_council(wards=(3, 2, 1), election=a_council_election(policy=Policy.SECOND_KEY))


@pytest.fixture
def alice(council):
    return a_reporter(council.contests.order_by("code").first())


@pytest.fixture
def bob(council):
    return a_second_reporter(council.contests.order_by("code").first())


def sent(council, by, *, complete=False, evidence=None, **seats):
    more = {"evidence": evidence} if evidence else {}
    seats = seats or {"Lab": 2, "Con": 1}
    return enter_council(council_id=council.pk, seats=seats, complete=complete, by=by, **more)


def changed(council, by, *, based_on, reason="", **seats):
    return correct_council(
        council_id=council.pk, seats=seats, complete=False, by=by, based_on=based_on, reason=reason
    )


def state(council):
    return council_card(council_id=council.pk).state


def states(council):
    return list(council.declarations.order_by("revision").values_list("state", flat=True))


def kinds():
    return list(DeskEvent.objects.order_by("seq").values_list("kind", flat=True))


def acts():
    return list(Act.objects.order_by("pk").values_list("kind", flat=True))


@pytest.mark.parametrize("policy", [Policy.SECOND_KEY, Policy.BLIND])
def test_a_total_waits_and_shows_nowhere_until_another_person_confirms_it(council, alice, bob, policy):
    Election.objects.update(policy=policy)
    waiting = sent(council, alice)
    region = council.regions.get(code="EM").pk
    assert (waiting.state, waiting.revision, state(council).declared) == ("waiting", 1, 0)
    assert council_board(region_id=region).newest == ()
    confirmed = confirm_council(declaration_id=waiting.declaration_id, by=bob)
    row = council.declarations.get()
    assert (confirmed.state, row.entered_by, row.confirmed_by) == ("in_force", alice, bob)
    assert (state(council).source, state(council).declared) == (Source.RUNNING, 3)
    assert (kinds(), acts()) == (["waiting", "declared"], ["entered", "confirmed"])


def test_a_total_waits_where_marginal_contests_do_for_nobody_can_say_that_it_is_none(council, alice):
    Election.objects.update(policy=Policy.DIRECT, marginal_policy=Policy.SECOND_KEY)
    sent = enter_council(council_id=council.pk, seats={"Lab": 1}, complete=False, by=alice)
    assert sent.state == "waiting"


@pytest.mark.parametrize("policy", Policy.values)
@pytest.mark.parametrize(
    "person",
    [lambda council: a_reporter(council.contests.first()), lambda _: a_producer(), lambda _: an_editor()],
    ids=["a reporter", "a producer", "an editor"],
)
def test_nobody_confirms_or_rejects_her_own_total_under_any_policy(council, policy, person):
    Election.objects.update(policy=policy)
    by = person(council)
    own = sent(council, by).declaration_id
    with pytest.raises(OwnEntry, match="yourself"):
        confirm_council(declaration_id=own, by=by)
    with pytest.raises(OwnEntry, match="take them back"):
        reject_council(declaration_id=own, by=by, reason="Wrong")
    assert not CouncilDeclaration.objects.filter(confirmed_by__isnull=False).exists()
    assert Act.objects.filter(kind=Act.Kind.REFUSED, by=by, total=own).count() == 2


def test_a_superuser_does_not_confirm_her_own_total_either(council):
    root = User.objects.create_superuser("root")
    own = sent(council, root).declaration_id
    with pytest.raises(OwnEntry):
        confirm_council(declaration_id=own, by=root)
    bypass_council(declaration_id=own, by=root, reason="Nobody else is awake")
    with pytest.raises(OwnEntry):
        confirm_council(declaration_id=own, by=root)
    assert state(council).single_source


@pytest.mark.parametrize("person", [an_outsider, an_operator], ids=["an outsider", "a graphics operator"])
def test_whoever_has_no_part_in_the_council_is_no_second_person(council, alice, person):
    waiting, by = sent(council, alice).declaration_id, person()
    for act in (
        lambda: confirm_council(declaration_id=waiting, by=by),
        lambda: reject_council(declaration_id=waiting, by=by, reason="No"),
        lambda: bypass_council(declaration_id=waiting, by=by, reason="No"),
        lambda: take_back_council(declaration_id=waiting, by=by),
    ):
        with pytest.raises(NotYours):
            act()
    assert states(council) == ["waiting"]


def test_another_persons_total_is_not_sent_over_one_that_waits(council, alice, bob):
    waiting = sent(council, alice)
    with pytest.raises(Waits, match="Alice Okafor sent figures for this council already") as refusal:
        sent(council, bob)
    assert refusal.value.declaration_id == waiting.declaration_id
    assert states(council) == ["waiting"]


def test_her_own_new_total_takes_the_place_of_the_one_that_waits_and_confirms_nothing(council, alice):
    sent(council, alice)
    again = sent(council, alice)
    assert (again.silent, again.state) == (True, "waiting")
    sent(council, alice, Lab=3)
    assert states(council) == ["taken_back", "waiting"]
    assert acts() == ["entered", "taken_back", "entered"]


def test_a_total_is_rejected_with_a_reason_and_its_sender_may_send_another(council, alice, bob):
    waiting = sent(council, alice).declaration_id
    with pytest.raises(ReasonMissing):
        reject_council(declaration_id=waiting, by=bob, reason=" ")
    reject_council(declaration_id=waiting, by=bob, reason="Con has 2")
    row = council.declarations.get()
    assert (row.state, row.rejected_by, row.rejection) == ("rejected", bob, "Con has 2")
    assert kinds() == ["waiting", "rejected"]
    second = sent(council, alice, Lab=2, Con=2)
    assert (second.revision, second.state) == (2, "waiting")
    with pytest.raises(NothingToConfirm, match="it is rejected"):
        confirm_council(declaration_id=waiting, by=bob)


def test_a_total_is_taken_back_by_its_sender_alone(council, alice, bob):
    waiting = sent(council, alice).declaration_id
    with pytest.raises(MayNot, match="reject them"):
        take_back_council(declaration_id=waiting, by=bob)
    take_back_council(declaration_id=waiting, by=alice)
    assert (states(council), kinds()) == (["taken_back"], ["waiting", "rejected"])


def test_an_editor_publishes_on_a_single_source_with_a_reason_and_somebody_confirms_after_all(
    council, alice, bob
):
    waiting = sent(council, alice).declaration_id
    with pytest.raises(MayNot, match="Only an editor"):
        bypass_council(declaration_id=waiting, by=bob, reason="Hurry")
    edda = an_editor()
    with pytest.raises(ReasonMissing):
        bypass_council(declaration_id=waiting, by=edda, reason="")
    bypass_council(declaration_id=waiting, by=edda, reason="Bob has no signal")
    assert state(council).single_source
    (line,) = council_board(region_id=council.regions.get(code="EM").pk).newest
    assert line.single_source
    confirmed = confirm_council(declaration_id=waiting, by=bob)
    assert confirm_council(declaration_id=waiting, by=bob).silent
    assert (confirmed.state, state(council).single_source) == ("in_force", False)
    assert kinds() == ["waiting", "declared", "confirmed"]
    assert acts()[-2:] == ["bypassed", "confirmed"]


def test_a_total_that_wards_deny_by_now_is_not_confirmed(council, alice, bob):
    waiting = sent(council, alice, complete=True, Lab=4, Con=2).declaration_id
    Election.objects.update(policy=Policy.DIRECT)
    ward = council.contests.order_by("code")[1]
    enter(contest_id=ward.pk, count=a_ward_count(ward, LD=2), by=a_producer())
    with pytest.raises(Unacceptable, match="wards already in give LD 2; this total gives 0"):
        confirm_council(declaration_id=waiting, by=bob)
    assert states(council) == ["waiting"]


def test_a_withdrawal_waits_for_nobody_and_makes_what_waits_late(council, alice, bob):
    first = sent(council, alice).declaration_id
    confirm_council(declaration_id=first, by=bob)
    waiting = changed(council, alice, based_on=1, Lab=4, Con=1).declaration_id
    gone = changed(council, bob, based_on=1, reason="It was Redditch's")
    assert (gone.state, gone.was, state(council).declared) == ("in_force", "was Lab 2, Con 1", 0)
    with pytest.raises(Late, match="keyed before total 3 came into force"):
        confirm_council(declaration_id=waiting, by=bob)
    assert acts()[-1] == "ignored"
    assert kinds() == ["waiting", "declared", "waiting", "withdrawn"]


def test_the_same_total_keyed_again_after_a_withdrawal_is_a_new_entry(council, alice, bob):
    confirm_council(declaration_id=sent(council, alice).declaration_id, by=bob)
    changed(council, alice, based_on=1, Lab=4, Con=1)
    changed(council, bob, based_on=1, reason="It was Redditch's")
    again = changed(council, alice, based_on=3, Lab=4, Con=1)
    assert (again.silent, states(council)) == (False, ["superseded", "taken_back", "in_force", "waiting"])
    assert confirm_council(declaration_id=again.declaration_id, by=bob).state == "in_force"


def test_a_total_is_withdrawn_though_wards_are_in(council):
    Election.objects.update(policy=Policy.DIRECT)
    by = a_producer()
    ward = council.contests.order_by("code")[2]
    enter(contest_id=ward.pk, count=a_ward_count(ward, Lab=1), by=by)
    sent(council, by, Lab=2, Con=1)
    changed(council, by, based_on=1, reason="It was Redditch's")
    found = state(council)
    assert (found.source, found.declared, found.was, found.withdrawn) == (
        Source.WARDS,
        1,
        "was Lab 2, Con 1",
        True,
    )


def test_a_correction_says_what_it_put_right_and_growing_puts_nothing_right(council, alice, bob):
    confirm_council(declaration_id=sent(council, alice).declaration_id, by=bob)
    grown = changed(council, alice, based_on=1, Lab=3, Con=1)
    assert confirm_council(declaration_id=grown.declaration_id, by=bob).was == ""
    less = changed(council, alice, based_on=2, reason="One was LD", Lab=2, Con=1, LD=1)
    assert less.was == ""
    assert confirm_council(declaration_id=less.declaration_id, by=bob).was == "Lab had 3, LD none"
    assert (state(council).was, kinds()[-1]) == ("Lab had 3, LD none", "corrected")


def test_a_save_that_got_no_answer_is_known_again_by_its_key(council, alice, bob):
    evidence = Evidence(source="council_site", source_note="their page", key="one")
    first = sent(council, alice, evidence=evidence)
    again = sent(council, alice, evidence=evidence)
    assert (again.silent, again.declaration_id, council.declarations.count()) == (
        True,
        first.declaration_id,
        1,
    )
    confirm_council(declaration_id=first.declaration_id, by=bob)
    after = sent(council, alice, evidence=evidence)
    assert (after.silent, after.state) == (True, "in_force")
    row = council.declarations.get()
    assert (row.source, row.source_note, row.key) == ("council_site", "their page", "one")
    with pytest.raises(CouncilOvertaken):
        sent(council, bob, evidence=evidence, Lab=1)


def test_a_form_that_was_changed_after_it_was_sent_is_another_entry_under_the_same_key(council, alice):
    evidence = Evidence(key="one")
    sent(council, alice, evidence=evidence)
    other = sent(council, alice, evidence=evidence, Lab=3)
    assert not other.silent
    assert list(council.declarations.order_by("revision").values_list("key", "state")) == [
        ("one", "taken_back"),
        ("", "waiting"),
    ]


def test_a_total_may_be_entered_while_polls_are_open_and_boards_hide_it(alice, bob):
    closing = timezone.now() + timedelta(hours=1)
    council = a_council(election=a_council_election(polls_close=closing))
    entered = sent(council, a_producer())
    assert (entered.state, entered.shows_at) == ("in_force", closing)
    assert state(council).declared == 0
    assert council_board(region_id=council.regions.get(code="EM").pk).newest == ()
    past = timezone.now() - timedelta(minutes=1)
    Election.objects.filter(pk=council.election_id).update(polls_close=past)
    assert state(council).declared == 3


def test_a_closed_election_takes_no_second_key(council, alice, bob):
    waiting = sent(council, alice).declaration_id
    Election.objects.update(closed_at=timezone.now())
    with pytest.raises(ElectionClosed):
        confirm_council(declaration_id=waiting, by=bob)


def test_what_was_refused_is_kept_with_who_tried(council, alice):
    with pytest.raises(Unacceptable):
        sent(council, alice, Lab=7)
    act = Act.objects.get()
    assert (act.kind, act.by, act.council) == ("refused", alice, council)
    assert act.words.startswith("Entering the total: 7 seats are more than the 6 that are up")


def test_a_ward_that_was_withdrawn_gives_its_seats_back(council):
    Election.objects.update(policy=Policy.DIRECT)
    by, ward = a_producer(), council.contests.order_by("code")[1]
    enter(contest_id=ward.pk, count=a_ward_count(ward, Con=2), by=by)
    withdraw(contest_id=ward.pk, by=by, based_on=1, reason="Wrong ward")
    found = state(council)
    assert (found.declared, found.to_come, found.wards_declared) == (0, 6, 0)
    assert sent(council, by, complete=True, Lab=6).state == "in_force"
