"""What an output's page says of itself is kept, at a pace; what cannot be read changes nothing."""

import asyncio
import json

import pytest
from django.db import OperationalError

from results.live import heartbeats, hub
from results.live.heartbeats import said_in
from results.models import DeskEvent, OutputPage
from tests.onair_rows import an_output
from tests.people import an_operator
from tests.screens import PATIENCE_S, a_screen, on_the_loop

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(hub, "BEAT_S", 0.05)
    monkeypatch.setattr(heartbeats, "PACE_S", 0.05)


@pytest.fixture
def output():
    return an_output(slug="pgm")


def a_beat(*, act=7, **given):
    said = {"key": "page-1", "version": "abc", "act": act, "states": {"lower-third": "on"}}
    return json.dumps({"beat": {**said, **given}})


def kept():
    return list(
        OutputPage.objects.values_list("output__slug", "bus", "key", "version", "shown_act", "states")
    )


async def until_kept(act):
    async with asyncio.timeout(PATIENCE_S):
        while not await OutputPage.objects.filter(shown_act=act).aexists():
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("bus", ["program", "preview"])
def test_a_heartbeat_is_kept_with_what_the_page_shows(output, bus):
    gwen = an_operator()

    async def night():
        async with a_screen(f"/ws/outputs/pgm/{bus}/", person=gwen) as page:
            await page.says(a_beat(act=7))
            await until_kept(7)
            await page.says(a_beat(act=8, states={}))
            await until_kept(8)

    on_the_loop(night)
    assert kept() == [("pgm", bus, "page-1", "abc", 8, {})]
    assert not DeskEvent.objects.exists()


def test_a_page_that_speaks_without_pause_costs_one_write_a_pace_and_the_newest_is_kept(output, monkeypatch):
    gwen, writes = an_operator(), []
    monkeypatch.setattr(heartbeats, "PACE_S", 0.2)
    monkeypatch.setattr(heartbeats, "heard", lambda **given: writes.append(given["said"].shown_act))

    async def night():
        async with a_screen("/ws/outputs/pgm/program/", person=gwen) as page:
            for act in range(1, 201):
                await page.says(a_beat(act=act))
            async with asyncio.timeout(PATIENCE_S):
                while not writes or writes[-1] != 200:
                    await asyncio.sleep(0.01)

    on_the_loop(night)
    assert len(writes) <= 4


GARBAGE = [
    "",
    "not json",
    "[]",
    "null",
    '"beat"',
    '{"beat": 3}',
    '{"act": "take"}',
    a_beat(act="7"),
    a_beat(act=True),
    a_beat(act=-1),
    a_beat(act=2**31),
    a_beat(key=""),
    a_beat(key="a NUL \x00"),
    a_beat(key="\ud800"),
    a_beat().replace('"on"', "1e999"),
    a_beat(key=7),
    a_beat(version=None),
    a_beat(states=[]),
    a_beat(states={"full": float("nan")}),
    a_beat(states={"full": "x" * 4000}),
    "[" * 3999,
    '{"beat": "\ud800"}',
]


@pytest.mark.parametrize("text", GARBAGE, ids=range(len(GARBAGE)))
def test_what_is_no_heartbeat_is_passed_over(text):
    assert said_in(text) is None


def test_garbage_keeps_no_row_and_the_next_heartbeat_is_heard(output, caplog):
    gwen = an_operator()

    async def night():
        async with a_screen("/ws/outputs/pgm/program/", person=gwen) as page:
            for text in GARBAGE[:-1]:
                await page.says(text)
            await page.says(a_beat(act=9))
            await until_kept(9)

    on_the_loop(night)
    assert len(kept()) == 1
    assert "Traceback" not in caplog.text


def test_a_heartbeat_that_cannot_be_kept_is_noted_and_the_next_is_kept(output, monkeypatch, caplog):
    gwen, heard, failures = an_operator(), heartbeats.heard, [OperationalError("the server is away")]

    def once_away(**given):
        if failures:
            raise failures.pop()
        heard(**given)

    monkeypatch.setattr(heartbeats, "heard", once_away)

    async def night():
        async with a_screen("/ws/outputs/pgm/program/", person=gwen) as page:
            await page.says(a_beat(act=1))
            while failures:
                await asyncio.sleep(0.01)
            await page.says(a_beat(act=2))
            await until_kept(2)

    on_the_loop(night)
    assert "A heartbeat of output" in caplog.text


def test_a_board_keeps_no_heartbeats(output):
    gwen = an_operator()

    async def night():
        async with a_screen(f"/ws/boards/{output.election.slug}/EM/?since=0", person=gwen) as board:
            await board.says(a_beat())
            await board.beat()

    on_the_loop(night)
    assert kept() == []
