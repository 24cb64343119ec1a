"""A council's page: wards in and to come, its total with its history; and councils on the front page."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from results.declaring.commands import enter
from results.declaring.councils import correct_council, enter_council
from results.models import Contest, Council, CouncilDeclaration, DeskEvent
from results.psephology.counts import Count
from tests.admin_pages import deletion_of, list_of, page_of, said
from tests.people import a_producer, a_reporter, a_second_reporter, an_operator, an_outsider
from tests.worlds import a_council, a_council_election, a_small_election

pytestmark = pytest.mark.django_db


@pytest.fixture
def council() -> Council:
    """Three wards of 3, 2 and 1 seats, all of the council's 6 seats."""
    return a_council()


@pytest.fixture
def producer(client: Client) -> Client:
    client.force_login(a_producer())
    return client


def address(council: Council) -> str:
    return reverse("admin:results_council_progress", args=[council.pk])


def declared(ward: Contest, by) -> None:
    """Labour wins every seat of a ward, its last one by 100 votes."""
    numbers = ward.candidacies.values_list("number", flat=True)
    votes = {number: 1_000 if number <= ward.seats else 900 for number in numbers}
    elected = frozenset(range(1, ward.seats + 1))
    enter(contest_id=ward.pk, count=Count(votes=votes, electorate=6_000, elected=elected), by=by)


def plain(client: Client, url: str) -> str:
    return " ".join(client.get(url).content.decode().split())


def test_wards_to_come_stand_by_expected_time_and_those_in_newest_first(client: Client) -> None:
    council = a_council(wards=(1, 1, 1, 1))
    abbey, bridge, castle, dell = council.contests.order_by("code")
    producer = a_producer()
    for ward in (bridge, abbey):
        declared(ward, producer)
    client.force_login(producer)
    sections = client.get(address(council)).context["sections"]
    listed = {title: [ward.contest_id for ward in wards] for title, wards in sections}
    assert listed == {"To come": [castle.pk, dell.pk], "In": [abbey.pk, bridge.pk]}


def test_every_ward_says_who_reports_it_and_leads_to_its_form(producer: Client, council: Council) -> None:
    abbey, bridge, _ = council.contests.order_by("code")
    a_reporter(abbey)
    a_second_reporter(abbey, bridge)
    page = plain(producer, address(council))
    assert "3 seats; Alice Okafor, Bob Hussain" in page
    assert "2 seats; Bob Hussain" in page
    assert "1 seat; no reporter assigned" in page
    for ward in council.contests.all():
        assert f'href="{reverse("admin:results_contest_declare", args=[ward.pk])}"' in page


def test_a_reporter_sees_the_council_and_gets_to_her_own_wards_only(client: Client, council: Council) -> None:
    abbey, bridge, _ = council.contests.order_by("code")
    client.force_login(a_reporter(abbey))
    page = plain(client, address(council))
    assert f'href="{reverse("admin:results_contest_declare", args=[abbey.pk])}"' in page
    assert f'href="{reverse("admin:results_contest_declare", args=[bridge.pk])}"' not in page
    assert bridge.name in page


def test_a_declared_ward_tells_its_outcome_and_the_council_what_it_needs(
    producer: Client, council: Council, django_user_model
) -> None:
    declared(council.contests.get(name="Abbey"), django_user_model.objects.get(username="priya"))
    page = plain(producer, address(council))
    assert "Lab 3, last seat by 100 votes" in page
    assert "3 seats in, 3 to come. Before: Conservative. Boards count the wards." in page
    assert "Control open" in page
    assert "needs 1 of the 3 left" in page


def test_before_polls_close_a_ward_tells_its_outcome_to_those_who_may_declare_it(
    client: Client,
) -> None:
    council = a_council(election=a_council_election(polls_close=timezone.now() + timedelta(hours=1)))
    abbey, bridge, _ = council.contests.order_by("code")
    alice, bob = a_reporter(abbey), a_second_reporter(bridge)
    declared(abbey, alice)
    for reporter, tells in ((alice, True), (bob, False)):
        client.force_login(reporter)
        assert ("Lab 3, last seat by 100 votes" in plain(client, address(council))) is tells


