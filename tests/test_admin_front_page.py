"""The desk's front page: a reporter's counts in the order in which they need her, a producer's search."""

import pytest
from django.test import Client
from django.urls import reverse

from results.declaring.calls import call_winner
from results.declaring.commands import correct, enter
from results.declaring.status import set_status
from results.models import Contest
from tests.people import a_producer, a_reporter, a_second_reporter
from tests.worlds import a_count, a_small_election

pytestmark = pytest.mark.django_db
FRONT = "/admin/"


def names(client: Client) -> list[str]:
    return [count.name for count in client.get(FRONT).context["counts"]]


def test_a_reporter_sees_her_own_counts_and_nobody_elses(client: Client) -> None:
    first, second, third = a_small_election().contests.order_by("code")
    client.force_login(a_reporter(first, second))
    a_second_reporter(second, third)
    assert names(client) == [first.name, second.name]


def test_undeclared_counts_come_first_by_expected_time_and_the_newest_declared_next(client: Client) -> None:
    contests = list(a_small_election(contests=5).contests.order_by("code"))
    reporter = a_reporter(*contests)
    Contest.objects.filter(pk=contests[0].pk).update(expected_at=None)
    enter(contest_id=contests[1].pk, count=a_count(), by=reporter)
    enter(contest_id=contests[2].pk, count=a_count(), by=reporter)
    client.force_login(reporter)
    assert names(client) == [contests[number].name for number in (3, 4, 0, 2, 1)]


def test_each_count_says_how_far_it_is(client: Client) -> None:
    expected, declared, corrected = a_small_election().contests.order_by("code")
    reporter = a_reporter(expected, declared, corrected)
    enter(contest_id=declared.pk, count=a_count(), by=reporter)
    enter(contest_id=corrected.pk, count=a_count(), by=reporter)
    correct(
        contest_id=corrected.pk,
        count=a_count(14_426, 14_426, 10, 10, 10, by_lot=True),
        by=reporter,
        based_on=1,
        reason="A box was left out.",
    )
    client.force_login(reporter)
    page = " ".join(client.get(FRONT).content.decode().split())
    assert '<time datetime="2024-07-04T23:30:00+01:00">23:30</time>' in page
    assert "Con hold, majority 4,426" in page
    assert "Lab hold, decided by lot" in page
    for contest, word in ((expected, "Declare"), (declared, "Correct"), (corrected, "Correct")):
        address = reverse("admin:results_contest_declare", args=[contest.pk])
        assert f'href="{address}"' in page
        assert f'<span class="count-act">{word}</span>' in page


def test_a_reporter_without_a_count_is_told_whom_to_ask(client: Client) -> None:
    client.force_login(a_reporter())
    page = client.get(FRONT).content.decode()
    assert "No count is assigned to you yet. Ask a producer" in page
    assert "Declare any contest" not in page


def test_a_producer_finds_any_contest_and_the_reference_data(client: Client) -> None:
    client.force_login(a_producer())
    page = client.get(FRONT).content.decode()
    assert f'action="{reverse("admin:results_contest_changelist")}"' in page
    for name in ("election", "party", "region", "council", "contest", "candidacy", "assignment"):
        assert f'href="{reverse(f"admin:results_{name}_changelist")}"' in page


def test_a_producers_search_leads_to_the_declaration_form(client: Client) -> None:
    contest = a_small_election().contests.get(code="C0002")
    client.force_login(a_producer())
    page = client.get(reverse("admin:results_contest_changelist"), {"q": contest.name}).content.decode()
    assert f'href="{reverse("admin:results_contest_declare", args=[contest.pk])}"' in page


@pytest.mark.parametrize("assigned", [1, 60])
def test_my_counts_take_three_queries_however_many_there_are(
    client: Client, assigned: int, django_assert_num_queries
) -> None:
    contests = list(a_small_election(contests=assigned).contests.all())
    reporter = a_reporter(*contests)
    enter(contest_id=contests[0].pk, count=a_count(), by=reporter)
    client.force_login(reporter)
    # Session and person, what she may (two), contests, revisions, claims; what waits for a second person in
    # contests and in councils' totals.
    with django_assert_num_queries(9):
        client.get(FRONT)


def test_the_list_that_the_page_asks_for_is_the_list_that_it_opened_with(client: Client) -> None:
    contests = list(a_small_election().contests.order_by("code"))
    client.force_login(a_reporter(*contests))
    page, alone = client.get(FRONT), client.get(reverse("admin:results_my_counts"))
    assert alone.context["counts"] == page.context["counts"]
    assert alone.content.decode().strip().startswith('<div id="my-counts"')


def test_whoever_was_signed_out_meanwhile_fetches_the_whole_page(client: Client) -> None:
    answer = client.get(reverse("admin:results_my_counts"))
    assert (answer["HX-Refresh"], answer.content) == ("true", b"")


def test_a_called_winner_wants_the_figures_and_a_poll_that_is_called_off_wants_nothing(
    client: Client,
) -> None:
    called, off, expected = a_small_election().contests.order_by("code")
    reporter = a_reporter(called, off, expected)
    call_winner(contest_id=called.pk, winner=2, by=reporter)
    set_status(contest_id=off.pk, status="deferred", by=a_producer())
    client.force_login(reporter)
    counts = client.get(FRONT).context["counts"]
    assert [(count.name, count.state.act, count.is_in) for count in counts] == [
        (called.name, "Give the figures", True),
        (expected.name, "Declare", False),
        (off.name, "Look", False),
    ]
