"""Declaring without figures: the winner alone, in two steps, and candidates whom nobody opposed."""

import re
from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from results.declaring.calls import call_winner
from results.declaring.commands import enter
from results.models import Contest, Declaration, Policy
from tests.admin_pages import said
from tests.declaring_form import declare_address, posted
from tests.people import a_producer, a_reporter, a_second_reporter
from tests.photographs import a_photograph
from tests.worlds import a_contest, a_council, a_count

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest() -> Contest:
    return a_contest(name="Leicester East")


@pytest.fixture
def reporter(contest: Contest, client: Client) -> Client:
    client.force_login(a_reporter(contest))
    return client


def address_of(contest: Contest) -> str:
    return reverse("admin:results_contest_call", args=[contest.pk])


def called(number: int = 2, **more: object) -> dict[str, object]:
    """What the browser sends from the page: who is marked, and whom the button named."""
    return {"winner": str(number), "call": str(number), **more}


def test_the_form_shows_the_way(reporter: Client, contest: Contest) -> None:
    page = reporter.get(declare_address(contest)).content.decode()
    assert f'href="{address_of(contest)}">Only the winner</a>' in page


def test_a_mark_is_answered_with_a_button_that_names_it_and_declares_nothing(
    reporter: Client, contest: Contest
) -> None:
    response = reporter.post(address_of(contest), {"winner": "2", "look": "1"})
    act = response.context["act"]
    assert (act.label, act.words) == ("Call Margaret Holt", "Con gain from Lab, figures to follow")
    assert not Declaration.objects.exists()


def test_the_button_calls_the_winner_and_says_what_it_means(reporter: Client, contest: Contest) -> None:
    response = reporter.post(address_of(contest), called())
    assert response["Location"] == reverse("admin:index")
    assert said(response).startswith("Leicester East is in: Con gain from Lab, figures to follow. Declared ")
    row = Declaration.objects.in_force().get()
    assert (row.kind, row.outcome.winner.number) == ("winner_only", 2)
    (count,) = reporter.get("/admin/").context["counts"]
    assert (count.state.words, count.state.more, count.state.act) == (
        "winner only",
        "Con gain from Lab, figures to follow",
        "Give the figures",
    )


def test_a_button_that_was_left_behind_the_mark_calls_nobody(reporter: Client, contest: Contest) -> None:
    response = reporter.post(address_of(contest), {"winner": "1", "call": "2"})
    assert response.context["form"].errors == {
        "winner": [
            "You marked Rajinder Shah, and the button said Margaret Holt. "
            "Look again who was declared elected, and press once more."
        ]
    }
    assert response.context["act"].label == "Call Rajinder Shah"
    assert not Declaration.objects.exists()


@pytest.mark.parametrize("mark", [{}, {"winner": "9"}, {"winner": "x"}], ids=["nobody", "a stranger", "text"])
def test_nobody_marked_is_nobody_called(reporter: Client, contest: Contest, mark: dict[str, str]) -> None:
    response = reporter.post(address_of(contest), {**mark, "call": "2"})
    assert list(response.context["form"].errors) == ["winner"]
    assert response.context["act"] is None
    assert not Declaration.objects.exists()


def test_the_source_and_a_photograph_go_with_a_call(reporter: Client, contest: Contest) -> None:
    sheet = SimpleUploadedFile("sheet.jpg", a_photograph(), "image/jpeg")
    reporter.post(address_of(contest), called(source="agency", photograph=sheet))
    row = Declaration.objects.get()
    assert (row.source, row.sheet.taken_by.username) == ("agency", "alice")


def test_a_call_that_is_sent_twice_arrives_once(reporter: Client, contest: Contest) -> None:
    key = reporter.get(address_of(contest)).context["form"].key
    for _ in range(2):
        reporter.post(address_of(contest), called(key=key))
    assert Declaration.objects.count() == 1


def test_the_figures_follow_on_the_form_and_need_no_reason(reporter: Client, contest: Contest) -> None:
    reporter.post(address_of(contest), called())
    form = reporter.get(declare_address(contest)).context["form"]
    assert (form.based_on, form["votes-2"].value(), form["elected"].value()) == (0, None, "2")
    response = reporter.post(declare_address(contest), posted())
    assert "Leicester East is in: Con gain from Lab, majority 4,426." in said(response)
    row = Declaration.objects.in_force().get()
    assert (row.kind, row.was) == ("figures", "")


def test_figures_that_elect_somebody_else_want_a_reason_at_its_field(
    reporter: Client, contest: Contest
) -> None:
    reporter.post(address_of(contest), called())
    other = {"votes-1": "15,000", "elected": "1"}
    refused = reporter.post(declare_address(contest), posted(**other))
    (sentence,) = refused.context["form"].errors["reason"]
    assert sentence.startswith("Leicester East was called for Margaret Holt")
    reporter.post(declare_address(contest), posted(**other, reason="Misheard."))
    assert Declaration.objects.in_force().get().was.startswith("was called for Margaret Holt")


