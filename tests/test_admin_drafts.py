"""A closed tab and a form that is opened again: everything that a browser can keep is back."""

import re
from pathlib import Path

import pytest
from django.test import Client
from PIL import Image
from playwright.sync_api import Page, Route, expect

from results.models import Contest, Declaration, Election, Sheet, Source
from tests.admin_browser import Opener, faults, opener, small_targets
from tests.bad_network import key_of, saves_answered, type_count
from tests.browsers import still
from tests.declaring_form import declare_address
from tests.people import a_reporter
from tests.services import needs_browser
from tests.worlds import a_contest

pytestmark = [needs_browser, pytest.mark.django_db(transaction=True)]
IN = "Leicester East is in"
LINE = {"offline": False, "latency": 0, "downloadThroughput": -1}
PICTURE = Path(__file__).resolve().parent.parent / "static" / "desk" / "readme-board.png"


@pytest.fixture
def opened(live_server, chromium: str, client: Client) -> Opener:
    return opener(url=live_server.url, chromium=chromium, client=client)


@pytest.fixture
def contest(transactional_db: None) -> Contest:
    return a_contest(name="Leicester East")


def reopened(page: Page) -> Page:
    """The same form in a new tab, the first one closed."""
    address, context = page.url, page.context
    page.close()
    again = context.new_page()
    again.goto(address)
    return again


def where_from(page: Page) -> None:
    page.click("summary:has-text('Where from')")


def test_source_note_and_majority_are_back_under_the_same_key(opened: Opener, contest: Contest) -> None:
    with opened(a_reporter(contest), declare_address(contest)) as page:
        type_count(page)
        page.click("summary:has-text('majority, if read out')")
        page.fill("#id_majority_read", "4,426")
        where_from(page)
        page.select_option("#id_source", Source.OTHER)
        page.fill("#id_source_note", "The agent, by telephone.")
        key = key_of(page)
        again = reopened(page)
        expect(again.locator("#draft-note")).to_contain_text("is back; it is not saved yet.")
        expect(again.locator("#id_majority_read")).to_be_visible()
        expect(again.locator("#id_source_note")).to_be_visible()
        assert key_of(again) == key
        again.click("#save")
        expect(again.locator(".messagelist")).to_contain_text(IN)
    declaration = Declaration.objects.get()
    kept = (declaration.source, declaration.source_note, declaration.majority_read, declaration.key)
    assert kept == (Source.OTHER, "The agent, by telephone.", 4_426, key)


def test_ticks_of_doubts_are_back_with_the_questions_that_they_answer(
    opened: Opener, contest: Contest
) -> None:
    Election.objects.update(asks=True)
    with opened(a_reporter(contest), declare_address(contest)) as page:
        type_count(page)
        page.click("summary:has-text('majority, if read out')")
        page.fill("#id_majority_read", "4,400")
        page.click("#save")
        expect(page.locator("#problems")).to_be_focused()
        boxes = page.locator("input[name=checked]")
        asked = boxes.count()
        assert asked > 0
        for box in boxes.all():
            box.check()
        expect(page.locator("input[name=checked]:checked")).to_have_count(asked)
        again = reopened(page)
        expect(again.locator("input[name=checked]:checked")).to_have_count(asked)
        again.click("#save")
        expect(again.locator(".messagelist")).to_contain_text(IN)
    assert len(Declaration.objects.get().accepted) == asked


def test_a_chosen_photograph_is_asked_for_again(opened: Opener, contest: Contest) -> None:
    with opened(a_reporter(contest), declare_address(contest)) as page:
        type_count(page)
        where_from(page)
        page.set_input_files("#id_photograph", PICTURE)
        again = reopened(page)
        expect(again.locator("#draft-note")).to_contain_text(
            "A browser cannot keep a photograph: choose it again."
        )
        expect(again.locator("#id_photograph")).to_be_visible()
        assert faults(again) + small_targets(again) == []


def test_a_photograph_that_the_desk_has_kept_comes_back_with_the_form(
    opened: Opener, contest: Contest
) -> None:
    with opened(a_reporter(contest), declare_address(contest)) as page:
        type_count(page, **{"votes-3": "many"})
        where_from(page)
        page.set_input_files("#id_photograph", PICTURE)
        page.click("#save")
        expect(page.locator(".photograph-kept")).to_be_visible()
        page.fill("#id_votes-3", "3,000")
        again = reopened(page)
        expect(again.locator("#draft-note")).to_contain_text("The photograph is kept too.")
        again.click("#save")
        expect(again.locator(".messagelist")).to_contain_text(IN)
    assert Declaration.objects.get().sheet == Sheet.objects.get()


def test_on_a_thin_line_figures_go_without_their_photograph(opened: Opener, contest: Contest) -> None:
    with opened(a_reporter(contest), declare_address(contest)) as page:
        type_count(page)
        where_from(page)
        page.set_input_files("#id_photograph", PICTURE)
        still(page)
        with saves_answered(page, Route.abort):
            page.click("#save")
            expect(page.locator("#send-state")).to_contain_text(
                "The photograph is not: leave this page open."
            )
            # It goes out whole by itself otherwise, where the look at the page takes long.
            page.click("text=Not now")
        page.clock.resume()
        assert faults(page) + small_targets(page) == []
        page.click("text=Send without the photograph")
        expect(page.locator(".messagelist")).to_contain_text(IN)
    assert Declaration.objects.get().sheet is None


def test_start_again_forgets_what_was_typed_and_its_key(opened: Opener, contest: Contest) -> None:
    with opened(a_reporter(contest), declare_address(contest)) as page:
        type_count(page)
        key = key_of(page)
        again = reopened(page)
        again.click("text=Start again")
        expect(again.locator("#id_votes-2")).to_have_value("")
        assert key_of(again) != key
        again.reload()
        expect(again.locator("#draft-note")).to_be_empty()


def test_a_photograph_that_goes_slowly_is_no_lost_connection(
    opened: Opener, contest: Contest, tmp_path: Path
) -> None:
    noise = tmp_path / "sheet.png"
    Image.effect_noise((1_200, 1_200), 90).save(noise)
    with opened(a_reporter(contest), declare_address(contest)) as page:
        type_count(page)
        where_from(page)
        page.set_input_files("#id_photograph", noise)
        still(page)
        line = page.context.new_cdp_session(page)
        line.send("Network.enable")
        thin, wide = ({**LINE, "uploadThroughput": many} for many in (noise.stat().st_size / 20, -1))
        line.send("Network.emulateNetworkConditions", thin)
        page.click("#save")
        words = page.locator("#send-state .send-words")
        expect(words).to_have_text(re.compile(r"^Sending… \d+ %$"))
        for _ in range(2):
            before = words.inner_text()
            page.clock.run_for(14_000)
            expect(words).not_to_have_text(before)
            expect(words).to_have_text(re.compile(r"^Sending… \d+ %$"))
        line.send("Network.emulateNetworkConditions", wide)
        expect(page.locator(".messagelist")).to_contain_text(IN)
    assert Declaration.objects.get().sheet == Sheet.objects.get()
