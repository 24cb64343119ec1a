"""Links for screens: what opens, and every way in which a token opens nothing."""

import logging

import pytest
from django.db import IntegrityError, transaction

from results.models import AccessLink
from results.people import (
    LinkRefused,
    issue_link,
    issue_output_link,
    open_link,
    open_link_at,
    open_output_link,
    revoke_link,
)
from tests.onair_rows import an_output
from tests.people import a_producer
from tests.worlds import a_small_election

pytestmark = pytest.mark.django_db
BOARD, FEED = AccessLink.Scope.BOARD, AccessLink.Scope.FEED


@pytest.fixture
def election():
    return a_small_election(slug="ge2024")


@pytest.fixture
def region(election):
    return election.regions.get(code="EM")


@pytest.fixture
def priya():
    return a_producer()


@pytest.fixture
def issued(election, region, priya):
    return issue_link(name="Gallery wall, left", scope=BOARD, election=election, region=region, by=priya)


def test_a_token_opens_the_board_it_was_made_for(issued, region):
    link, token = issued
    assert open_link(token, scope=BOARD, region_id=region.pk).pk == link.pk
    assert open_link_at(token, scope=BOARD, slug="ge2024", region="EM").pk == link.pk


@pytest.mark.parametrize(
    "spoil", [str.swapcase, lambda t: t[:-1], lambda t: t + "x", lambda t: t.split(".")[0]]
)
def test_a_forged_token_opens_nothing_and_asks_the_database_nothing(
    spoil, issued, region, django_assert_num_queries
):
    with django_assert_num_queries(0):
        assert open_link(spoil(issued[1]), scope=BOARD, region_id=region.pk) is None


@pytest.mark.parametrize("text", ["", ".", "ünsinn", "x" * 100_000, "a.b.c", "\x00"])
def test_nonsense_opens_nothing(text, region, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert open_link(text, scope=BOARD, region_id=region.pk) is None


def test_a_token_whose_link_is_gone_opens_nothing(issued, region):
    AccessLink.objects.all().delete()
    assert open_link(issued[1], scope=BOARD, region_id=region.pk) is None


def test_a_token_opens_no_other_region(issued, election):
    other = election.regions.get(code="WM")
    assert open_link(issued[1], scope=BOARD, region_id=other.pk) is None
    assert open_link_at(issued[1], scope=BOARD, slug="ge2024", region="WM") is None


def test_a_token_opens_the_same_region_of_no_other_election(issued):
    a_small_election(slug="local2023")
    assert open_link_at(issued[1], scope=BOARD, slug="local2023", region="EM") is None


def test_a_token_for_a_board_opens_no_feed(issued, region):
    assert open_link(issued[1], scope=FEED, region_id=region.pk) is None


def test_a_revoked_token_opens_nothing(issued, region, priya):
    link, token = issued
    assert revoke_link(link=link, by=priya)
    assert open_link(token, scope=BOARD, region_id=region.pk) is None


def test_revoking_twice_keeps_the_first_time(issued, priya):
    link, _ = issued
    revoke_link(link=link, by=priya)
    first = AccessLink.objects.get().revoked_at
    assert not revoke_link(link=link, by=priya)
    assert AccessLink.objects.get().revoked_at == first


def test_the_database_and_the_log_never_see_a_token(election, region, priya, caplog):
    with caplog.at_level(logging.DEBUG, logger="results"):
        link, token = issue_link(name="Wall", scope=BOARD, election=election, region=region, by=priya)
        open_link(token, scope=BOARD, region_id=region.pk)
        revoke_link(link=link, by=priya)
    assert caplog.messages
    assert not any(token in message or token.split(".")[0] in message for message in caplog.messages)
    assert token not in str(AccessLink.objects.values().get())


def test_two_links_have_two_tokens(election, region, priya):
    made = [
        issue_link(name="Wall", scope=BOARD, election=election, region=region, by=priya) for _ in range(2)
    ]
    assert made[0][1] != made[1][1]


def test_it_refuses_a_region_of_another_election(region, priya):
    other = a_small_election(slug="local2023")
    with pytest.raises(LinkRefused, match="not a region of"):
        issue_link(name="Wall", scope=BOARD, election=other, region=region, by=priya)


def test_it_refuses_a_scope_that_is_not_there(election, region, priya):
    with pytest.raises(LinkRefused, match="a board or a feed"):
        issue_link(name="Wall", scope="admin", election=election, region=region, by=priya)
    assert not AccessLink.objects.exists()


def test_a_link_to_an_output_opens_that_output_alone_until_it_is_revoked(election, region, priya):
    output = an_output(election, slug="pgm")
    link, token = issue_output_link(name="OBS", output=output, by=priya)
    an_output(election, slug="other")
    assert open_output_link(token, output="pgm").pk == link.pk
    assert open_output_link(token, output="other") is None
    assert open_link(token, scope=BOARD, region_id=region.pk) is None
    revoke_link(link=link, by=priya)
    assert open_output_link(token, output="pgm") is None


def test_a_boards_link_opens_no_output(election, issued):
    an_output(election, slug="pgm")
    assert open_output_link(issued[1], output="pgm") is None


@pytest.mark.parametrize("given", [[], ["output"], ["output", "region"]])
def test_the_database_keeps_no_link_that_opens_two_things_or_none(election, region, priya, given):
    chosen = {
        name: row for name, row in (("output", an_output(election)), ("region", region)) if name in given
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        AccessLink.objects.create(name="Wall", scope=BOARD, election=election, created_by=priya, **chosen)
