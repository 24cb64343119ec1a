"""What is said of a contest beside its figures, in a real browser the size of a phone."""

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from results.declaring.commands import enter
from results.declaring.evidence import Evidence
from results.declaring.sheets import keep_sheet
from results.models import Claim, Contest, Declaration, Policy, Sheet
from tests.admin_browser import LAPTOP, PHONE, Opener, faults, opener, small_targets
from tests.declaring_form import declare_address
from tests.people import a_producer, a_reporter, a_second_reporter
from tests.photographs import a_photograph
from tests.services import needs_browser
from tests.worlds import a_count, a_small_election

pytestmark = [needs_browser, pytest.mark.django_db(transaction=True)]
A_DIGIT_LOST = ["1,950", "15,200", "5,100", "2,100", "100"]


@pytest.fixture
def opened(live_server, chromium: str, client: Client) -> Opener:
    return opener(url=live_server.url, chromium=chromium, client=client)


def a_contest_under(policy: str = Policy.DIRECT, *, asks: bool = False) -> Contest:
    contest = a_small_election(contests=1, policy=policy, asks=asks).contests.get()
    Contest.objects.update(name="Leicester East")
    contest.refresh_from_db()
    return contest


@pytest.fixture
def contest(transactional_db: None) -> Contest:
    return a_contest_under()


def type_count(page: Page, votes: list[str], *, elected: int) -> None:
    for number, figure in enumerate(votes, start=1):
        page.fill(f"#id_votes-{number}", figure)
    page.check(f"#id_elected_{elected}")


def looked_at(page: Page) -> list[str]:
    return faults(page) + small_targets(page)


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (LAPTOP, "dark")], ids=["phone", "laptop"])
def test_a_doubt_stands_at_its_field_as_she_types_and_a_tick_clears_it(
    opened: Opener, transactional_db: None, size: dict[str, int], scheme: str
) -> None:
    contest = a_contest_under(asks=True)
    with opened(a_reporter(contest), declare_address(contest), size, color_scheme=scheme) as page:
        type_count(page, A_DIGIT_LOST, elected=1)
        doubt = page.locator("#doubts-votes-1 .doubt")
        expect(doubt).to_contain_text("Is a digit missing?")
        expect(page.locator(".verdict-asks")).to_have_text("1 thing to check")
        found = {"while she types": looked_at(page)}
        page.click("#save")
        expect(page.locator("#problems")).to_be_focused()
        expect(page.locator("#problems")).to_contain_text("Nothing is saved yet: 1 thing to check")
        found["sent back"] = looked_at(page)
        tick = page.get_by_label("I have checked this, Alice Okafor")
        tick.check()
        expect(page.locator(".verdict-asks")).to_have_count(0)
        expect(tick).to_be_checked()
        expect(tick).to_be_focused()
        found["ticked"] = looked_at(page)
        page.click("#save")
        expect(page.locator(".messagelist")).to_contain_text("Leicester East is in")
    assert found == {"while she types": [], "sent back": [], "ticked": []}
    assert [doubt["field"] for doubt in Declaration.objects.get().accepted] == ["votes-1"]


def test_a_tick_is_gone_when_the_figures_are_typed_otherwise(opened: Opener, transactional_db: None) -> None:
    contest = a_contest_under(asks=True)
    with opened(a_reporter(contest), declare_address(contest)) as page:
        type_count(page, A_DIGIT_LOST, elected=1)
        tick = page.get_by_label("I have checked this, Alice Okafor")
        tick.check()
        expect(page.locator(".verdict-asks")).to_have_count(0)
        page.fill("#id_votes-1", "1,905")
        expect(page.locator(".verdict-asks")).to_have_text("1 thing to check")
        expect(tick).not_to_be_checked()
        page.fill("#id_votes-1", "19,500")
        page.check("#id_elected_0")
        expect(page.locator(".doubt")).to_have_count(0)


def test_a_tick_that_is_made_while_the_preview_is_under_way_stays(
    opened: Opener, transactional_db: None
) -> None:
    contest = a_contest_under(asks=True)
    with opened(a_reporter(contest), declare_address(contest)) as page:
        type_count(page, A_DIGIT_LOST, elected=1)
        tick = page.get_by_label("I have checked this, Alice Okafor")
        expect(tick).to_be_visible()
        held = []

        def hold_the_first(route: Route) -> None:
            held.append(route)
            if len(held) > 1:
                route.continue_()

        page.route("**/preview/", hold_the_first)
        with page.expect_request("**/preview/"):
            page.click("text=Where from:")
            page.fill("#id_source_note", "By phone")
        tick.check()
        held[0].continue_()
        expect(page.locator(".verdict-asks")).to_have_count(0)
        expect(tick).to_be_checked()


def test_a_photograph_outlives_a_refused_form(opened: Opener, contest: Contest) -> None:
    with opened(a_reporter(contest), declare_address(contest)) as page:
        type_count(page, ["10,000", "14,426", "3,000", "2,000", "574"], elected=1)
        page.fill("#id_electorate", "")
        page.click("text=Where from:")
        page.set_input_files(
            "#id_photograph", {"name": "sheet.jpg", "mimeType": "image/jpeg", "buffer": a_photograph()}
        )
        found = {"chosen": looked_at(page)}
        page.click("#save")
        expect(page.locator(".photograph-kept")).to_contain_text("Photograph kept.")
        expect(page.locator(".where-from summary")).to_contain_text("with a photograph")
        found["kept"] = looked_at(page)
        page.fill("#id_electorate", "75,000")
        page.click("#save")
        expect(page.locator(".messagelist")).to_contain_text("Leicester East is in")
    assert found == {"chosen": [], "kept": []}
    assert Declaration.objects.get().sheet == Sheet.objects.get()


