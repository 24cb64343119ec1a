"""Ten hours of an output's page in a minute: 20,000 frames by its own line, and it is as light as before.

Counted after the browser was made to collect its garbage: bytes of the scripts' heap, nodes and listeners,
detached ones among them.
"""

import pytest

from tests.browsers import a_browser
from tests.graphics.longest import all_values
from tests.output_desk import SITE, VALUES, ink, serve
from tests.services import needs_browser

pytestmark = needs_browser

SETTLED, UPDATES = 1_000, 20_000
MOST_BYTES = 5_000_000
# The browser itself keeps a handful of nodes for a while; a leak has thousands.
MOST_NODES = 16
# A line that is handed its messages by the test; the page finds it where it looks for the browser's own.
LINE = """
window.beats = [];
window.WebSocket = class {
  constructor() {
    window.line = this;
    this.readyState = 1;
    setTimeout(() => this.onopen(), 0);
  }
  send(text) { window.beats = [JSON.parse(text).beat]; }
  close() {}
};
window.WebSocket.OPEN = 1;
"""
# An hour's mixture, over and over: a tally that follows, ticker items that come and go, lower thirds that are
# taken, paged, corrected and taken out, full frames in turn, a clear, the test card, a line that is lost.
NIGHT = """async ([given, from, until]) => {
  const layer = (cue, graphic, values, digest, step) => ({ cue, graphic, values, step: step || 0,
    digest: graphic + digest, corrected: false, act: cue });
  const items = (at) => given.ticker.items.concat(Array.from({ length: 12 }, (_, n) => {
    const text = "majority " + (Math.floor(at / 3) + n) * 37;
    return { id: "contest-" + (Math.floor(at / 3) + n), kind: "result", head: "Leicester East", text };
  }));
  const full = ["scoreboard", "scoreboard", "seat-change", "hex-map", "contest", "council"];
  const one = (at) => {
    const few = Math.floor(at / 5);
    if (at % 500 === 0) { return {}; }
    const name = full[Math.floor(at / 200) % full.length];
    const shown = { bug: layer(4, "bug", { ...given.bug, declared_txt: few + " of 4000" }, few),
      ticker: layer(3, "ticker", { ...given.ticker, items: items(at) }, Math.floor(at / 3)) };
    if (at % 10 === 0) {
      const values = { ...given[name], declared_txt: at + " of 20000" };
      shown.full = layer(100 + Math.floor(at / 200), name, values, at);
      return shown;
    }
    const third = { ...given.third, margin: "majority " + at, corrected: at % 40 > 30 };
    return at % 40 < 36 ? { ...shown, "lower-third": layer(1000 + Math.floor(at / 40), "lower-third", third,
      at, Math.floor(at / 20) % 2) } : shown;
  };
  for (let at = from; at < until; at += 1) {
    const frame = { name: "PGM 1", format: "1080p50", rehearsal: false, version: "v1", act: at,
      test_card: at % 1000 === 999, layers: one(at) };
    line.onmessage({ data: JSON.stringify({ seq: at, since: at - 1, content: JSON.stringify(frame) }) });
    if (at % 100 === 0) { await new Promise(requestAnimationFrame); }
    if (at % 5000 === 0) {
      const before = line;
      before.onclose({ code: 1012 });
      while (line === before) { await new Promise(requestAnimationFrame); }
    }
  }
}"""
AT_REST = """act => {
  const frame = { name: "PGM 1", format: "1080p50", version: "v1", act, layers: {} };
  line.onmessage({ data: JSON.stringify({ seq: act, since: act - 1, content: JSON.stringify(frame) }) });
}"""
# What a careless change might do: keep every picture that was ever drawn.
LEAK = """() => {
  window.kept = [];
  const put = DeskGraphic.prototype.put;
  DeskGraphic.prototype.put = function (paper) { window.kept.push(paper); return put.call(this, paper); };
}"""


class Endured:
    """A page that is told a night, and what it holds afterwards."""

    def __init__(self, page):
        self.page = page
        page.add_init_script(LINE)
        page.route(f"{SITE}/**", serve)
        page.goto(f"{SITE}/output?program-v1")
        self.browser = page.context.new_cdp_session(page)
        self.values = all_values() | {"third": VALUES}

    def lives(self, since, until):
        self.page.evaluate(NIGHT, [self.values, since, until])
        return self

    def holds(self, act):
        """Bytes, nodes and listeners with nothing on air."""
        self.page.evaluate(AT_REST, act)
        self.until_told({}, act)
        self.browser.send("HeapProfiler.collectGarbage")
        counted = self.browser.send("Memory.getDOMCounters")
        heap = self.browser.send("Runtime.getHeapUsage")
        return int(heap["usedSize"]), counted["nodes"], counted["jsEventListeners"]

    def until_told(self, states, act):
        for _ in range(600):
            (told,) = self.page.evaluate("window.beats")
            if (told["states"], told["act"]) == (states, act) and ink(self.page) is None:
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"the page said last: {told}")


@pytest.fixture
def output(chromium):
    with a_browser(chromium) as browser:
        yield Endured(browser.new_page(viewport={"width": 1920, "height": 1080}))


def test_after_twenty_thousand_updates_the_page_is_as_light_as_it_was(output):
    before = output.lives(1, SETTLED).holds(SETTLED)
    after = output.lives(SETTLED + 1, SETTLED + UPDATES).holds(SETTLED + UPDATES)
    assert after[0] - before[0] < MOST_BYTES
    assert after[1] - before[1] < MOST_NODES
    assert after[2] <= before[2]


def test_a_page_that_keeps_what_it_drew_is_found_out(output):
    before = output.lives(1, 100).holds(100)
    output.page.evaluate(LEAK)
    after = output.lives(101, 300).holds(300)
    assert after[1] - before[1] > 10 * MOST_NODES
