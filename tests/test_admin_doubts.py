"""Figures that look wrong: a question at their field with one tick, before they are sent and after."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from results.models import Contest, Declaration
from tests.declaring_form import declare_address, posted
from tests.people import a_reporter
from tests.worlds import a_small_election

pytestmark = pytest.mark.django_db

# As last time, and Lab again; then with a digit lost from Lab's votes, and a second slip.
AS_LAST_TIME = {
    "votes-1": "19,500",
    "votes-2": "15,200",
    "votes-3": "5,100",
    "votes-4": "2,100",
    "votes-5": "100",
    "elected": "1",
}
A_DIGIT_LOST = {**AS_LAST_TIME, "votes-1": "1,950", "elected": "2"}
TWO_SLIPS = {**A_DIGIT_LOST, "electorate": "57,000"}


@pytest.fixture
def contest() -> Contest:
    contest = a_small_election(contests=1, asks=True).contests.get()
    Contest.objects.update(name="Leicester East")
    contest.refresh_from_db()
    return contest


@pytest.fixture
def reporter(contest: Contest, client: Client) -> Client:
    client.force_login(a_reporter(contest))
    return client


def asked(response) -> dict[str, tuple[str, ...]]:
    """The sentences of the doubts by the place where they stand."""
    places = response.context["doubts"].places
    return {
        name: tuple(tick.sentence for tick in place.ticks) for name, place in places.items() if place.ticks
    }


def keys(response) -> list[str]:
    """What the boxes of the doubts post."""
    return re.findall(r'name="checked" value="([^"]+)"', response.content.decode())


def test_figures_as_they_were_last_time_are_taken_without_a_question(
    reporter: Client, contest: Contest
) -> None:
    reporter.post(declare_address(contest), posted(**AS_LAST_TIME))
    assert Declaration.objects.in_force().exists()


def test_figures_that_look_wrong_come_back_with_a_question_at_their_field(
    reporter: Client, contest: Contest
) -> None:
    response = reporter.post(declare_address(contest), posted(**A_DIGIT_LOST))
    (sentence,) = asked(response).pop("votes-1")
    assert sentence.startswith("Rajinder Shah has 1,950 votes, about a tenth of what")
    page = " ".join(response.content.decode().split())
    assert "Nothing is saved yet: 1 thing to check" in page
    assert "I have checked this, Alice Okafor" in page
    assert f'href="#id_checked_{keys(response)[0]}"' in page
    verdict = response.context["verdict"]
    assert (verdict.headline, verdict.checks) == ("Not saved yet", "1 thing to check")
    assert response.context["form"]["votes-1"].value() == "1,950"
    assert not Declaration.objects.exists()


def test_with_a_tick_they_are_taken_and_the_tick_is_kept(reporter: Client, contest: Contest) -> None:
    first = reporter.post(declare_address(contest), posted(**A_DIGIT_LOST))
    reporter.post(declare_address(contest), {**posted(**A_DIGIT_LOST), "checked": keys(first)})
    (kept,) = Declaration.objects.in_force().get().accepted
    assert (kept["code"], kept["field"]) == ("figure_a_tenth", "votes-1")


def test_each_of_two_wants_a_tick_of_its_own_and_a_tick_stays(reporter: Client, contest: Contest) -> None:
    first = reporter.post(declare_address(contest), posted(**TWO_SLIPS))
    assert set(asked(first)) == {"votes-1", "electorate"}
    one, other = keys(first)
    second = reporter.post(declare_address(contest), {**posted(**TWO_SLIPS), "checked": [one]})
    ticks = {tick.key: tick.checked for tick in second.context["doubts"].ticks}
    assert ticks == {one: True, other: False}
    assert [tick.key for tick in second.context["asks"]] == [other]
    assert not Declaration.objects.exists()


def test_a_tick_lapses_when_the_figures_change(reporter: Client, contest: Contest) -> None:
    first = reporter.post(declare_address(contest), posted(**A_DIGIT_LOST))
    changed = posted(**{**A_DIGIT_LOST, "votes-1": "1,905"})
    again = reporter.post(declare_address(contest), {**changed, "checked": keys(first)})
    assert [tick.checked for tick in again.context["doubts"].ticks] == [False]
    assert not Declaration.objects.exists()


def test_a_majority_that_was_read_out_otherwise_is_asked_about_where_it_stands(
    reporter: Client, contest: Contest
) -> None:
    response = reporter.post(declare_address(contest), posted(**AS_LAST_TIME, majority_read="3,400"))
    assert set(asked(response)) == {"majority_read"}
    assert response.context["shows_read"]


def test_a_problem_comes_before_every_question(reporter: Client, contest: Contest) -> None:
    response = reporter.post(declare_address(contest), posted(**{**A_DIGIT_LOST, "elected": "1"}))
    assert "elected" in response.context["form"].errors
    assert not response.context["asks"]


def previewed(client: Client, contest: Contest, figures: dict[str, str], **more: object):
    address = reverse("admin:results_contest_preview", args=[contest.pk])
    return client.post(address, {**posted(**figures), **more})


def test_the_question_is_there_before_she_presses_save(reporter: Client, contest: Contest) -> None:
    response = previewed(reporter, contest, A_DIGIT_LOST)
    page = response.content.decode()
    place = re.search(r'<div class="doubts" id="doubts-votes-1" hx-swap-oob="true">(.*?)</div>', page, re.S)
    assert "Is a digit missing?" in place[1]
    verdict = response.context["verdict"]
    assert (verdict.headline, verdict.checks) == ("Con gain from Lab", "1 thing to check")
    assert (verdict.mood, "votes-1" in verdict.to_check[0].id) == ("asking", True)


def test_every_other_place_is_emptied(reporter: Client, contest: Contest) -> None:
    page = previewed(reporter, contest, AS_LAST_TIME).content.decode()
    places = re.findall(r'<div class="doubts" id="(doubts-[^"]+)" hx-swap-oob="true">\s*</div>', page)
    form = reporter.get(declare_address(contest)).content.decode()
    assert sorted(places) == sorted(re.findall(r'<div class="doubts" id="(doubts-[^"]+)">', form))


def test_once_it_is_ticked_the_verdict_is_clear(reporter: Client, contest: Contest) -> None:
    ticks = keys(previewed(reporter, contest, A_DIGIT_LOST))
    response = previewed(reporter, contest, A_DIGIT_LOST, checked=ticks)
    assert (response.context["verdict"].mood, response.context["verdict"].to_check) == ("clear", ())
    assert keys(response) == ticks


def test_nothing_is_asked_of_half_a_form_nor_before_somebody_is_marked(
    reporter: Client, contest: Contest
) -> None:
    for missing in ({"votes-5": ""}, {"elected": ""}):
        assert keys(previewed(reporter, contest, {**A_DIGIT_LOST, **missing})) == []


def test_an_election_that_asks_nothing_takes_them(reporter: Client, contest: Contest) -> None:
    contest.election.asks = False
    contest.election.save()
    reporter.post(declare_address(contest), posted(**A_DIGIT_LOST))
    assert Declaration.objects.in_force().exists()


def test_a_preview_that_asks_takes_the_same_queries_however_many_are_declared(
    reporter: Client, contest: Contest, django_assert_max_num_queries
) -> None:
    previewed(reporter, contest, A_DIGIT_LOST)
    # Ten without questions, and three of the night: what is expected here, and whether anything is new.
    with django_assert_max_num_queries(13):
        previewed(reporter, contest, A_DIGIT_LOST)
