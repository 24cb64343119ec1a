"""What an election desk's output must do, 11 to 15: what the operator sees, and what viewers can read."""

import json
from datetime import timedelta
from itertools import pairwise

import pytest

from results.boards.badges import contrast, ink_on
from results.declaring.commands import enter
from results.graphics.frames import program_frame
from results.graphics.version import scripts_version
from results.models import OutputPage, Party
from results.onair.pages import Said, heard
from tests.graphics.longest import MIDLANDS, WORST_FIRST, all_values, rows
from tests.graphics.players import SAFE, inside
from tests.output_desk import Desk
from tests.services import needs_browser
from tests.worlds import a_count

pytestmark = pytest.mark.django_db
LEGIBLE = 4.5
VOTES = [(10_000, 14_426, 3_000, 2_000, 574), (9, 8, 30_000, 7, 6), (1, 2, 3, 4, 21_000)]


@pytest.fixture
def declared(election, alice):
    for contest, votes in zip(election.contests.order_by("code"), VOTES, strict=True):
        enter(contest_id=contest.pk, count=a_count(*votes), by=alice)


def test_11_the_operator_sees_age_heartbeat_version_and_what_is_confirmed(gwen, declared, output):
    shown_now = gwen.takes(gwen.adds("Leicester East"))
    assert "since" in gwen.panel()
    assert "No program page is heard of" in gwen.kept()
    heard(output_id=output.pk, bus="program", said=Said("a", "v7", shown_now.act - 1, {"lower-third": "on"}))
    assert "not confirmed yet" in gwen.kept() and "v7" in gwen.kept()
    heard(output_id=output.pk, bus="program", said=Said("a", "v7", shown_now.act, {"lower-third": "on"}))
    assert "not confirmed yet" not in gwen.kept() and "confirmed" in gwen.kept()
    page = OutputPage.objects.get(key="a")
    for silent, late in ((4, False), (15, True)):
        page.seen_at -= timedelta(seconds=silent)
        page.save()
        assert ("not heard since" in gwen.kept()) is late


@needs_browser
def test_11_a_page_acknowledges_what_it_shows_with_the_acts_number(gwen, declared, stage):
    program = stage().told()
    on_air = gwen.takes(gwen.adds("Leicester East"))
    program.told()
    beats = program.do(lambda desk: [beat for beat in desk.beats if beat["act"] == on_air.act])
    assert [beat["states"].get("lower-third") for beat in beats][-1] == "on"
    gwen.does("out", "lower-third")
    assert program.told().do(lambda desk: desk.beats[-1]["states"]) == {}


@needs_browser
def test_12_the_ticker_enters_at_the_tail_and_leaves_what_is_on_screen(gwen, election, alice, stage, output):
    program = stage().told()
    first, second = election.contests.filter(regions__code="EM").order_by("code")
    enter(contest_id=first.pk, count=a_count(), by=alice)
    gwen.takes(gwen.adds("East Midlands", "ticker", mode="follow"))
    assert first.name in program.told().words()
    enter(contest_id=second.pk, count=a_count(), by=alice)
    frame = json.loads(program_frame(output.pk))
    assert [item["head"] for item in frame["layers"]["ticker"]["values"]["items"]] == [
        first.name,
        second.name,
    ]
    program.told()
    assert first.name in program.words() and second.name not in program.words()


@needs_browser
@pytest.mark.parametrize("name", sorted(set(all_values()) - {"test-card"}))
def test_13_the_longest_names_fit_in_the_safe_area_over_nothing(stage, name):
    layer = {"cue": 1, "graphic": name, "values": all_values(**WORST_FIRST)[name], "digest": name, "step": 0}
    frame = {"act": 1, "version": scripts_version(), "test_card": False, "layers": {"full": layer}}
    preview = stage("preview").told(json.dumps(frame))
    assert inside(preview.ink(), SAFE)
    assert "lost" not in preview.do(lambda desk: desk.beats[-1]["states"])


@needs_browser
def test_13_what_does_not_fit_is_told_before_the_take(gwen, declared, stage, output):
    preview = stage("preview").told()
    cue = gwen.previews(gwen.adds("Leicester East"))
    cue.values = {**cue.values, "contest": "Llanfairpwllgwyngyll " * 20}
    cue.save()
    preview.do(Desk.forgets)
    preview.told()
    states = preview.do(lambda desk: desk.beats[-1]["states"])
    assert states["lost"] == {"lower-third": ["contest"]}
    heard(output_id=output.pk, bus="preview", said=Said("m", "v7", 0, states))
    assert "Does not fit on preview: lower third contest" in gwen.kept()


def test_14_text_on_every_partys_colour_is_legible():
    colours = {row["colour"] for row in rows(MIDLANDS, "parties") if row["colour"]}
    assert len(colours) > 10
    assert [colour for colour in colours if contrast(ink_on(colour), colour) < LEGIBLE] == []


@needs_browser
def test_14_every_colour_has_its_abbreviation_beside_it(gwen, declared, stage):
    program = stage().told()
    on_air = gwen.takes(gwen.adds("East Midlands", "scoreboard"))
    words = program.told().words()
    abbreviations = [row["party"]["abbr"] for row in on_air.values["rows"]]
    assert {"Con", "LD"} & set(abbreviations)
    assert [abbr for abbr in abbreviations if abbr not in words] == []
    assert Party.objects.filter(code__in=abbreviations).count() == len(abbreviations)


def test_15_seats_add_up_and_come_of_one_number(gwen, election, alice):
    region = "The Midlands"
    seen = []
    for contest, votes in zip(election.contests.order_by("code"), VOTES, strict=True):
        enter(contest_id=contest.pk, count=a_count(*votes), by=alice)
        values = gwen.adds(region, "scoreboard").values
        assert sum(row["seats"] for row in values["rows"]) == values["declared"]
        assert values["declared_txt"] == f"{values['declared']} of {values['total']}"
        seen.append((values["seq"], values["declared"]))
    assert [declared for _, declared in seen] == [1, 2, 3]
    assert all(before < after for (before, _), (after, _) in pairwise(seen))
    assert values["as_at"]
