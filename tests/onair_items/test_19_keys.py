"""What an election desk's output must do, 19: worked by keys; the focus stays, and lists wait."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from results.models import AsRun
from tests.admin_browser import LAPTOP, opener
from tests.onair_rows import a_cue, an_output
from tests.people import an_operator
from tests.services import needs_browser

pytestmark = [needs_browser, pytest.mark.django_db(transaction=True)]
ROWS = "#panel-rundown [data-cue]"
MOVED_UP = """cue => fetch('/graphics/pgm/acts/up/', {
    method: 'POST', redirect: 'manual', body: new URLSearchParams({what: cue}),
    headers: {'X-CSRFToken': document.querySelector('#act input').value},
})"""


def test_19_keys_do_every_act_and_nothing_steals_the_focus(live_server, chromium, client: Client):
    gwen, output = an_operator(), an_output(slug="pgm", name="PGM 1")
    cues = [a_cue(output, gwen, previewed=False, majority_txt=text, pages=[{}]) for text in "123"]
    opened = opener(url=live_server.url, chromium=chromium, client=client)
    with opened(gwen, "/graphics/pgm/control/", LAPTOP) as page:
        for key in ("ArrowDown", "Enter"):
            page.keyboard.press(key)
        expect(page.locator("#panel-preview")).to_contain_text("Leicester East")
        for key, told in (("t", "On air"), ("n", "page 2 of 2"), ("o", "Off")):
            page.keyboard.press(key)
            expect(page.locator("#layer-lower-third")).to_contain_text(told)
        expect(page.locator(f"#cue-{cues[0].pk}")).to_be_focused()
        page.locator(f"#cue-{cues[1].pk}").hover()
        page.evaluate(MOVED_UP, str(cues[2].pk))
        page.keyboard.press("c")
        expect(page.locator("#panel-status")).to_contain_text("Clear all: done")
        expect(page.locator(ROWS).nth(1)).to_have_attribute("data-cue", str(cues[1].pk))
        expect(page.locator(f"#cue-{cues[0].pk}")).to_be_focused()
        page.keyboard.press("h")
        page.keyboard.type("Wrong name")
        page.keyboard.press("Enter")
        expect(page.locator("#panel-holds")).to_contain_text("held by Gwen Parry")
    acts = list(AsRun.objects.order_by("number").values_list("act", flat=True))
    assert acts == ["take", "step", "out", "clear", "hold"]
