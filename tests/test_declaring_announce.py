"""Hints go out when a declaration is in, and whatever becomes of them nobody waits or fails."""

import asyncio
import logging

import pytest

from results.declaring import announce
from results.declaring.commands import enter
from tests.people import a_producer
from tests.worlds import a_contest, a_count

pytestmark = pytest.mark.django_db(transaction=True)


class Layer:
    """A layer that does with a message what it is told to."""

    def __init__(self, sending):
        self.group_send = sending


async def _hangs(group, message):
    await asyncio.Event().wait()


async def _fails(group, message):
    raise ValueError("no such server")


@pytest.mark.parametrize("sending", [_hangs, _fails])
def test_a_layer_that_hangs_or_fails_keeps_no_reporter_waiting(monkeypatch, caplog, sending):
    monkeypatch.setattr(announce, "PATIENCE_S", 0.05)
    monkeypatch.setattr(announce, "get_channel_layer", lambda: Layer(sending))
    with caplog.at_level(logging.WARNING, logger="results.declaring.announce"):
        entered = enter(contest_id=a_contest().pk, count=a_count(), by=a_producer())
    assert entered.seq == 1
    assert "No hint of event 1" in caplog.text
