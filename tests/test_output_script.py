"""The script of an output's page: what the desk says is on is what is drawn, and nothing else ever is."""

import pytest

from tests.browsers import a_browser, keyed
from tests.output_desk import COUNTED, FONT, ON, SITE, Desk, a_third, ink, serve, shown
from tests.services import needs_browser

pytestmark = needs_browser


@pytest.fixture(scope="module")
def browser(chromium):
    with a_browser(chromium) as browser:
        yield browser


@pytest.fixture
def page(browser):
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    page.add_init_script(COUNTED)
    page.route(f"{SITE}/**", serve)
    yield page
    page.close()


@pytest.fixture
def desk(page):
    return Desk(page)


def on_air(desk):
    """The lower third is on, and the line was open before: it was brought in."""
    desk.shows(act=0).told({}, 0)
    desk.started()
    return desk.shows(act=1, lower_third=a_third()).told(ON, 1)


def test_the_page_is_transparent_and_empty_until_something_is_on(desk):
    assert ink(desk.page) is None
    assert shown(desk.page).strip() == ""


def test_a_take_animates_in_and_the_page_says_when_it_is_on(desk):
    on_air(desk)
    assert desk.started() > 0
    assert "Leicester East" in shown(desk.page)
    assert ink(desk.page)
    states = [beat["states"].get("lower-third") for beat in desk.beats]
    assert states[-1] == "on"
    assert {"playing", "on"} <= set(states)


def test_other_values_of_the_same_cue_change_in_place(desk):
    on_air(desk)
    before = desk.started()
    desk.shows(act=2, lower_third=a_third(margin="majority 4,246")).told(ON, 2)
    assert "4,246" in shown(desk.page)
    assert 0 < desk.started() < before
    desk.until(lambda: "4,426" not in shown(desk.page))


def test_the_same_again_moves_nothing(desk):
    on_air(desk)
    desk.started()
    desk.shows(act=2, lower_third=a_third()).told(ON, 2)
    assert desk.started() == 0


def test_what_is_left_out_of_newer_values_leaves_the_picture(desk):
    on_air(desk)
    fewer = a_third()
    del fewer["values"]["turnout"]
    fewer["digest"] = "fewer"
    desk.shows(act=2, lower_third=fewer).told(ON, 2)
    desk.until(lambda: "Turnout" not in shown(desk.page))


def test_next_shows_the_next_page_of_the_graphic(desk):
    on_air(desk)
    desk.shows(act=2, lower_third=a_third(step=1)).told(ON, 2)
    assert "14,526" in shown(desk.page)


def test_out_leaves_alpha_0_and_an_empty_page(desk):
    on_air(desk)
    desk.shows(act=2).told({}, 2)
    assert ink(desk.page) is None
    assert shown(desk.page).strip() == ""


def test_off_is_confirmed_once_it_is_and_not_while_it_leaves(desk):
    on_air(desk)
    first = len(desk.beats)
    desk.shows(act=2).told({}, 2)
    told = [beat["states"] for beat in desk.beats[first:] if beat["act"] == 2]
    assert told[0] == {"lower-third": "leaving"}
    assert told[-1] == {}


def test_out_in_and_out_again_is_confirmed_when_all_of_it_has_left(desk):
    on_air(desk)
    desk.shows(act=2).shows(act=3, lower_third=a_third()).shows(act=4).told({}, 4)
    assert ink(desk.page) is None
    assert shown(desk.page).strip() == ""


def test_another_cue_takes_the_place_of_the_one_before(desk):
    on_air(desk)
    desk.shows(act=2, lower_third=a_third(cue=2, contest="Leicester South")).told(ON, 2)
    desk.until(lambda: "Leicester East" not in shown(desk.page))
    assert "Leicester South" in shown(desk.page)


def test_taken_out_and_taken_again_before_it_has_left_it_stands(desk):
    on_air(desk)
    desk.shows(act=2).shows(act=3, lower_third=a_third()).told(ON, 3)
    desk.until(lambda: shown(desk.page).count("Leicester East") == 1)


def test_a_lost_line_leaves_the_picture_and_the_first_frame_after_it_moves_nothing(desk):
    on_air(desk)
    before = keyed(desk.page)
    desk.started()
    desk.again()
    assert keyed(desk.page).tobytes() == before.tobytes()
    desk.shows(act=1, lower_third=a_third()).told(ON, 1)
    assert desk.started() == 0
    assert keyed(desk.page).tobytes() == before.tobytes()


