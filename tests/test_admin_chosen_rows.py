"""A producer's forms when what should be a row's number is none: a sentence at the field, and no error."""

from http import HTTPStatus

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from results.models import AccessLink, Council, CouncilSeats, Election, Party
from results.people import issue_link
from results.views.unreadable import NO_SENSE
from tests.admin_pages import filled, list_of, page_of, said
from tests.people import a_producer, an_editor
from tests.worlds import a_council, a_council_election, a_small_election

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
    assert said(answer) == "Nothing was done: what was chosen is no row of this list. Choose again."
    assert not AccessLink.objects.exclude(revoked_at=None).exists()


@pytest.mark.parametrize("listed", ["asrun", "contest", "election"])
def test_nor_is_anything_done_to_a_row_that_is_none(producer: Client, listed: str) -> None:
    actions = {"asrun": "export", "contest": "assign", "election": "close_for_entry"}
    a_small_election()
    answer = producer.post(list_of(listed), {"action": actions[listed], "_selected_action": "x"})
    assert answer.status_code == HTTPStatus.FOUND
    assert not Election.objects.exclude(closed_at=None).exists()
    assert not LogEntry.objects.exists()


def test_lines_that_are_there_by_now_change_nothing(producer: Client) -> None:
    council = a_council()
    sent = filled(producer, council)
    before = list(CouncilSeats.objects.values_list("pk", "seats"))
    # As if the page had been sent with one line only, and the others were new.
    answer = producer.post(page_of(council), {**sent, "seats-INITIAL_FORMS": "1", "name": "Stoke"})
    assert said(answer).startswith("Nothing is changed. What was sent does not go with what is there by now")
    council.refresh_from_db()
    assert council.name != "Stoke"
    assert list(CouncilSeats.objects.values_list("pk", "seats")) == before


@pytest.mark.parametrize("page", ["change", "delete"])
@pytest.mark.parametrize("to_field", ["", "_to_field=", "_to_field=&x=1"])
def test_an_address_that_names_an_empty_field_means_the_rows_number(
    client: Client, page: str, to_field: str
) -> None:
    client.force_login(User.objects.create_superuser("sue"))
    party = a_small_election(contests=0).parties.first()
    for row in (party, Group.objects.first()):
        address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[row.pk])
        assert client.get(f"{address}?{to_field}").status_code == HTTPStatus.OK
        # What is no number is no row's.
        nobody = client.get(f"{address.replace(f'/{row.pk}/', '/%ed%a0%80/')}?{to_field}")
        assert nobody.status_code in {HTTPStatus.FOUND, HTTPStatus.NOT_FOUND}


@pytest.mark.parametrize("number", [2**31, 2**63, 10**30, -(2**63) - 1])
def test_a_list_of_the_rows_of_a_number_that_none_can_have_is_empty_or_not_there(
    producer: Client, number: int
) -> None:
    a_small_election()
    page = producer.get(f"/admin/results/candidacy/?contest={number}")
    assert page.status_code in {HTTPStatus.OK, HTTPStatus.NOT_FOUND}
    assert b"Traceback" not in page.content
    if page.status_code == HTTPStatus.OK:
        assert page.context["cl"].result_count == 0


@pytest.mark.parametrize("chosen", [2**63, 10**30])
def test_a_form_with_such_a_number_is_refused_and_keeps_nothing(client: Client, chosen: int) -> None:
    sue = User.objects.create_superuser("sue", first_name="Sue")
    client.force_login(sue)
    sent = {**filled(client, sue), "first_name": "Susan", "user_permissions": [chosen]}
    page = client.post(page_of(sue), sent)
    if page.status_code == HTTPStatus.OK:
        # PostgreSQL looks for it, and does not find it.
        assert "user_permissions" in page.context["adminform"].form.errors
    else:
        assert page.status_code == HTTPStatus.BAD_REQUEST
        assert NO_SENSE in page.content.decode()
    sue.refresh_from_db()
    assert sue.first_name == "Sue"
