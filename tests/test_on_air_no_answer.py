"""An act that the desk does not answer may be done all the same: the panel never says that it was not."""

from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import expect

from results.models import OnAir
from tests.admin_browser import LAPTOP, Opener, opener
from tests.onair_rows import a_cue, an_output
from tests.people import an_operator
from tests.served import served
from tests.services import needs_browser

pytestmark = [needs_browser, pytest.mark.django_db(transaction=True)]
ACTS = "**/graphics/pgm/acts/**"
# Whatever is sent from here on stays without an answer until its sender gives up.
SILENCE = """() => {
    window.fetch = (_, { signal }) => new Promise((_, no) => {
        signal.addEventListener("abort", () => no(signal.reason));
    });
}"""


@pytest.fixture
def desk(transactional_db: None) -> Iterator[str]:
    with served() as url:
        yield url


@pytest.fixture
def opened(desk: str, chromium: str, client: Client) -> Opener:
    return opener(url=desk, chromium=chromium, client=client)


def test_a_take_without_an_answer_is_said_to_be_done_perhaps(opened):
    gwen = an_operator()
    a_cue(an_output(slug="pgm", name="PGM"), gwen)
    with opened(gwen, "/graphics/pgm/control/", LAPTOP) as page:
        said = page.locator("#panel-status")
        # It arrives and is done, and its answer is lost on the way.
        page.route(
            ACTS, lambda route: route.fulfill(status=route.fetch().status and 504, body="<h1>504</h1>")
        )
        page.keyboard.press("t")
        expect(said).to_contain_text("It may be done: look at Program before you press it again.")
        page.unroute(ACTS)
        page.evaluate(SILENCE)
        page.keyboard.press("o")
        expect(said).to_contain_text("It may be done yet: look at Program")
    assert OnAir.objects.count() == 1
