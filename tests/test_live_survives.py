"""The hub outlives what goes wrong around it, and no board is quietly out of date meanwhile."""

import asyncio
import threading

import pytest
from asgiref.sync import sync_to_async
from django.db import OperationalError

from results.declaring.commands import enter
from results.declaring.reference import reference_changed
from results.live import hub, news
from results.live.hubs import hub_for, hubs
from results.live.lines import SentLine
from results.live.topics import Kind, region_topic
from results.people.passes import Pass
from tests.people import a_producer
from tests.screens import PATIENCE_S, a_screen, on_the_loop
from tests.worlds import a_count, a_small_election

pytestmark = pytest.mark.django_db(transaction=True)
MANY_BEATS = 40


@pytest.fixture(autouse=True)
def _quick_beats(monkeypatch):
    monkeypatch.setattr(hub, "BEAT_S", 0.05)


@pytest.fixture
def election():
    return a_small_election(contests=4)


@pytest.fixture
def producer():
    return a_producer()


@pytest.fixture
def slow_numbers(monkeypatch):
    """Holds up the reading of a topic's number until it is let go."""
    reading, let_go, last_of = threading.Event(), threading.Event(), news.last_of

    def slowly(topic):
        reading.set()
        let_go.wait(2 * PATIENCE_S)
        return last_of(topic)

    monkeypatch.setattr(news, "last_of", slowly)
    yield reading, let_go
    let_go.set()


def declare(election, code, producer):
    contest = election.contests.get(code=code)
    return enter(contest_id=contest.pk, count=a_count(), by=producer)


def board(election, region="EM", since=0):
    return f"/ws/boards/{election.slug}/{region}/?since={since}"


async def send(message):
    pass


def test_a_page_closed_while_it_was_coming_in_does_not_hide_news_from_the_next(
    election, producer, slow_numbers
):
    declare(election, "C0001", producer)
    topic = region_topic(election=election.pk, region=election.regions.get(code="EM").pk)
    reading, let_go = slow_numbers

    async def night():
        leaving = asyncio.create_task(hub_for(topic).join(topic, held=Pass(), since=0, line=SentLine(send)))
        await asyncio.to_thread(reading.wait, PATIENCE_S)
        leaving.cancel()
        await asyncio.gather(leaving, return_exceptions=True)
        let_go.set()
        async with a_screen(board(election), person=producer) as screen:
            assert (await screen.hears()).get("snapshot")

    on_the_loop(night)


def test_what_is_declared_while_a_page_comes_in_is_told_to_it_once(election, producer, slow_numbers):
    reading, let_go = slow_numbers

    async def night():
        async with a_screen(board(election), person=producer) as screen:
            await asyncio.to_thread(reading.wait, PATIENCE_S)
            await sync_to_async(declare)(election, "C0001", producer)
            let_go.set()
            snapshot = await screen.next()
            assert (snapshot["seq"], snapshot.get("snapshot")) == (1, True)
            while (await screen.beat())["seq"] == 0:
                pass

    on_the_loop(night)


def test_a_page_that_could_not_be_let_in_is_told_to_come_back_and_then_gets_everything(
    election, producer, monkeypatch
):
    declare(election, "C0001", producer)
    last_of, failures = news.last_of, [OperationalError("the server closed the connection")]

    def once_down(topic):
        if failures:
            raise failures.pop()
        return last_of(topic)

    monkeypatch.setattr(news, "last_of", once_down)

    async def night():
        async with a_screen(board(election), person=producer) as screen:
            assert (await screen.closed())[0] == 4000
        async with a_screen(board(election), person=producer) as screen:
            assert (await screen.hears()).get("snapshot")

    on_the_loop(night)


def test_a_room_that_nobody_entered_is_closed(election, producer, monkeypatch):
    declare(election, "C0001", producer)

    def broken(topic):
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(news, "snapshot", broken)

    async def night():
        async with a_screen(board(election), person=producer) as screen:
            assert (await screen.closed())[0] == 4000
        assert [hub.open_topics() for hub in hubs()] == [frozenset()]

    on_the_loop(night)


@pytest.mark.parametrize("gone", ["C0004", "WM"])
def test_a_page_whose_contest_or_region_is_deleted_holds_up_no_other_board(election, producer, gone):
    def delete():
        election.contests.filter(code=gone).delete()
        election.regions.filter(code=gone).delete()
        reference_changed(election_id=election.pk)

    page = board(election, gone) if gone == "WM" else f"/ws/contests/{election.slug}/{gone}/?since=0"

    async def night():
        async with (
            a_screen(page, person=producer) as lost,
            a_screen(board(election), person=producer) as screen,
        ):
            await lost.beat()
            await screen.beat()
            await sync_to_async(delete)()
            assert (await screen.next())["snapshot"]
            assert (await lost.closed())[0] == 4000
            await sync_to_async(declare)(election, "C0001", producer)
            assert (await screen.next())["seq"] == 2

    on_the_loop(night)


def test_a_page_that_cannot_be_drawn_is_told_to_come_back_and_holds_up_no_other(
    election, producer, monkeypatch
):
    draw = news.draw

    def broken_for_contests(topic, *contests):
        if topic.kind is Kind.CONTEST:
            raise ValueError("a template with a fault in it")
        return draw(topic, *contests)

    monkeypatch.setattr(news, "draw", broken_for_contests)

    async def night():
        async with (
            a_screen(f"/ws/contests/{election.slug}/C0001/?since=0", person=producer) as broken,
            a_screen(board(election), person=producer) as screen,
        ):
            await broken.beat()
            await screen.beat()
            await sync_to_async(declare)(election, "C0001", producer)
            assert (await screen.next())["seq"] == 1
            assert (await broken.closed())[0] == 4000

    on_the_loop(night)


def test_a_page_of_an_election_that_just_went_away_stops_no_beat(election, producer):
    async def night():
        async with a_screen(board(election), person=producer) as screen:
            await screen.beat()
            gone = region_topic(election=0, region=1)
            with pytest.raises(LookupError):
                await hub_for(gone).join(gone, held=Pass(), since=0, line=SentLine(send))
            for _ in range(3):
                await screen.beat()

    on_the_loop(night)


@pytest.mark.parametrize("limit", ["BLIND_S", "FRESH_S"])
def test_no_beat_goes_out_while_the_database_hangs(election, producer, monkeypatch, limit):
    monkeypatch.setattr(hub, limit, 0.3)
    monkeypatch.setattr(hub, "LOOK_S", 0.05)
    answers, standings = threading.Event(), news.standings
    answers.set()

    def hanging(elections):
        answers.wait(2 * PATIENCE_S)
        return standings(elections)

    monkeypatch.setattr(news, "standings", hanging)

    async def falls_silent(screen):
        for _ in range(MANY_BEATS):
            try:
                async with asyncio.timeout(1):
                    await screen.beat()
            except TimeoutError:
                return True
        return False

    async def night():
        try:
            async with a_screen(board(election), person=producer) as screen:
                await screen.beat()
                answers.clear()
                assert await falls_silent(screen)
        finally:
            answers.set()

    on_the_loop(night)
