"""The scoreboard feed: stable names, an ETag that moves with the number, a link of its own."""

from datetime import datetime

import pytest
from django.test import Client

from results.declaring.calls import call_winner
from results.declaring.commands import enter
from results.declaring.status import set_status
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
        "rehearsal",
        "declared",
        "total",
        "called_off",
        "electorate",
        "valid",
        "rejected",
        "turnout_valid_pct",
        "rows",
        "contests",
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


def contests(election, signed_in):
    return {told["code"]: told for told in signed_in.get(address(election, "MID")).json()["contests"]}


def test_a_contest_has_its_state_and_its_outcome(election, signed_in, producer):
    enter(contest_id=election.contests.get(code="C0001").pk, count=a_count(), by=producer)
    declared = contests(election, signed_in)["C0001"]
    at = declared["outcome"].pop("declared_at")
    assert datetime.fromisoformat(at) == election.contests.get(code="C0001").declarations.get().published_at
    assert declared == {
        "code": "C0001",
        "name": "Leicester East",
        "state": "declared",
        "recounts": 0,
        "outcome": {
            "party": "Con",
            "label": "Con",
            "winner": "Margaret Holt",
            "phrase": "Con gain from Lab",
            "majority": 4_426,
            "by_lot": False,
            "figures_to_follow": False,
            "single_source": False,
            "was": "",
            "call_fixed": False,
        },
    }
    assert contests(election, signed_in)["C0002"] == {
        "code": "C0002",
        "name": "Rugby",
        "state": "expected",
        "recounts": 0,
        "outcome": None,
    }


def test_a_call_without_figures_has_no_majority_and_says_that_they_are_to_follow(
    election, signed_in, producer
):
    call_winner(contest_id=election.contests.get(code="C0001").pk, winner=2, by=producer)
    told = contests(election, signed_in)["C0001"]
    assert told["state"] == "winner_only"
    assert told["outcome"]["figures_to_follow"]
    assert told["outcome"]["majority"] is None


def test_a_recount_is_numbered_and_a_poll_that_is_called_off_leaves_the_total(election, signed_in, producer):
    for code, status in (("C0001", "recount"), ("C0001", "recount"), ("C0003", "countermanded")):
        set_status(contest_id=election.contests.get(code=code).pk, status=status, by=producer)
    told = contests(election, signed_in)
    assert (told["C0001"]["state"], told["C0001"]["recounts"]) == ("recount", 2)
    assert told["C0003"]["state"] == "countermanded"
    feed = signed_in.get(address(election, "MID")).json()
    assert (feed["declared"], feed["total"], feed["called_off"]) == (0, 2, 1)


def test_a_rehearsal_says_so(signed_in):
    rehearsal = a_small_election(contests=1, rehearsal=True)
    assert signed_in.get(address(rehearsal)).json()["rehearsal"] is True


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
