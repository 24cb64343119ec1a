"""Pages stay light and cheap: bounded queries and bytes, the same with few contests and with many."""

import pytest
from django.test import Client

from tests import midlands
from tests.midlands import CENTRAL, SLUG
from tests.people import a_producer
from tests.worlds import a_small_election

pytestmark = pytest.mark.django_db

# One of them is the number, asked again in the snapshot that the page is drawn of.
QUERIES, BYTES = 16, 200_000
OF_WHO_ASKS = 4


@pytest.fixture
def client():
    client = Client()
    client.force_login(a_producer(), backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_whole_patch_after_the_whole_night_costs_at_most_16_queries_and_200_kb_and_hardly_any_again(
    client, django_assert_max_num_queries
):
    midlands.the_night()
    with django_assert_max_num_queries(QUERIES):
        page = client.get(f"/boards/{SLUG}/{CENTRAL}/")
    assert page.status_code == 200
    assert len(page.content) <= BYTES
    with django_assert_max_num_queries(OF_WHO_ASKS):
        again = client.get(f"/boards/{SLUG}/{CENTRAL}/")
    assert len(again.content) == len(page.content)


@pytest.mark.parametrize("contests", [4, 400])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/", 5),
        ("/boards/{slug}/EM/", 16),
        ("/contests/{slug}/C0001/", 10),
        ("/corrections/{slug}/", 8),
        # One more than the board: calls that are kept as they were beneath a hold.
        ("/feeds/live/{slug}/EM/scoreboard.json", 16),
    ],
)
def test_queries_do_not_grow_with_the_election(client, django_assert_num_queries, address, queries, contests):
    election = a_small_election(contests=contests)
    with django_assert_num_queries(queries):
        assert client.get(address.format(slug=election.slug)).status_code == 200


def test_a_feed_that_did_not_change_costs_no_board(client, django_assert_num_queries):
    election = a_small_election(contests=4)
    address = f"/feeds/live/{election.slug}/EM/scoreboard.json"
    etag = client.get(address)["ETag"]
    with django_assert_num_queries(4):
        assert client.get(address, headers={"if-none-match": etag}).status_code == 304
