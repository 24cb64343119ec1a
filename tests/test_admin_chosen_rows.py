"""A producer's forms when what should be a row's number is none: a sentence at the field, and no error."""

from http import HTTPStatus

import pytest
from django.test import Client

from results.models import AccessLink, Council, CouncilSeats, Party
from results.people import issue_link
from tests.admin_pages import list_of, said
from tests.people import a_producer, an_editor
from tests.worlds import a_council_election, a_small_election

pytestmark = pytest.mark.django_db
NO_ROWS = ("x", "12.5", "²", "9" * 30, "\x00")


@pytest.fixture
def producer(client: Client) -> Client:
    client.force_login(a_producer())
    return client


@pytest.mark.parametrize("typed", NO_ROWS)
def test_a_row_that_is_none_is_told_at_its_field(producer: Client, typed: str) -> None:
    page = producer.post("/admin/results/councilseats/add/", {"council": typed, "party": typed, "seats": "3"})
    assert page.status_code == HTTPStatus.OK
    assert set(page.context["adminform"].form.errors) >= {"council", "party"}
    assert not CouncilSeats.objects.exists()


@pytest.mark.parametrize("typed", NO_ROWS)
def test_so_is_one_among_several(producer: Client, typed: str) -> None:
    election = a_council_election()
    page = producer.post(
        "/admin/results/council/add/", {"election": election.pk, "name": "Rutland", "regions": [typed, "1"]}
    )
    assert page.status_code == HTTPStatus.OK
    assert "regions" in page.context["adminform"].form.errors
    assert not Council.objects.exists()


def test_a_form_opened_with_a_row_that_is_none_opens_empty(producer: Client) -> None:
    assert producer.get("/admin/results/party/add/?election=2024-02-30").status_code == HTTPStatus.OK
    assert not Party.objects.exists()


@pytest.mark.parametrize("typed", NO_ROWS)
def test_a_link_that_is_none_is_not_revoked(producer: Client, typed: str) -> None:
    election = a_small_election(contests=0)
    region = election.regions.get(code="EM")
    link, _ = issue_link(name="Wall", scope="board", election=election, region=region, by=an_editor())
    sent = {"action": "revoke", "_selected_action": [typed, str(link.pk)]}
    answer = producer.post(list_of("accesslink"), sent)
    assert answer.status_code == HTTPStatus.FOUND
    assert said(answer) == "Nothing was done: what was chosen is no link of this list. Choose again."
    assert not AccessLink.objects.exclude(revoked_at=None).exists()
