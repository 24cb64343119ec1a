"""An output's pages: who opens them, what they are sent, and that no word of the desk is ever on them."""

import json
import re

import pytest
from asgiref.sync import sync_to_async
from django.db import OperationalError

from results.live import hub
from results.models import Output
from results.onair.air import clear, out, show_test_card, take, update
from results.people.links import issue_link, issue_output_link, revoke_link
from results.views import outputs
from tests.onair_rows import a_cue, a_snapshot, an_output
from tests.people import a_producer, a_reporter, an_editor, an_operator, an_outsider
from tests.screens import a_screen, code_of, on_the_loop
from tests.worlds import a_small_election

pytestmark = pytest.mark.django_db(transaction=True)
BUSES = ("program", "preview")


@pytest.fixture(autouse=True)
def _quick_beats(monkeypatch):
    monkeypatch.setattr(hub, "BEAT_S", 0.05)


@pytest.fixture
def output():
    return an_output(a_small_election(contests=1), slug="pgm", name="PGM 1")


@pytest.fixture
def gwen():
    return an_operator()


def socket(bus="program", token=""):
    return f"/ws/outputs/pgm/{bus}/?token={token}" if token else f"/ws/outputs/pgm/{bus}/"


def page(bus="program"):
    return "/graphics/pgm/" if bus == "program" else "/graphics/pgm/preview/"


def first(address, person=None):
    """The first frame's content."""
    frames = []

    async def night():
        async with a_screen(address, person=person) as screen:
            message = await screen.hears()
            assert message["snapshot"]
            frames.append(json.loads(message["content"]))

    on_the_loop(night)
    return frames[0]


def words(response):
    """What a page would draw: its body without its scripts."""
    body = response.content.decode().partition("<body>")[2]
    return re.sub(r"<[^>]*>", "", body).strip()


@pytest.mark.parametrize("bus", BUSES)
@pytest.mark.parametrize("person", [an_operator, a_producer, an_editor])
def test_graphics_and_producers_open_an_outputs_pages_and_sockets(client, output, person, bus):
    someone = person()
    client.force_login(someone)
    assert f"/ws/outputs/pgm/{bus}/" in client.get(page(bus)).content.decode()
    assert first(socket(bus), someone)["output"] == "pgm"


@pytest.mark.parametrize("bus", BUSES)
@pytest.mark.parametrize(
    ("person", "code"),
    [(a_reporter, 4403), (an_outsider, 4403), (None, 4401)],
    ids=["reporter", "none", "out"],
)
def test_nobody_else_does_and_reads_no_word_on_the_picture(client, output, person, code, bus):
    someone = person and person()
    if someone:
        client.force_login(someone)
    response = client.get(page(bus))
    assert (response.status_code, words(response)) == (403, "")
    assert "<script" not in response.content.decode()
    assert code_of(socket(bus), someone)[0] == code


@pytest.mark.parametrize("bus", BUSES)
def test_a_link_to_an_output_opens_both_its_pages_and_no_other_output(client, output, bus):
    _, token = issue_output_link(name="OBS", output=output, by=a_producer())
    assert f"/ws/outputs/pgm/{bus}/?token=" in client.get(page(bus), {"token": token}).content.decode()
    assert first(socket(bus, token))["output"] == "pgm"
    an_output(output.election, slug="other")
    assert client.get("/graphics/other/", {"token": token}).status_code == 403
    assert code_of(f"/ws/outputs/other/{bus}/?token={token}")[0] == 4403


def test_a_boards_link_opens_no_output_and_a_revoked_one_opens_nothing(client, output):
    priya, region = a_producer(), output.election.regions.first()
    _, board = issue_link(name="Wall", scope="board", election=output.election, region=region, by=priya)
    link, revoked = issue_output_link(name="OBS", output=output, by=priya)
    revoke_link(link=link, by=priya)
    for token in (board, revoked, "nonsense"):
        assert client.get(page(), {"token": token}).status_code == 403
        assert code_of(socket(token=token))[0] == 4403


