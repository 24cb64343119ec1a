"""An output that is given another election, and rehearsals: nothing of one airs in the other."""

import pytest
from asgiref.sync import sync_to_async
from django.test import Client

from results.boards.panel import panel
from results.live import hub
from results.live.codes import COME_BACK
from results.models import Output
from results.onair.air import clear, out, take
from results.onair.cues import remove
from results.onair.refusals import OffLimits
from tests.admin_pages import filled, page_of
from tests.onair_rows import a_cue, an_output
from tests.people import a_producer, an_operator
from tests.screens import a_screen, on_the_loop
from tests.worlds import a_small_election

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _quick_beats(monkeypatch):
    monkeypatch.setattr(hub, "BEAT_S", 0.05)


@pytest.fixture
def producer(client: Client) -> Client:
    client.force_login(a_producer(), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def gwen():
    return an_operator()


@pytest.fixture
def output():
    return an_output(a_small_election(contests=1, rehearsal=True), slug="pgm", name="PGM 1")


def aired(output, by):
    cue = a_cue(output, by)
    take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=by)
    return cue


def given_to(producer, output, election):
    return producer.post(page_of(output), filled(producer, output) | {"election": election.pk})


def problem(answer, field):
    return " ".join(answer.context["adminform"].form.errors.get(field, []))


def test_an_output_keeps_its_election_while_something_is_on_air_whose_cue_was_removed(producer, output, gwen):
    cue, night = aired(output, gwen), a_small_election(contests=1)
    remove(cue_id=cue.pk, by=gwen)
    assert "is on air: take it out" in problem(given_to(producer, output, night), "election")
    out(output_id=output.pk, layer=cue.layer, by=gwen)
    given_to(producer, output, night)
    output.refresh_from_db()
    assert output.election == night


@pytest.mark.parametrize("page", ["program", "preview", "panel"])
def test_its_pages_come_back_and_hear_of_the_election_it_has_now(producer, output, gwen, page):
    night = a_small_election(contests=1)

    async def evening():
        address = f"/ws/outputs/pgm/{page}/?since=0"
        async with a_screen(address, person=gwen) as screen:
            await screen.beat()
            await sync_to_async(given_to)(producer, output, night)
            assert (await screen.closed())[0] == COME_BACK
        async with a_screen(address, person=gwen) as screen:
            given = await sync_to_async(Output.objects.select_related("election").get)(pk=output.pk)
            # On preview it stands until it is taken: what comes together is sent as one.
            await sync_to_async(a_cue if page == "preview" else aired)(given, gwen)
            while "Con gain from Lab" not in (await screen.next())["content"]:
                pass

    on_the_loop(evening)


def test_the_log_and_the_act_to_confirm_go_on_though_numbers_begin_anew(producer, output, gwen):
    cue = aired(output, gwen)
    remove(cue_id=cue.pk, by=gwen)
    last = clear(output_id=output.pk, by=gwen)
    given_to(producer, output, a_small_election(contests=1))
    fresh = aired(Output.objects.select_related("election").get(), gwen)
    view = panel(slug="pgm")
    assert view.layers[0].act < last.number
    assert view.act == view.layers[0].act
    assert (view.run[0].act, view.run[0].number) == ("take", view.act)
    assert fresh.pk == view.layers[0].cue_id


def test_what_was_frozen_in_a_rehearsal_never_goes_on_a_live_output(output, gwen):
    cue = a_cue(output, gwen, rehearsal=True)
    output.election.rehearsal = False
    output.election.save()
    Output.objects.update(live=True)
    with pytest.raises(OffLimits, match="rehearsal"):
        take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=gwen)


def test_an_election_that_viewers_see_is_not_made_a_rehearsal(producer):
    night = a_small_election(contests=1)
    an_output(night, name="PGM 1", live=True)
    answer = producer.post(page_of(night), filled(producer, night) | {"rehearsal": "on"})
    assert "PGM 1 goes to viewers" in problem(answer, "rehearsal")
    night.refresh_from_db()
    assert not night.rehearsal
