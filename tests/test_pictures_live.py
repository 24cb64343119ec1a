"""A page of pictures is told of every change in its region, and what it then fetches is what stands."""

import pytest
from asgiref.sync import sync_to_async
from django.test import Client, TestCase
from django.test.html import parse_html

from results.declaring.commands import enter
from results.live.codes import NO_SUCH_PAGE, NOT_FOR_YOU
from results.live.news import news
from results.live.topics import pictures_topic
from results.rendering.pictures.kept import pictures_here
from tests.fragments import by_id, pushed_onto
from tests.nights import Night
from tests.people import a_producer, an_outsider
from tests.screens import a_screen, on_the_loop
from tests.test_pushed_equals_fetched import EVERY_COMMAND, fetched
from tests.worlds import a_count, a_small_election

MOST_BYTES = 600


class PushedAndFetchedEqualFetched(TestCase):
    """The page's fragments as they are pushed, and its pictures as its script fetches them."""

    def test_they_do_after_every_command(self):
        pictures_here.forget()
        night = Night(a_small_election(contests=6))
        region = night.election.regions.get(code="MID")
        topic = pictures_topic(election=night.election.pk, region=region.pk)
        client, address = Client(), f"/pictures/{night.election.slug}/MID/"
        client.force_login(night.editor, backend="django.contrib.auth.backends.ModelBackend")
        page, seen, told_of = fetched(client, address), 0, 0
        for act, place in EVERY_COMMAND:
            night.happens(act, place, [15_000, 10_000 + seen, 3_000, 2_000, 500])
            told = news(election=night.election.pk, since=seen, topics=[topic])
            seen = told.standing.seq
            if topic in told.content:
                told_of += 1
                assert len(told.content[topic]) < MOST_BYTES
                pushed_onto(page, told.content[topic])
                again = client.get(address, headers={"HX-Request": "true"}).content.decode()
                pushed_onto(page, again)
            assert str(page) == str(fetched(client, address)), act
        assert told_of > len(EVERY_COMMAND) / 2

    def test_what_a_script_fetches_is_the_pictures_alone(self):
        client, election = Client(), a_small_election()
        client.force_login(a_producer(), backend="django.contrib.auth.backends.ModelBackend")
        answer = client.get(f"/pictures/{election.slug}/MID/?map=lead", headers={"HX-Request": "true"})
        assert answer.content.decode().startswith('<div id="pictures"')
        assert "HX-Request" in answer["Vary"]
        whole = parse_html(client.get(f"/pictures/{election.slug}/MID/?map=lead").content.decode())
        assert str(by_id(whole, "pictures")) == str(parse_html(answer.content.decode()))


@pytest.mark.django_db(transaction=True)
def test_a_page_of_pictures_hears_of_its_own_region_and_of_no_other():
    election, priya = a_small_election(contests=3), a_producer()
    # By turns: C0001 and C0003 are in EM, C0002 in WM.
    west, east = (election.contests.get(code=code).pk for code in ("C0002", "C0001"))

    async def night():
        async with a_screen(f"/ws/pictures/{election.slug}/EM/?since=0", person=priya) as screen:
            await sync_to_async(enter)(contest_id=west, count=a_count(), by=priya)
            await sync_to_async(enter)(contest_id=east, count=a_count(), by=priya)
            message = await screen.next()
            assert message["seq"] == 2
            assert "<b>1</b> of 2 declared" in message["content"]

    on_the_loop(night)


@pytest.mark.django_db(transaction=True)
def test_who_may_not_see_the_board_may_not_listen_to_its_pictures():
    election, oscar, priya = a_small_election(), an_outsider(), a_producer()

    async def night():
        async with a_screen(f"/ws/pictures/{election.slug}/EM/", person=oscar) as screen:
            assert (await screen.closed())[0] == NOT_FOR_YOU
        async with a_screen(f"/ws/pictures/{election.slug}/ZZ/", person=priya) as screen:
            assert (await screen.closed())[0] == NO_SUCH_PAGE

    on_the_loop(night)
