"""A save on a bad network: nothing typed is lost, she is told, and in the end it arrives once."""

import re

import pytest
from django.test import Client
from playwright.sync_api import Page, Route, expect

from results.declaring.commands import enter
from results.declaring.figures import count_of
from results.models import Contest, Declaration, DeskEvent, Policy
from tests.admin_browser import PHONE, Opener, faults, opener, small_targets
from tests.bad_network import (
    NO_STORAGE,
    SAVE,
    arrived_and_answer_lost,
    key_of,
    saves,
    saves_answered,
    type_count,
)
from tests.browsers import still
from tests.declaring_form import declare_address
from tests.people import a_producer, a_reporter
from tests.services import needs_browser
from tests.worlds import a_contest, a_council, a_count

pytestmark = [needs_browser, pytest.mark.django_db(transaction=True)]
KEPT = "Not sent yet: no connection. It is kept on this computer."
IN = "Leicester East is in"


@pytest.fixture
def opened(live_server, chromium: str, client: Client) -> Opener:
    return opener(url=live_server.url, chromium=chromium, client=client)


@pytest.fixture
def contest(transactional_db: None) -> Contest:
    return a_contest(name="Leicester East")


def arrived_once() -> bool:
    declaration = Declaration.objects.get()
    return count_of(declaration) == a_count() and DeskEvent.objects.count() == 1


def lose_one_save(page: Page) -> None:
    """Press save while the line is dead, and read that it was not sent."""
    still(page)
    with saves_answered(page, Route.abort):
        page.click("#save")
        expect(page.locator("#send-state")).to_contain_text(KEPT)


def test_a_save_that_never_left_is_kept_and_goes_out_by_itself_when_the_line_is_back(
    opened: Opener, contest: Contest
) -> None:
    with opened(a_reporter(contest), declare_address(contest)) as page:
        type_count(page)
        still(page)
        page.context.set_offline(True)
        page.click("#save")
        expect(page.locator("#send-state")).to_contain_text(KEPT)
        expect(page.locator("#save")).to_have_text("Send again")
        expect(page.locator("#id_votes-2")).to_have_value("14,426")
        expect(page.locator(".send-countdown")).to_be_hidden()
        page.context.set_offline(False)
        expect(page.locator(".send-countdown")).to_contain_text(re.compile(r"Sends again by itself in \d s"))
        page.clock.run_for(3_000)
        expect(page.locator(".messagelist")).to_contain_text(IN)
    assert arrived_once()


@pytest.mark.parametrize("policy", [Policy.DIRECT, Policy.SECOND_KEY, Policy.BLIND])
def test_a_save_whose_answer_was_lost_arrives_once_under_the_same_key(
    opened: Opener, contest: Contest, policy: Policy
) -> None:
    Contest.objects.update(policy=policy)
    with opened(a_reporter(contest), declare_address(contest)) as page:
        type_count(page)
        key = key_of(page)
        still(page)
        with saves_answered(page, arrived_and_answer_lost):
            page.click("#save")
            expect(page.locator("#send-state")).to_contain_text(KEPT)
        assert key_of(page) == key
        page.click("#save")
        page.wait_for_url("**/admin/")
        expect(page.locator(".messagelist")).to_be_visible()
        expect(page.locator("#unsent")).to_be_hidden()
    assert Declaration.objects.get().key == key
    assert arrived_once()


def test_figures_that_changed_after_a_try_go_out_under_a_key_of_their_own(
    opened: Opener, contest: Contest
) -> None:
    with opened(a_reporter(contest), declare_address(contest)) as page:
        type_count(page, **{"votes-5": "570"})
        key = key_of(page)
        still(page)
        with saves_answered(page, arrived_and_answer_lost):
            page.click("#save")
            expect(page.locator("#send-state")).to_contain_text(KEPT)
        page.fill("#id_votes-5", "574")
        expect(page.locator("#send-state")).to_contain_text("changed since: press Declare Leicester East")
        assert key_of(page) != key
        page.click("#save")
        # The first set had arrived: hers stand beside each other, and neither is lost.
        expect(page.locator("#overtaken-title")).to_be_visible()
        expect(page.locator("#id_votes-5")).to_have_value("574")


