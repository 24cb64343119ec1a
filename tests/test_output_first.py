"""What viewers see waits for no board: an act arrives while a declaration's boards are still being drawn."""

import json
from threading import Event

import pytest
from asgiref.sync import sync_to_async

from results.declaring.commands import enter
from results.live import hub, news
from results.live.topics import Kind
from results.onair.air import take
from tests.onair_rows import a_cue, an_output
from tests.people import a_producer, an_operator
from tests.screens import PATIENCE_S, a_screen, on_the_loop
from tests.worlds import a_count

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def slow_boards(monkeypatch):
    """Boards whose next change is drawn only once `let_go` is set; `drawing` is set once it has begun."""
    drawing, let_go, draw = Event(), Event(), news.draw
    monkeypatch.setattr(hub, "BEAT_S", 0.05)

    def slowly(topic, changed=None):
        if topic.kind is Kind.REGION and changed:
            drawing.set()
            let_go.wait(2 * PATIENCE_S)
        return draw(topic, changed)

    monkeypatch.setattr(news, "draw", slowly)
    yield drawing, let_go
    let_go.set()


def test_a_take_is_on_air_while_a_board_is_still_being_drawn(slow_boards):
    output, gwen, priya = an_output(slug="pgm"), an_operator(), a_producer()
    cue, contest = a_cue(output, gwen), output.election.contests.get()
    drawing, let_go = slow_boards
    declare = sync_to_async(lambda: enter(contest_id=contest.pk, count=a_count(), by=priya))
    put_on = sync_to_async(lambda: take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=gwen))

    async def night():
        async with (
            a_screen("/ws/outputs/pgm/program/", person=gwen) as program,
            a_screen(f"/ws/boards/{output.election.slug}/EM/?since=0", person=gwen) as board,
        ):
            await board.beat()
            await declare()
            await sync_to_async(drawing.wait)(PATIENCE_S)
            taken = await put_on()
            (*_, last) = await program.until(taken.number)
            assert json.loads(last["content"])["layers"]["lower-third"]["cue"] == cue.pk
            assert not let_go.is_set()
            let_go.set()
            assert (await board.next())["seq"] == taken.number - 1

    on_the_loop(night)
