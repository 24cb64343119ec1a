"""The second key in a real browser: without faults, by keyboard, and a list that moves by itself."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from results.declaring.commands import correct
from results.declaring.keys import bypass, confirm
from results.declaring.overriding import override
from results.models import Contest, Declaration, Policy, State
from tests.admin_browser import LAPTOP, PHONE, Opener, faults, opener, small_targets
from tests.key_pages import (
    confirm_address,
    override_address,
    resolve_address,
    sent_by,
    state_of,
    withdraw_address,
)
from tests.people import a_producer, a_reporter, a_second_reporter, an_editor
from tests.services import needs_browser
from tests.worlds import a_contest, a_count, a_small_election

pytestmark = [needs_browser, pytest.mark.django_db(transaction=True)]
SIZES = pytest.mark.parametrize(
    ("size", "scheme"), [(PHONE, "light"), (LAPTOP, "dark")], ids=["phone", "laptop"]
)


@pytest.fixture
def opened(live_server, chromium: str, client: Client) -> Opener:
    return opener(url=live_server.url, chromium=chromium, client=client)


@pytest.fixture
def contest(transactional_db: None) -> Contest:
    election = a_small_election(contests=0, policy=Policy.SECOND_KEY)
    return a_contest(election=election, name="Leicester East")


def blind_pair(contest: Contest) -> None:
    """Two people keyed this contest, and differ in two figures."""
    Contest.objects.filter(pk=contest.pk).update(policy=Policy.BLIND)
    sent_by(a_reporter(contest), contest)
    sent_by(a_second_reporter(contest), contest, a_count(10_000, 14_246, 3_000, 2_000, 754))


@SIZES
def test_the_pages_of_the_second_person_are_without_fault(
    opened: Opener, contest: Contest, size: dict[str, int], scheme: str
) -> None:
    alice, edda = a_reporter(contest), an_editor()
    row = sent_by(alice, contest)
    found = {}
    with opened(edda, "/admin/", size, color_scheme=scheme) as page:
        found["front page"] = faults(page) + small_targets(page)
        page.goto(confirm_address(row))
        found["to confirm"] = faults(page) + small_targets(page)
        page.get_by_text("Publish on a single source…").click()
        page.get_by_role("button", name="Publish on a single source").click()
        expect(page.locator(".errorlist")).to_contain_text("Say why this cannot wait")
        found["no reason"] = faults(page) + small_targets(page)
    confirm(declaration_id=row.pk, by=edda)
    count = a_count(10_000, 14_246, 3_000, 2_000, 754)
    entered = correct(contest_id=contest.pk, count=count, by=alice, based_on=1, reason="Misread.")
    with opened(alice, f"/admin/results/declaration/{entered.declaration_id}/confirm/", size) as page:
        found["her own, beside what is in force"] = faults(page) + small_targets(page)
    assert found == {page: [] for page in found}


@SIZES
def test_the_resolvers_page_and_the_keyers_are_without_fault(
    opened: Opener, contest: Contest, size: dict[str, int], scheme: str
) -> None:
    blind_pair(contest)
    bob = Declaration.objects.latest("pk").entered_by
    found = {}
    with opened(a_producer(), resolve_address(contest), size, color_scheme=scheme) as page:
        found["to resolve"] = faults(page) + small_targets(page)
        page.click("#save")
        expect(page.locator("#problems-title")).to_contain_text("2 things to put right")
        found["left open"] = faults(page) + small_targets(page)
    with opened(bob, resolve_address(contest), size, color_scheme=scheme) as page:
        found["a keyer"] = faults(page) + small_targets(page)
    assert found == {page: [] for page in found}


@SIZES
def test_withdrawing_and_fixing_are_without_fault(
    opened: Opener, contest: Contest, size: dict[str, int], scheme: str
) -> None:
    row = sent_by(a_reporter(contest), contest)
    priya = a_producer()
    confirm(declaration_id=row.pk, by=priya)
    override(declaration_id=row.pk, by=priya, word="hold", label="Speaker", reason="By the book.")
    found = {}
    with opened(priya, withdraw_address(contest), size, color_scheme=scheme) as page:
        found["withdraw"] = faults(page) + small_targets(page)
        page.fill("#id_reason", "The figures of another contest.")
        page.keyboard.press("Enter")
        expect(page.locator("#look-title")).to_have_text(
            "This takes Speaker hold, majority 4,426 off every board"
        )
        found["second look"] = faults(page) + small_targets(page)
        page.goto(override_address(contest))
        found["fix"] = faults(page) + small_targets(page)
    assert found == {page: [] for page in found}


def test_a_second_person_confirms_by_keyboard_alone(opened: Opener, contest: Contest) -> None:
    row = sent_by(a_reporter(contest), contest)
    with opened(a_second_reporter(contest), "/admin/") as page:
        page.locator("#waiting a").first.focus()
        page.keyboard.press("Enter")
        page.locator("#confirm").focus()
        page.keyboard.press("Enter")
        expect(page.locator(".messagelist")).to_contain_text("Leicester East is confirmed: Con gain from Lab")
        expect(page.locator("#waiting a")).to_have_count(0)
    assert state_of(row) == State.IN_FORCE


def test_a_third_person_resolves_by_keyboard_and_reads_what_the_choice_comes_to(
    opened: Opener, contest: Contest
) -> None:
    blind_pair(contest)
    with opened(a_producer(), resolve_address(contest)) as page:
        headline = page.locator(".verdict-headline")
        expect(headline).to_have_text("2 figures to choose")
        page.locator("#pick-votes-2-one").focus()
        page.keyboard.press("Space")
        expect(headline).to_have_text("1 figure to choose")
        page.keyboard.press("Enter")
        expect(headline).to_have_text("1 figure to choose")
        page.locator("#pick-votes-5-other").focus()
        page.keyboard.press("Space")
        expect(headline).to_have_text("Con gain from Lab")
        expect(page.locator(".verdict-lines")).to_contain_text("majority 4,426")
        page.locator("#save").focus()
        page.keyboard.press("Enter")
        expect(page.locator(".messagelist")).to_contain_text("Leicester East is resolved")
    assert Declaration.objects.in_force().count() == 1


def test_the_list_asks_for_itself_and_leaves_the_keyboard_where_it_was(
    opened: Opener, contest: Contest
) -> None:
    single = sent_by(a_reporter(contest), contest)
    bypass(declaration_id=single.pk, by=an_editor(), reason="The hall is closing.")
    with opened(a_second_reporter(contest), "/admin/", clock=True) as page:
        page.locator("#waiting a").focus()
        with page.expect_response("**/admin/results/waiting/"):
            page.clock.run_for(5_000)
        expect(page.locator("#waiting a")).to_be_focused()


def test_what_somebody_confirmed_leaves_an_open_front_page_by_itself(
    opened: Opener, contest: Contest
) -> None:
    row = sent_by(a_reporter(contest), contest)
    with opened(a_producer(), "/admin/", clock=True) as page:
        expect(page.locator("#waiting a")).to_have_count(1)
        other = page.context.new_page()
        other.goto(confirm_address(row))
        other.click("#confirm")
        expect(other.locator(".messagelist")).to_be_visible()
        page.clock.run_for(5_000)
        expect(page.locator("#waiting a")).to_have_count(0)


def test_whoever_is_signed_out_meanwhile_is_led_to_the_sign_in_page(opened: Opener, contest: Contest) -> None:
    sent_by(a_reporter(contest), contest)
    with opened(a_producer(), "/admin/", clock=True) as page:
        expect(page.locator("#waiting a")).to_have_count(1)
        page.context.clear_cookies()
        page.clock.run_for(5_000)
        expect(page.locator("#id_password")).to_be_visible()
        assert page.locator("#waiting").count() == 0