def test_two_presses_and_a_line_that_comes_back_send_one_request(opened: Opener, contest: Contest) -> None:
    held: list[Route] = []
    with opened(a_reporter(contest), declare_address(contest)) as page:
        type_count(page)
        left = saves(page)
        with saves_answered(page, held.append):
            page.click("#save")
            expect(page.locator("#save")).to_have_text("Sending…")
            page.click("#save", force=True)
            page.evaluate("window.dispatchEvent(new Event('online'))")
            page.evaluate("document.getElementById('declaration').requestSubmit()")
            expect(page.locator("#send-state .send-words")).to_have_text("Sending…")
            assert len(held) == 1
            held[0].continue_()
            expect(page.locator(".messagelist")).to_contain_text(IN)
        assert len(left) == 1
    assert arrived_once()


def test_fifteen_silent_seconds_are_no_connection(opened: Opener, contest: Contest) -> None:
    held: list[Route] = []
    with opened(a_reporter(contest), declare_address(contest)) as page:
        type_count(page)
        still(page)
        with saves_answered(page, held.append):
            with page.expect_request(SAVE):
                page.click("#save")
            page.clock.run_for(14_900)
            expect(page.locator("#send-state")).to_contain_text("Sending…")
            page.clock.run_for(200)
            expect(page.locator("#send-state")).to_contain_text("Not sent yet: no answer in 15 seconds.")
        page.clock.run_for(5_000)
        page.clock.resume()
        expect(page.locator(".messagelist")).to_contain_text(IN)
    assert arrived_once()


def test_a_form_that_is_typed_in_again_is_not_sent_by_itself(opened: Opener, contest: Contest) -> None:
    with opened(a_reporter(contest), declare_address(contest)) as page:
        type_count(page)
        left = saves(page)
        lose_one_save(page)
        expect(page.locator(".send-countdown")).to_be_visible()
        page.fill("#id_votes-5", "57")
        expect(page.locator(".send-countdown")).to_be_hidden()
        expect(page.locator("#save")).to_have_text("Declare Leicester East")
        page.evaluate("window.dispatchEvent(new Event('online'))")
        page.clock.run_for(120_000)
        assert len(left) == 1
    assert not Declaration.objects.exists()


def test_a_countdown_can_be_stopped_and_each_wait_is_longer(opened: Opener, contest: Contest) -> None:
    with opened(a_reporter(contest), declare_address(contest)) as page:
        type_count(page)
        left = saves(page)
        still(page)
        with saves_answered(page, Route.abort):
            page.click("#save")
            for wait in (5, 10, 20):
                expect(page.locator(".send-countdown")).to_contain_text(f"by itself in {wait} s")
                page.clock.run_for(1000 * wait)
            expect(page.locator(".send-countdown")).to_contain_text("by itself in 40 s")
            page.click("text=Not now")
            page.clock.run_for(300_000)
            assert len(left) == 4
            expect(page.locator("#save")).to_have_text("Send again")


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (502, "<h1>Bad gateway</h1>", "Not sent yet: the desk could not answer (502). It is kept"),
        (200, "<h1>Hall wifi</h1>", "Does this network want you to sign in? It is kept"),
        (204, "", "Not sent yet: the desk could not answer (204). It is kept"),
        (413, "<h1>Too large</h1>", "Not sent: the photograph is too large."),
        (413, "<p class=lead>More than the desk takes.</p>", "Not sent: More than the desk takes."),
        (400, "<p class=lead>One photograph at a time.</p>", "Not sent: One photograph at a time."),
        (400, "<h1>Bad request</h1>", "Not sent yet: the desk could not answer (400). It is kept"),
    ],
)
def test_an_answer_that_is_not_the_desks_is_never_taken_for_a_save(
    opened: Opener, contest: Contest, status: int, body: str, words: str
) -> None:
    with opened(a_reporter(contest), declare_address(contest)) as page:
        type_count(page)
        still(page)
        with saves_answered(
            page, lambda route: route.fulfill(status=status, body=body, content_type="text/html")
        ):
            page.click("#save")
            expect(page.locator("#send-state")).to_contain_text(words)
        expect(page.locator("#id_votes-2")).to_have_value("14,426")
        page.click("#save")
        expect(page.locator(".messagelist")).to_contain_text(IN)
    assert arrived_once()