def test_the_total_stands_with_its_history(producer: Client, council: Council, django_user_model) -> None:
    by = django_user_model.objects.get(username="priya")
    enter_council(council_id=council.pk, seats={"Lab": 3, "Con": 1}, complete=False, by=by)
    correct_council(
        council_id=council.pk,
        seats={"Lab": 2, "Con": 2},
        complete=False,
        by=by,
        based_on=1,
        reason="Two wards were swapped.",
    )
    page = producer.get(address(council))
    assert [(row.revision, row.seats, row.in_force, row.reason) for row in page.context["totals"]] == [
        (2, "Con 2, Lab 2", True, "Two wards were swapped."),
        (1, "Lab 3, Con 1", False, ""),
    ]
    assert "Boards count the running total." in " ".join(page.content.decode().split())
    assert "Update the total" in page.content.decode()


STRANGERS = {
    "an outsider": an_outsider,
    "a graphics operator": an_operator,
    "a reporter of another council": lambda: a_second_reporter(a_council().contests.first()),
}


@pytest.mark.parametrize("person", STRANGERS.values(), ids=STRANGERS)
def test_it_refuses_whoever_has_no_part_in_the_council(client: Client, council: Council, person) -> None:
    client.force_login(person())
    assert client.get(address(council)).status_code == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("wards", [2, 30])
def test_it_takes_the_same_queries_however_many_wards(
    client: Client, wards: int, django_assert_num_queries
) -> None:
    council = a_council(wards=(1,) * wards)
    producer = a_producer()
    a_reporter(*council.contests.all())
    declared(council.contests.first(), producer)
    enter_council(council_id=council.pk, seats={"Lab": 2}, complete=False, by=producer)
    client.force_login(producer)
    # Session and person; two for what she may; the council; nine of its state; wards, what waits or is in
    # force in them, and reporters; its totals, their seats and parties.
    with django_assert_num_queries(20):
        client.get(address(council))


def test_a_reporters_wards_stand_under_their_councils_name_with_how_many_are_in(client: Client) -> None:
    council = a_council(wards=(1, 1, 1))
    abbey, bridge, castle = council.contests.order_by("code")
    alone = a_council(wards=(1, 1), election=council.election).contests.first()
    seat = a_small_election(contests=1).contests.get()
    reporter = a_reporter(abbey, bridge, castle, alone, seat)
    declared(abbey, reporter)
    client.force_login(reporter)
    response = client.get("/admin/")
    grouped = response.context["grouped"]
    assert {count.contest_id for count in grouped.single} == {alone.pk, seat.pk}
    (group,) = grouped.councils
    assert [count.contest_id for count in group.counts] == [bridge.pk, castle.pk, abbey.pk]
    page = " ".join(response.content.decode().split())
    assert "Stoke-on-Trent <span>1 of 3 in</span>" in page
    assert f'href="{address(council)}"' in page
    assert "Telford and Wrekin, 1 seat" in page


def test_councils_lead_to_their_pages_from_the_list(producer: Client, council: Council) -> None:
    assert f'href="{address(council)}"' in producer.get(list_of("council")).content.decode()


def test_a_council_whose_total_was_declared_stays(
    producer: Client, council: Council, django_user_model
) -> None:
    by = django_user_model.objects.get(username="priya")
    enter_council(council_id=council.pk, seats={"Lab": 3}, complete=False, by=by)
    for row in (council, council.seats.first()):
        response = producer.post(deletion_of(row), {"post": "yes"})
        assert said(response).endswith(f"{row} stays: figures were declared for it, and history is kept.")
    assert Council.objects.filter(pk=council.pk).exists()


def test_totals_can_be_read_and_not_touched_even_by_a_superuser(
    client: Client, council: Council, django_user_model
) -> None:
    enter_council(council_id=council.pk, seats={"Lab": 3}, complete=False, by=a_producer())
    client.force_login(django_user_model.objects.create_superuser("sue"))
    total = CouncilDeclaration.objects.get()
    assert "Lab 3" in client.get(list_of("councildeclaration")).content.decode()
    assert client.get(page_of(total)).status_code == HTTPStatus.OK
    add = reverse("admin:results_councildeclaration_add")
    tried = [client.post(url, {"post": "yes"}) for url in (add, page_of(total), deletion_of(total))]
    assert [response.status_code for response in tried] == [HTTPStatus.FORBIDDEN] * 3


def test_a_producer_reads_totals_and_the_events_that_name_a_council(
    producer: Client, council: Council, django_user_model
) -> None:
    by = django_user_model.objects.get(username="priya")
    enter_council(council_id=council.pk, seats={"Lab": 3}, complete=False, by=by)
    assert DeskEvent.objects.get().council == council
    assert "Stoke-on-Trent" in producer.get(list_of("deskevent")).content.decode()
    assert producer.get(list_of("councildeclaration")).status_code == HTTPStatus.OK
