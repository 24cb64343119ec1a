"""The scoreboard feed: stable names, an ETag that moves with the number, a link of its own."""

import pytest
from django.test import Client

from results.declaring.commands import enter
from results.models import AccessLink
from results.people.links import issue_link, revoke_link
from tests.people import a_producer
from tests.worlds import a_count, a_small_election

pytestmark = pytest.mark.django_db


@pytest.fixture
def election():
    return a_small_election(contests=3)


@pytest.fixture
def producer():
    return a_producer()


def address(election, region="EM"):
    return f"/feeds/live/{election.slug}/{region}/scoreboard.json"


@pytest.fixture
def signed_in(producer):
    client = Client()
    client.force_login(producer, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_it_has_the_fixed_names_before_anything_is_declared(election, signed_in):
    feed = signed_in.get(address(election)).json()
    assert list(feed) == [
        "election",
        "region",
        "seq",
        "as_at",
        "baseline",
        "declared",
        "total",
        "electorate",
        "valid",
        "rejected",
        "turnout_valid_pct",
        "rows",
    ]
    assert (feed["declared"], feed["total"], feed["seq"], feed["as_at"]) == (0, 2, 0, None)


def test_a_row_is_numbers_and_knows_no_change_for_independents(election, signed_in, producer):
    enter(contest_id=election.contests.get(code="C0001").pk, count=a_count(), by=producer)
    rows = {row["party"]: row for row in signed_in.get(address(election)).json()["rows"]}
    assert rows["Con"] == {
        "party": "Con",
        "name": "Conservative",
        "colour": "#0087dc",
        "seats": 1,
        "gains": 1,
        "losses": 0,
        "net": 1,
        "votes": 14_426,
        "share_pct": 48.09,
        "change_pts": 12.37,
    }
    assert (rows["Lab"]["losses"], rows["Lab"]["net"]) == (1, -1)
    assert rows["Ind"]["change_pts"] is None


def test_the_etag_stands_until_something_is_declared(election, signed_in, producer):
    first = signed_in.get(address(election))
    assert signed_in.get(address(election), headers={"if-none-match": first["ETag"]}).status_code == 304
    enter(contest_id=election.contests.get(code="C0001").pk, count=a_count(), by=producer)
    again = signed_in.get(address(election), headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.json()["seq"]) == (200, 1)


def test_a_machine_reads_it_by_its_link_until_that_is_revoked(election, producer):
    link, token = issue_link(
        name="Graphics engine",
        scope=AccessLink.Scope.FEED,
        election=election,
        region=election.regions.get(code="EM"),
        by=producer,
    )
    machine = Client()
    assert machine.get(address(election), {"token": token}).status_code == 200
    assert machine.get(address(election, "WM"), {"token": token}).status_code == 403
    assert machine.get(f"/boards/{election.slug}/EM/", {"token": token}).status_code == 403
    revoke_link(link=link, by=producer)
    assert machine.get(address(election), {"token": token}).status_code == 403


def test_a_region_that_is_not_there_is_not_found(election, signed_in):
    assert signed_in.get(address(election, "ZZ")).status_code == 404


def test_a_tag_that_a_proxy_made_weak_by_compressing_still_counts(election, signed_in):
    tag = signed_in.get(address(election))["ETag"]
    assert signed_in.get(address(election), headers={"if-none-match": f"W/{tag}"}).status_code == 304
