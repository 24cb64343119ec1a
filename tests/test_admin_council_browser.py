"""Wards and councils in a real browser: no faults on a phone, ticks by keyboard, totals with live control."""

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from results.declaring.commands import enter
from results.declaring.councils import correct_council, enter_council
from results.declaring.figures import count_of
from results.declaring.status import set_status
from results.models import Contest, Council, CouncilDeclaration, Declaration, Election, Policy
from results.psephology.counts import Count
from tests.admin_browser import LAPTOP, PHONE, Opener, faults, opener, small_targets
from tests.declaring_form import declare_address
from tests.people import a_producer, a_reporter
from tests.services import needs_browser
from tests.worlds import a_contest, a_council, a_count

pytestmark = [needs_browser, pytest.mark.django_db(transaction=True)]
ELECTED = frozenset({1, 2, 4})
VOTES = (1_400, 1_350, 1_100, 1_200, 1_080, 900, 300, 250, 200, 400)


@pytest.fixture
def opened(live_server, chromium: str, client: Client) -> Opener:
    return opener(url=live_server.url, chromium=chromium, client=client)


@pytest.fixture
def council(transactional_db: None) -> Council:
    return a_council(wards=(3, 2, 1), not_up={"Con": 2, "Loc": 1})


def total_address(council: Council) -> str:
    return reverse("admin:results_council_total", args=[council.pk])


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (LAPTOP, "dark")], ids=["phone", "laptop"])
def test_the_councils_pages_are_without_fault(
    opened: Opener, council: Council, size: dict[str, int], scheme: str
) -> None:
    abbey, bridge, castle = council.contests.order_by("code")
    reporter = a_reporter(abbey, bridge, castle)
    enter(contest_id=castle.pk, count=a_count(900, 1_000, 300, 200, electorate=6_000), by=reporter)
    enter_council(council_id=council.pk, seats={"Lab": 1, "Con": 2}, complete=False, by=reporter)
    progress = reverse("admin:results_council_progress", args=[council.pk])
    found = {}
    with opened(reporter, "/admin/", size, color_scheme=scheme) as page:
        found["my counts"] = faults(page) + small_targets(page)
        page.goto(progress)
        found["progress"] = faults(page) + small_targets(page)
        page.goto(declare_address(abbey))
        found["ward"] = faults(page) + small_targets(page)
        page.goto(total_address(council))
        found["total"] = faults(page) + small_targets(page)
        page.fill("#id_seats-Lab", "x")
        page.click("#save")
        expect(page.locator("#problems")).to_be_focused()
        found["problems"] = faults(page) + small_targets(page)
    assert found == {"my counts": [], "progress": [], "ward": [], "total": [], "problems": []}


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "dark"), (LAPTOP, "light")], ids=["phone", "laptop"])
def test_the_pages_of_a_total_and_its_second_person_are_without_fault(
    opened: Opener, council: Council, size: dict[str, int], scheme: str
) -> None:
    abbey, bridge, castle = council.contests.order_by("code")
    alice, producer = a_reporter(abbey), a_producer()
    first = enter_council(council_id=council.pk, seats={"Lab": 2, "Con": 1}, complete=False, by=producer)
    Election.objects.update(policy=Policy.SECOND_KEY)
    grown = {"Lab": 2, "Con": 2}
    total = correct_council(
        council_id=council.pk, seats=grown, complete=False, by=alice, based_on=first.revision
    )
    enter(contest_id=abbey.pk, count=Count(dict(enumerate(VOTES, 1)), 6_000, ELECTED), by=alice)
    set_status(contest_id=bridge.pk, status="countermanded", by=producer)
    set_status(contest_id=castle.pk, status="recount", by=producer)
    confirm = reverse("admin:results_council_total_confirm", args=[total.declaration_id])
    found = {}
    with opened(alice, total_address(council), size, color_scheme=scheme) as page:
        found["her own total"] = faults(page) + small_targets(page)
        page.goto(confirm)
        found["her own entry"] = faults(page) + small_targets(page)
    with opened(producer, "/admin/", size, color_scheme=scheme) as page:
        found["front page"] = faults(page) + small_targets(page)
        page.goto(total_address(council))
        found["another's total"] = faults(page) + small_targets(page)
        page.goto(reverse("admin:results_council_progress", args=[council.pk]))
        found["progress"] = faults(page) + small_targets(page)
        page.goto(confirm)
        found["confirm"] = faults(page) + small_targets(page)
        page.click("#confirm")
        expect(page.locator(".messagelist")).to_contain_text("The total of Stoke-on-Trent is confirmed")
    assert [name for name, wrong in found.items() if wrong] == [], found
    assert CouncilDeclaration.objects.get(state="in_force").confirmed_by == producer


