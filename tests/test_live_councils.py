"""A ward reaches its council's board and the region's; a council's total reaches both."""

import pytest
from asgiref.sync import sync_to_async

from results.declaring.commands import enter
from results.declaring.councils import enter_council
from results.live import hub
from tests.people import a_producer, an_outsider
from tests.screens import a_screen, on_the_loop
from tests.ward_counts import a_ward_count
from tests.worlds import a_council

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _quick_beats(monkeypatch):
    monkeypatch.setattr(hub, "BEAT_S", 0.05)


def test_a_ward_reaches_its_councils_board_and_the_regions():
    council, producer = a_council(wards=(1, 2)), a_producer()
    ward = council.contests.order_by("code").first()
    slug = council.election.slug

    async def night():
        async with (
            a_screen(f"/ws/councils/{slug}/{council.code}/?since=0", person=producer) as own,
            a_screen(f"/ws/boards/{slug}/EM/?since=0", person=producer) as region,
        ):
            await own.beat()
            await region.beat()
            count = await sync_to_async(a_ward_count)(ward, Lab=1)
            await sync_to_async(enter)(contest_id=ward.pk, count=count, by=producer)
            own_message, region_message = await own.next(), await region.next()
        assert f'id="ward-{ward.pk}"' in own_message["content"]
        assert f'id="council-{council.pk}"' in region_message["content"]
        assert own_message["seq"] == region_message["seq"] == 1

    on_the_loop(night)


def test_a_councils_total_reaches_its_board_and_the_regions():
    council, producer = a_council(wards=(1, 2)), a_producer()
    slug = council.election.slug

    async def night():
        async with (
            a_screen(f"/ws/councils/{slug}/{council.code}/?since=0", person=producer) as own,
            a_screen(f"/ws/boards/{slug}/MID/?since=0", person=producer) as region,
        ):
            await own.beat()
            await region.beat()
            await sync_to_async(enter_council)(
                council_id=council.pk, seats={"Lab": 2}, complete=False, by=producer
            )
            own_message, region_message = await own.next(), await region.next()
        assert "running total" in own_message["content"]
        assert f'id="council-{council.pk}"' in region_message["content"]

    on_the_loop(night)


@pytest.mark.parametrize(("person", "code"), [(None, 4401), (an_outsider, 4403)])
def test_a_councils_board_is_for_the_desk(person, code):
    council = a_council()
    who = person() if person else None
    codes = []

    async def night():
        async with a_screen(f"/ws/councils/{council.election.slug}/{council.code}/", person=who) as screen:
            codes.append((await screen.closed())[0])

    on_the_loop(night)
    assert codes == [code]
