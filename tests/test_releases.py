"""A release first shows what it will change, and does no more; a hold keeps what is on the screen."""

import json
import re
from http import HTTPStatus

import pytest
from django.test import Client

from results.declaring.commands import correct, enter
from results.declaring.councils import enter_council
from results.graphics.frames import preview_frame, program_frame
from results.graphics.values import snapshot_of
from results.models import AsRun, Cue, Hold, OnAir
from results.onair.air import take
from results.onair.cues import prepare, put_on_preview
from results.onair.snapshot import Subject
from tests.onair_rows import a_cue, an_output
from tests.panels import press
from tests.people import a_producer, a_reporter, an_operator
from tests.worlds import a_council, a_count, a_small_election

pytestmark = pytest.mark.django_db
SCRIPT = {"x-desk-panel": "1"}
PUT_RIGHT = a_count(16_000, 14_426, 3_000, 2_000, 574)


@pytest.fixture
def output():
    return an_output(a_small_election(contests=3), slug="pgm", name="PGM")


@pytest.fixture
def alice(output):
    return a_reporter(*output.election.contests.all())


@pytest.fixture
def gwen():
    return an_operator()


@pytest.fixture
def panel(client: Client, gwen) -> Client:
    client.force_login(gwen)
    return client


def a_board(output, by, *, graphic="scoreboard", mode=Cue.Mode.FOLLOW, aired=True):
    """A tally of the East Midlands on preview, or on air from there."""
    subject = Subject(region_id=output.election.regions.get(code="EM").pk)
    snapshot = snapshot_of(graphic=graphic, election_id=output.election_id, subject=subject)
    cue = prepare(output_id=output.pk, snapshot=snapshot, by=by, mode=mode)
    put_on_preview(cue_id=cue.pk, by=by)
    if aired:
        take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=by)
    return cue


def declare(output, by, code="C0001"):
    enter(contest_id=output.election.contests.get(code=code).pk, count=a_count(), by=by)


def on_screen(output, layer="full"):
    return json.loads(program_frame(output.pk))["layers"][layer]["values"]["declared_txt"]


def held(panel, what, slug="pgm"):
    answer = panel.post(
        f"/graphics/{slug}/acts/hold/", {"what": what, "reason": "Recount rumoured"}, headers=SCRIPT
    )
    assert answer.status_code == HTTPStatus.OK, answer.content
    return Hold.objects.holding().whole().latest("pk")


def shown(panel, hold, **headers):
    answer = panel.get(f"/graphics/pgm/control/release/{hold.pk}/", headers=headers)
    assert answer.status_code == HTTPStatus.OK
    return answer.content.decode()


def button(page):
    """What the release button of a page carries."""
    return re.search(r'value="(\d+ [0-9a-f]{64})"', page)[1]


