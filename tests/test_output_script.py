"""The script of an output's page: what the desk says is on is what is drawn, and nothing else ever is."""

import json
from io import BytesIO
from urllib.parse import unquote

import fontpkg_inter
import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from PIL import Image
from playwright.sync_api import sync_playwright

from results.graphics.version import SCRIPTS
from tests.services import BROWSER_ARGS, needs_browser

pytestmark = needs_browser
SITE = "http://desk.test"
FONT = f"{fontpkg_inter.ROOT}/files/Inter[opsz,wght].ttf"
LAB = {"abbr": "Lab", "name": "Labour", "colour": "#d50000", "ink": "#ffffff"}
VALUES = {
    "graphic": "lower-third",
    "contest": "Leicester East",
    "phrase": "Con gain from Lab",
    "kind": "gain",
    "party": LAB,
    "winner": "Shivani Raja",
    "majority_txt": "4,426",
    "margin": "majority 4,426",
    "swing": "",
    "turnout": "Turnout 59.1%",
    "pages": [{"name": "Shivani Raja", "party": LAB, "votes_txt": "14,526", "share_txt": "31.1%"}],
}
# Every animation that the page starts, counted; the frame's own clock is left alone.
COUNTED = """
window.started = 0;
const animate = Element.prototype.animate;
Element.prototype.animate = function (...given) { window.started += 1; return animate.apply(this, given); };
"""


@pytest.fixture(scope="module")
def browser(chromium):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=BROWSER_ARGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser):
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    page.add_init_script(COUNTED)
    page.route(f"{SITE}/**", _serve)
    yield page
    page.close()


class Desk:
    """The desk's end of the line of an output's page."""

    def __init__(self, page, *, bus="program", version="v1"):
        self.page, self.beats, self.lines, self.seq = page, [], 0, 0
        self.socket = None
        page.route_web_socket("ws://desk.test/**", self._accept)
        page.goto(f"{SITE}/output?{bus}-{version}")
        self.until(lambda: self.beats)

    def _accept(self, socket):
        self.lines += 1
        self.socket = socket
        socket.on_message(lambda text: self.beats.append(json.loads(text)["beat"]))

    def shows(self, *, act=1, test_card=False, **layers):
        self.seq += 1
        frame = {
            "output": "pgm",
            "name": "PGM 1",
            "format": "1080p50",
            "rehearsal": False,
            "test_card": test_card,
            "version": "v1",
            "act": act,
            "layers": {name.replace("_", "-"): layer for name, layer in layers.items()},
        }
        self.send(seq=self.seq, since=self.seq - 1, content=json.dumps(frame))
        return self

    def send(self, **frame):
        self.socket.send(json.dumps(frame))

    def until(self, ask):
        for _ in range(200):
            if ask():
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"it did not come; the last heartbeats: {self.beats[-3:]}")

    def told(self, states, act):
        """Waits for a heartbeat that confirms this."""
        self.until(lambda: (self.beats[-1]["states"], self.beats[-1]["act"]) == (states, act))
        return self

    def again(self):
        """The line is lost, and the page comes back by itself."""
        lines = self.lines
        self.socket.close(code=1012)
        self.until(lambda: self.lines > lines)
        return self

    def started(self):
        """How many animations the page has started since it was last asked."""
        return self.page.evaluate("() => { const n = window.started; window.started = 0; return n; }")


@pytest.fixture
def desk(page):
    return Desk(page)


def a_third(*, cue=1, step=0, graphic="lower-third", **values):
    given = {**VALUES, **values}
    return {
        "cue": cue,
        "graphic": graphic,
        "values": given,
        "digest": json.dumps(given),
        "step": step,
        "corrected": False,
        "act": 1,
    }


def picture(page):
    shot = page.screenshot(omit_background=True, scale="css")
    return Image.open(BytesIO(shot)).convert("RGBA")


def ink(page):
    return picture(page).getchannel("A").getbbox()


def shown(page):
    """All text on the page, whatever draws it."""
    return page.evaluate("document.body.textContent.replace(/\\\\s+/g, ' ')")


ON = {"lower-third": "on"}


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
    desk.until(lambda: ink(desk.page) is None)
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
    before = picture(desk.page)
    desk.started()
    desk.again()
    assert picture(desk.page).tobytes() == before.tobytes()
    desk.shows(act=1, lower_third=a_third()).told(ON, 1)
    assert desk.started() == 0
    assert picture(desk.page).tobytes() == before.tobytes()


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
    before = picture(desk.page)
    desk.socket.send("nonsense")
    desk.send(seq=50, since=1, content="nonsense")
    desk.send(seq=51, since=1, content="{}")
    desk.send(seq=52, since=1, content="null")
    desk.shows(act=2, lower_third=a_third()).told(ON, 2)
    assert picture(desk.page).tobytes() == before.tobytes()


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


def test_the_test_card_covers_everything_and_leaves_it_as_it_was(desk):
    on_air(desk)
    before = picture(desk.page)
    desk.shows(act=2, test_card=True, lower_third=a_third()).told({**ON, "card": "on"}, 2)
    assert "PGM 1" in shown(desk.page)
    desk.shows(act=3, lower_third=a_third()).told(ON, 3)
    desk.until(lambda: picture(desk.page).tobytes() == before.tobytes())


def _serve(route):
    path = unquote(route.request.url.removeprefix(SITE))
    if path.startswith("/output"):
        bus, version = path.partition("?")[2].split("-")
        context = {
            "title": "pgm",
            "socket": f"/ws/outputs/pgm/{bus}/",
            "bus": bus,
            "version": version,
            "fonts": "/static/fonts/Inter.ttf",
            "scripts": [f"/static/graphics/{name}.js" for name in SCRIPTS],
        }
        route.fulfill(body=render_to_string("graphics/output.html", context), content_type="text/html")
    elif path.startswith("/static/fonts"):
        route.fulfill(path=FONT)
    elif found := finders.find(path.removeprefix("/static/")):
        route.fulfill(path=found)
    else:
        route.fulfill(status=404, body="")
