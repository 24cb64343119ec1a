"""A council may be on boards that its wards are not on: those boards follow its wards too."""

import pytest

from results.declaring.commands import enter
from results.live.audience import screens_showing
from results.live.news import last_of, news
from results.live.topics import region_topic
from tests.people import a_producer
from tests.ward_counts import a_ward_count
from tests.worlds import a_council

pytestmark = pytest.mark.django_db


@pytest.fixture
def council():
    council = a_council(wards=(1, 2))
    council.regions.add(council.election.regions.get(code="WM"))
    return council


def test_a_ward_reaches_every_board_that_its_council_is_on(council):
    board = region_topic(election=council.election_id, region=council.regions.get(code="WM").pk)
    ward = council.contests.order_by("code").first()
    enter(contest_id=ward.pk, count=a_ward_count(ward, Lab=1), by=a_producer())
    told = news(election=council.election_id, since=0, topics=[board])
    assert f'id="council-{council.pk}"' in told.content[board]


def test_a_page_of_such_a_board_that_is_behind_is_told_so(council):
    board = region_topic(election=council.election_id, region=council.regions.get(code="WM").pk)
    ward = council.contests.order_by("code").first()
    entered = enter(contest_id=ward.pk, count=a_ward_count(ward, Lab=1), by=a_producer())
    assert last_of(board) == entered.seq


def test_a_councils_own_board_is_among_the_screens_that_show_a_ward(council, monkeypatch, settings):
    settings.REDIS_URL = ""
    asked = []

    class Hub:
        def audience(self, topics):
            asked.extend(topics)
            return len(topics)

    monkeypatch.setattr("results.live.audience.hubs", lambda: [Hub()])
    screens_showing(council.contests.first().pk)
    assert ("council", council.pk) in {(topic.kind.value, topic.id) for topic in asked}
