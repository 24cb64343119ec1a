"""Key contests in a real browser: what is late by the clock, the list by the keyboard alone, no faults."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from results.declaring.commands import enter
from results.models import Contest, KeyContest
from results.producing.keys import mark_key
from tests.admin_browser import LAPTOP, PHONE, Opener, faults, opener
from tests.people import a_producer
from tests.served import served
from tests.services import needs_browser
from tests.worlds import a_count, a_small_election

pytestmark = [needs_browser, pytest.mark.django_db(transaction=True)]
REASON = "Number 4 target of the Greens"


@pytest.fixture
def priya(transactional_db: None):
    return a_producer()


@pytest.fixture
def night(priya):
    """Three key contests: one in, one eleven minutes late, one to come in an hour."""
    election = a_small_election(contests=3)
    contests = list(election.contests.order_by("code"))
    for contest, minutes in zip(contests, (-30, -11, 60), strict=True):
        Contest.objects.filter(pk=contest.pk).update(
            expected_at=timezone.now() + timedelta(minutes=minutes, seconds=-2)
        )
        mark_key(contest_id=contest.pk, reason=f"{REASON} in {contest.name}", by=priya)
    enter(contest_id=contests[0].pk, count=a_count(), by=priya)
    return election


@pytest.fixture
def opened(transactional_db: None, chromium: str, client: Client) -> Iterator[Opener]:
    with served() as url:
        yield opener(url=url, chromium=chromium, client=client)


def test_what_is_late_is_told_by_the_clock_and_what_is_in_never_is(night, opened, priya):
    with opened(priya, f"/desk/{night.slug}/key/", LAPTOP) as page:
        expect(page.locator(".key.is-late")).to_have_count(1)
        expect(page.locator(".key.is-late .key-late")).to_have_text("11 min late")
        expect(page.locator("#key-late-count")).to_have_text("1 late")
        expect(page.locator("#keys-arrived")).to_contain_text("Con gain from Lab")


@pytest.mark.parametrize("viewport", [LAPTOP, PHONE], ids=["laptop", "phone"])
@pytest.mark.parametrize("address", ["key/", "key/list/"])
def test_neither_page_has_an_accessibility_violation_or_scrolls_sideways(
    night, opened, priya, viewport, address
):
    with opened(priya, f"/desk/{night.slug}/{address}", viewport) as page:
        assert faults(page) == []


def test_the_list_is_put_in_order_by_the_keyboard_alone(night, opened, priya):
    with opened(priya, f"/desk/{night.slug}/key/list/", LAPTOP) as page:
        page.locator("[value=up]").nth(2).focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/list/?done=up*")
        # The focus stays with the one that was moved, to press again.
        expect(page.locator(":focus")).to_have_attribute("value", "up")
        page.keyboard.press("Enter")
        expect(page.locator(".key-list li").first).to_contain_text("Stone")
    assert list(KeyContest.objects.order_by("position").values_list("contest__code", flat=True)) == [
        "C0003",
        "C0001",
        "C0002",
    ]
