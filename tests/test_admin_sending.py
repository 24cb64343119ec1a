"""A form that a script sent: how the desk answers it, and what it says of forms that got no answer."""

from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from results.declaring.commands import correct, enter
from results.declaring.councils import enter_council
from results.declaring.evidence import Evidence
from results.declaring.keys import reject, take_back
from results.models import Contest, Declaration, Policy
from tests.admin_pages import said
from tests.declaring_form import declare_address, posted
from tests.people import a_producer, a_reporter, a_second_reporter
from tests.worlds import a_contest, a_council, a_count, a_small_election

pytestmark = pytest.mark.django_db
SCRIPTED = {"X-Desk-Send": "1"}


@pytest.fixture
def contest() -> Contest:
    return a_contest(name="Leicester East")


def arrived(client: Client, *keys: str) -> list[str]:
    return client.get(reverse("admin:results_sent"), {"key": keys}).json()["arrived"]


def test_a_script_is_told_where_to_go_on_and_the_next_page_says_what_happened(
    client: Client, contest: Contest
) -> None:
    client.force_login(a_reporter(contest))
    response = client.post(declare_address(contest), posted(), headers=SCRIPTED)
    assert (response.status_code, response["X-Desk-Saved"]) == (HTTPStatus.NO_CONTENT, reverse("admin:index"))
    assert "Leicester East is in: Con gain from Lab" in client.get(response["X-Desk-Saved"]).content.decode()


def test_a_refused_form_comes_back_whole_for_a_script_too(client: Client, contest: Contest) -> None:
    client.force_login(a_reporter(contest))
    response = client.post(declare_address(contest), posted(elected=""), headers=SCRIPTED)
    assert response.status_code == HTTPStatus.OK
    assert "Mark the candidate who was declared elected." in response.content.decode()
    assert "X-Desk-Saved" not in response.headers


def test_a_script_that_is_signed_out_is_led_to_the_sign_in(client: Client, contest: Contest) -> None:
    response = client.post(declare_address(contest), posted(), headers=SCRIPTED)
    assert response.status_code == HTTPStatus.FOUND
    assert not Declaration.objects.exists()


def test_a_councils_total_is_answered_in_the_same_way(client: Client) -> None:
    council = a_council()
    client.force_login(a_producer())
    address = reverse("admin:results_council_total", args=[council.pk])
    response = client.post(address, {"seats-Lab": "1", "based_on": "0"}, headers=SCRIPTED)
    assert response.status_code == HTTPStatus.NO_CONTENT
    assert response["X-Desk-Saved"] == reverse("admin:results_council_progress", args=[council.pk])


def test_a_person_learns_which_of_her_forms_have_arrived(client: Client, contest: Contest) -> None:
    alice, council = a_reporter(contest), a_council()
    enter(contest_id=contest.pk, count=a_count(), by=alice, evidence=Evidence(key="a" * 32))
    producer = a_producer()
    seats = {"Lab": 1}
    evidence = Evidence(key="c" * 32)
    enter_council(council_id=council.pk, seats=seats, complete=False, by=producer, evidence=evidence)
    client.force_login(alice)
    assert arrived(client, "a" * 32, "b" * 32, "c" * 32, "") == ["a" * 32]
    client.force_login(producer)
    assert arrived(client, "a" * 32, "c" * 32) == ["c" * 32]


def test_nobody_learns_of_anothers_forms_or_of_forms_without_a_key(client: Client, contest: Contest) -> None:
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    enter(contest_id=contest.pk, count=a_count(), by=alice)
    client.force_login(bob)
    assert arrived(client, "a" * 32, "") == []
    client.logout()
    assert client.get(reverse("admin:results_sent"), {"key": "a"}).status_code == HTTPStatus.FOUND


def test_a_key_that_no_form_has_names_nothing(client: Client) -> None:
    client.force_login(a_producer())
    assert arrived(client, "\x00", "a" * 31, "A" * 32, "9" * 400) == []


def test_a_form_that_is_sent_again_after_its_figures_were_superseded_is_told_so(
    client: Client, contest: Contest
) -> None:
    client.force_login(a_reporter(contest))
    sent = posted(key="a" * 32)
    client.post(declare_address(contest), sent)
    other = a_count(10_001, 14_426, 3_000, 2_000, 574)
    correct(contest_id=contest.pk, count=other, by=a_producer(), based_on=1, reason="Misread")
    assert said(client.post(declare_address(contest), sent)).endswith(
        "Leicester East was sent already with these figures, and they are superseded: nothing changed."
    )


@pytest.mark.parametrize("state", ["rejected", "taken back"])
def test_a_form_that_is_sent_again_after_somebody_closed_its_entry_is_told_so(
    client: Client, state: str
) -> None:
    contest = a_small_election(contests=1, policy=Policy.SECOND_KEY).contests.get()
    alice = a_reporter(contest)
    client.force_login(alice)
    sent = posted(key="a" * 32)
    client.post(declare_address(contest), sent)
    row = Declaration.objects.get()
    if state == "rejected":
        reject(declaration_id=row.pk, by=a_producer(), reason="Con read out 14,246")
    else:
        take_back(declaration_id=row.pk, by=alice)
    assert f"and they are {state}: nothing changed." in said(client.post(declare_address(contest), sent))


def test_asking_costs_two_queries_however_many_forms_are_asked_after(
    client: Client, contest: Contest, django_assert_num_queries
) -> None:
    client.force_login(a_reporter(contest))
    # Session and person beside the two.
    with django_assert_num_queries(4):
        arrived(client, *(f"{number:032x}" for number in range(80)))