def plain(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.mark.parametrize("what", ["cue", "output"])
def test_what_follows_stays_as_it_is_on_the_screen_when_it_is_held(panel, output, alice, gwen, what):
    cue = a_board(output, gwen)
    declare(output, alice)
    held(panel, f"cue {cue.pk}" if what == "cue" else "output")
    assert on_screen(output) == "1 of 2"
    declare(output, alice, "C0003")
    assert on_screen(output) == "1 of 2"
    row, followed = OnAir.objects.get(), AsRun.objects.get(act="follow")
    assert (followed.digest, followed.layer, followed.values) == (row.digest, "full", row.values)


def test_a_hold_of_the_output_keeps_every_layer_and_one_of_a_cue_its_own_alone(panel, output, alice, gwen):
    tally, bug = a_board(output, gwen), a_board(output, gwen, graphic="bug")
    declare(output, alice)
    one = held(panel, f"cue {tally.pk}")
    declare(output, alice, "C0003")
    assert (on_screen(output), on_screen(output, "bug")) == ("1 of 2", "2 of 2")
    held(panel, "output")
    assert (on_screen(output), on_screen(output, "bug")) == ("1 of 2", "2 of 2")
    assert OnAir.objects.get(cue=bug).values["declared_txt"] == "2 of 2"
    assert press(panel, "release", button(shown(panel, one))).status_code == HTTPStatus.OK
    assert on_screen(output) == "1 of 2"


@pytest.mark.parametrize("headers", [{}, SCRIPT], ids=["page", "script"])
def test_a_release_shows_before_and_after_of_what_follows_and_then_does_it(
    panel, output, alice, gwen, headers
):
    cue = a_board(output, gwen)
    row = held(panel, f"cue {cue.pk}")
    declare(output, alice)
    page = shown(panel, row, **headers)
    told = plain(page)
    assert "East Midlands scoreboard, on air, changes at once" in told
    assert "declared 0 of 2 → 1 of 2" in told
    assert press(panel, "release", button(page)).status_code == HTTPStatus.OK
    assert on_screen(output) == "1 of 2"


def test_a_contests_release_shows_what_is_kept_against_what_is_in_force(panel, output, alice, gwen):
    a_board(output, gwen)
    declare(output, alice)
    contest = output.election.contests.get(code="C0001")
    row = held(panel, f"contest {contest.pk}")
    correct(contest_id=contest.pk, count=PUT_RIGHT, by=alice, based_on=1, reason="Swapped")
    told = plain(shown(panel, row))
    assert "On air against in force" in told
    assert "outcome Con gain from Lab → Lab hold" in told
    assert "Con seats 1 → 0" in told


def test_a_contests_release_tells_of_other_outputs_too(panel, output, alice, gwen):
    other = an_output(output.election, slug="wall", name="Studio wall")
    a_board(other, gwen, graphic="bug")
    contest = output.election.contests.get(code="C0001")
    row = held(panel, f"contest {contest.pk}")
    declare(output, alice)
    assert "East Midlands bug, on air of Studio wall, changes at once" in plain(shown(panel, row))


def test_a_councils_release_shows_it_too(panel, gwen):
    council = a_council()
    an_output(council.election, slug="pgm", name="PGM")
    row = held(panel, f"council {council.pk}")
    enter_council(council_id=council.pk, seats={"Lab": 2}, complete=False, by=a_producer())
    told = plain(shown(panel, row))
    assert f"Release {council.name}, everywhere" in told
    assert "Lab seats nothing → 2" in told or "Lab seats 0 → 2" in told


def test_it_says_so_where_nothing_changes_and_a_frozen_cue_changes_nothing(panel, output, gwen):
    cue = a_board(output, gwen, mode=Cue.Mode.FROZEN)
    page = shown(panel, held(panel, f"cue {cue.pk}"))
    assert "Nothing changes on the screen" in plain(page)
    assert press(panel, "release", button(page)).status_code == HTTPStatus.OK


def test_what_is_on_preview_and_is_read_at_take_is_among_what_changes(panel, output, alice, gwen):
    a_board(output, gwen, mode=Cue.Mode.AT_TAKE, aired=False)
    row = held(panel, "output")
    declare(output, alice)
    assert json.loads(preview_frame(output.pk))["layers"]["full"]["values"]["declared"] == 0
    told = plain(shown(panel, row))
    assert "East Midlands scoreboard, on preview, changes at once" in told


@pytest.mark.parametrize("digest", ["", "0" * 64, "stale"])
def test_a_release_that_would_change_something_else_by_now_is_refused(panel, output, alice, gwen, digest):
    cue = a_board(output, gwen)
    row = held(panel, f"cue {cue.pk}")
    seen = button(shown(panel, row)) if digest == "stale" else f"{row.pk} {digest}"
    declare(output, alice)
    refused = press(panel, "release", seen)
    assert refused.status_code == HTTPStatus.CONFLICT
    assert "What the release would change moved on" in refused.content.decode()
    assert Hold.objects.holding().count() == 1
    assert on_screen(output) == "0 of 2"
    assert press(panel, "release", button(shown(panel, row))).status_code == HTTPStatus.OK


def test_without_a_script_a_refusal_comes_back_to_the_panel_with_its_sentence(panel, output, gwen):
    row = held(panel, f"cue {a_cue(output_of_one(), gwen).pk}", slug="one")
    answer = panel.post("/graphics/one/acts/release/", {"what": f"{row.pk} x"})
    page = panel.get(answer["Location"])
    assert "What the release would change moved on" in page.content.decode()


def output_of_one():
    return an_output(slug="one", name="One")


def test_looking_releases_nothing_and_reads_past_no_other_hold(panel, output, alice, gwen):
    cue = a_board(output, gwen)
    one, whole = held(panel, f"cue {cue.pk}"), held(panel, "output")
    declare(output, alice)
    for row in (one, whole):
        assert "Nothing changes on the screen" in plain(shown(panel, row))
    assert Hold.objects.holding().count() == 2


def test_a_hold_of_another_output_or_one_that_is_gone_is_not_there(panel, output, gwen):
    row = held(panel, f"cue {a_cue(output_of_one(), gwen).pk}", slug="one")
    assert panel.get(f"/graphics/pgm/control/release/{row.pk}/").status_code == HTTPStatus.NOT_FOUND
    refused = press(panel, "release", f"{row.pk} x")
    assert (refused.status_code, Hold.objects.holding().count()) == (HTTPStatus.UNPROCESSABLE_ENTITY, 1)


def test_a_reporter_sees_no_release_and_a_producer_looks_and_does_not_let_go(client, output, alice, gwen):
    operator = Client()
    operator.force_login(gwen)
    row = held(operator, f"cue {a_board(output, gwen).pk}")
    client.force_login(alice)
    assert client.get(f"/graphics/pgm/control/release/{row.pk}/").status_code == HTTPStatus.FORBIDDEN
    client.force_login(a_producer())
    assert press(client, "release", button(shown(client, row))).status_code == HTTPStatus.FORBIDDEN
    assert Hold.objects.holding().count() == 1
