"""A release in a browser: what it changes is shown first, again where it moved on, and done by its button."""

from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from results.declaring.commands import enter
from results.graphics.values import snapshot_of
from results.models import Cue, Hold, Output
from results.onair.air import take
from results.onair.cues import prepare, put_on_preview
from results.onair.holds import hold
from results.onair.snapshot import Subject
from tests.admin_browser import LAPTOP, Opener, opener
from tests.at_once import at_once
from tests.onair_rows import an_output
from tests.people import a_producer, an_operator
from tests.served import served
from tests.services import needs_browser
from tests.worlds import a_count, a_small_election

pytestmark = [needs_browser, pytest.mark.django_db(transaction=True)]
PANEL = "/graphics/pgm/control/"


@pytest.fixture
def desk(transactional_db: None) -> Iterator[str]:
    with served() as url:
        yield url


@pytest.fixture
def opened(desk: str, chromium: str, client: Client) -> Opener:
    return opener(url=desk, chromium=chromium, client=client)


@pytest.fixture
def gwen(transactional_db: None):
    return an_operator()


@pytest.fixture
def output(gwen) -> Output:
    """A tally that follows on air, and is held."""
    output = an_output(a_small_election(contests=3), slug="pgm", name="PGM")
    subject = Subject(region_id=output.election.regions.get(code="EM").pk)
    snapshot = snapshot_of(graphic="scoreboard", election_id=output.election_id, subject=subject)
    cue = prepare(output_id=output.pk, snapshot=snapshot, by=gwen, mode=Cue.Mode.FOLLOW)
    put_on_preview(cue_id=cue.pk, by=gwen)
    take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=gwen)
    hold(output_id=output.pk, cue_id=cue.pk, by=gwen, reason="Recount rumoured")
    return output


def declared_meanwhile(contest: int, by) -> None:
    at_once(lambda: enter(contest_id=contest, count=a_count(), by=by))


def pressed(page: Page) -> None:
    page.locator("#panel-newer").get_by_role("button", name="Release").click()


def test_a_release_is_shown_refused_where_it_moved_on_shown_again_and_done(opened, gwen, output):
    contest, priya = output.election.contests.get(code="C0001").pk, a_producer()
    with opened(gwen, PANEL, LAPTOP) as page:
        shown = page.locator("#panel-newer")
        page.locator("#panel-holds a").press("Enter")
        expect(shown).to_contain_text("Nothing changes on the screen")
        expect(shown).to_be_focused()
        declared_meanwhile(contest, priya)
        pressed(page)
        expect(page.locator("#panel-status")).to_contain_text("moved on: look again")
        expect(shown).to_contain_text("1 of 2")
        pressed(page)
        expect(page.locator("#panel-status")).to_contain_text("Release: done")
        expect(shown).to_be_empty()
        expect(page.locator("#panel-holds li")).to_have_count(0)
    assert not Hold.objects.holding().exists()
