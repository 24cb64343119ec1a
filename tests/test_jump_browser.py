"""The key that finds: on boards, in the admin and beside an operator's panel, never while somebody types."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from results.models import Contest
from tests.admin_browser import LAPTOP, faults, opener
from tests.onair_rows import an_output
from tests.people import a_producer
from tests.services import needs_browser
from tests.worlds import a_small_election

pytestmark = [needs_browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def open_as(live_server, chromium):
    return opener(url=live_server.url, chromium=chromium, client=Client())


@pytest.fixture
def priya():
    election = a_small_election(contests=2)
    for contest, name in zip(
        election.contests.order_by("pk"), ("Leicester East", "Leicester South"), strict=True
    ):
        Contest.objects.filter(pk=contest.pk).update(name=name)
    an_output(election, slug="pgm-1")
    return a_producer()


@pytest.mark.parametrize("address", ["/", "/admin/", "/graphics/pgm-1/control/"])
def test_a_key_finds_and_enter_goes_there(open_as, priya, address):
    with open_as(priya, address, LAPTOP) as page:
        page.keyboard.press("/")
        page.keyboard.type("leicester")
        expect(page.locator("#jump-found a")).to_have_count(2)
        assert faults(page) == []
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Leicester South")


def test_enter_before_the_answer_goes_to_what_was_typed_last(open_as, priya):
    with open_as(priya, "/", LAPTOP) as page:
        page.keyboard.press("/")
        page.keyboard.type("south")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Leicester South")


def test_escape_leaves_everything_as_it_was_and_a_field_keeps_its_slash(open_as, priya):
    with open_as(priya, "/admin/", LAPTOP) as page:
        field = page.locator("#find-contest")
        field.focus()
        page.keyboard.type("a/b")
        expect(field).to_have_value("a/b")
        expect(page.locator("#jump")).to_be_hidden()
        page.keyboard.press("Control+k")
        expect(page.locator("#jump-text")).to_be_focused()
        page.keyboard.press("Escape")
        expect(field).to_be_focused()
