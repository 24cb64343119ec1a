"""What an election desk's output must do, 1 to 5: which figures go to air, and by whose act."""

import pytest
from django.test.html import parse_html

from results.declaring.commands import correct, enter
from results.declaring.withdrawing import withdraw
from results.models import AsRun, Hold, OnAir
from tests.fragments import texts_of
from tests.output_desk import shown
from tests.services import needs_browser
from tests.worlds import a_count

pytestmark = pytest.mark.django_db
PUT_RIGHT = a_count(10_000, 14_246, 3_000, 2_000, 754)


@pytest.fixture
def declared(leicester, alice):
    """Leicester East, declared: majority 4,426."""
    enter(contest_id=leicester.pk, count=a_count(), by=alice)
    return leicester


def put_right(contest, by):
    """Misread: the majority is 4,246."""
    correct(contest_id=contest.pk, count=PUT_RIGHT, by=by, based_on=1, reason="Misread.")


def told(gwen, name):
    """The words of a part of the panel."""
    return " ".join(texts_of(parse_html(gwen.panel()), name))


def test_01_a_cue_freezes_its_data_and_the_panel_tells_what_is_newer(gwen, declared, alice):
    cue = gwen.adds("Leicester East")
    frozen = (cue.values, cue.digest, cue.seq)
    put_right(declared, alice)
    cue.refresh_from_db()
    assert (cue.values, cue.digest, cue.seq) == frozen
    assert "1 newer" in told(gwen, "panel-rundown")
    newer = gwen.newer(cue)
    assert "4,426" in newer and "4,246" in newer


@needs_browser
def test_02_a_take_shows_exactly_what_preview_showed_or_is_refused(gwen, declared, alice, stage):
    program, preview = stage(), stage("preview")
    cue = gwen.previews(gwen.adds("Leicester East"))
    seen = preview.told().picture()
    gwen.does("take", f"{cue.pk} {cue.digest}")
    assert program.told().picture().tobytes() == seen.tobytes()
    gwen.does("clear", "all")
    gwen.previews(cue)
    put_right(declared, alice)
    gwen.does("refresh", f"{cue.pk} {cue.digest}")
    status, said = gwen.press("take", f"{cue.pk} {cue.digest}")
    assert (status, OnAir.objects.count()) == (409, 0)
    assert said == "It changed since you looked: look again before you act."


@pytest.mark.parametrize("mode", ["frozen", "at_take"])
def test_03_an_update_on_air_is_an_act(gwen, declared, alice, mode):
    cue = gwen.adds("Leicester East", mode=mode)
    gwen.takes(cue)
    put_right(declared, alice)
    assert OnAir.objects.get().values["majority_txt"] == "4,426"
    gwen.does("update", f"lower-third {OnAir.objects.get().digest}")
    assert OnAir.objects.get().values["majority_txt"] == "4,246"


def test_03_a_tally_may_follow_and_a_contest_may_not(gwen, declared):
    status, said = gwen.press("add", subject="Leicester East", graphic="lower-third", mode="follow")
    assert (status, "Only tallies and the ticker follow" in said) == (422, True)
    for graphic in ("scoreboard", "ticker"):
        assert gwen.adds("East Midlands", graphic, mode="follow").mode == "follow"


def test_04_a_hold_is_kept_in_the_feed_and_by_the_acts_with_who_when_and_why(gwen, declared, alice, election):
    cue = gwen.adds("Leicester East")
    feed = f"/feeds/live/{election.slug}/EM/ticker.rows.json"
    before = gwen.feed(feed)[0]["text"]
    gwen.does("hold", f"contest {declared.pk}", reason="Recount rumoured")
    put_right(declared, alice)
    assert gwen.feed(feed)[0]["text"] == before
    gwen.previews(cue)
    for act, what in (("take", f"{cue.pk} {cue.digest}"), ("refresh", f"{cue.pk} {cue.digest}")):
        status, said = gwen.press(act, what)
        assert status == 422 and "Held by Gwen Parry since" in said and "Recount rumoured" in said
    held = Hold.objects.holding().get()
    assert "held by Gwen Parry" in told(gwen, "panel-holds")
    first = gwen.client.get(f"/graphics/pgm/control/release/{held.pk}/").content.decode()
    assert "4,426" in first and "4,246" in first
    assert gwen.press("release", f"{held.pk} another")[0] == 409
    gwen.does("release", first.split(f'value="{held.pk} ')[1].join([f"{held.pk} ", ""]).split('"')[0])
    assert gwen.feed(feed)[0]["text"] != before


@needs_browser
def test_05_a_correction_of_what_is_on_air_alerts_and_is_pushed_in_place_with_its_tag(
    gwen, declared, alice, stage
):
    program = stage().told()
    cue = gwen.adds("Leicester East")
    gwen.takes(cue)
    assert "CORRECTED" not in program.told().words()
    put_right(declared, alice)
    assert "Leicester East corrected at" in told(gwen, "panel-alerts")
    gwen.does("update", f"lower-third {cue.digest}")
    program.told().do(lambda desk: desk.until(lambda: "4,426" not in shown(desk.page)))
    assert "CORRECTED" in program.words() and "4,246" in program.words()
    assert told(gwen, "panel-alerts") == ""
    aired = [(row.act, row.values["majority_txt"]) for row in AsRun.objects.order_by("number") if row.values]
    assert aired == [("take", "4,426"), ("correct", "4,246")]


def test_05_a_result_that_is_taken_back_alerts_until_it_is_off(gwen, declared, alice):
    gwen.takes(gwen.adds("Leicester East"))
    withdraw(contest_id=declared.pk, by=alice, based_on=1, reason="Another contest's sheet.")
    assert "Leicester East withdrawn" in told(gwen, "panel-alerts")
    gwen.does("out", "lower-third")
    assert "on air now" not in told(gwen, "panel-alerts")
