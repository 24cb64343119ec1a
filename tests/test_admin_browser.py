"""The reporter's pages in a real browser: phone-sized, by keyboard, and what she typed outliving the page."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from results.declaring.commands import correct, enter
from results.declaring.figures import count_of
from results.models import Contest, Declaration
from tests.admin_browser import LAPTOP, PHONE, Opener, faults, opener, small_targets
from tests.declaring_form import FIGURES, declare_address
from tests.people import a_producer, a_reporter, a_second_reporter
from tests.services import needs_browser
from tests.worlds import a_contest, a_count

pytestmark = [needs_browser, pytest.mark.django_db(transaction=True)]
VOTES = [FIGURES[f"votes-{number}"] for number in range(1, 6)]


@pytest.fixture
def opened(live_server, chromium: str, client: Client) -> Opener:
    return opener(url=live_server.url, chromium=chromium, client=client)


@pytest.fixture
def contest(transactional_db: None) -> Contest:
    return a_contest(name="Leicester East")


def type_votes(page: Page, votes: list[str]) -> None:
    for number, figure in enumerate(votes, start=1):
        page.fill(f"#id_votes-{number}", figure)


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (LAPTOP, "dark")], ids=["phone", "laptop"])
def test_the_reporters_pages_are_without_fault(
    opened: Opener, contest: Contest, size: dict[str, int], scheme: str
) -> None:
    reporter = a_reporter(contest)
    address = declare_address(contest)
    with opened(reporter, "/admin/", size, color_scheme=scheme) as page:
        found = {"my counts": faults(page) + small_targets(page)}
        page.goto(address)
        found["empty form"] = faults(page) + small_targets(page)
        type_votes(page, VOTES[:3])
        expect(page.locator(".verdict-headline")).to_have_text("3 of 5 candidates filled in")
        found["half a form"] = faults(page) + small_targets(page)
        page.fill("#id_votes-4", "many")
        page.click("#save")
        expect(page.locator("#problems")).to_be_focused()
        found["problems"] = faults(page) + small_targets(page)
    assert found == {"my counts": [], "empty form": [], "half a form": [], "problems": []}


def test_a_correction_and_the_two_sets_of_figures_are_without_fault(opened: Opener, contest: Contest) -> None:
    reporter, other = a_reporter(contest), a_second_reporter(contest)
    enter(contest_id=contest.pk, count=a_count(), by=reporter)
    found = {}
    with opened(reporter, declare_address(contest)) as page:
        found["correction"] = faults(page) + small_targets(page)
    correct(
        contest_id=contest.pk,
        count=a_count(10_100, 14_426, 3_000, 2_000, 574),
        by=other,
        based_on=1,
        reason="A bundle was found.",
    )
    with opened(reporter, declare_address(contest)) as page:
        page.evaluate("document.querySelector('[name=based_on]').value = '1'")
        page.fill("#id_votes-1", "10,200")
        page.fill("#id_reason", "A recount.")
        page.click("#save")
        expect(page.locator("#overtaken-title")).to_have_text("Someone was quicker: yours are not saved")
        found["overtaken"] = faults(page) + small_targets(page)
        expect(page.locator("tr.differs")).to_have_count(1)
        expect(page.locator("#id_votes-1")).to_have_value("10,200")
    assert found == {"correction": [], "overtaken": []}


def test_a_reporter_declares_by_keyboard_alone_and_enter_moves_on(opened: Opener, contest: Contest) -> None:
    with opened(a_reporter(contest), declare_address(contest)) as page:
        page.focus("#id_votes-1")
        for figure in VOTES:
            page.keyboard.type(figure)
            page.keyboard.press("Enter")
        expect(page.locator("#id_elected_0")).to_be_focused()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.locator("#id_by_lot")).to_be_focused()
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        expect(page.locator("#id_rejected")).to_be_focused()
        page.keyboard.type("100")
        page.keyboard.press("Enter")
        expect(page.locator("#save")).to_be_focused()
        expect(page.locator(".verdict-headline")).to_have_text("Con gain from Lab")
        page.keyboard.press("Enter")
        expect(page.locator(".messagelist")).to_contain_text(
            "Leicester East is in: Con gain from Lab, majority 4,426."
        )
    assert count_of(Declaration.objects.get()) == a_count()


def test_enter_sends_nothing_without_scripts_and_the_button_does(opened: Opener, contest: Contest) -> None:
    with opened(a_reporter(contest), declare_address(contest), java_script_enabled=False) as page:
        type_votes(page, VOTES)
        page.press("#id_votes-5", "Enter")
        page.check("#id_elected_1")
        expect(page.locator("#id_votes-5")).to_have_value("574")
        page.fill("#id_rejected", "100")
        page.click("#save")
        expect(page.locator(".messagelist")).to_contain_text("Leicester East is in")
    assert count_of(Declaration.objects.get()) == a_count()


def test_what_she_typed_is_back_after_the_tab_was_closed(opened: Opener, contest: Contest) -> None:
    with opened(a_reporter(contest), declare_address(contest)) as page:
        type_votes(page, VOTES)
        page.check("#id_elected_1")
        page.close()
        again = page.context.new_page()
        again.goto(declare_address(contest))
        expect(again.locator("#draft-note")).to_contain_text("is back; it is not saved yet")
        expect(again.locator("#id_votes-2")).to_have_value("14,426")
        expect(again.locator("#id_elected_1")).to_be_checked()
        expect(again.locator(".verdict-headline")).to_have_text("Con gain from Lab")
        again.click("text=Start again")
        expect(again.locator("#id_votes-2")).to_have_value("")
        again.reload()
        expect(again.locator("#draft-note")).to_be_empty()
    assert not Declaration.objects.exists()


def test_a_lost_connection_keeps_what_she_typed(opened: Opener, contest: Contest) -> None:
    with opened(a_reporter(contest), declare_address(contest)) as page:
        type_votes(page, VOTES)
        page.check("#id_elected_1")
        page.context.set_offline(True)
        with page.expect_event("requestfailed", lambda request: request.method == "POST"):
            page.click("#save", no_wait_after=True)
        page.context.set_offline(False)
        page.goto(declare_address(contest))
        expect(page.locator("#id_votes-2")).to_have_value("14,426")
        page.click("#save")
        expect(page.locator(".messagelist")).to_contain_text("Leicester East is in")


def test_a_draft_never_covers_figures_that_came_in_since(opened: Opener, contest: Contest) -> None:
    with opened(a_reporter(contest), declare_address(contest)) as page:
        type_votes(page, VOTES)
        page.check("#id_elected_1")
        page.click("#save")
        expect(page.locator(".messagelist")).to_contain_text("Leicester East is in")
        page.goto(declare_address(contest))
        expect(page.locator("#draft-note")).to_be_empty()
        expect(page.locator("#id_votes-2")).to_have_value("14426")


def test_the_producers_desk_is_without_fault(opened: Opener, contest: Contest) -> None:
    with opened(a_producer(), "/admin/") as page:
        assert faults(page) + small_targets(page) == []
        page.fill("#find-contest", "Leicester")
        page.press("#find-contest", "Enter")
        page.click("text=Declare")
        expect(page.locator("h1")).to_have_text("Leicester East")