def test_a_winner_is_called_in_two_steps(opened: Opener, contest: Contest) -> None:
    with opened(a_reporter(contest), declare_address(contest)) as page:
        page.click("text=Only the winner")
        found = {"nobody marked": looked_at(page)}
        page.check("#id_winner_0")
        expect(page.locator("#call-act button")).to_have_text("Call Rajinder Shah")
        page.check("#id_winner_1")
        expect(page.locator("#call-act button")).to_have_text("Call Margaret Holt")
        expect(page.locator("#call-act")).to_contain_text("Con gain from Lab, figures to follow")
        found["marked"] = looked_at(page)
        page.click("text=Call Margaret Holt")
        expect(page.locator(".messagelist")).to_contain_text("figures to follow")
        expect(page.locator(".count-act")).to_have_text("Give the figures")
        found["my counts"] = looked_at(page)
        page.click(".count")
        expect(page.locator("#id_elected_1")).to_be_checked()
        found["the form then"] = looked_at(page)
    assert found == {"nobody marked": [], "marked": [], "my counts": [], "the form then": []}


def test_a_winner_is_called_without_scripts_too(opened: Opener, contest: Contest) -> None:
    address = reverse("admin:results_contest_call", args=[contest.pk])
    with opened(a_reporter(contest), address, java_script_enabled=False) as page:
        page.check("#id_winner_1")
        page.click("text=Look at it")
        page.click("text=Call Margaret Holt")
        expect(page.locator(".messagelist")).to_contain_text("Leicester East is in: Con gain from Lab")
    assert Declaration.objects.get().kind == "winner_only"


def test_a_count_is_moved_along_by_one_tap_and_what_was_typed_is_back(
    opened: Opener, contest: Contest
) -> None:
    with opened(a_reporter(contest), "/admin/") as page:
        page.get_by_role("button", name="Counting in Leicester East").click()
        expect(page.locator(".count-state")).to_contain_text("counting since")
        found = {"my counts": looked_at(page)}
        page.click(".count")
        page.fill("#id_votes-1", "10,000")
        page.get_by_role("button", name="Recount in Leicester East").click()
        expect(page.locator(".ways-state")).to_contain_text("Recount 1 since")
        expect(page.locator("#id_votes-1")).to_have_value("10,000")
        expect(page.get_by_role("button", name="Recount 2 in Leicester East")).to_be_visible()
        found["the form"] = looked_at(page)
    assert found == {"my counts": [], "the form": []}


def test_two_who_have_the_form_open_are_told_of_each_other_until_one_leaves(
    opened: Opener, contest: Contest
) -> None:
    alice, bob, other = a_reporter(contest), a_second_reporter(contest), Client()
    other.force_login(bob)
    bobs = {"name": "sessionid", "value": other.cookies["sessionid"].value}
    with opened(alice, declare_address(contest)) as page:
        # The desk's answer to her claim. A reload would let go of it again: its farewell may come last.
        expect(page.locator(".claim-line")).to_have_count(1)
        context = page.context.browser.new_context(viewport=PHONE, base_url=page.url.split("/admin/")[0])
        context.add_cookies([{**bobs, "url": page.url.split("/admin/")[0]}])
        second = context.new_page()
        second.clock.install()
        second.goto(declare_address(contest))
        expect(second.locator(".claim-line")).to_contain_text("Alice Okafor has this form open since")
        found = looked_at(second)
        page.goto("/admin/")
        expect(page.locator(".count-claim")).to_contain_text("Bob Hussain has this form open since")
        # She let go of it as she left: by itself it would have lasted half a minute.
        second.clock.run_for(10_000)
        expect(second.locator(".claim-line p")).to_have_count(0)
        context.close()
    assert found == []
    assert set(Claim.objects.values_list("person__username", flat=True)) <= {"bob"}


def test_the_second_blind_key_and_two_that_differ_are_without_fault(
    opened: Opener, transactional_db: None
) -> None:
    contest = a_contest_under(Policy.BLIND)
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    sheet = keep_sheet(election_id=contest.election_id, data=a_photograph(), by=alice)
    enter(contest_id=contest.pk, count=a_count(), by=alice, evidence=Evidence(sheet_id=sheet))
    with opened(bob, declare_address(contest)) as page:
        expect(page.locator(".second-key")).to_contain_text("without looking at the first entry")
        found = {"second key": looked_at(page)}
        type_count(page, ["10,000", "14,246", "3,000", "2,000", "574"], elected=1)
        page.click("#save")
        expect(page.locator(".messagelist")).to_contain_text("differ in 2 fields")
        expect(page.locator(".entrant .differs-mark")).to_have_count(1)
        found["they differ"] = looked_at(page)
        page.goto("/admin/")
        found["my counts"] = looked_at(page)
    with opened(a_producer(), declare_address(contest)) as page:
        found["a third person"] = looked_at(page)
    assert found == {"second key": [], "they differ": [], "my counts": [], "a third person": []}


def test_an_entry_that_waits_is_without_fault_for_either(opened: Opener, transactional_db: None) -> None:
    contest = a_contest_under(Policy.SECOND_KEY)
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    enter(contest_id=contest.pk, count=a_count(), by=alice)
    found = {}
    with opened(alice, declare_address(contest)) as page:
        expect(page.locator("#id_votes-2")).to_have_value("14426")
        found["her own"] = looked_at(page)
        page.click("text=Take back")
        expect(page.locator(".messagelist")).to_contain_text("Taken back: revision 1 of Leicester East")
    enter(contest_id=contest.pk, count=a_count(), by=alice)
    with opened(bob, declare_address(contest)) as page:
        found["another's"] = looked_at(page)
    assert found == {"her own": [], "another's": []}
