"""The second person's page: all figures to read, one press to confirm, and nothing for who keyed them."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from results.declaring.commands import correct, enter
from results.declaring.evidence import Evidence
from results.declaring.keys import confirm
from results.declaring.withdrawing import withdraw
from results.models import Act, Contest, Declaration, Policy, Sheet, Source, State
from tests.admin_pages import said
from tests.declaring_form import declare_address
from tests.key_pages import (
    confirm_address,
    override_address,
    press,
    sent_by,
    state_of,
    text,
    withdraw_address,
)
from tests.people import a_producer, a_reporter, a_second_reporter
from tests.worlds import a_contest, a_count, a_small_election

pytestmark = pytest.mark.django_db
REASON = "Two digits were changed round."


@pytest.fixture
def contest() -> Contest:
    election = a_small_election(contests=0, policy=Policy.SECOND_KEY)
    return a_contest(election=election, name="Leicester East")


def test_the_second_person_reads_everything_and_types_nothing(client: Client, contest: Contest) -> None:
    row = sent_by(a_reporter(contest), contest)
    client.force_login(a_second_reporter(contest))
    page = text(client.get(confirm_address(row)))
    for words in (
        "Con gain from Lab",
        "Margaret Holt, majority 4,426 (14.8%)",
        "Turnout 40.0%",
        "Alice Okafor",
        "returning officer, in the hall",
        "Hold every one against the count or the sheet",
    ):
        assert words in page
    for figure in ("10,000", "14,426", "3,000", "2,000", "574", "75,000", "100"):
        assert f"<td>{figure}</td>" in page
    assert [line for line in page.split("<input") if 'type="text"' in line and "reason" not in line] == []


def test_candidates_stand_in_the_order_of_the_ballot_paper(client: Client, contest: Contest) -> None:
    row = sent_by(a_reporter(contest), contest)
    client.force_login(a_second_reporter(contest))
    rows = client.get(confirm_address(row)).context["entry"].rows
    assert [line.label for line in rows[:5]] == list(
        contest.candidacies.order_by("number").values_list("name", flat=True)
    )


def test_one_press_confirms_and_says_so(client: Client, contest: Contest) -> None:
    row = sent_by(a_reporter(contest), contest)
    bob = a_second_reporter(contest)
    client.force_login(bob)
    response = press(client, row, "confirm")
    assert response.status_code == HTTPStatus.FOUND
    row.refresh_from_db()
    assert (row.state, row.confirmed_by) == (State.IN_FORCE, bob)
    assert said(response).startswith("Leicester East is confirmed: Con gain from Lab, majority 4,426.")


def test_a_second_press_changes_nothing_and_says_so(client: Client, contest: Contest) -> None:
    row = sent_by(a_reporter(contest), contest)
    client.force_login(a_second_reporter(contest))
    press(client, row, "confirm")
    assert "Leicester East is confirmed already: nothing changed." in said(press(client, row, "confirm"))


def test_a_press_of_no_button_changes_nothing(client: Client, contest: Contest) -> None:
    row = sent_by(a_reporter(contest), contest)
    client.force_login(a_producer())
    assert "Press one of the buttons below" in text(client.post(confirm_address(row), {}))
    assert state_of(row) == State.WAITING


def test_figures_are_rejected_with_a_reason_at_its_field(client: Client, contest: Contest) -> None:
    row = sent_by(a_reporter(contest), contest)
    client.force_login(a_second_reporter(contest))
    response = press(client, row, "reject", "  ")
    assert response.context["reasons"]["reject"].errors["reason"] == [
        "Say what is wrong with the figures: whoever keyed them reads it."
    ]
    assert 'aria-invalid="true"' in text(response)
    assert state_of(row) == State.WAITING
    response = press(client, row, "reject", REASON)
    assert said(response) == (
        "Rejected: revision 1 of Leicester East. Alice Okafor reads why on her front page."
    )
    assert state_of(row) == State.REJECTED


def test_a_reason_as_long_as_a_novel_is_refused_at_its_field_and_kept(
    client: Client, contest: Contest
) -> None:
    row = sent_by(a_reporter(contest), contest)
    client.force_login(a_producer())
    response = press(client, row, "reject", "x" * 301)
    assert "Keep the reason under 300 letters." in text(response)
    assert "x" * 301 in text(response)
    assert state_of(row) == State.WAITING


def test_opening_it_is_written_down_but_not_her_own(client: Client, contest: Contest) -> None:
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    row = sent_by(alice, contest)
    for person in (alice, bob):
        client.force_login(person)
        client.get(confirm_address(row))
    seen = Act.objects.get(kind=Act.Kind.SAW)
    assert (seen.by, seen.declaration, seen.contest) == (bob, row, contest)


def test_a_correction_is_read_beside_what_is_in_force(client: Client, contest: Contest) -> None:
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    confirm(declaration_id=sent_by(alice, contest).pk, by=bob)
    entered = correct(
        contest_id=contest.pk,
        count=a_count(10_000, 14_246, 3_000, 2_000, 754),
        by=alice,
        based_on=1,
        reason="Two digits were changed round.",
    )
    client.force_login(bob)
    response = client.get(reverse("admin:results_declaration_confirm", args=[entered.declaration_id]))
    page = text(response)
    assert "2 figures would change. Rows that differ are marked." in page
    assert "<td>14,246</td><td>14,426</td>" in page
    assert "Two digits were changed round." in page
    differing = [line.label for line in response.context["entry"].beside if line.differs]
    assert differing == ["Margaret Holt", "Keith Dunmore"]


def test_somebody_who_was_quicker_is_told_with_what_became_of_it(client: Client, contest: Contest) -> None:
    row = sent_by(a_reporter(contest), contest)
    confirm(declaration_id=row.pk, by=a_second_reporter(contest))
    client.force_login(a_producer())
    page = text(press(client, row, "reject", REASON))
    assert "does not wait any more: it is in force" in page
    assert "Confirmed by Bob Hussain" in page
    assert 'value="confirm"' not in page


def test_the_doubts_that_were_ticked_are_shown_with_who_ticked_them(client: Client, contest: Contest) -> None:
    row = sent_by(a_reporter(contest), contest)
    doubt = {"code": "turnout", "field": "", "sentence": "Turnout is 20 points below last time."}
    Declaration.objects.filter(pk=row.pk).update(accepted=[doubt], majority_read=4_426)
    client.force_login(a_producer())
    page = text(client.get(confirm_address(row)))
    assert "Ticked as checked by Alice Okafor" in page
    assert "Turnout is 20 points below last time." in page
    assert "<dt>Majority read out</dt><dd>4,426</dd>" in page


def test_the_photograph_of_the_sheet_stands_beside_the_figures(client: Client, contest: Contest) -> None:
    row = sent_by(a_reporter(contest), contest)
    sheet = Sheet.objects.create(
        election=contest.election, image=b"", width=1, height=1, sha256="", taken_by=row.entered_by
    )
    Declaration.objects.filter(pk=row.pk).update(sheet=sheet)
    client.force_login(a_producer())
    page = text(client.get(confirm_address(row)))
    address = reverse("admin:results_sheet", args=[sheet.pk])
    assert f'<a href="{address}"><img src="{address}" alt="Photograph of the declaration sheet"' in page


def test_what_is_in_force_leads_to_withdrawing_and_fixing(client: Client, contest: Contest) -> None:
    row = sent_by(a_reporter(contest), contest)
    client.force_login(a_producer())
    ways = (withdraw_address(contest), override_address(contest))
    assert not any(way in text(client.get(confirm_address(row))) for way in ways)
    press(client, row, "confirm")
    assert all(way in text(client.get(confirm_address(row))) for way in ways)


def test_figures_that_do_not_fit_the_ballot_paper_any_more_say_so(client: Client, contest: Contest) -> None:
    row = sent_by(a_reporter(contest), contest)
    party = contest.election.parties.get(code="Green")
    contest.candidacies.create(number=6, name="Late Comer", party=party)
    client.force_login(a_producer())
    page = text(client.get(confirm_address(row)))
    assert "These figures do not fit any more" in page
    assert "Late Comer" in page
    assert 'value="confirm"' not in page
    assert 'value="reject"' in page
    assert press(client, row, "confirm").status_code == HTTPStatus.OK
    assert state_of(row) == State.WAITING


def test_figures_before_polls_close_say_from_when_boards_show_them(client: Client) -> None:
    closing = timezone.now() + timedelta(hours=2)
    election = a_small_election(contests=0, polls_close=closing, policy=Policy.SECOND_KEY)
    contest = a_contest(election=election, name="Leicester East")
    row = sent_by(a_reporter(contest), contest)
    client.force_login(a_producer())
    hour = f"{timezone.localtime(closing):%H:%M}"
    assert f">{hour}</time>" in text(client.get(confirm_address(row)))
    assert f"It waits for {hour}, when polls close." in said(press(client, row, "confirm"))


def test_a_rejected_entry_says_by_whom_and_why_to_its_reporter(client: Client, contest: Contest) -> None:
    alice = a_reporter(contest)
    row = sent_by(alice, contest)
    client.force_login(a_second_reporter(contest))
    press(client, row, "reject", REASON)
    client.force_login(alice)
    page = text(client.get(confirm_address(row)))
    assert "Rejected by Bob Hussain" in page
    assert REASON in page


def test_an_entry_that_is_not_there_is_not_found(client: Client) -> None:
    client.force_login(a_producer())
    address = reverse("admin:results_declaration_confirm", args=[4_711])
    assert client.get(address).status_code == HTTPStatus.NOT_FOUND


def test_a_withdrawal_needs_nobody_and_leads_to_the_form(client: Client, contest: Contest) -> None:
    alice = a_reporter(contest)
    confirm(declaration_id=sent_by(alice, contest).pk, by=a_producer())
    gone = withdraw(contest_id=contest.pk, by=alice, based_on=1, reason="Wrong contest.")
    client.force_login(alice)
    address = reverse("admin:results_declaration_confirm", args=[gone.declaration_id])
    assert client.get(address)["Location"] == declare_address(contest)


@pytest.mark.parametrize("candidates", [5, 11])
def test_the_page_takes_as_many_queries_for_eleven_candidates_as_for_five(
    client: Client, contest: Contest, candidates: int, django_assert_num_queries
) -> None:
    party = contest.election.parties.get(code="Green")
    for number in range(6, candidates + 1):
        contest.candidacies.create(number=number, name=f"Candidate {number}", party=party)
    votes = [10_000, 14_426, *range(900, 900 + candidates - 2)]
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    confirm(declaration_id=sent_by(alice, contest, a_count(*votes)).pk, by=bob)
    count = a_count(votes[0] + 1, *votes[1:])
    row = correct(contest_id=contest.pk, count=count, by=alice, based_on=1, reason="A recount.")
    client.force_login(bob)
    address = reverse("admin:results_declaration_confirm", args=[row.declaration_id])
    # Session and person, the entry, what she may (two and her assignment), contest, facts (three),
    # candidates, the sight kept, both counts and what is in force.
    with django_assert_num_queries(15):
        client.get(address)


def test_of_an_entry_that_was_keyed_blind_neither_note_nor_reason_is_read(client: Client) -> None:
    contest = a_small_election(contests=1, policy=Policy.BLIND).contests.get()
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    for keyer in (alice, bob):
        enter(contest_id=contest.pk, count=a_count(), by=keyer)
    other, why = a_count(10_001, 14_426, 3_000, 2_000, 574), "Lab 10,001"
    noted = Evidence(source=Source.AGENCY, source_note="PA at 03:12, Lab 10,001")
    correct(contest_id=contest.pk, count=other, by=alice, based_on=1, reason=why, evidence=noted)
    for reader, reads in ((alice, True), (bob, False), (a_producer(), False)):
        client.force_login(reader)
        page = text(client.get(confirm_address(contest.declarations.get(revision=2))))
        assert ("agency" in page, "10,001" in page) == (True, reads)
