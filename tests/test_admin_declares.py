"""Declaring and correcting a contest on the form: what arrives, what is said, what is written."""

import re
from http import HTTPStatus

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from results.declaring.commands import enter
from results.declaring.figures import count_of
from results.models import Contest, Declaration, DeskEvent
from tests.declaring_form import declare_address, posted
from tests.people import a_producer, a_reporter, a_second_reporter
from tests.worlds import a_contest, a_count

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest() -> Contest:
    return a_contest(name="Leicester East")


@pytest.fixture
def reporter(contest: Contest, client: Client) -> Client:
    client.force_login(a_reporter(contest))
    return client


def said(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_a_reporter_declares_her_count_and_is_told_what_it_means(reporter: Client, contest: Contest) -> None:
    response = reporter.post(declare_address(contest), posted())
    assert response.status_code == HTTPStatus.FOUND
    assert response["Location"] == reverse("admin:index")
    assert re.fullmatch(
        r"Leicester East is in: Con gain from Lab, majority 4,426\. Declared \d\d:\d\d:\d\d, event 1\.",
        said(response),
    )
    in_force = Declaration.objects.in_force().get(contest=contest)
    assert count_of(in_force) == a_count()
    assert in_force.entered_by.username == "alice"


@pytest.mark.parametrize("written", ["14,426", "14 426", " 14426 ", "14\u00a0426", "014426"])
def test_it_reads_thousands_however_they_are_written(
    reporter: Client, contest: Contest, written: str
) -> None:
    reporter.post(declare_address(contest), posted(**{"votes-2": written}))
    assert count_of(Declaration.objects.in_force().get(contest=contest)).votes[2] == 14_426


def test_a_blank_for_rejected_papers_means_unknown(reporter: Client, contest: Contest) -> None:
    reporter.post(declare_address(contest), posted(rejected=""))
    assert Declaration.objects.get().rejected is None


def test_a_tie_decided_by_lot_is_told_as_such(reporter: Client, contest: Contest) -> None:
    tie = {"votes-1": "14426", "elected": "1", "by_lot": "on"}
    response = reporter.post(declare_address(contest), posted(**tie))
    assert "Leicester East is in: Lab hold, decided by lot. Declared" in said(response)


def test_the_same_form_sent_twice_is_silent_the_second_time(reporter: Client, contest: Contest) -> None:
    reporter.post(declare_address(contest), posted())
    response = reporter.post(declare_address(contest), posted())
    assert said(response).endswith("Leicester East is in already with these figures: nothing changed.")
    assert (Declaration.objects.count(), DeskEvent.objects.count(), LogEntry.objects.count()) == (1, 1, 1)


def test_a_declaration_is_in_the_log_under_its_reporter(reporter: Client, contest: Contest) -> None:
    reporter.post(declare_address(contest), posted())
    entry = LogEntry.objects.get()
    assert entry.user.username == "alice"
    assert entry.object_repr == "Leicester East, revision 1"
    assert entry.change_message == "Declared: Con gain from Lab, majority 4,426, event 1."


def test_the_form_opens_empty_but_for_the_electorate(reporter: Client, contest: Contest) -> None:
    form = reporter.get(declare_address(contest)).context["form"]
    assert form["electorate"].value() == 75_000
    assert form["votes-1"].value() is None
    assert "reason" not in form.fields


def test_candidates_stand_in_ballot_paper_order(reporter: Client, contest: Contest) -> None:
    rows = reporter.get(declare_address(contest)).context["rows"]
    assert [(line.entrant.number, line.entrant.party.abbr) for line in rows] == [
        (1, "Lab"),
        (2, "Con"),
        (3, "LD"),
        (4, "Green"),
        (5, "Ind"),
    ]


def test_a_form_opened_on_a_declared_contest_is_a_correction(reporter: Client, contest: Contest) -> None:
    enter(contest_id=contest.pk, count=a_count(), by=a_producer())
    form = reporter.get(declare_address(contest)).context["form"]
    assert form.based_on == 1
    assert form["votes-2"].value() == 14_426
    assert form["elected"].value() == "2"
    assert form["rejected"].value() == 100
    assert "reason" in form.fields


def test_a_correction_puts_a_new_revision_in_force_and_says_so(reporter: Client, contest: Contest) -> None:
    reporter.post(declare_address(contest), posted())
    corrected = posted(**{"votes-2": "14,526", "based_on": "1", "reason": "A box of 100 was left out."})
    response = reporter.post(declare_address(contest), corrected)
    assert re.search(
        r"Leicester East is corrected: Con gain from Lab, majority 4,526 \(majority was 4,426\)\. "
        r"Revision 2 at [\d:]{8}, event 2\.",
        said(response),
    )
    assert Declaration.objects.in_force().get().reason == "A box of 100 was left out."
    assert Declaration.objects.get(revision=1).state == Declaration.State.SUPERSEDED


def test_a_correction_keeps_the_ballot_papers_that_were_read_out(reporter: Client, contest: Contest) -> None:
    enter(contest_id=contest.pk, count=a_count(ballot_papers=30_100), by=a_producer())
    assert reporter.get(declare_address(contest)).context["form"]["ballot_papers"].value() == 30_100


def test_a_correction_without_a_reason_is_refused_at_the_reason(reporter: Client, contest: Contest) -> None:
    enter(contest_id=contest.pk, count=a_count(), by=a_producer())
    response = reporter.post(declare_address(contest), posted(**{"votes-1": "10,001", "based_on": "1"}))
    assert response.context["form"].errors == {
        "reason": ["Say why the figures change: it is kept with the correction."]
    }
    assert Declaration.objects.count() == 1


def test_a_reporter_whom_someone_overtook_sees_both_sets_and_keeps_hers(
    reporter: Client, contest: Contest
) -> None:
    enter(
        contest_id=contest.pk, count=a_count(10_000, 14_500, 3_000, 2_000, 500), by=a_second_reporter(contest)
    )
    response = reporter.post(declare_address(contest), posted())
    overtaken = response.context["overtaken"]
    assert (overtaken.by, overtaken.revision) == ("Bob Hussain", 1)
    differing = {
        line.label: (line.mine, line.theirs) for line in response.context["comparison"] if line.differs
    }
    assert differing == {"Margaret Holt": ("14,426", "14,500"), "Keith Dunmore": ("574", "500")}
    assert response.context["form"]["votes-2"].value() == "14,426"
    assert Declaration.objects.count() == 1


def test_a_stale_correction_is_overtaken_too(reporter: Client, contest: Contest) -> None:
    reporter.post(declare_address(contest), posted())
    first = posted(**{"votes-2": "14,526", "based_on": "1", "reason": "A box was left out."})
    reporter.post(declare_address(contest), first)
    late = posted(**{"votes-2": "14,626", "based_on": "1", "reason": "Another box."})
    response = reporter.post(declare_address(contest), late)
    assert response.context["overtaken"].revision == 2
    assert Declaration.objects.count() == 2


def test_her_own_figures_can_be_carried_over_as_a_correction(reporter: Client, contest: Contest) -> None:
    enter(contest_id=contest.pk, count=a_count(10_000, 14_500, 3_000, 2_000, 500), by=a_producer())
    response = reporter.post(declare_address(contest), posted(carry_over="1"))
    form = response.context["form"]
    assert (form.based_on, form["votes-2"].value(), form["elected"].value()) == (1, "14,426", "2")
    assert "reason" in form.fields
    assert Declaration.objects.count() == 1


def test_the_figures_can_be_checked_without_being_saved(reporter: Client, contest: Contest) -> None:
    response = reporter.post(declare_address(contest), posted(check="1"))
    assert response.context["verdict"].headline == "Con gain from Lab"
    assert not Declaration.objects.exists()
