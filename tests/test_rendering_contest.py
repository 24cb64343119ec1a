"""A contest's fragments are the page's own parts, and say exactly which figure is which."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.test.html import Element, parse_html

from results.boards.cards import SwingCard
from results.rendering import contest as drawing
from results.rendering.dial import dial
from tests.drawn_cards import CON, LAB, an_outcome
from tests.drawn_contests import a_contest_card
from tests.fragments import by_id, id_of


def page_of(card):
    return render_to_string("contest.html", drawing.page_context(card) | {"socket": "/ws/"})


@pytest.mark.parametrize("declared", [True, False])
def test_every_fragment_has_its_place_in_the_page_and_looks_the_same_there(declared):
    card = a_contest_card(declared=declared)
    page = parse_html(page_of(card))
    parsed = parse_html(f"<body>{drawing.fragments(card)}</body>")
    fragments = [child for child in parsed.children if isinstance(child, Element)]
    assert [id_of(f) for f in fragments] == [
        "contest-outcome",
        "contest-candidates",
        "contest-pictures",
        "contest-revisions",
        "page-outline",
    ]
    for fragment in fragments:
        assert by_id(page, id_of(fragment)) == fragment


def test_a_declared_contest_tells_majority_swing_and_which_turnout():
    content = drawing.fragments(a_contest_card())
    for words in ("majority 979", "9.1% swing Con to Lab", "67.1%", "valid votes / electorate", "not known"):
        assert words in content


def test_turnout_of_all_papers_is_shown_apart_where_it_is_known():
    card = a_contest_card()
    assert "all papers in the box" not in drawing.fragments(card)
    known = replace(card, figures=replace(card.figures, turnout_papers_pct=Decimal("67.40")))
    assert "67.4% <small>all papers in the box / electorate</small>" in drawing.fragments(known)


def test_a_contest_to_come_shows_no_figures_but_when_and_who_defends():
    content = drawing.fragments(a_contest_card(declared=False))
    assert "Not declared" in content
    assert "Expected 00:30" in content
    assert "in the order of the ballot paper" in content
    for absent in ("Votes", "Turnout", "elected", "data-say", "outcome-notes"):
        assert absent not in content


def test_a_party_that_did_not_stand_last_time_is_new():
    content = drawing.fragments(a_contest_card())
    assert '<td class="c-change level">new</td>' in content
    assert '<td class="c-change down">−3.5</td>' in content


def test_a_tie_says_by_lot_beside_its_majority():
    content = drawing.fragments(a_contest_card(outcome=an_outcome(majority=0, by_lot=True)))
    assert "tie decided by lot" in content
    assert "equal votes, decided by lot" in content


def test_a_correction_is_marked():
    assert '<em class="corrected">corrected</em>' in drawing.fragments(
        a_contest_card(outcome=an_outcome(was="majority was 1,979"))
    )
    assert ">corrected</em>" not in drawing.fragments(a_contest_card())


@pytest.mark.parametrize(
    ("name", "points", "tip"),
    [
        ("no swing stands upright", "0", ("100.0", "18.0")),
        ("twenty points lie flat", "20", ("178.0", "96.0")),
        ("more than that lies flat too", "31.4", ("178.0", "96.0")),
    ],
)
def test_the_needle_leans_towards_who_gained(name, points, tip):
    needle = dial(SwingCard(Decimal(points), CON, LAB))
    assert (needle.x, needle.y) == tip, name


def test_the_history_tells_of_a_lot_and_never_of_a_majority_of_nought():
    card = a_contest_card(outcome=an_outcome(majority=0, by_lot=True))
    shown = drawing.fragments(card)
    assert "Lab gain from Con: Aoife Byrne, tie decided by lot" in shown
    assert "majority 0" not in shown
