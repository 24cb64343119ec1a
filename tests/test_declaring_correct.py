"""Correcting a declaration: a new revision with a reason, never an edit, and never over somebody else's."""

import pytest

from results.declaring.commands import correct, enter
from results.declaring.refusals import NothingInForce, Overtaken, ReasonMissing, Unacceptable
from results.models import Declaration, DeskEvent, PartyOutcome
from tests.people import a_producer, a_reporter, a_second_reporter
from tests.worlds import a_contest, a_count

pytestmark = pytest.mark.django_db

MENDED = a_count(10_000, 14_246, 3_000, 2_000, 574)


@pytest.fixture
def contest():
    return a_contest(name="Leicester East")


def test_a_correction_supersedes_and_the_history_is_kept(contest):
    reporter = a_reporter(contest)
    enter(contest_id=contest.pk, count=a_count(), by=reporter)
    corrected = correct(
        contest_id=contest.pk, count=MENDED, by=reporter, based_on=1, reason=" A bundle was misread "
    )
    rows = Declaration.objects.order_by("revision").values_list("revision", "state", "reason")
    assert list(rows) == [(1, "superseded", ""), (2, "in_force", "A bundle was misread")]
    assert (corrected.revision, corrected.seq) == (2, 2)
    assert DeskEvent.objects.get(seq=2).kind == "corrected"
    assert Declaration.objects.get(revision=1).outcome.majority == 4_426
    assert Declaration.objects.get(revision=2).outcome.majority == 4_246


def test_a_board_counts_the_revision_in_force_only(contest):
    producer = a_producer()
    enter(contest_id=contest.pk, count=a_count(), by=producer)
    lab = a_count(15_000, 14_246, 3_000, 2_000, 574)
    correct(contest_id=contest.pk, count=lab, by=producer, based_on=1, reason="Swapped")
    in_force = PartyOutcome.objects.filter(outcome__declaration__state="in_force", seats=1)
    assert [row.party.code for row in in_force] == ["Lab"]


def test_the_same_figures_again_are_silent_even_from_an_older_form(contest):
    reporter = a_reporter(contest)
    enter(contest_id=contest.pk, count=a_count(), by=reporter)
    correct(contest_id=contest.pk, count=MENDED, by=reporter, based_on=1, reason="Misread")
    again = correct(contest_id=contest.pk, count=MENDED, by=reporter, based_on=1, reason="Misread")
    assert (again.silent, again.revision) == (True, 2)
    assert DeskEvent.objects.count() == 2


def test_a_correction_of_an_older_revision_is_overtaken(contest):
    reporter, other = a_reporter(contest), a_second_reporter(contest)
    enter(contest_id=contest.pk, count=a_count(), by=reporter)
    correct(contest_id=contest.pk, count=MENDED, by=other, based_on=1, reason="Misread")
    with pytest.raises(Overtaken) as refusal:
        correct(
            contest_id=contest.pk,
            count=a_count(9_999, 14_246, 3_000, 2_000, 574),
            by=reporter,
            based_on=1,
            reason="Recount",
        )
    assert (refusal.value.revision, refusal.value.by) == (2, "Bob Hussain")
    assert Declaration.objects.count() == 2


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_correction_says_why(contest, reason):
    reporter = a_reporter(contest)
    enter(contest_id=contest.pk, count=a_count(), by=reporter)
    with pytest.raises(ReasonMissing, match="Say why"):
        correct(contest_id=contest.pk, count=MENDED, by=reporter, based_on=1, reason=reason)
    assert Declaration.objects.count() == 1


def test_there_is_nothing_to_correct_before_a_declaration(contest):
    with pytest.raises(NothingInForce, match="Leicester East has no declaration to correct"):
        correct(contest_id=contest.pk, count=MENDED, by=a_reporter(contest), based_on=0, reason="Misread")


def test_a_correction_that_cannot_be_right_leaves_the_first_in_force(contest):
    reporter = a_reporter(contest)
    enter(contest_id=contest.pk, count=a_count(), by=reporter)
    with pytest.raises(Unacceptable):
        correct(
            contest_id=contest.pk,
            count=a_count(99_999, 1, 1, 1, 1),
            by=reporter,
            based_on=1,
            reason="Misread",
        )
    assert Declaration.objects.in_force().get().revision == 1
