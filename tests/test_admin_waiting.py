"""What waits for a second person, on the front page of everybody who may act on it."""

from http import HTTPStatus

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from results.declaring.keys import bypass, confirm, reject
from results.models import Contest, Election, Policy
from tests.declaring_form import declare_address
from tests.key_pages import confirm_address, resolve_address, sent_by, text
from tests.people import a_producer, a_reporter, a_second_reporter, an_editor, an_operator
from tests.worlds import a_contest, a_count, a_small_election

pytestmark = pytest.mark.django_db
LIST = "/admin/results/waiting/"


@pytest.fixture
def election() -> Election:
    return a_small_election(contests=0, policy=Policy.SECOND_KEY)


@pytest.fixture
def contest(election: Election) -> Contest:
    return a_contest(election=election, name="Leicester East")


@pytest.fixture
def blind(contest: Contest) -> Contest:
    Contest.objects.filter(pk=contest.pk).update(policy=Policy.BLIND)
    contest.refresh_from_db()
    return contest


def waiting(client: Client, person: User):
    """The lines of the list that this person gets."""
    client.force_login(person)
    return client.get(LIST).context["waiting"]


def test_an_entry_waits_on_the_front_page_of_whoever_may_confirm_it(client: Client, contest: Contest) -> None:
    row = sent_by(a_reporter(contest), contest)
    for person in (a_second_reporter(contest), a_producer()):
        client.force_login(person)
        page = text(client.get(reverse("admin:index")))
        assert "Waiting for a second person <span>1</span>" in page
        assert f'href="{confirm_address(row)}"' in page
        assert "Con gain from Lab, majority 4,426" in page
        assert f'Alice Okafor, <time datetime="{timezone.localtime(row.entered_at):%Y-%m-%d}' in page


def test_nobody_else_sees_it(client: Client, contest: Contest) -> None:
    sent_by(a_reporter(contest), contest)
    assert waiting(client, a_second_reporter(a_contest())) == ()
    client.force_login(an_operator())
    assert "Con gain" not in text(client.get(LIST))


def test_whoever_keyed_it_sees_it_as_hers_below_the_others(client: Client, election: Election) -> None:
    first, second = a_contest(election=election), a_contest(election=election)
    priya, bob = a_producer(), a_second_reporter(first, second)
    sent_by(priya, first)
    sent_by(bob, second)
    assert [(line.name, line.own, line.act) for line in waiting(client, priya)] == [
        (second.name, False, "Confirm"),
        (first.name, True, "Look"),
    ]


def test_her_own_of_an_assigned_count_stands_among_her_counts_alone(client: Client, contest: Contest) -> None:
    alice = a_reporter(contest)
    sent_by(alice, contest)
    assert waiting(client, alice) == ()
    page = text(client.get(reverse("admin:index")))
    assert page.count("Leicester East</span>") == 1


def test_the_election_is_named_where_there_are_several(client: Client, contest: Contest) -> None:
    other = a_contest(election=a_small_election(contests=0, policy=Policy.SECOND_KEY))
    alice = a_reporter(contest, other)
    sent_by(alice, contest)
    priya = a_producer()
    assert [line.about for line in waiting(client, priya)] == [""]
    Election.objects.filter(pk=other.election_id).update(name="Local elections 2024")
    sent_by(alice, other)
    assert [line.about for line in waiting(client, priya)] == [
        "General election 2024",
        "Local elections 2024",
    ]


def test_it_is_gone_once_somebody_confirmed_it(client: Client, contest: Contest) -> None:
    row = sent_by(a_reporter(contest), contest)
    priya = a_producer()
    assert len(waiting(client, priya)) == 1
    confirm(declaration_id=row.pk, by=a_second_reporter(contest))
    assert waiting(client, priya) == ()
    assert text(client.get(LIST)) == ""


def test_figures_that_were_keyed_blind_are_not_told(client: Client, blind: Contest) -> None:
    sent_by(a_reporter(blind), blind)
    for person in (a_second_reporter(blind), a_producer(), User.objects.create_superuser("sue")):
        client.force_login(person)
        for page in (text(client.get(LIST)), text(client.get(reverse("admin:index")))):
            assert "Leicester East" in page
            assert "keyed blind" in page
            assert "4,426" not in page
            assert "Con gain" not in page


def test_an_entry_that_was_keyed_blind_leads_to_the_form(client: Client, blind: Contest) -> None:
    sent_by(a_reporter(blind), blind)
    (line,) = waiting(client, a_second_reporter(blind))
    assert (line.act, line.address) == ("Key it too", declare_address(blind))


def test_two_keys_that_differ_are_one_line_for_everybody_concerned(client: Client, blind: Contest) -> None:
    alice, bob = a_reporter(blind), a_second_reporter(blind)
    sent_by(alice, blind)
    sent_by(bob, blind, a_count(10_000, 14_246, 3_000, 2_000, 754))
    for keyer in (alice, bob):
        (line,) = waiting(client, keyer)
        assert (line.act, line.address) == ("Key again", declare_address(blind))
    (line,) = waiting(client, a_producer())
    assert (line.act, line.address) == ("Resolve", resolve_address(blind))
    assert line.by == "Alice Okafor and Bob Hussain"
    assert "14," not in line.words


def test_a_single_source_waits_for_somebody_after_all(client: Client, contest: Contest) -> None:
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    row = sent_by(alice, contest)
    bypass(declaration_id=row.pk, by=an_editor(), reason="The hall is closing.")
    (line,) = waiting(client, bob)
    assert (line.state, line.address) == ("on boards on a single source", confirm_address(row))
    assert waiting(client, alice) == ()


def test_whoever_was_rejected_reads_why_until_she_enters_again(client: Client, contest: Contest) -> None:
    alice = a_reporter(contest)
    reject(declaration_id=sent_by(alice, contest).pk, by=a_producer(), reason="Two digits changed round.")
    (line,) = waiting(client, alice)
    assert (line.state, line.by, line.words) == ("rejected", "Priya Nair", "Two digits changed round.")
    assert waiting(client, a_second_reporter(contest)) == ()
    sent_by(alice, contest)
    assert waiting(client, alice) == ()


def test_what_is_published_at_once_waits_for_nobody(client: Client) -> None:
    contest = a_contest()
    sent_by(a_reporter(contest), contest)
    assert waiting(client, a_producer()) == ()


def test_a_closed_election_waits_for_nobody(client: Client, contest: Contest) -> None:
    sent_by(a_reporter(contest), contest)
    Election.objects.update(closed_at=timezone.now())
    assert waiting(client, a_producer()) == ()


def test_the_list_asks_for_itself_every_five_seconds(client: Client, contest: Contest) -> None:
    client.force_login(a_producer())
    page = text(client.get(reverse("admin:index")))
    assert f'hx-get="{LIST}" hx-trigger="every 5s"' in page


def test_whoever_was_signed_out_gets_no_sign_in_page_inside_the_list(client: Client) -> None:
    response = client.get(LIST)
    assert (response.status_code, response.content) == (HTTPStatus.OK, b"")
    assert response["HX-Refresh"] == "true"


@pytest.mark.parametrize("entries", [1, 20])
def test_the_list_takes_two_queries_however_long_it_is(
    client: Client, election: Election, entries: int, django_assert_num_queries
) -> None:
    contests = [a_contest(election=election) for _ in range(entries)]
    alice = a_reporter(*contests)
    for contest in contests:
        sent_by(alice, contest)
    client.force_login(a_producer())
    # Session and person, what she may (two), and the list: contests, councils' totals.
    with django_assert_num_queries(6):
        assert len(client.get(LIST).context["waiting"]) == entries
