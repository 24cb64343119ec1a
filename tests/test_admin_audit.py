"""The audit's pages in the desk's admin: who comes in, what is said there, and that looking is recorded."""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from results.declaring.calls import call_winner
from results.declaring.commands import correct, enter
from results.declaring.councils import enter_council
from results.models import Act, Contest, Council, Declaration, Election, Policy
from tests.admin_pages import page_of
from tests.people import a_producer, a_reporter, a_second_reporter, an_editor, an_operator, an_outsider
from tests.worlds import a_contest, a_council, a_count, a_small_election

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest() -> Contest:
    return a_contest(name="Leicester East")


def a_superuser() -> User:
    return User.objects.create_superuser("sue")


def of_contest(contest: Contest) -> str:
    return reverse("admin:results_contest_audit", args=[contest.pk])


def of_council(council: Council) -> str:
    return reverse("admin:results_council_audit", args=[council.pk])


def addresses(contest: Contest, council: Council) -> list[str]:
    """All four doors."""
    return [page + leaf for page in (of_contest(contest), of_council(council)) for leaf in ("", "audit.csv")]


def plain(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def sightings() -> list[tuple[str, str]]:
    rows = Act.objects.filter(kind=Act.Kind.SAW).order_by("pk").select_related("by")
    return [(act.by.username, act.words) for act in rows]


STRANGERS = {
    "an outsider": an_outsider,
    "a graphics operator": an_operator,
    "a reporter of other counts": lambda: a_second_reporter(a_contest()),
}


@pytest.mark.parametrize("person", STRANGERS.values(), ids=STRANGERS)
def test_it_refuses_whoever_has_no_part_in_the_count(
    client: Client, contest: Contest, person: Callable[[], User]
) -> None:
    client.force_login(person())
    statuses = {client.get(address).status_code for address in addresses(contest, a_council())}
    assert statuses == {HTTPStatus.FORBIDDEN}


@pytest.mark.parametrize("person", [a_producer, a_superuser, an_editor])
def test_producers_read_every_audit(client: Client, contest: Contest, person: Callable[[], User]) -> None:
    client.force_login(person())
    statuses = {client.get(address).status_code for address in addresses(contest, a_council())}
    assert statuses == {HTTPStatus.OK}


def test_a_reporter_reads_the_audit_of_her_own_counts(client: Client, contest: Contest) -> None:
    council = a_council()
    client.force_login(a_reporter(contest, council.contests.first()))
    statuses = {client.get(address).status_code for address in addresses(contest, council)}
    assert statuses == {HTTPStatus.OK}


def test_a_signed_out_person_is_asked_to_sign_in(client: Client, contest: Contest) -> None:
    response = client.get(of_contest(contest), follow=True)
    assert response.redirect_chain[-1][0].startswith(reverse("login"))


def test_nothing_can_be_posted_to_it(client: Client, contest: Contest) -> None:
    client.force_login(a_producer())
    statuses = {client.post(address).status_code for address in addresses(contest, a_council())}
    assert statuses == {HTTPStatus.METHOD_NOT_ALLOWED}


def test_a_contest_that_is_not_there_is_not_found(client: Client) -> None:
    client.force_login(a_producer())
    for name in ("contest", "council"):
        address = reverse(f"admin:results_{name}_audit", args=[4_711])
        assert client.get(address).status_code == HTTPStatus.NOT_FOUND


def test_the_page_tells_figures_reasons_and_events(client: Client, contest: Contest) -> None:
    alice = a_reporter(contest)
    enter(contest_id=contest.pk, count=a_count(), by=alice)
    other = a_count(10_000, 14_246, 3_000, 2_000, 574)
    correct(contest_id=contest.pk, count=other, by=alice, based_on=1, reason="Digits swapped.")
    client.force_login(alice)
    page = plain(client, of_contest(contest))
    assert "<strong>Corrected</strong> Alice Okafor" in page
    assert "Why: Digits swapped." in page
    assert "Con gain from Lab, majority 4,426" in page
    assert '<th scope="row">Margaret Holt <span>Con</span> <span class="act-mark">elected</span>' in page
    assert "Event 2: corrected, revision 2" in page
    assert page.index("Event 2") < page.index("Corrected") < page.index("Event 1") < page.index("Entered")
    assert f'href="{of_contest(contest)}audit.csv"' in page


def test_a_call_without_figures_says_so(client: Client, contest: Contest) -> None:
    call_winner(contest_id=contest.pk, winner=2, by=a_reporter(contest))
    client.force_login(a_producer())
    page = plain(client, of_contest(contest))
    assert "Winner only, figures to follow" in page
    assert "Margaret Holt, without figures" in page


def test_figures_that_are_withheld_are_nowhere_on_the_page_or_in_the_file(client: Client) -> None:
    contest = a_small_election(contests=1, policy=Policy.BLIND).contests.get()
    enter(contest_id=contest.pk, count=a_count(), by=a_reporter(contest))
    client.force_login(a_producer())
    page = plain(client, of_contest(contest))
    file = client.get(of_contest(contest) + "audit.csv").getvalue().decode()
    for text in (page, file):
        assert "withheld: keyed blind, not settled" in text
        assert not any(
            figure in text for figure in ("14,426", "14426", "4,426", "75000", "Con gain from Lab")
        )
    assert sightings() == []


def test_whoever_reads_figures_that_wait_is_recorded_and_their_keyer_is_not(client: Client) -> None:
    contest = a_small_election(contests=1, policy=Policy.SECOND_KEY).contests.get()
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    enter(contest_id=contest.pk, count=a_count(), by=alice)
    for person in (alice, bob):
        client.force_login(person)
        client.get(of_contest(contest))
        client.get(of_contest(contest) + "audit.csv")
    assert sightings() == [
        ("bob", "Revision 1, not on boards, in the audit."),
        ("bob", "Revision 1, not on boards, in the audit’s export."),
    ]


def test_figures_that_are_on_boards_may_be_read_without_a_record(client: Client, contest: Contest) -> None:
    enter(contest_id=contest.pk, count=a_count(), by=a_reporter(contest))
    client.force_login(a_producer())
    client.get(of_contest(contest))
    assert sightings() == []


def test_before_polls_close_the_page_says_until_when_boards_show_nothing(client: Client) -> None:
    closing = timezone.now() + timedelta(hours=2)
    contest = a_small_election(contests=1, polls_close=closing).contests.get()
    enter(contest_id=contest.pk, count=a_count(), by=a_reporter(contest))
    client.force_login(a_producer())
    page = plain(client, of_contest(contest))
    hour = f"{timezone.localtime(closing):%H:%M}"
    assert "not on boards until <time" in page
    assert f">{hour}</time>." in page
    assert "Con gain from Lab, majority 4,426" in page
    assert sightings() == [("priya", "Revision 1, not on boards, in the audit.")]
    Election.objects.update(polls_close=timezone.now())
    assert "not on boards until" not in plain(client, of_contest(contest))


def test_a_councils_page_tells_its_totals(client: Client) -> None:
    council = a_council()
    alice = a_reporter(council.contests.first())
    enter_council(council_id=council.pk, seats={"Lab": 3, "Con": 1}, complete=False, by=alice)
    client.force_login(alice)
    page = plain(client, of_council(council))
    assert "<summary>Lab 3, Con 1</summary>" in page
    assert "Event 1: declared" in page


def test_the_forms_and_the_reference_data_lead_there(client: Client, contest: Contest) -> None:
    council = a_council()
    client.force_login(a_producer())
    declare = reverse("admin:results_contest_declare", args=[contest.pk])
    progress = reverse("admin:results_council_progress", args=[council.pk])
    for page, audit in (
        (declare, of_contest(contest)),
        (page_of(contest), of_contest(contest)),
        (progress, of_council(council)),
    ):
        assert f'href="{audit}"' in plain(client, page)


def test_where_nothing_happened_it_says_so(client: Client, contest: Contest) -> None:
    client.force_login(a_producer())
    assert "Nobody has done anything here yet." in plain(client, of_contest(contest))


@pytest.mark.parametrize("revisions", [1, 8])
def test_the_page_takes_the_same_queries_however_much_happened(
    client: Client, contest: Contest, revisions: int, django_assert_num_queries
) -> None:
    alice = a_reporter(contest)
    enter(contest_id=contest.pk, count=a_count(), by=alice)
    for number in range(1, revisions):
        count = a_count(10_000 + number, 14_426, 3_000, 2_000, 574)
        correct(contest_id=contest.pk, count=count, by=alice, based_on=number, reason="A bundle.")
    assert Declaration.objects.count() == revisions
    client.force_login(alice)
    # Session and person; her roles; what she may, two; the assignment; six of the audit.
    with django_assert_num_queries(12):
        client.get(of_contest(contest))
