"""The second person's page: all figures to read, one press to confirm, and nothing for who keyed them."""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from results.declaring.commands import correct
from results.declaring.keys import bypass, confirm
from results.declaring.withdrawing import withdraw
from results.models import Act, Contest, Declaration, Policy, State
from tests.admin_pages import said
from tests.declaring_form import declare_address
from tests.key_pages import confirm_address, press, sent_by, text
from tests.people import a_producer, a_reporter, a_second_reporter, an_editor, an_operator, an_outsider
from tests.worlds import a_contest, a_count, a_small_election

pytestmark = pytest.mark.django_db
OWN = "You keyed these figures yourself: somebody else has to confirm them."
REASON = "Two digits were changed round."


@pytest.fixture
def contest() -> Contest:
    election = a_small_election(contests=0, policy=Policy.SECOND_KEY)
    return a_contest(election=election, name="Leicester East")


@pytest.fixture
def blind(contest: Contest) -> Contest:
    Contest.objects.filter(pk=contest.pk).update(policy=Policy.BLIND)
    contest.refresh_from_db()
    return contest


def a_superuser() -> User:
    return User.objects.create_superuser("sue", first_name="Sue", last_name="Chief")


WHO = {
    "a reporter": a_reporter,
    "a producer": lambda contest: a_producer(),
    "an editor": lambda contest: an_editor(),
    "a superuser": lambda contest: a_superuser(),
}
Person = Callable[[Contest], User]


def state_of(row: Declaration) -> str:
    return Declaration.objects.get(pk=row.pk).state


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


@pytest.mark.parametrize("person", WHO.values(), ids=WHO)
def test_whoever_keyed_them_sees_no_button_but_take_back(
    client: Client, contest: Contest, person: Person
) -> None:
    her = person(contest)
    row = sent_by(her, contest)
    client.force_login(her)
    page = text(client.get(confirm_address(row)))
    assert "You sent these figures: somebody else has to confirm them." in page
    assert 'value="confirm"' not in page
    assert 'value="reject"' not in page
    assert 'value="take_back"' in page


@pytest.mark.parametrize("person", WHO.values(), ids=WHO)
@pytest.mark.parametrize("policy", [Policy.SECOND_KEY, Policy.BLIND])
def test_a_raw_post_of_hers_is_refused_with_the_sentence(
    client: Client, contest: Contest, person: Person, policy: str
) -> None:
    Contest.objects.filter(pk=contest.pk).update(policy=policy)
    her = person(contest)
    row = sent_by(her, contest)
    client.force_login(her)
    response = press(client, row, "confirm")
    assert response.status_code == HTTPStatus.FORBIDDEN
    assert OWN in text(response)
    assert state_of(row) == State.WAITING


@pytest.mark.parametrize("person", WHO.values(), ids=WHO)
def test_nor_does_she_reject_them(client: Client, contest: Contest, person: Person) -> None:
    her = person(contest)
    row = sent_by(her, contest)
    client.force_login(her)
    response = press(client, row, "reject", REASON)
    assert response.status_code == HTTPStatus.FORBIDDEN
    assert "somebody else has to reject them; you can take them back" in text(response)
    assert state_of(row) == State.WAITING


def test_she_takes_them_back(client: Client, contest: Contest) -> None:
    alice = a_reporter(contest)
    row = sent_by(alice, contest)
    client.force_login(alice)
    response = press(client, row, "take_back")
    assert said(response) == "Taken back: revision 1 of Leicester East. Nobody can confirm it any more."
    assert state_of(row) == State.TAKEN_BACK


def test_nobody_takes_back_what_somebody_else_keyed(client: Client, contest: Contest) -> None:
    row = sent_by(a_reporter(contest), contest)
    client.force_login(a_producer())
    response = press(client, row, "take_back")
    assert response.status_code == HTTPStatus.FORBIDDEN
    assert "These are somebody else&#x27;s figures" in text(response)
    assert state_of(row) == State.WAITING