def test_a_refused_form_opens_at_its_problems_lives_on_and_is_sent(opened: Opener, contest: Contest) -> None:
    with opened(a_reporter(contest), declare_address(contest)) as page:
        type_count(page, **{"votes-2": "many"})
        key = key_of(page)
        page.click("#save")
        expect(page.locator("#problems")).to_be_focused()
        assert page.evaluate("performance.getEntriesByType('navigation').length") == 1
        page.fill("#id_votes-2", "14,426")
        expect(page.locator(".verdict-headline")).to_have_text("Con gain from Lab")
        page.press("#id_votes-2", "Enter")
        expect(page.locator("#id_votes-3")).to_be_focused()
        assert key_of(page) == key
        page.click("#save")
        expect(page.locator(".messagelist")).to_contain_text(IN)
    assert arrived_once()


def test_her_figures_are_carried_over_by_a_button_of_another_name(opened: Opener, contest: Contest) -> None:
    reporter, address = a_reporter(contest), declare_address(contest)
    enter(contest_id=contest.pk, count=a_count(10_000, 14_426, 3_000, 2_000, 570), by=a_producer())
    with opened(reporter, address) as page:
        page.evaluate("document.querySelector('[name=based_on]').value = '0'")
        type_count(page)
        page.click("#save")
        expect(page.locator("#overtaken-title")).to_be_visible()
        page.click("text=Correct them with mine")
        expect(page.locator("#id_reason")).to_be_visible()
        expect(page.locator("#id_votes-5")).to_have_value("574")
        page.fill("#id_reason", "Read out again.")
        page.click("#save")
        expect(page.locator(".messagelist")).to_contain_text("Leicester East is corrected")
    assert count_of(Declaration.objects.in_force().get()) == a_count()


def test_with_storage_refused_it_says_so_and_sends_again_all_the_same(
    opened: Opener, contest: Contest
) -> None:
    with opened(a_reporter(contest), declare_address(contest)) as page:
        page.add_init_script(NO_STORAGE)
        page.reload()
        type_count(page)
        still(page)
        with saves_answered(page, arrived_and_answer_lost):
            page.click("#save")
            expect(page.locator("#send-state")).to_contain_text(
                "Not sent yet: no connection. Leave this page open: this browser keeps nothing."
            )
        page.click("#save")
        expect(page.locator(".messagelist")).to_contain_text(IN)
    assert arrived_once()


def test_a_phone_is_called_a_phone_and_the_bar_is_without_fault(opened: Opener, contest: Contest) -> None:
    with opened(a_reporter(contest), declare_address(contest), PHONE, has_touch=True, is_mobile=True) as page:
        type_count(page)
        still(page)
        page.context.set_offline(True)
        page.click("#save")
        expect(page.locator("#send-state")).to_contain_text("It is kept on this phone.")
        page.context.set_offline(False)
        expect(page.locator(".send-countdown")).to_be_visible()
        page.click("text=Not now")
        page.clock.resume()
        assert faults(page) + small_targets(page) == []


def test_a_councils_total_is_sent_again_as_well(opened: Opener, transactional_db: None) -> None:
    council = a_council()
    address = f"/admin/results/council/{council.pk}/total/"
    with opened(a_producer(), address) as page:
        page.fill("#id_seats-Lab", "1")
        still(page)
        page.context.set_offline(True)
        page.click("#save")
        expect(page.locator("#send-state")).to_contain_text(KEPT)
        page.context.set_offline(False)
        expect(page.locator(".send-countdown")).to_be_visible()
        page.clock.run_for(3_000)
        expect(page.locator(".messagelist")).to_contain_text("1 of")
