"""Who may be the second person, and who may not: in every role, by every raw POST, and by a superuser too."""

from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from results.declaring.keys import bypass
from results.models import Act, Contest, Policy, State
from tests.admin_pages import said
from tests.declaring_form import declare_address
from tests.key_pages import confirm_address, press, sent_by, state_of, text
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


@pytest.mark.parametrize("person", WHO.values(), ids=WHO)
def test_whoever_keyed_a_single_source_does_not_make_it_two(
    client: Client, contest: Contest, person: Person
) -> None:
    her = person(contest)
    row = sent_by(her, contest)
    bypass(declaration_id=row.pk, by=User.objects.create_superuser("chief"), reason="The hall is closing.")
    client.force_login(her)
    response = press(client, row, "confirm")
    assert response.status_code == HTTPStatus.FORBIDDEN
    assert OWN in text(response)
    row.refresh_from_db()
    assert row.single_source


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
