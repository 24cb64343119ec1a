"""The panel in a real browser, by keyboard alone: focus and choice stay, and nothing is taken twice."""

from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from results.declaring.commands import enter
from results.models import AsRun, Cue
from results.onair.air import take
from results.onair.cues import put_on_preview
from results.onair.holds import hold
from tests.admin_browser import LAPTOP, PHONE, Opener, faults, opener
from tests.onair_rows import a_cue, an_output
from tests.people import a_reporter, an_operator
from tests.served import served
from tests.services import needs_browser
from tests.worlds import a_count

pytestmark = [needs_browser, pytest.mark.django_db(transaction=True)]
PANEL = "/graphics/pgm/control/"
# As another operator's press: the panel's own script has no part in it.
MOVED_UP = """cue => fetch('/graphics/pgm/acts/up/', {
    method: 'POST', redirect: 'manual', body: new URLSearchParams({what: cue}),
    headers: {'X-CSRFToken': document.querySelector('#act input').value},
})"""


@pytest.fixture
def desk(transactional_db: None) -> Iterator[str]:
    with served() as url:
        yield url


@pytest.fixture
def opened(desk: str, chromium: str, client: Client) -> Opener:
    return opener(url=desk, chromium=chromium, client=client)


@pytest.fixture
def gwen(transactional_db: None):
    return an_operator()


@pytest.fixture
def cues(gwen) -> list[Cue]:
    output = an_output(slug="pgm", name="PGM")
    return [a_cue(output, gwen, previewed=False, majority_txt=str(number), pages=[{}]) for number in range(3)]


def acts() -> list[str]:
    return list(AsRun.objects.order_by("number").values_list("act", flat=True))


def done(page: Page, words: str) -> None:
    expect(page.locator("#panel-status")).to_contain_text(words)


def test_a_cue_is_chosen_previewed_taken_paged_and_taken_out_by_keys(opened, gwen, cues):
    with opened(gwen, PANEL, LAPTOP) as page:
        for key in ("ArrowDown", "ArrowDown", "Enter"):
            page.keyboard.press(key)
        expect(page.locator(f"[data-cue='{cues[1].pk}']")).to_contain_text("Preview")
        page.keyboard.press("t")
        expect(page.locator("#layer-lower-third")).to_contain_text("On air")
        page.keyboard.press("n")
        expect(page.locator("#layer-lower-third")).to_contain_text("page 2 of 2")
        page.keyboard.press("o")
        expect(page.locator("#layer-lower-third")).to_contain_text("Off")
        expect(page.locator(f"#cue-{cues[1].pk}")).to_be_focused()
        page.keyboard.press("o")
        done(page, "Nothing is on air.")
        page.keyboard.press("c")
        done(page, "Clear all: done")
    assert acts() == ["take", "step", "out", "clear"]


def test_a_moved_cue_keeps_the_focus_and_a_push_by_another_keeps_the_choice(opened, gwen, cues):
    with opened(gwen, PANEL, LAPTOP) as page:
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Alt+ArrowDown")
        first = page.locator("#panel-rundown [data-cue]").first
        expect(first).to_have_attribute("data-cue", str(cues[1].pk))
        expect(page.locator(f"#cue-{cues[0].pk}")).to_be_focused()
        page.locator(f"[data-cue='{cues[2].pk}'] .p-go").focus()
        page.evaluate(MOVED_UP, str(cues[2].pk))
        expect(page.locator("#panel-rundown [data-cue]").nth(1)).to_have_attribute(
            "data-cue", str(cues[2].pk)
        )
        expect(page.locator(f"#cue-{cues[2].pk}")).to_be_focused()
        expect(page.locator(".p-cue.chosen")).to_have_attribute("data-cue", str(cues[2].pk))


def test_keys_do_nothing_while_a_field_has_the_focus(opened, gwen, cues):
    with opened(gwen, PANEL, LAPTOP) as page:
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.locator("#panel-preview")).to_contain_text("Leicester East")
        page.keyboard.press("a")
        page.keyboard.type("to catch")
        expect(page.locator("#add-search")).to_have_value("to catch")
    assert acts() == []


