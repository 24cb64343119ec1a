"""Contest pages and corrections in a browser: every state fits, can be read, and prints on one sheet."""

import re
from dataclasses import replace
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from results.boards.cards import ContestState
from results.boards.contest_cards import Corrections, Fixed
from results.rendering import contest as contest_drawing
from results.rendering import corrections as corrections_drawing
from tests.browsers import a_browser, violations
from tests.drawn_cards import NIGHT, a_head, an_outcome
from tests.drawn_contests import (
    LATER,
    a_candidate,
    a_contest_card,
    a_provenance,
    a_revision,
    in_state,
    with_revision,
    withdrawn,
    without_figures,
)
from tests.services import needs_browser
from tests.test_rendering_corrections import a_row

pytestmark = needs_browser
SITE = "http://desk.test"
SIZES = {"phone": (360, 740), "laptop": (1366, 768)}
LONG = (
    "Two bundles of a hundred were counted for the wrong candidate, and the returning officer read it again"
)


def one_that_says_everything():
    """A correction on a single source whose call is fixed: the longest small print there is."""
    outcome = replace(an_outcome(was="majority was 4,246", at=LATER), single_source=True, overridden=True)
    alone = a_provenance(
        source="agency", source_note=LONG, needed_two=True, bypassed_by="Edda Lindqvist", bypass_reason=LONG
    )
    fix = Fixed(by="Priya Nair", at=LATER, reason=LONG, label="", figures_say="Lab hold")
    card = a_contest_card(outcome=outcome)
    card = with_revision(card, provenance=alone, fixed=fix, reason=LONG)
    return replace(card, revisions=(*card.revisions, a_revision(an_outcome(), in_force=False)))


STATES = {
    **{
        state: in_state(state, recounts=2) for state in ContestState if state not in ("declared", "withdrawn")
    },
    "winner_only": without_figures(ContestState.WINNER_ONLY),
    "uncontested": without_figures(ContestState.UNCONTESTED),
    "withdrawn": withdrawn(),
    "declared": a_contest_card(),
    "everything": one_that_says_everything(),
}


@pytest.fixture(scope="module")
def browser(chromium):
    with a_browser(chromium) as browser:
        yield browser


@pytest.fixture
def page(browser):
    page = browser.new_page()
    page.route(f"{SITE}/**", _serve)
    page.route_web_socket(f"{SITE.replace('http', 'ws')}/**", lambda socket: None)
    yield page
    page.close()


def show(page, drawn, size="laptop", scheme="light"):
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.route(f"{SITE}/page", lambda route: route.fulfill(body=drawn, content_type="text/html"))
    page.goto(f"{SITE}/page")
    return page


def of_contest(card):
    return render_to_string("contest.html", contest_drawing.page_context(card) | {"socket": "/ws/"})


def of_corrections(*rows):
    card = Corrections(election=a_head(), rows=rows)
    return render_to_string("corrections.html", corrections_drawing.page_context(card) | {"socket": "/ws/"})


def fits_and_can_be_read(page, size):
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
    assert violations(page) == []


@pytest.mark.parametrize(("size", "scheme"), [("phone", "light"), ("laptop", "dark")])
@pytest.mark.parametrize("state", STATES)
def test_every_state_fits_the_screen_and_can_be_read(page, state, size, scheme):
    fits_and_can_be_read(show(page, of_contest(STATES[state]), size, scheme), size)


@pytest.mark.parametrize(("size", "scheme"), [("phone", "light"), ("laptop", "dark")])
def test_the_list_of_corrections_fits_the_screen_and_can_be_read(page, size, scheme):
    rows = (
        a_row(reason=LONG, single_source=True),
        a_row(key="contest-8", withdrawn=True, now=None, in_force=False, name="Stoke-on-Trent <Central>"),
    )
    fits_and_can_be_read(show(page, of_corrections(*rows), size, scheme), size)
    fits_and_can_be_read(show(page, of_corrections(), size, scheme), size)


def test_ten_candidates_and_four_revisions_print_on_one_sheet(page):
    card = one_that_says_everything()
    older = tuple(
        replace(a_revision(an_outcome(at=NIGHT + timedelta(minutes=at)), in_force=False), reason=LONG)
        for at in (20, 10)
    )
    card = replace(
        card,
        candidates=tuple(a_candidate(1 + number % 2) for number in range(10)),
        revisions=(*card.revisions, *older),
    )
    assert len(card.revisions) == 4
    assert sheets(show(page, of_contest(card))) == 1


def test_a_history_that_needs_a_second_sheet_gets_one(page):
    card = one_that_says_everything()
    many = replace(card, revisions=card.revisions * 12)
    assert sheets(show(page, of_contest(many))) > 1


def sheets(page):
    page.emulate_media(media="print")
    # In another typeface lines are of another length.
    page.evaluate("document.fonts.ready.then(() => document.fonts.size)")
    printed = page.pdf(prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b", printed))


def _serve(route):
    found = finders.find(unquote(route.request.url).removeprefix(f"{SITE}/static/"))
    if found:
        route.fulfill(path=found)
    else:
        route.fulfill(status=404, body="")
