"""What has no answer yet: listed for the person who sent it, wherever she is, until it has arrived."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page, Route, expect

from results.declaring.commands import enter
from results.declaring.figures import count_of
from results.models import Contest, Declaration, DeskEvent, Policy, State
from tests.admin_browser import PHONE, Opener, faults, opener, small_targets
from tests.bad_network import arrived_and_answer_lost, meanwhile, saves_answered, type_count
from tests.browsers import still
from tests.declaring_form import declare_address
from tests.people import PASSWORD, a_producer, a_reporter, a_second_reporter
from tests.services import needs_browser
from tests.worlds import a_contest, a_count, a_small_election

pytestmark = [needs_browser, pytest.mark.django_db(transaction=True)]
NOT_YET = re.compile(r"^Not yet sent: Leicester East, typed \d\d:\d\d$")


@pytest.fixture
def opened(live_server, chromium: str, client: Client) -> Opener:
    return opener(url=live_server.url, chromium=chromium, client=client)


@pytest.fixture
def contest(transactional_db: None) -> Contest:
    return a_contest(name="Leicester East")


def lose_a_save(page: Page) -> None:
    """Type the count, press save, and get no answer: it never left."""
    lose(page, Route.abort)


def lose_an_answer(page: Page) -> None:
    """Type the count, press save, and get no answer: it has arrived all the same."""
    lose(page, arrived_and_answer_lost)


def lose(page: Page, answer: Callable[[Route], None]) -> None:
    """Type the count, press save, get no answer, and leave before it is sent again by itself."""
    type_count(page)
    still(page)
    with saves_answered(page, answer):
        page.click("#save")
        expect(page.locator("#send-state")).to_contain_text("Not sent yet")
    page.goto("about:blank")
    page.clock.resume()


def test_an_unsent_count_stands_on_my_counts_until_it_is_sent(opened: Opener, contest: Contest) -> None:
    with opened(a_reporter(contest), declare_address(contest)) as page:
        lose_a_save(page)
        page.goto("/admin/")
        expect(page.locator("#unsent li")).to_have_text(NOT_YET)
        assert faults(page) + small_targets(page) == []
        page.click("#unsent a")
        expect(page.locator("#draft-note")).to_contain_text(
            "it is not sent yet: press Declare Leicester East."
        )
        expect(page.locator("#unsent")).to_be_hidden()
        page.click("#save")
        expect(page.locator(".messagelist")).to_contain_text("Leicester East is in")
        expect(page.locator("#unsent")).to_be_hidden()
    assert count_of(Declaration.objects.get()) == a_count()


def test_what_had_arrived_leaves_the_list_by_itself(opened: Opener, contest: Contest) -> None:
    with opened(a_reporter(contest), declare_address(contest)) as page:
        lose_an_answer(page)
        page.goto("/admin/")
        expect(page.locator("#unsent li")).to_have_text(
            re.compile(r"^Leicester East, typed \d\d:\d\d, has arrived\.$")
        )
        assert faults(page) == []
        page.reload()
        expect(page.locator(".count")).to_be_visible()
        expect(page.locator("#unsent li")).to_have_count(0)
    assert DeskEvent.objects.count() == 1


def test_the_desk_is_asked_again_while_the_list_stands(opened: Opener, contest: Contest) -> None:
    with opened(a_reporter(contest), declare_address(contest)) as page:
        lose_an_answer(page)
        page.route("**/results/sent/**", lambda route: route.abort())
        page.goto("/admin/")
        expect(page.locator("#unsent li")).to_have_text(NOT_YET)
        page.unroute("**/results/sent/**")
        page.clock.run_for(10_000)
        expect(page.locator("#unsent li")).to_contain_text("has arrived.")


def test_a_form_opened_again_says_that_it_had_arrived(opened: Opener, contest: Contest) -> None:
    with opened(a_reporter(contest), declare_address(contest)) as page:
        lose_an_answer(page)
        page.goto(declare_address(contest))
        expect(page.locator("#draft-note")).to_have_text(
            re.compile(r"^What you sent at \d\d:\d\d has arrived\.$")
        )
        expect(page.locator("#save")).to_have_text("Correct Leicester East")


def test_the_list_stands_on_the_form_of_another_count(opened: Opener, transactional_db: None) -> None:
    one, other, _ = a_small_election().contests.order_by("code")
    with opened(a_reporter(one, other), declare_address(one)) as page:
        lose_a_save(page)
        page.goto(declare_address(other))
        expect(page.locator("#unsent li")).to_contain_text(f"Not yet sent: {one.name}, typed")
        assert faults(page) + small_targets(page) == []


def test_on_a_shared_phone_nobody_sees_what_another_left(opened: Opener, contest: Contest) -> None:
    a_second_reporter(contest)
    with opened(a_reporter(contest), declare_address(contest)) as page:
        lose_a_save(page)
        for who, shown in (("bob", 0), ("alice", 1)):
            page.context.clear_cookies()
            page.goto("/accounts/login/?next=/admin/")
            page.fill("#id_username", who)
            page.fill("#id_password", PASSWORD)
            page.click("main button[type=submit]")
            expect(page.locator(".count")).to_be_visible()
            expect(page.locator("#unsent li")).to_have_count(shown)
            page.goto(declare_address(contest))
            expect(page.locator("#id_votes-2")).to_have_value("14,426" if shown else "")


def test_figures_that_never_left_are_held_against_those_that_came_in_since(
    opened: Opener, contest: Contest
) -> None:
    producer = a_producer()
    with opened(a_reporter(contest), declare_address(contest)) as page:
        lose_a_save(page)
        meanwhile(
            lambda: enter(
                contest_id=contest.pk, count=a_count(10_000, 14_500, 3_000, 2_000, 500), by=producer
            )
        )
        page.goto(declare_address(contest))
        expect(page.locator("#draft-note")).to_contain_text(
            "was never sent, and other figures came in since."
        )
        expect(page.locator("#id_votes-2")).to_have_value("14500")
        page.click("text=Compare them")
        expect(page.locator("#overtaken-title")).to_be_visible()
        expect(page.locator("tr.differs")).to_have_count(2)
        expect(page.locator("#id_votes-2")).to_have_value("14,426")
        page.goto("/admin/")
        expect(page.locator(".count")).to_be_visible()
        expect(page.locator("#unsent li")).to_have_count(0)


def test_figures_that_never_left_can_be_forgotten(opened: Opener, contest: Contest) -> None:
    producer = a_producer()
    with opened(a_reporter(contest), declare_address(contest), PHONE) as page:
        lose_a_save(page)
        meanwhile(lambda: enter(contest_id=contest.pk, count=a_count(), by=producer))
        page.goto(declare_address(contest))
        assert faults(page) + small_targets(page) == []
        page.click("text=Forget mine")
        expect(page.locator("#draft-note")).to_be_empty()
        page.goto("/admin/")
        expect(page.locator(".count")).to_be_visible()
        expect(page.locator("#unsent li")).to_have_count(0)


def test_figures_that_never_left_are_read_where_anothers_wait(opened: Opener, contest: Contest) -> None:
    Contest.objects.update(policy=Policy.SECOND_KEY)
    producer = a_producer()
    with opened(a_reporter(contest), declare_address(contest), PHONE) as page:
        lose_a_save(page)
        meanwhile(lambda: enter(contest_id=contest.pk, count=a_count(), by=producer))
        page.goto(declare_address(contest))
        expect(page.locator("#declaration")).to_have_count(0)
        expect(page.locator("#unsent li")).to_contain_text(
            "In the order of the ballot paper: 10,000, 14,426, 3,000, 2,000, 574."
        )
        assert faults(page) + small_targets(page) == []
        page.click("text=Forget mine")
        expect(page.locator("#unsent")).to_be_hidden()
    assert Declaration.objects.get().state == State.WAITING


def test_without_scripts_there_is_no_list(opened: Opener, contest: Contest) -> None:
    with opened(a_reporter(contest), "/admin/", java_script_enabled=False) as page:
        expect(page.locator(".count")).to_be_visible()
        expect(page.locator("#unsent")).to_be_hidden()
