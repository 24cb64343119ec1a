"""Who may open the declaration form, its preview and its POST: checked on the server in every door."""

from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from results.models import Assignment, Contest, Declaration
from tests.declaring_form import declare_address, posted
from tests.people import a_producer, a_reporter, a_second_reporter, an_operator, an_outsider
from tests.worlds import a_contest

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest() -> Contest:
    return a_contest(name="Leicester East")


def preview_address(contest: Contest) -> str:
    return reverse("admin:results_contest_preview", args=[contest.pk])


def statuses(client: Client, contest: Contest) -> tuple[int, int, int]:
    """Of opening the form, of sending it, and of asking what it comes to."""
    return (
        client.get(declare_address(contest)).status_code,
        client.post(declare_address(contest), posted()).status_code,
        client.post(preview_address(contest), posted()).status_code,
    )


def a_superuser() -> User:
    return User.objects.create_superuser("sue")


LET_IN = (HTTPStatus.OK, HTTPStatus.FOUND, HTTPStatus.OK)
REFUSED = (HTTPStatus.FORBIDDEN,) * 3
STRANGERS = {
    "an outsider": an_outsider,
    "a graphics operator": an_operator,
    "a reporter of other counts": lambda: a_second_reporter(a_contest()),
}


@pytest.mark.parametrize("person", STRANGERS.values(), ids=STRANGERS)
def test_it_refuses_whoever_has_no_part_in_this_count(
    client: Client, contest: Contest, person: Callable[[], User]
) -> None:
    client.force_login(person())
    assert statuses(client, contest) == REFUSED
    assert not Declaration.objects.exists()


@pytest.mark.parametrize("person", [a_producer, a_superuser], ids=["a producer", "a superuser"])
def test_whoever_may_enter_any_contest_is_let_in(
    client: Client, contest: Contest, person: Callable[[], User]
) -> None:
    client.force_login(person())
    assert statuses(client, contest) == LET_IN


def test_a_reporter_is_let_in_to_her_own_count(client: Client, contest: Contest) -> None:
    client.force_login(a_reporter(contest))
    assert statuses(client, contest) == LET_IN


def test_a_signed_out_person_is_asked_to_sign_in_and_nothing_is_saved(
    client: Client, contest: Contest
) -> None:
    response = client.post(declare_address(contest), posted(), follow=True)
    assert response.redirect_chain[-1][0].startswith(reverse("login"))
    assert declare_address(contest) in response.redirect_chain[-1][0]
    assert not Declaration.objects.exists()


def test_a_count_that_was_taken_from_a_reporter_is_closed_to_her_at_once(
    client: Client, contest: Contest
) -> None:
    client.force_login(a_reporter(contest))
    assert client.get(declare_address(contest)).status_code == HTTPStatus.OK
    Assignment.objects.all().delete()
    assert statuses(client, contest) == REFUSED


def test_a_reporter_without_her_role_has_no_counts(client: Client, contest: Contest) -> None:
    reporter = a_reporter(contest)
    reporter.groups.remove(Group.objects.get(name="reporter"))
    client.force_login(reporter)
    assert statuses(client, contest) == REFUSED


def test_a_refused_reporter_reads_what_to_do(client: Client, contest: Contest) -> None:
    client.force_login(a_second_reporter())
    page = client.get(declare_address(contest)).content.decode()
    assert "This is not one of your counts: ask a producer to assign it to you." in page


def test_a_person_without_a_role_reads_what_to_do(client: Client) -> None:
    client.force_login(an_outsider())
    response = client.get(reverse("admin:index"))
    assert response.status_code == HTTPStatus.FORBIDDEN
    assert "ask a producer to make you a reporter" in response.content.decode()


def test_a_contest_that_is_not_there_is_not_found_by_a_producer(client: Client) -> None:
    client.force_login(a_producer())
    address = reverse("admin:results_contest_declare", args=[4_711])
    assert client.get(address).status_code == HTTPStatus.NOT_FOUND


def test_a_form_from_elsewhere_is_refused(contest: Contest) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(a_producer())
    assert strict.post(declare_address(contest), posted()).status_code == HTTPStatus.FORBIDDEN
    assert strict.post(preview_address(contest), posted()).status_code == HTTPStatus.FORBIDDEN
    assert not Declaration.objects.exists()


@pytest.mark.parametrize(
    "name", ["election", "party", "region", "council", "contest", "candidacy", "previoustally", "declaration"]
)
def test_a_reporter_reaches_no_reference_data(client: Client, contest: Contest, name: str) -> None:
    client.force_login(a_reporter(contest))
    address = reverse(f"admin:results_{name}_changelist")
    assert client.get(address).status_code == HTTPStatus.FORBIDDEN