def test_what_came_meanwhile_is_drawn_settled_and_what_left_is_gone_at_once(desk):
    on_air(desk).again()
    desk.started()
    desk.shows(act=4, lower_third=a_third(cue=2, contest="Leicester South"), bug=a_third(cue=3))
    desk.told({"lower-third": "on", "bug": "on"}, 4)
    assert desk.started() == 0
    desk.again().shows(act=5).told({}, 5)
    assert desk.started() == 0
    assert ink(desk.page) is None


def test_a_page_that_opens_while_something_is_on_draws_it_settled(desk):
    desk.started()
    desk.shows(act=7, lower_third=a_third()).told(ON, 7)
    assert desk.started() == 0
    assert ink(desk.page)


def test_a_beat_of_a_frame_that_was_missed_opens_the_line_afresh(desk):
    on_air(desk)
    lines = desk.lines
    desk.send(beat=True, seq=9, since=9)
    desk.until(lambda: desk.lines > lines)


@pytest.mark.parametrize("graphic", ["nothing-of-ours", "broken", "broken-late"])
def test_a_graphic_that_fails_is_blank_and_says_so_and_the_others_stay(desk, graphic):
    desk.page.evaluate(
        """() => {
        const Third = DeskGraphics["lower-third"];
        DeskGraphics.broken = class { constructor() { throw new Error("no"); } };
        DeskGraphics["broken-late"] = class extends Third { draw() { throw new Error("no"); } };
        }"""
    )
    desk.shows(act=1, lower_third=a_third(), full=a_third(cue=2, graphic=graphic))
    desk.told({"lower-third": "on", "full": "error"}, 1)
    assert shown(desk.page).count("Leicester East") == 1
    desk.shows(act=2, lower_third=a_third(), full=a_third(cue=3)).told({**ON, "full": "on"}, 2)


def test_frames_that_cannot_be_read_change_nothing(desk):
    on_air(desk)
    before = keyed(desk.page)
    desk.socket.send("nonsense")
    desk.send(seq=50, since=1, content="nonsense")
    desk.send(seq=51, since=1, content="{}")
    desk.send(seq=52, since=1, content="null")
    desk.shows(act=2, lower_third=a_third()).told(ON, 2)
    assert keyed(desk.page).tobytes() == before.tobytes()


def test_a_page_whose_scripts_are_old_says_so_and_does_not_reload_itself(page):
    desk = Desk(page, version="v0")
    page.evaluate("window.here = true")
    desk.shows(act=1).told({"outdated": True}, 1)
    assert desk.beats[-1]["version"] == "v0"
    assert page.evaluate("window.here")


def test_preview_is_drawn_at_rest_and_tells_what_does_not_fit(page):
    desk = Desk(page, bus="preview")
    desk.shows(act=0)
    desk.started()
    long = a_third(contest="Llanfairpwllgwyngyll " * 20)
    desk.shows(act=1, lower_third=long).told({**ON, "lost": {"lower-third": ["contest"]}}, 1)
    assert desk.started() == 0
    desk.shows(act=2, lower_third=a_third(cue=2)).told(ON, 2)


def test_what_does_not_fit_is_measured_in_the_typeface_and_not_before_it_has_come(page):
    asked = []
    page.route(f"{SITE}/static/fonts/**", lambda route, _: asked.append(route))
    desk = Desk(page, bus="preview")
    desk.shows(act=1, lower_third=a_third(contest="Llanfairpwllgwyngyll " * 20))
    desk.until(lambda: asked)
    asked[0].fulfill(path=FONT)
    desk.told({**ON, "lost": {"lower-third": ["contest"]}}, 1)
    measured = [beat["states"]["lower-third"] for beat in desk.beats if "lost" in beat["states"]]
    assert set(measured) == {"on"}


def test_the_test_card_covers_everything_and_leaves_it_as_it_was(desk):
    on_air(desk)
    before = keyed(desk.page)
    desk.shows(act=2, test_card=True, lower_third=a_third()).told({**ON, "card": "on"}, 2)
    assert "PGM 1" in shown(desk.page)
    desk.shows(act=3, lower_third=a_third()).told(ON, 3)
    desk.until(lambda: keyed(desk.page).tobytes() == before.tobytes())
