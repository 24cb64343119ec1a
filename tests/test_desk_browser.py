"""The producers' desk in a real browser: by keys alone, a list that holds still, and what calls an eye."""

import threading
from collections.abc import Iterator

import pytest
from django.db import connections
from django.test import Client
from playwright.sync_api import Page, expect

from results.boards import headline_night
from results.declaring.commands import enter
from results.models import HeadlineMark, KeyContest, Policy, Watch
from tests.admin_browser import LAPTOP, PHONE, Opener, faults, opener
from tests.browsers import still
from tests.people import a_producer
from tests.served import served
from tests.services import needs_browser
from tests.worlds import a_count, a_small_election

pytestmark = [needs_browser, pytest.mark.django_db(transaction=True)]
WALL = {"width": 1920, "height": 1080}
GREEN = (9_000, 9_100, 2_000, 12_000, 300)
# As another producer's press: the page's own script has no part in it.
PINNED = """key => fetch(document.getElementById('desk-act').action, {
    method: 'POST', redirect: 'manual', body: new URLSearchParams({what: key}),
    headers: {'X-CSRFToken': document.querySelector('#desk-act input').value},
})"""


@pytest.fixture
def priya(transactional_db: None):
    return a_producer()


@pytest.fixture
def election(transactional_db: None):
    headline_night.forget()
    return a_small_election(contests=8)


@pytest.fixture
def opened(transactional_db: None, chromium: str, client: Client) -> Iterator[Opener]:
    with served() as url:
        yield opener(url=url, chromium=chromium, client=client)


def declare(by, election, *codes, votes=()) -> None:
    for code in codes:
        enter(contest_id=election.contests.get(code=code).pk, count=a_count(*votes), by=by)


def meanwhile(act, *args, **more) -> None:
    """Do it in a thread of its own: this one drives the browser."""

    def done() -> None:
        try:
            act(*args, **more)
        finally:
            connections.close_all()

    thread = threading.Thread(target=done)
    thread.start()
    thread.join(60)
    assert not thread.is_alive()


def desk(election) -> str:
    return f"/desk/{election.slug}/"


def live(page: Page) -> None:
    expect(page.locator("#lamp")).to_have_attribute("data-state", "live")


def keys(page: Page) -> list[str]:
    return page.locator(".h").evaluate_all("lines => lines.map(line => line.dataset.key)")


def test_lines_are_reached_copied_pinned_and_put_aside_by_keys(opened, election, priya):
    declare(priya, election, "C0001", "C0002", "C0003")
    with opened(priya, desk(election), LAPTOP, permissions=["clipboard-read", "clipboard-write"]) as page:
        first, second = keys(page)[:2]
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        expect(page.locator(f".h[data-key='{second}'] .h-go")).to_be_focused()
        page.keyboard.press("c")
        expect(page.locator("#desk-said")).to_contain_text("Copied")
        copied = page.evaluate("navigator.clipboard.readText()")
        sentence = page.locator(f".h[data-key='{second}'] .h-go").text_content()
        page.keyboard.press("p")
        expect(page.locator(f".h[data-key='{second}']")).to_contain_text("Pinned by Priya Nair")
        expect(page.locator(f".h[data-key='{second}'] .h-go")).to_be_focused()
        assert keys(page)[:2] == [second, first]
        page.keyboard.press("ArrowDown")
        page.keyboard.press("x")
        expect(page.locator("#desk-aside")).to_contain_text("Bring back")
        expect(page.locator(f".h[data-key='{first}']")).to_have_count(0)
        assert page.evaluate("document.activeElement.closest('.h') !== null")
    assert copied.startswith(sentence)
    assert "as at" in copied
    assert dict(HeadlineMark.objects.values_list("key", "mark")) == {second: "pinned", first: "dismissed"}


def test_a_list_under_the_pointer_waits_until_the_pointer_has_left(opened, election, priya):
    declare(priya, election, "C0001", "C0002", "C0003")
    with opened(priya, desk(election), LAPTOP) as page:
        live(page)
        before = keys(page)
        # A hand that rests for six seconds holds nothing: it does not rest here.
        still(page)
        page.locator(".h").nth(1).hover()
        page.evaluate(PINNED, before[-1])
        expect(page.locator("#desk-waiting")).to_be_visible()
        assert keys(page) == before
        page.mouse.move(1200, 300)
        expect(page.locator(".h").first).to_have_attribute("data-key", before[-1])
        expect(page.locator("#desk-waiting")).to_be_hidden()