def test_a_declared_contest_is_called_no_more(reporter: Client, contest: Contest) -> None:
    enter(contest_id=contest.pk, count=a_count(), by=a_producer())
    assert reporter.get(address_of(contest))["Location"] == declare_address(contest)
    response = reporter.post(address_of(contest), called(1))
    assert "Priya Nair declared Leicester East meanwhile" in response.context["summary"][0][1]
    assert Declaration.objects.count() == 1


def test_under_a_second_key_the_page_says_that_a_call_waits(client: Client) -> None:
    contest = a_contest(name="Leicester East")
    contest.election.policy = Policy.SECOND_KEY
    contest.election.save()
    client.force_login(a_reporter(contest))
    looked = client.post(address_of(contest), {"winner": "2", "look": "1"})
    assert looked.context["act"].waits == "Then a second person confirms it."
    response = client.post(address_of(contest), called())
    assert said(response).startswith("Sent: Leicester East waits for a second person.")
    assert not Declaration.objects.in_force().exists()


def test_a_second_blind_call_that_agrees_publishes_it(client: Client, contest: Contest) -> None:
    contest.election.policy = Policy.BLIND
    contest.election.save()
    call_winner(contest_id=contest.pk, winner=2, by=a_reporter(contest))
    client.force_login(a_second_reporter(contest))
    page = client.get(address_of(contest))
    assert page.context["marked"] == 0
    response = client.post(address_of(contest), called())
    assert said(response).startswith("Key 2 of 2: figures agree, published. Leicester East is in:")


def test_a_second_blind_call_that_differs_says_so_and_not_whom_the_other_called(
    client: Client, contest: Contest
) -> None:
    contest.election.policy = Policy.BLIND
    contest.election.save()
    call_winner(contest_id=contest.pk, winner=2, by=a_reporter(contest))
    client.force_login(a_second_reporter(contest))
    response = client.post(address_of(contest), called(1))
    assert "differ in 1 field: Declared elected." in said(response)
    assert "Holt" not in said(response)


def test_wards_of_several_seats_are_not_called(client: Client) -> None:
    ward = a_council(wards=(3,)).contests.get()
    client.force_login(a_reporter(ward))
    assert "Only the winner" not in client.get(declare_address(ward)).content.decode()
    assert client.get(address_of(ward))["Location"] == declare_address(ward)
    for sent in (called(1), {"winner": "1", "look": "1"}, {}):
        response = client.post(address_of(ward), sent)
        assert response["Location"] == declare_address(ward)
        assert "Several are elected in Abbey: wait for the figures." in said(response)
    assert not Declaration.objects.exists()


@pytest.fixture
def unopposed(contest: Contest) -> Contest:
    contest.candidacies.exclude(number=1).delete()
    return contest


def test_a_contest_without_an_opponent_is_declared_unopposed_after_a_second_look(
    reporter: Client, unopposed: Contest
) -> None:
    page = reporter.get(declare_address(unopposed)).content.decode()
    assert f'href="{address_of(unopposed)}">Unopposed</a>' in page
    looked = reporter.get(address_of(unopposed))
    act = looked.context["act"]
    assert (act.label, act.words) == ("Declare Leicester East unopposed", "Lab unopposed")
    response = reporter.post(address_of(unopposed), {"call": "unopposed"})
    assert re.match(r"Leicester East is in: Lab unopposed\. Declared", said(response))
    assert Declaration.objects.in_force().get().kind == "uncontested"


def test_a_ward_with_as_many_candidates_as_seats_is_unopposed_as_a_whole(client: Client) -> None:
    ward = a_council(wards=(3,)).contests.get()
    ward.candidacies.filter(number__gt=3).delete()
    client.force_login(a_reporter(ward))
    act = client.get(address_of(ward)).context["act"]
    assert (act.label, act.words) == (f"Declare {ward.name} unopposed", "Lab 3 unopposed")
    client.post(address_of(ward), {"call": "unopposed"})
    assert Declaration.objects.in_force().get().tallies.filter(elected=True).count() == 3


def test_where_somebody_opposes_nobody_is_unopposed(reporter: Client, contest: Contest) -> None:
    assert "Unopposed" not in reporter.get(declare_address(contest)).content.decode()
    reporter.post(address_of(contest), {"call": "unopposed"})
    assert not Declaration.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_count_that_is_not_hers_is_not_called(client: Client, contest: Contest, method: str) -> None:
    client.force_login(a_second_reporter())
    assert getattr(client, method)(address_of(contest), called()).status_code == HTTPStatus.FORBIDDEN
    assert not Declaration.objects.exists()