def test_an_output_that_is_not_there_is_a_bare_page_and_an_honest_code(client, output, gwen):
    client.force_login(gwen)
    response = client.get("/graphics/nowhere/")
    assert (response.status_code, words(response)) == (404, "")
    assert code_of("/ws/outputs/nowhere/program/", gwen)[0] == 4404


def test_a_page_that_is_opened_while_the_database_is_away_stays_bare_and_tries_again(
    client, output, gwen, monkeypatch
):
    def away(*given, **named):
        raise OperationalError("the server closed the connection")

    client.force_login(gwen)
    monkeypatch.setattr(outputs, "output_called", away)
    response = client.get(page())
    assert (response.status_code, words(response), response["Refresh"]) == (503, "", "3")


@pytest.mark.parametrize("address", [page("program"), page("preview"), "/graphics/nowhere/"])
@pytest.mark.parametrize("signed_in", [True, False])
def test_the_page_may_be_framed_by_the_panel_and_by_no_other_site(client, output, gwen, address, signed_in):
    if signed_in:
        client.force_login(gwen)
    response = client.get(address)
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert words(response) == ""


def test_each_act_brings_the_output_whole_and_boards_hear_nothing(output, gwen):
    cue, mended = a_cue(output, gwen), a_snapshot(output, majority_txt="4,246", corrected=True)
    board = f"/ws/boards/{output.election.slug}/EM/?since=0"

    async def night():
        async with a_screen(socket(), person=gwen) as program, a_screen(board, person=gwen) as screen:
            assert content(await program.next())["layers"] == {}
            taken = await acted(take, output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=gwen)
            shown = content(await program.next())
            assert (shown["act"], shown["layers"]["lower-third"]["act"]) == (taken.number, taken.number)
            assert shown["layers"]["lower-third"]["values"]["majority_txt"] == "4,426"
            await acted(
                update, output_id=output.pk, layer="lower-third", digest=cue.digest, fresh=mended, by=gwen
            )
            third = content(await program.next())["layers"]["lower-third"]
            assert (third["cue"], third["corrected"], third["values"]["majority_txt"]) == (
                cue.pk,
                True,
                "4,246",
            )
            await acted(out, output_id=output.pk, layer="lower-third", by=gwen)
            assert content(await program.next())["layers"] == {}
            await acted(show_test_card, output_id=output.pk, shown=True, by=gwen)
            assert content(await program.next())["test_card"]
            cleared = await acted(clear, output_id=output.pk, by=gwen)
            last = content(await program.next())
            assert (last["act"], last["test_card"]) == (cleared.number, False)
            while (beat := await screen.beat())["seq"] < cleared.number:
                pass
            assert beat["since"] == 0

    on_the_loop(night)


def test_preview_is_sent_what_a_take_would_show(output, gwen):
    cue = a_cue(output, gwen)
    previewed = first(socket("preview"), gwen)["layers"]["lower-third"]
    take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=gwen)
    aired = first(socket(), gwen)["layers"]["lower-third"]
    for name in ("cue", "graphic", "values", "digest", "step", "corrected"):
        assert previewed[name] == aired[name]
    assert first(socket("preview"), gwen)["layers"] == {}


def test_a_frame_says_whose_picture_it_is_and_which_scripts_the_desk_serves(client, output, gwen):
    Output.objects.filter(pk=output.pk).update(format="1080i50", live=True)
    frame = first(socket(), gwen)
    told = {name: frame[name] for name in ("name", "format", "live", "rehearsal", "test_card", "act")}
    assert told == {
        "name": "PGM 1",
        "format": "1080i50",
        "live": True,
        "rehearsal": False,
        "test_card": False,
        "act": 0,
    }
    client.force_login(gwen)
    assert f'data-version="{frame["version"]}"' in client.get(page()).content.decode()


def content(message):
    return json.loads(message["content"])


async def acted(act, **given):
    return await sync_to_async(act)(**given)
