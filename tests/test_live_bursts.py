"""What happens in quick succession is told together; its first part, and whatever is on air, at once."""

import json

import pytest
from asgiref.sync import sync_to_async

from results.declaring.commands import enter
from results.live import hub
from results.onair.air import out, take
from tests.onair_rows import a_cue, an_output
from tests.people import a_producer, an_operator
from tests.screens import a_screen, on_the_loop
from tests.worlds import a_count, a_small_election

pytestmark = pytest.mark.django_db(transaction=True)
LONG_MS = 4_000
ENDLESS_MS = 600_000


@pytest.fixture(autouse=True)
def _quick_beats(monkeypatch):
    monkeypatch.setattr(hub, "BEAT_S", 0.05)


def declare(election, code, by):
    return enter(contest_id=election.contests.get(code=code).pk, count=a_count(), by=by)


def test_the_first_of_a_burst_is_told_at_once_and_the_rest_in_one_frame(settings):
    settings.TICK_MS = LONG_MS
    election, priya = a_small_election(contests=4), a_producer()

    async def night():
        async with a_screen(f"/ws/boards/{election.slug}/MID/?since=0", person=priya) as board:
            await board.beat()
            await sync_to_async(declare)(election, "C0001", priya)
            first = await board.next()
            assert (first["since"], first["seq"]) == (0, 1)
            for number in range(2, 5):
                await sync_to_async(declare)(election, f"C{number:04}", priya)
            rest = await board.next()
            assert (rest["since"], rest["seq"]) == (1, 4)
            assert rest["content"].count('class="tile ') == 3

    on_the_loop(night)


def test_what_is_taken_and_taken_off_waits_for_no_burst(settings):
    settings.TICK_MS = ENDLESS_MS
    output, gwen = an_output(slug="pgm"), an_operator()
    cue = a_cue(output, gwen)

    async def night():
        async with a_screen("/ws/outputs/pgm/program/", person=gwen) as program:
            await program.next()
            taken = await sync_to_async(take)(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=gwen)
            (*_, on) = await program.until(taken.number)
            assert "lower-third" in json.loads(on["content"])["layers"]
            gone = await sync_to_async(out)(output_id=output.pk, layer="lower-third", by=gwen)
            (*_, off) = await program.until(gone.number)
            assert not json.loads(off["content"])["layers"]

    on_the_loop(night)
