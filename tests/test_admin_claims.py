"""Who has the form open: told on the form, on My counts, and to nobody as a reason to wait."""

from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from results.declaring.claims import claim
from results.models import Claim, Contest, Declaration
from tests.declaring_form import declare_address, posted
from tests.people import a_producer, a_reporter, a_second_reporter
from tests.worlds import a_contest

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest() -> Contest:
    return a_contest(name="Leicester East")


@pytest.fixture
def reporter(contest: Contest, client: Client) -> Client:
    client.force_login(a_reporter(contest))
    return client


def address_of(contest: Contest) -> str:
    return reverse("admin:results_contest_claim", args=[contest.pk])


def test_the_form_is_told_who_else_has_it_open(reporter: Client, contest: Contest) -> None:
    claim(contest_id=contest.pk, by=a_second_reporter(contest))
    page = " ".join(reporter.post(address_of(contest)).content.decode().split())
    assert "Bob Hussain has this form open since <time" in page
    assert Claim.objects.filter(person__username="alice").exists()


def test_nothing_is_drawn_anew_where_nobody_came_or_went(reporter: Client, contest: Contest) -> None:
    claim(contest_id=contest.pk, by=a_second_reporter(contest))
    shown = reporter.post(address_of(contest)).context["mark"]
    again = reporter.post(address_of(contest), {"shown": shown})
    assert again.status_code == HTTPStatus.NO_CONTENT
    Claim.objects.filter(person__username="bob").delete()
    assert reporter.post(address_of(contest), {"shown": shown}).context["others"] == ()


def test_leaving_the_form_lets_go_of_it(reporter: Client, contest: Contest) -> None:
    reporter.post(address_of(contest))
    assert reporter.post(address_of(contest), {"leave": "1"}).status_code == HTTPStatus.NO_CONTENT
    assert not Claim.objects.exists()


def test_saving_lets_go_of_it(reporter: Client, contest: Contest) -> None:
    reporter.post(address_of(contest))
    reporter.post(declare_address(contest), posted())
    assert not Claim.objects.exists()


def test_a_claim_keeps_nobody_out(reporter: Client, contest: Contest) -> None:
    claim(contest_id=contest.pk, by=a_second_reporter(contest))
    reporter.post(declare_address(contest), posted())
    assert Declaration.objects.get().entered_by.username == "alice"


def test_my_counts_tell_who_else_has_a_form_open_and_not_herself(reporter: Client, contest: Contest) -> None:
    reporter.post(address_of(contest))
    claim(contest_id=contest.pk, by=a_producer())
    (count,) = reporter.get("/admin/").context["counts"]
    assert [one.name for one in count.claims] == ["Priya Nair"]


def test_the_producers_list_of_contests_tells_it_too(client: Client, contest: Contest) -> None:
    claim(contest_id=contest.pk, by=a_reporter(contest))
    client.force_login(a_producer())
    page = client.get(reverse("admin:results_contest_changelist")).content.decode()
    assert '<td class="field-open_with">Alice Okafor since ' in page


def test_nobody_claims_a_count_that_is_not_hers(client: Client, contest: Contest) -> None:
    client.force_login(a_second_reporter())
    assert client.post(address_of(contest)).status_code == HTTPStatus.FORBIDDEN
    assert not Claim.objects.exists()


def test_a_contest_that_there_is_not_is_not_found(client: Client) -> None:
    client.force_login(a_producer())
    gone = reverse("admin:results_contest_claim", args=[999])
    assert client.post(gone).status_code == HTTPStatus.NOT_FOUND


def test_it_takes_the_same_queries_however_large_the_election(
    reporter: Client, contest: Contest, django_assert_num_queries
) -> None:
    for _ in range(10):
        a_contest(election=contest.election)
    reporter.post(address_of(contest))
    # Session and person; the contest; three for what she may; her claim; all of them.
    with django_assert_num_queries(8):
        reporter.post(address_of(contest))
