"""What it costs to open a socket: by a link nothing, where others came by before; by a session who she is."""

import re

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from results.people.links import issue_link, issue_output_link
from tests.onair_rows import an_output
from tests.people import a_producer
from tests.screens import a_screen, on_the_loop
from tests.worlds import a_small_election

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def election():
    return a_small_election(contests=1)


@pytest.fixture
def priya():
    return a_producer()


def asked(address, *, times, person=None):
    """The queries at the door for each of so many sockets, one after another; the hub has its own line."""
    costs, connection = [], connections["default"]

    async def night():
        for _ in range(times):
            before = len(connection.queries_log)
            async with a_screen(address, person=person):
                costs.append([query["sql"] for query in list(connection.queries_log)[before:]])

    with CaptureQueriesContext(connection):
        on_the_loop(night)
    return costs


@pytest.mark.parametrize("room", ["boards", "pictures"])
def test_a_screen_that_comes_back_by_a_link_to_a_region_costs_no_query(election, priya, room):
    region = election.regions.get(code="EM")
    _, token = issue_link(name="Wall", scope="board", election=election, region=region, by=priya)
    first, *others = asked(f"/ws/{room}/{election.slug}/EM/?since=0&token={token}", times=4)
    assert len(first) == 2
    assert others == [[]] * 3


def test_a_renderer_that_comes_back_by_its_link_asks_for_its_output_alone(election, priya):
    output = an_output(election, slug="pgm")
    _, token = issue_output_link(name="OBS", output=output, by=priya)
    _, *others = asked(f"/ws/outputs/pgm/program/?token={token}", times=3)
    assert [len(queries) for queries in others] == [1, 1]


def test_a_forged_token_costs_no_query_whoever_shows_it(election, priya):
    costs = asked(f"/ws/boards/{election.slug}/EM/?since=0&token=forged", times=2, person=priya)
    assert after_signing_in(costs[1]) == []


def test_a_person_costs_her_session_herself_and_her_roles(election, priya):
    costs = asked(f"/ws/boards/{election.slug}/EM/?since=0", times=2, person=priya)
    tables = [re.search(r'FROM "(\w+)"', sql)[1] for sql in after_signing_in(costs[1])]
    assert tables == ["django_session", "auth_user", "auth_group"]


def after_signing_in(queries):
    """What came after the last thing that was written."""
    return queries[len(queries) - queries[::-1].index("COMMIT") :]
