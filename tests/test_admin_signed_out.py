"""A sign-in that ran out while she typed: she is told, signs in again, and sends what she had typed, once."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from results.declaring.figures import count_of
from results.models import Contest, Declaration, DeskEvent
from tests.admin_browser import Opener, faults, opener, small_targets
from tests.bad_network import NO_STORAGE, key_of, saves, type_count
from tests.declaring_form import declare_address
from tests.people import PASSWORD, a_reporter, a_second_reporter
from tests.services import needs_browser
from tests.worlds import a_contest, a_count

pytestmark = [needs_browser, pytest.mark.django_db(transaction=True)]
IN = "Leicester East is in"


@pytest.fixture
def opened(live_server, chromium: str, client: Client) -> Opener:
    return opener(url=live_server.url, chromium=chromium, client=client)


@pytest.fixture
def contest(transactional_db: None) -> Contest:
    return a_contest(name="Leicester East")


def sign_in(page: Page, username: str) -> None:
    """Fill in the sign-in page that is open."""
    page.fill("#id_username", username)
    page.fill("#id_password", PASSWORD)
    page.click("main button[type=submit]")


def sign_in_elsewhere(page: Page, username: str) -> None:
    """Sign out and in again, in another tab of the same browser."""
    other = page.context.new_page()
    other.goto("/admin/")
    other.click("text=Sign out")
    other.wait_for_url("**/accounts/login/**")
    other.goto("/accounts/login/?next=/admin/")
    sign_in(other, username)
    expect(other.locator("#user-tools")).to_be_visible()
    other.close()


def arrived_once() -> bool:
    return count_of(Declaration.objects.get()) == a_count() and DeskEvent.objects.count() == 1


def test_an_expired_sign_in_costs_one_sign_in_and_no_typing(opened: Opener, contest: Contest) -> None:
    with opened(a_reporter(contest), declare_address(contest)) as page:
        type_count(page)
        key = key_of(page)
        page.context.clear_cookies(name="sessionid")
        # By the keyboard: a late preview is told the same, and may move the bar under a pointer.
        page.press("#save", "Enter")
        expect(page.locator("#send-state")).to_contain_text(
            "You were signed out. What you typed is kept: sign in again."
        )
        assert faults(page) + small_targets(page) == []
        page.click("#send-state a")
        sign_in(page, "alice")
        expect(page.locator("#draft-note")).to_contain_text(
            "it is not sent yet: press Declare Leicester East."
        )
        expect(page.locator("#id_votes-2")).to_have_value("14,426")
        expect(page.locator("#id_elected_1")).to_be_checked()
        assert key_of(page) == key
        left = saves(page)
        page.click("#save")
        expect(page.locator(".messagelist")).to_contain_text(IN)
        expect(page.locator("#unsent")).to_be_hidden()
        assert len(left) == 1
    assert Declaration.objects.get().key == key
    assert arrived_once()


def test_she_is_told_while_she_types_and_no_page_lands_in_the_save_bar(
    opened: Opener, contest: Contest
) -> None:
    with opened(a_reporter(contest), declare_address(contest)) as page:
        page.context.clear_cookies(name="sessionid")
        page.fill("#id_votes-1", "10,000")
        expect(page.locator("#send-state")).to_contain_text("You were signed out.")
        expect(page.locator("#declaration #id_password")).to_have_count(0)
        expect(page.locator(".verdict-headline")).to_be_visible()


def test_a_form_left_open_is_sent_after_signing_in_again_in_another_tab(
    opened: Opener, contest: Contest
) -> None:
    with opened(a_reporter(contest), declare_address(contest)) as page:
        type_count(page)
        sign_in_elsewhere(page, "alice")
        left = saves(page)
        page.click("#save")
        expect(page.locator(".messagelist")).to_contain_text(IN)
        # The first one bore a token that held no longer.
        assert len(left) == 2
    assert arrived_once()


def test_nothing_goes_out_under_another_persons_name(opened: Opener, contest: Contest) -> None:
    a_second_reporter(contest)
    with opened(a_reporter(contest), declare_address(contest)) as page:
        type_count(page)
        sign_in_elsewhere(page, "bob")
        page.click("#save")
        expect(page.locator("#send-state")).to_contain_text("Not sent: Bob is signed in here now.")
        page.goto(declare_address(contest))
        expect(page.locator("#id_votes-2")).to_have_value("")
        sign_in_elsewhere(page, "alice")
        page.goto(declare_address(contest))
        expect(page.locator("#id_votes-2")).to_have_value("14,426")
    assert not Declaration.objects.exists()


def test_whoever_may_not_declare_it_any_more_reads_why(opened: Opener, contest: Contest) -> None:
    a_second_reporter()
    with opened(a_reporter(contest), declare_address(contest)) as page:
        type_count(page)
        sign_in_elsewhere(page, "bob")
        page.click("#save")
        expect(page.locator("#send-state")).to_contain_text("not one of your counts")
    assert not Declaration.objects.exists()


def test_with_storage_refused_she_signs_in_beside_the_form_and_comes_back(
    opened: Opener, contest: Contest
) -> None:
    with opened(a_reporter(contest), declare_address(contest)) as page:
        page.add_init_script(NO_STORAGE)
        page.reload()
        type_count(page)
        page.context.clear_cookies(name="sessionid")
        page.press("#save", "Enter")
        expect(page.locator("#send-state")).to_contain_text("in another tab, then come back here and send it")
        with page.context.expect_page() as beside:
            page.press("#send-state a", "Enter")
        sign_in(beside.value, "alice")
        expect(beside.value.locator("#declaration")).to_be_visible()
        page.click("#save")
        expect(page.locator(".messagelist")).to_contain_text(IN)
    assert arrived_once()


def test_without_scripts_signing_in_again_leads_back_to_the_form(opened: Opener, contest: Contest) -> None:
    with opened(a_reporter(contest), declare_address(contest), java_script_enabled=False) as page:
        page.context.clear_cookies(name="sessionid")
        page.click("#save")
        sign_in(page, "alice")
        expect(page.locator("#declaration")).to_be_visible()