def test_a_hold_asks_why_and_goes_back_to_its_cue(opened, gwen, cues):
    with opened(gwen, PANEL, LAPTOP) as page:
        page.keyboard.press("ArrowDown")
        page.keyboard.press("h")
        expect(page.locator("#reason")).to_be_focused()
        page.keyboard.type("Wrong name")
        page.keyboard.press("Enter")
        expect(page.locator("#panel-holds")).to_contain_text("held by Gwen Parry")
        expect(page.locator(f"#cue-{cues[0].pk}")).to_be_focused()
    assert acts() == ["hold"]


def test_a_cue_is_added_by_keys_and_the_whole_output_is_held(opened, gwen, cues):
    contest = cues[0].contest
    enter(contest_id=contest.pk, count=a_count(), by=a_reporter(contest))
    with opened(gwen, PANEL, LAPTOP) as page:
        page.keyboard.press("a")
        page.keyboard.type("Leicester")
        page.keyboard.press("Enter")
        expect(page.locator("#panel-rundown [data-cue]")).to_have_count(4)
        expect(page.locator("#add-search")).to_have_value("")
        page.fill("#reason", "Line check")
        page.get_by_role("button", name="Hold the output").click()
        expect(page.locator("#panel-holds")).to_contain_text("Line check")
    assert acts() == ["hold"]


def test_a_list_under_the_pointer_waits_to_be_reordered(opened, gwen, cues):
    with opened(gwen, PANEL, LAPTOP) as page:
        rows = page.locator("#panel-rundown [data-cue]")
        page.locator(f"#cue-{cues[1].pk}").hover()
        seq = int(page.locator("html").get_attribute("data-seq"))
        page.evaluate(MOVED_UP, str(cues[2].pk))
        expect(page.locator("html")).to_have_attribute("data-seq", str(seq + 1))
        expect(rows.nth(1)).to_have_attribute("data-cue", str(cues[1].pk))
        page.mouse.move(5, 5)
        expect(rows.nth(1)).to_have_attribute("data-cue", str(cues[2].pk))


def test_an_act_that_does_not_arrive_is_said_to_have_not_arrived(opened, gwen, cues):
    with opened(gwen, PANEL, LAPTOP) as page:
        page.route("**/acts/**", lambda route: route.abort())
        page.keyboard.press("c")
        done(page, "Clear all did not arrive: the desk does not answer.")
        page.unroute("**/acts/**")
        page.keyboard.press("c")
        done(page, "Clear all: done")
    assert acts() == ["clear"]


@pytest.mark.parametrize("size", [LAPTOP, {"width": 1920, "height": 1080}, PHONE], ids=str)
def test_the_panel_is_without_fault(opened, gwen, cues, size):
    first = cues[0]
    put_on_preview(cue_id=first.pk, by=gwen)
    take(output_id=first.output_id, cue_id=first.pk, digest=first.digest, by=gwen)
    put_on_preview(cue_id=cues[1].pk, by=gwen)
    hold(output_id=first.output_id, by=gwen, cue_id=cues[2].pk, reason="Wrong name")
    with opened(gwen, PANEL, size) as page:
        page.keyboard.press("ArrowDown")
        expect(page.locator("#lamp")).to_contain_text("Live")
        assert faults(page) == []


def test_the_reason_of_a_hold_is_in_sight_however_much_is_told_above_it(opened, gwen, cues):
    output = cues[0].output
    for graphic, layer in {"contest": "full", "lower-third": "", "ticker": "ticker", "bug": "bug"}.items():
        cue = a_cue(output, gwen, graphic=graphic, layer=layer)
        take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=gwen)
    with opened(gwen, PANEL, {"width": 1366, "height": 600}) as page:
        page.keyboard.press("ArrowDown")
        page.keyboard.press("h")
        expect(page.locator("#reason")).to_be_focused()
        expect(page.locator("#reason")).to_be_in_viewport()
