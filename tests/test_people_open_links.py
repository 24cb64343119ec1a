"""A storm of screens that come by links costs few queries, and a revoked link opens nothing all the same."""

import pytest
from django.db import OperationalError, transaction

from results.models import AccessLink
from results.people import open_links
from results.people.links import issue_link, open_link_at, revoke_link
from results.people.open_links import links_here
from tests.at_once import at_once
from tests.people import a_producer
from tests.worlds import a_small_election

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """The desk's clock, which stands until a test puts it forward."""
    now = [1_000.0]
    monkeypatch.setattr(open_links, "monotonic", lambda: now[0])
    links_here.forget()
    return now


@pytest.fixture
def election():
    return a_small_election(slug="ge2024", contests=1)


@pytest.fixture
def priya():
    return a_producer()


def made(election, priya, *, elsewhere=False):
    """A link and its token; `elsewhere`: by another process, of which this one hears nothing."""
    region = election.regions.get(code="EM")
    with pytest.MonkeyPatch.context() as patched:
        if elsewhere:
            patched.setattr(links_here, "note_change", lambda: None)
        return issue_link(name="Wall", scope="board", election=election, region=region, by=priya)


def revoked_elsewhere(link):
    AccessLink.objects.filter(pk=link.pk).update(revoked_at=link.created_at)


def opens(token):
    return open_link_at(token, scope="board", slug="ge2024", region="EM") is not None


def test_who_comes_again_costs_no_query(election, priya, django_assert_num_queries):
    tokens = [made(election, priya)[1] for _ in range(5)]
    with django_assert_num_queries(1):
        assert opens(tokens[0])
    with django_assert_num_queries(0):
        assert all(map(opens, tokens * 20))


def test_what_is_known_is_read_anew_every_two_seconds(election, priya, clock, django_assert_num_queries):
    _, token = made(election, priya)
    opens(token)
    clock[0] += open_links.FRESH_S
    with django_assert_num_queries(1):
        assert opens(token)


def test_a_link_that_is_revoked_here_opens_nothing_from_then_on(election, priya):
    link, token = made(election, priya)
    assert opens(token)
    revoke_link(link=link, by=priya)
    assert not opens(token)


def test_a_link_that_is_revoked_elsewhere_opens_for_two_seconds_at_most(election, priya, clock):
    link, token = made(election, priya)
    assert opens(token)
    revoked_elsewhere(link)
    clock[0] += open_links.FRESH_S - 0.1
    assert opens(token)
    clock[0] += 0.1
    assert not opens(token)


def test_a_link_that_was_made_elsewhere_is_looked_up_once(election, priya, django_assert_num_queries):
    opens(made(election, priya)[1])
    _, token = made(election, priya, elsewhere=True)
    with django_assert_num_queries(1):
        assert opens(token)
    with django_assert_num_queries(0):
        assert opens(token)


def test_a_flood_by_a_revoked_link_asks_the_database_once(election, priya, django_assert_num_queries):
    opens(made(election, priya)[1])
    link, token = made(election, priya, elsewhere=True)
    revoked_elsewhere(link)
    with django_assert_num_queries(1):
        assert not opens(token)
    with django_assert_num_queries(0):
        assert not any(opens(token) for _ in range(100))


def test_what_opens_nothing_is_remembered_within_bounds(
    election, priya, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(open_links, "MOST_REFUSED", 2)
    opens(made(election, priya)[1])
    gone = [made(election, priya, elsewhere=True) for _ in range(3)]
    for link, token in gone:
        revoked_elsewhere(link)
        assert not opens(token)
    with django_assert_num_queries(0):
        assert not opens(gone[2][1])
    with django_assert_num_queries(1):
        assert not opens(gone[0][1])


def test_a_link_opens_again_where_its_revocation_did_not_last(election, priya, clock):
    link, token = made(election, priya)
    with pytest.raises(OperationalError), transaction.atomic():
        revoke_link(link=link, by=priya)
        assert not opens(token)
        raise OperationalError
    clock[0] += open_links.FRESH_S
    assert opens(token)


def test_a_link_whose_region_is_deleted_opens_nothing(election, priya):
    _, token = made(election, priya)
    assert opens(token)
    AccessLink.objects.all().delete()
    assert not opens(token)


@pytest.mark.django_db(transaction=True)
def test_of_many_that_ask_at_the_same_moment_one_asks_the_database(election, priya, monkeypatch):
    _, token = made(election, priya)
    asked, rows = [], open_links._rows
    monkeypatch.setattr(open_links, "_rows", lambda links: asked.append(1) or rows(links))
    assert at_once(*[lambda: opens(token)] * 6) == [True] * 6
    assert len(asked) == 1


def test_where_the_database_is_away_nobody_is_let_in(election, priya, monkeypatch):
    _, token = made(election, priya)

    def away(links):
        raise OperationalError("the server closed the connection")

    with monkeypatch.context() as patched:
        patched.setattr(open_links, "_rows", away)
        with pytest.raises(OperationalError):
            opens(token)
    assert opens(token)
