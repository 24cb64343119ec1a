"""The photograph of a sheet by its address: for those who have a part in its contest, and for no cache."""

from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from results.declaring.commands import enter
from results.declaring.evidence import Evidence
from results.declaring.sheets import keep_sheet
from results.models import Act, Contest
from tests.people import a_producer, a_reporter, a_second_reporter, an_operator, an_outsider
from tests.photographs import a_photograph, opened
from tests.worlds import a_contest, a_count

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest() -> Contest:
    return a_contest(name="Leicester East")


@pytest.fixture
def address(contest: Contest) -> str:
    alice = a_reporter(contest)
    sheet = keep_sheet(election_id=contest.election_id, data=a_photograph(), by=alice)
    enter(contest_id=contest.pk, count=a_count(), by=alice, evidence=Evidence(sheet_id=sheet))
    return reverse("admin:results_sheet", args=[sheet])


def test_it_is_a_picture_that_no_cache_keeps(client: Client, contest: Contest, address: str) -> None:
    client.force_login(a_second_reporter(contest))
    answer = client.get(address)
    assert answer["Content-Type"] == "image/jpeg"
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert opened(answer.content).size == (300, 200)


def test_each_look_is_recorded(client: Client, contest: Contest, address: str) -> None:
    client.force_login(a_producer())
    client.get(address)
    act = Act.objects.get(kind=Act.Kind.SAW)
    assert (act.by.username, act.contest) == ("priya", contest)


@pytest.mark.parametrize(
    "stranger", [a_second_reporter, an_operator, an_outsider], ids=["another reporter", "graphics", "no role"]
)
def test_a_stranger_is_refused(client: Client, address: str, stranger) -> None:
    client.force_login(stranger())
    assert client.get(address).status_code == HTTPStatus.FORBIDDEN
    assert not Act.objects.filter(kind=Act.Kind.SAW).exists()


def test_whoever_is_signed_out_is_asked_in(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == HTTPStatus.FOUND
    assert "login" in answer["Location"]


def test_one_that_there_is_not_is_not_found(client: Client) -> None:
    client.force_login(a_producer())
    assert client.get(reverse("admin:results_sheet", args=[999])).status_code == HTTPStatus.NOT_FOUND