def test_a_new_line_that_is_strong_enough_is_called_once_and_kept_quiet_below(opened, election, priya):
    declare(priya, election, "C0001", "C0002", "C0003")
    with opened(priya, desk(election), LAPTOP) as page:
        live(page)
        page.locator("#desk-threshold").select_option("40")
        meanwhile(declare, priya, election, "C0004", votes=GREEN)
        expect(page.locator("#desk-cue")).to_contain_text("Green")
        expect(page.locator("#desk-said")).to_contain_text("New: ")
        page.locator("#desk-threshold").select_option("101")
        page.evaluate("document.getElementById('desk-said').textContent = ''")
        meanwhile(declare, priya, election, "C0005", votes=(15_000, 14_999, 1, 1, 1))
        expect(page.locator("[data-contest]").filter(has_text="Corby").first).to_be_visible()
        expect(page.locator("#desk-said")).to_be_empty()


def test_a_tone_is_off_until_it_is_asked_for_and_wants_a_press_after_a_reload(opened, election, priya):
    with opened(priya, desk(election), LAPTOP) as page:
        sound = page.locator("#desk-sound")
        expect(sound).to_have_text("Sound off")
        sound.click()
        expect(sound).to_have_text("Sound on")
        page.reload()
        expect(page.locator("#desk-sound")).to_have_text("Sound: press to allow")


def test_lines_are_filtered_and_the_choice_stays_in_the_address(opened, election, priya):
    declare(priya, election, "C0001", "C0002", "C0003")
    declare(priya, election, "C0004", votes=GREEN)
    with opened(priya, desk(election), LAPTOP) as page:
        page.locator("#desk-party").select_option("Green")
        expect(page.locator(".h:visible").first).to_contain_text("Green")
        shown = page.locator(".h:visible").count()
        assert 0 < shown < page.locator(".h").count()
        page.reload()
        expect(page.locator("#desk-party")).to_have_value("Green")
        expect(page.locator(".h:visible")).to_have_count(shown)
        page.locator("#desk-kind").select_option("sweep")
        expect(page.locator("#desk-filtered")).to_be_visible()


def test_a_star_follows_a_contest_and_her_own_contests_can_be_all_she_sees(opened, election, priya):
    declare(priya, election, "C0001", "C0002")
    rugby = election.contests.get(code="C0002")
    with opened(priya, desk(election), LAPTOP) as page:
        star = page.locator(f".h[data-contest='{rugby.pk}'] .h-star").first
        star.click()
        expect(star).to_have_attribute("aria-pressed", "true")
        expect(page.locator("#desk-following")).to_contain_text("Rugby")
        page.locator("#desk-mine").check()
        expect(page.locator(".h:visible").first).to_contain_text("Rugby")
        assert page.locator(f".h:visible:not([data-contest='{rugby.pk}'])").count() == 0
    assert list(Watch.objects.values_list("contest", flat=True)) == [rugby.pk]


def test_an_act_that_does_not_arrive_is_said_to_have_not_arrived(opened, election, priya):
    declare(priya, election, "C0001")
    with opened(priya, desk(election), LAPTOP) as page:
        page.route("**/acts/**", lambda route: route.abort())
        page.keyboard.press("ArrowDown")
        page.keyboard.press("p")
        expect(page.locator("#desk-said")).to_contain_text("The desk did not answer")
    assert not HeadlineMark.objects.exists()


def test_without_script_a_line_is_pinned_by_its_button(opened, election, priya):
    declare(priya, election, "C0001")
    with opened(priya, desk(election), LAPTOP, java_script_enabled=False) as page:
        page.get_by_role("button", name="Pin: ").first.click()
        expect(page.locator(".h").first).to_contain_text("Pinned by Priya Nair")
    assert HeadlineMark.objects.count() == 1


@pytest.mark.parametrize("size", [LAPTOP, WALL, PHONE], ids=["laptop", "wall", "phone"])
@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_the_desk_is_without_fault(opened, priya, size, scheme):
    headline_night.forget()
    election = a_small_election(contests=8)
    declare(priya, election, "C0001", "C0002", "C0003", "C0004")
    election.contests.filter(code="C0007").update(policy=Policy.SECOND_KEY)
    declare(priya, election, "C0007")
    KeyContest.objects.create(contest=election.contests.get(code="C0008"), position=1, reason="Green target")
    HeadlineMark.objects.create(election=election, key="gain:C0006", mark="pinned", words="Dudley", by=priya)
    with opened(priya, desk(election), size, color_scheme=scheme, reduced_motion="reduce") as page:
        live(page)
        assert faults(page) == []
