"""The desk's end of an output page's line, for tests: the page's own scripts, and frames sent to it.

Nothing is asked of the database or of a server: pages and scripts are handed to the browser by their address.
"""

import json
from time import monotonic
from urllib.parse import unquote

import fontpkg_inter
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from results.graphics.version import SCRIPTS
from tests.browsers import keyed

PATIENCE_S = 30
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
# The desk says every three seconds that it is there; while a test does something else nobody here would.
BEATS = """
window.WebSocket = class extends window.WebSocket {
  constructor(...given) {
    super(...given);
    const beat = new MessageEvent("message", { data: '{"beat": true, "seq": 0, "since": 0}' });
    setInterval(() => this.readyState === 1 && this.dispatchEvent(beat), 3000);
  }
};
"""
ON = {"lower-third": "on"}


class Desk:
    """The desk's end of the line of an output's page."""

    def __init__(self, page, *, bus="program", version="v1", silent=False):
        self.page, self.beats, self.lines, self.seq = page, [], 0, 0
        self.socket = None
        page.route_web_socket("ws://desk.test/**", self._accept)
        if not silent:
            page.add_init_script(BEATS)
        page.goto(f"{SITE}/output?{bus}-{version}")
        self.until(lambda: self.beats)

    def _accept(self, socket):
        self.lines += 1
        self.socket = socket
        socket.on_message(lambda text: self.beats.append(json.loads(text)["beat"]))

    def shows(self, *, act=1, test_card=False, **layers):
        """Sends a frame with these layers on, and nothing else."""
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
        return self.says(json.dumps(frame))

    def says(self, content):
        """Sends a frame's content under the next number."""
        self.seq += 1
        self.send(seq=self.seq, since=self.seq - 1, content=content)
        return self

    def send(self, **frame):
        """Sends a message as it is."""
        self.socket.send(json.dumps(frame))

    def until(self, ask):
        """Waits for something to be so."""
        patient = monotonic() + PATIENCE_S
        while monotonic() < patient:
            if ask():
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"it did not come; the last heartbeats: {self.beats[-3:]}")

    def told(self, states, act):
        """Waits for a heartbeat that confirms this."""
        self.until(lambda: (self.beats[-1]["states"], self.beats[-1]["act"]) == (states, act))
        return self

    def forgets(self):
        """What was said until now confirms nothing any more."""
        self.beats[:] = [{"act": -1, "states": {}}]
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


def a_third(*, cue=1, step=0, graphic="lower-third", **values):
    """A layer of a frame, as the desk sends it."""
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


def ink(page):
    """The box around whatever is not wholly transparent."""
    return keyed(page).getchannel("A").getbbox()


def shown(page):
    """All text on the page, whatever draws it."""
    return page.evaluate("document.body.textContent.replace(/\\\\s+/g, ' ')")


def serve(route):
    """Answers a request of the page's."""
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