@pytest.mark.parametrize(
    "person",
    [an_outsider, an_operator, lambda: a_second_reporter(a_contest())],
    ids=["an outsider", "an operator", "a reporter of other counts"],
)
def test_whoever_may_not_declare_the_contest_neither_reads_nor_confirms(
    client: Client, contest: Contest, person: Callable[[], User]
) -> None:
    row = sent_by(a_reporter(contest), contest)
    client.force_login(person())
    tried = [client.get(confirm_address(row)), press(client, row, "confirm")]
    assert [response.status_code for response in tried] == [HTTPStatus.FORBIDDEN] * 2
    assert all("14,426" not in text(response) for response in tried)
    assert state_of(row) == State.WAITING


def test_a_press_from_elsewhere_is_refused(contest: Contest) -> None:
    row = sent_by(a_reporter(contest), contest)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(a_producer())
    assert press(strict, row, "confirm").status_code == HTTPStatus.FORBIDDEN
    assert state_of(row) == State.WAITING


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
    assert '<details class="other-act" open>' in text(response)
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


def test_an_editor_publishes_on_a_single_source_and_answers_for_it(client: Client, contest: Contest) -> None:
    row = sent_by(a_reporter(contest), contest)
    edda = an_editor()
    client.force_login(edda)
    assert "Publish on a single source…" in text(client.get(confirm_address(row)))
    assert "Say why this cannot wait" in text(press(client, row, "bypass", ""))
    response = press(client, row, "bypass", "The hall is closing.")
    row.refresh_from_db()
    assert (row.single_source, row.bypassed_by, row.bypass_reason) == (True, edda, "The hall is closing.")
    assert "is published on a single source: Con gain from Lab" in said(response)


@pytest.mark.parametrize("person", [a_second_reporter, lambda contest: a_producer()], ids=["Bob", "Priya"])
def test_nobody_else_may(client: Client, contest: Contest, person: Person) -> None:
    row = sent_by(a_reporter(contest), contest)
    client.force_login(person(contest))
    assert "Publish on a single source" not in text(client.get(confirm_address(row)))
    response = press(client, row, "bypass", "The hall is closing.")
    assert response.status_code == HTTPStatus.FORBIDDEN
    assert "Only an editor may publish without the second person." in text(response)
    assert state_of(row) == State.WAITING


def test_a_single_source_is_confirmed_on_the_same_page(client: Client, contest: Contest) -> None:
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    row = sent_by(alice, contest)
    bypass(declaration_id=row.pk, by=an_editor(), reason="The hall is closing.")
    client.force_login(bob)
    page = text(client.get(confirm_address(row)))
    assert "Edda Lindqvist published these figures on a single source: The hall is closing." in page
    press(client, row, "confirm")
    row.refresh_from_db()
    assert (row.single_source, row.confirmed_by) == (False, bob)
    client.force_login(alice)
    assert 'value="confirm"' not in text(client.get(confirm_address(row)))


def test_an_entry_that_was_keyed_blind_shows_no_figure_to_anybody(client: Client, blind: Contest) -> None:
    alice = a_reporter(blind)
    row = sent_by(alice, blind)
    for person in (a_second_reporter(blind), a_producer(), an_editor(), a_superuser(), alice):
        client.force_login(person)
        page = text(client.get(confirm_address(row)))
        assert not any(figure in page for figure in ("14,426", "10,000", "4,426", "Con gain", "Holt"))
    assert not Act.objects.filter(kind=Act.Kind.SAW).exists()


def test_it_leads_the_second_person_to_the_form_and_refuses_a_raw_confirmation(
    client: Client, blind: Contest
) -> None:
    row = sent_by(a_reporter(blind), blind)
    client.force_login(a_second_reporter(blind))
    page = text(client.get(confirm_address(row)))
    assert "It is keyed blind: type the figures yourself" in page
    assert f'href="{declare_address(blind)}">Key it yourself</a>' in page
    refused = text(press(client, row, "confirm"))
    assert "Leicester East is keyed blind: type the figures yourself." in refused
    assert "14,426" not in refused
    assert state_of(row) == State.WAITING


def test_two_keys_that_differ_lead_to_the_page_that_resolves_them(client: Client, blind: Contest) -> None:
    row = sent_by(a_reporter(blind), blind)
    sent_by(a_second_reporter(blind), blind, a_count(10_000, 14_246, 3_000, 2_000, 754))
    client.force_login(a_producer())
    response = client.get(confirm_address(row))
    assert response["Location"] == reverse("admin:results_contest_resolve", args=[blind.pk])


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
