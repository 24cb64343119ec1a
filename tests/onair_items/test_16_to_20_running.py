"""What an election desk's output must do, 16 to 20: how an output is run, by whom, and for how long."""

import csv
import io
import json
import re
from http import HTTPStatus

import pytest
from django.test import Client

from results.declaring.commands import enter
from results.graphics.frames import program_frame
from results.models import AsRun, Election, OnAir, Output
from tests.onair_items.stage import Operator
from tests.output_desk import shown
from tests.people import a_producer, an_operator, an_outsider
from tests.services import needs_browser
from tests.worlds import a_count

pytestmark = pytest.mark.django_db
POLLS_A_SECOND, UPDATES = 4, 400
MAJORITIES = re.compile(r"ajority \d+")


@pytest.fixture
def declared(leicester, alice):
    enter(contest_id=leicester.pk, count=a_count(), by=alice)
    return leicester


def signed_in(person):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@needs_browser
def test_16_the_test_card_names_the_output_and_covers_what_stands_beneath(gwen, declared, stage):
    program = stage().told()
    gwen.takes(gwen.adds("Leicester East"))
    gwen.does("test-card", "on")
    assert program.told().ink() == (0, 0, 1920, 1080)
    assert "PGM 1" in program.words() and "1080" in program.words()
    gwen.does("test-card", "off")
    program.told().do(lambda desk: desk.until(lambda: "PGM 1" not in desk.page.inner_text("body")))
    assert "Leicester East" in program.words()


@needs_browser
def test_16_a_rehearsal_is_watermarked_and_never_armed_on_a_live_output(gwen, declared, stage, output):
    Election.objects.update(rehearsal=True)
    program = stage().told()
    cue = gwen.adds("Leicester East")
    gwen.takes(cue)
    assert "REHEARSAL" in program.told().words()
    gwen.does("clear", "all")
    Output.objects.update(live=True)
    gwen.previews(cue)
    for act, what in (("take", f"{cue.pk} {cue.digest}"), ("add", "")):
        status, said = gwen.press(act, what, subject="Leicester East", graphic="lower-third")
        assert (status, "nothing of a rehearsal goes on it" in said) == (422, True)
    assert not OnAir.objects.exists()


def test_17_the_as_run_log_has_time_operator_output_cue_number_and_hash_and_is_exported(gwen, declared):
    cue = gwen.adds("Leicester East")
    gwen.takes(cue)
    gwen.does("out", "lower-third")
    chosen = list(AsRun.objects.values_list("pk", flat=True))
    asked = {"action": "export", "_selected_action": chosen}
    answer = signed_in(a_producer()).post("/admin/results/asrun/", asked)
    taken, out = csv.DictReader(io.StringIO(answer.content.decode(), newline=""))
    told = [taken[name] for name in ("act", "operator", "output", "hash")]
    assert told == ["take", "gwen", "PGM 1", cue.digest]
    assert taken["subject"] == "Leicester East" and taken["time"]
    assert (out["act"], int(out["event"]) > int(taken["event"])) == ("out", True)


@pytest.mark.parametrize(
    ("person", "answers"),
    [(an_operator, (200, 200)), (a_producer, (200, 403)), (an_outsider, (403, 403))],
    ids=["operator", "producer", "outsider"],
)
def test_18_only_operators_take_and_others_may_prepare(client, output, declared, person, answers):
    who = Operator(client, output)
    client.force_login(person(), backend="django.contrib.auth.backends.ModelBackend")
    added, _ = who.press("add", subject="Leicester East", graphic="lower-third")
    cleared, _ = who.press("clear", "all")
    assert (added, cleared) == answers


def test_18_a_second_operator_of_an_output_is_told_of_the_first(gwen, output):
    gwen.kept()
    assert "Gwen Parry has this panel open too" in Operator(signed_in(a_producer()), output).kept()


def test_18_a_reporter_sees_no_panel(client, output, alice):
    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/graphics/pgm/control/").status_code == HTTPStatus.FORBIDDEN


def test_20_feeds_stand_four_polls_a_second_and_say_so_where_nothing_changed(gwen, declared, election):
    address = f"/feeds/live/{election.slug}/EM/scoreboard.rows.json"
    tag = gwen.client.get(address)["ETag"]
    for _ in range(4 * POLLS_A_SECOND):
        answer = gwen.client.get(address, headers={"if-none-match": tag})
        assert (answer.status_code, answer.content) == (HTTPStatus.NOT_MODIFIED, b"")


@needs_browser
def test_20_hundreds_of_updates_leave_no_element_behind_and_ask_for_no_reload(gwen, declared, stage, output):
    program = stage().told()
    gwen.takes(gwen.adds("Leicester East"))
    program.told()
    program.do(lambda desk: desk.page.evaluate("window.here = true"))
    frame = json.loads(program_frame(output.pk))

    def after(updates):
        def told(desk):
            for at in range(updates):
                margin = f"majority {1000 * updates + at}"
                frame["layers"]["lower-third"] |= {"digest": margin}
                frame["layers"]["lower-third"]["values"] |= {"margin": margin}
                desk.says(json.dumps(frame))
            # The last one has faded in, and whatever was there before has left, if ever it does.
            desk.until(lambda: MAJORITIES.findall(shown(desk.page)) == [margin[1:]])
            return desk.page.evaluate("[document.querySelectorAll('*').length, window.here]")

        return program.do(told)

    assert after(UPDATES) == after(2)
