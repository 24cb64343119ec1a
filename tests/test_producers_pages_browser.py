"""Pages beside the producers' desk, on every screen and in both lights, and a wall chosen by keys alone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from results.declaring.commands import enter
from results.declaring.status import set_status
from results.models import Contest, KeyContest
from tests.admin_browser import LAPTOP, PHONE, faults, opener
from tests.people import a_producer
from tests.services import needs_browser
from tests.worlds import a_council, a_council_election, a_count, a_small_election

pytestmark = [needs_browser, pytest.mark.django_db(transaction=True)]
WALL = {"width": 1920, "height": 1080}


@pytest.fixture
def open_as(live_server, chromium):
    return opener(url=live_server.url, chromium=chromium, client=Client())


@pytest.fixture
def priya():
    return a_producer()


@pytest.fixture
def election(priya):
    """Something of everything: in, late, in a recount, to come."""
    made = a_small_election(contests=6, slug="the-night")
    contests = list(made.contests.order_by("code"))
    for contest in contests[:2]:
        enter(contest_id=contest.pk, count=a_count(), by=priya)
    set_status(contest_id=contests[2].pk, status=Contest.Status.RECOUNT, by=priya)
    Contest.objects.filter(pk=contests[3].pk).update(expected_at=timezone.now() - timedelta(minutes=11))
    for position, contest in enumerate(contests[:4], start=1):
        KeyContest.objects.create(contest=contest, position=position, reason="Green target")
    return made


@pytest.mark.parametrize(
    "address",
    [
        "/desk/the-night/key/",
        "/desk/the-night/key/list/",
        "/pictures/the-night/EM/?map=lead",
        "/contests/the-night/C0001/",
        "/walls/the-night/EM/",
        "/jump/?q=leicester",
        "/jump/?q=nowhere",
        "/desk/the-night/?wall=1&region=EM",
        "/pictures/the-night/EM/?wall=1&show=ladder",
    ],
    ids=["key", "list", "pictures", "contest", "wall", "found", "not-found", "wall-desk", "wall-ladder"],
)
def test_a_page_is_without_fault_on_every_screen_in_both_lights(open_as, priya, election, address):
    with open_as(priya, address, LAPTOP, reduced_motion="reduce") as page:
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            for size in (WALL, LAPTOP, PHONE):
                page.set_viewport_size(size)
                assert (scheme, size, faults(page)) == (scheme, size, [])


def test_a_wall_is_chosen_by_the_keyboard_alone(open_as, priya, election):
    with open_as(priya, "/walls/the-night/EM/", LAPTOP) as page:
        page.get_by_label("The board").focus()
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.get_by_label("20 s").focus()
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/boards/the-night/EM/?wall=1&view=headlines&every=15")
        expect(page.locator("iframe.is-shown")).to_have_attribute("title", "Headlines")


def test_a_region_of_councils_leads_to_no_pictures(open_as, priya):
    council = a_council(election=a_council_election())
    slug = council.election.slug
    for address in (f"/boards/{slug}/EM/", f"/walls/{slug}/EM/", f"/councils/{slug}/{council.code}/"):
        with open_as(priya, address, LAPTOP) as page:
            assert page.locator("a[href*='/pictures/'], input[value^='picture-']").count() == 0
