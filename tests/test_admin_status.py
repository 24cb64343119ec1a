"""Moving a contest along from the form and from My counts: one tap, told back, and nobody's but hers."""

import re
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from results.declaring.commands import enter
from results.declaring.status import set_status
from results.models import Contest, DeskEvent, Election
from tests.admin_pages import said
from tests.declaring_form import declare_address
from tests.people import a_producer, a_reporter, a_second_reporter
from tests.worlds import a_contest, a_count

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest() -> Contest:
    return a_contest(name="Leicester East")


@pytest.fixture
def reporter(contest: Contest, client: Client) -> Client:
    client.force_login(a_reporter(contest))
    return client


def address_of(contest: Contest) -> str:
    return reverse("admin:results_contest_status", args=[contest.pk])


def buttons(client: Client, contest: Contest) -> list[str]:
    """The labels of the form's buttons that move the count along."""
    context = client.get(declare_address(contest)).context
    return [move.label for move in (*context["moves"], *context["calls_off"])]


STEPS = [
    ("counting", r"Leicester East: counting since \d\d:\d\d\.", ["Recount", "Expected"]),
    ("recount:1", r"Leicester East: recount 1 since \d\d:\d\d\.", ["Recount 2", "Counting", "Expected"]),
    ("recount:2", r"Leicester East: recount 2 since \d\d:\d\d\.", ["Recount 3", "Counting", "Expected"]),
    ("expected", r"Leicester East: back to expected\.", ["Counting", "Recount"]),
]


def test_a_count_is_moved_along_and_each_step_offers_the_next(reporter: Client, contest: Contest) -> None:
    assert buttons(reporter, contest) == ["Counting", "Recount"]
    for move, message, then in STEPS:
        response = reporter.post(address_of(contest), {"move": move})
        assert response["Location"] == declare_address(contest)
        assert re.fullmatch(message, said(response))
        assert buttons(reporter, contest) == then


def test_a_button_that_is_pressed_twice_counts_one_recount(reporter: Client, contest: Contest) -> None:
    for _ in range(2):
        reporter.post(address_of(contest), {"move": "recount:1"})
    contest.refresh_from_db()
    assert (contest.recounts, DeskEvent.objects.count()) == (1, 1)


def test_from_my_counts_she_is_back_at_my_counts(reporter: Client, contest: Contest) -> None:
    response = reporter.post(address_of(contest), {"move": "counting", "back": "counts"})
    assert response["Location"] == reverse("admin:index")
    (count,) = reporter.get("/admin/").context["counts"]
    assert count.state.words == "counting since"
    assert [move.label for move in count.moves] == ["Recount", "Expected"]


def test_a_declared_contest_has_no_such_button_and_refuses_one_that_was_left(
    reporter: Client, contest: Contest
) -> None:
    enter(contest_id=contest.pk, count=a_count(), by=a_producer())
    assert buttons(reporter, contest) == []
    response = reporter.post(address_of(contest), {"move": "counting"})
    assert said(response) == "Leicester East is declared: withdraw the declaration first."


def test_a_closed_election_has_no_such_button(reporter: Client, contest: Contest) -> None:
    Election.objects.update(closed_at=timezone.now())
    assert buttons(reporter, contest) == []


def test_a_producer_calls_a_poll_off_and_puts_it_back(client: Client, contest: Contest) -> None:
    client.force_login(a_producer())
    assert buttons(client, contest)[-2:] == ["Countermanded", "Deferred"]
    client.post(address_of(contest), {"move": "countermanded"})
    assert buttons(client, contest) == ["Put back to expected"]
    client.post(address_of(contest), {"move": "expected"})
    contest.refresh_from_db()
    assert contest.status == Contest.Status.EXPECTED


@pytest.mark.parametrize("move", ["countermanded", "deferred"])
def test_a_reporter_is_offered_no_such_thing_and_may_not(
    reporter: Client, contest: Contest, move: str
) -> None:
    assert "Countermanded" not in buttons(reporter, contest)
    response = reporter.post(address_of(contest), {"move": move})
    assert said(response) == "Only a producer may countermand or defer a poll, or put it back."
    contest.refresh_from_db()
    assert contest.status == Contest.Status.EXPECTED


def test_a_poll_that_was_called_off_is_told_of_on_her_list_and_has_no_buttons(
    reporter: Client, contest: Contest
) -> None:
    set_status(contest_id=contest.pk, status="countermanded", by=a_producer())
    (count,) = reporter.get("/admin/").context["counts"]
    assert (count.state.tone, count.moves) == ("off", ())
    assert "countermanded" in count.state.words
    page = reporter.get(declare_address(contest)).content.decode()
    assert "The poll in Leicester East is countermanded: nobody is elected tonight." in page
    assert 'id="declaration"' not in page


@pytest.mark.parametrize("move", ["", "declared", "recount:x", "recount:-1", "recount:99999", "<b>"])
def test_what_no_button_says_does_no_harm(reporter: Client, contest: Contest, move: str) -> None:
    response = reporter.post(address_of(contest), {"move": move})
    assert response.status_code == HTTPStatus.FOUND
    contest.refresh_from_db()
    assert contest.recounts <= 1


def test_a_count_that_is_not_hers_stays_where_it_is(client: Client, contest: Contest) -> None:
    client.force_login(a_second_reporter())
    assert client.post(address_of(contest), {"move": "counting"}).status_code == HTTPStatus.FORBIDDEN
    assert not DeskEvent.objects.exists()


def test_looking_moves_nothing(reporter: Client, contest: Contest) -> None:
    assert reporter.get(address_of(contest), {"move": "counting"}).status_code == 405


def test_a_post_without_the_token_of_the_page_is_refused(contest: Contest) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(a_reporter(contest))
    assert strict.post(address_of(contest), {"move": "counting"}).status_code == HTTPStatus.FORBIDDEN
    assert not DeskEvent.objects.exists()
