"""A save that got no answer is sent again: one declaration arrives, once, whatever happened meanwhile."""

import pytest

from results.declaring.commands import correct, enter
from results.declaring.evidence import Evidence
from results.declaring.keys import reject
from results.declaring.refusals import Overtaken
from results.models import Declaration, DeskEvent, Policy
from tests.people import a_reporter, a_second_reporter
from tests.worlds import a_contest, a_count, a_small_election

pytestmark = pytest.mark.django_db
SENT = Evidence(key="5f0c")
OTHER = a_count(10_001, 14_426, 3_000, 2_000, 574)


def test_the_same_form_again_is_told_what_it_did():
    contest = a_contest()
    alice = a_reporter(contest)
    first = enter(contest_id=contest.pk, count=a_count(), by=alice, evidence=SENT)
    again = enter(contest_id=contest.pk, count=a_count(), by=alice, evidence=SENT)
    assert (again.silent, again.declaration_id, again.seq) == (True, first.declaration_id, first.seq)
    assert Declaration.objects.count() == DeskEvent.objects.count() == 1


def test_it_is_told_so_though_it_was_corrected_meanwhile():
    contest = a_contest()
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    enter(contest_id=contest.pk, count=a_count(), by=alice, evidence=SENT)
    correct(contest_id=contest.pk, count=OTHER, by=bob, based_on=1, reason="Misread")
    again = enter(contest_id=contest.pk, count=a_count(), by=alice, evidence=SENT)
    assert (again.silent, again.state, again.revision) == (True, "superseded", 1)
    assert Declaration.objects.in_force().get().revision == 2


def test_it_is_told_so_though_it_was_rejected_meanwhile():
    contest = a_small_election(contests=1, policy=Policy.SECOND_KEY).contests.get()
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    sent = enter(contest_id=contest.pk, count=a_count(), by=alice, evidence=SENT)
    reject(declaration_id=sent.declaration_id, by=bob, reason="Con read out 14,246")
    again = enter(contest_id=contest.pk, count=a_count(), by=alice, evidence=SENT)
    assert (again.silent, again.state) == (True, "rejected")


def test_the_same_form_with_other_figures_is_no_repeat():
    contest = a_contest()
    alice = a_reporter(contest)
    enter(contest_id=contest.pk, count=a_count(), by=alice, evidence=SENT)
    with pytest.raises(Overtaken):
        enter(contest_id=contest.pk, count=OTHER, by=alice, evidence=SENT)


def test_a_form_that_was_refused_and_put_right_may_be_sent_with_its_key():
    contest = a_small_election(contests=1, policy=Policy.SECOND_KEY).contests.get()
    alice = a_reporter(contest)
    enter(contest_id=contest.pk, count=a_count(), by=alice, evidence=SENT)
    mended = enter(contest_id=contest.pk, count=OTHER, by=alice, evidence=SENT)
    again = enter(contest_id=contest.pk, count=OTHER, by=alice, evidence=SENT)
    assert (mended.state, again.silent, again.revision) == ("waiting", True, 2)


def test_two_peoples_forms_do_not_answer_for_each_other():
    contest = a_contest()
    enter(contest_id=contest.pk, count=a_count(), by=a_reporter(contest), evidence=SENT)
    with pytest.raises(Overtaken):
        enter(contest_id=contest.pk, count=OTHER, by=a_second_reporter(contest), evidence=SENT)
