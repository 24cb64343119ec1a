"""When a link was last used is kept now and then, and never while somebody waits for a page."""

import pytest
from django.utils import timezone

from results.live import pulse
from results.models import AccessLink
from results.people.links import issue_link, open_link, revoke_link
from results.people.uses import keep_uses
from tests.desks import until
from tests.people import a_producer
from tests.worlds import a_small_election

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued():
    keep_uses(())
    election, priya = a_small_election(contests=1), a_producer()
    region = election.regions.get(code="EM")
    return issue_link(name="Wall", scope="board", election=election, region=region, by=priya)


def last_used(link):
    return AccessLink.objects.values_list("last_used_at", flat=True).get(pk=link.pk)


def test_a_link_that_opened_something_was_used_and_once_kept_costs_nothing_more(
    issued, django_assert_num_queries
):
    link, token = issued
    before = timezone.now()
    open_link(token, scope="board", region_id=link.region_id)
    assert last_used(link) is None
    with django_assert_num_queries(1):
        keep_uses(())
    assert before <= last_used(link) <= timezone.now()
    with django_assert_num_queries(0):
        keep_uses(())


def test_a_link_that_opened_nothing_was_not_used(issued):
    link, token = issued
    open_link(token, scope="feed", region_id=link.region_id)
    revoke_link(link=link, by=link.created_by)
    open_link(token, scope="board", region_id=link.region_id)
    keep_uses(())
    assert last_used(link) is None


def test_a_link_that_a_screen_is_connected_by_is_in_use(issued):
    link, _ = issued
    keep_uses({link.pk})
    assert last_used(link) is not None


@pytest.mark.django_db(transaction=True)
def test_a_process_that_serves_keeps_them_by_itself(issued, settings, monkeypatch):
    settings.REDIS_URL = ""
    monkeypatch.setattr(pulse, "USES_S", 0.05)
    link, token = issued
    heart = pulse.Heart()
    heart.start()
    try:
        open_link(token, scope="board", region_id=link.region_id)
        until(lambda: last_used(link), "the last use")
    finally:
        heart.stop()