def test_a_total_is_sent_by_script_and_says_that_it_waits(opened: Opener, council: Council) -> None:
    Election.objects.update(policy=Policy.SECOND_KEY)
    with opened(a_reporter(council.contests.first()), total_address(council)) as page:
        page.fill("#id_seats-Con", "2")
        page.click("summary:has-text('Where from')")
        page.select_option("#id_source", "other")
        page.click("#save")
        expect(page.locator("#problems")).to_contain_text("Say where the figures are from")
        page.fill("#id_source_note", "Radio car")
        page.click("#save")
        expect(page.locator(".messagelist")).to_contain_text("it waits for a second person")
    assert CouncilDeclaration.objects.get().source_note == "Radio car"


def test_a_reporter_declares_a_ward_by_keyboard_and_ticks_who_was_elected(
    opened: Opener, council: Council
) -> None:
    ward = council.contests.get(name="Abbey")
    with opened(a_reporter(ward), declare_address(ward)) as page:
        page.focus("#id_votes-1")
        for figure in VOTES:
            page.keyboard.type(str(figure))
            page.keyboard.press("Enter")
        for place in range(10):
            expect(page.locator(f"#id_elected_{place}")).to_be_focused()
            if place in {0, 1, 3}:
                page.keyboard.press("Space")
            page.keyboard.press("Enter")
        expect(page.locator("#id_by_lot")).to_be_focused()
        expect(page.locator(".verdict-headline")).to_have_text("Lab 2, Con 1")
        expect(page.locator(".verdict-lines")).not_to_contain_text("Mark")
        page.click("#save")
        expect(page.locator(".messagelist")).to_contain_text(
            "Abbey is in: Lab 2, Con 1, last seat by 100 votes."
        )
    assert count_of(Declaration.objects.get()).elected == frozenset({1, 2, 4})


def test_ticks_and_folded_second_preferences_are_back_after_the_tab_was_closed(
    opened: Opener, council: Council
) -> None:
    ward, mayoralty = council.contests.get(name="Abbey"), a_contest(name="Leicester mayor")
    Contest.objects.filter(pk=mayoralty.pk).update(method=Contest.Method.SV)
    with opened(a_reporter(ward, mayoralty), declare_address(ward)) as page:
        page.check("#id_elected_1")
        page.check("#id_elected_3")
        page.goto(declare_address(mayoralty))
        page.click("summary:has-text('If nobody had more than half')")
        page.fill("#id_second_preferences-2", "1,500")
        page.close()
        again = page.context.new_page()
        again.goto(declare_address(ward))
        expect(again.locator("[name=elected]:checked")).to_have_count(2)
        expect(again.locator("#id_elected_3")).to_be_checked()
        expect(again.locator("#id_by_lot")).not_to_be_checked()
        again.goto(declare_address(mayoralty))
        expect(again.locator("#id_second_preferences-2")).to_be_visible()
        expect(again.locator("#id_second_preferences-2")).to_have_value("1,500")


def test_a_total_is_entered_with_its_meaning_for_control_as_it_is_typed(
    opened: Opener, council: Council
) -> None:
    with opened(a_producer(), total_address(council)) as page:
        page.fill("#id_seats-Con", "2")
        expect(page.locator(".verdict-headline")).to_have_text("2 of 6 seats, 4 to come")
        expect(page.locator(".verdict-lines")).to_contain_text("Con needs 1 of the 4 left")
        page.fill("#id_seats-Con", "3")
        expect(page.locator(".verdict-lines")).to_contain_text("Con hold, certain already")
        page.select_option("#id_another", "Green")
        page.click("button[name=add]")
        page.fill("#id_seats-Green", "1")
        page.click("#save")
        expect(page.locator(".messagelist")).to_contain_text("Stoke-on-Trent: 4 of 6 seats, 2 to come.")
    assert CouncilDeclaration.objects.get().tallies.count() == 2
