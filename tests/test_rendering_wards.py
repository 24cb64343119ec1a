"""A contest page where several are elected, or second preferences decide: what differs is said."""

from dataclasses import replace
from decimal import Decimal

from django.template.loader import render_to_string

from results.rendering import contest as drawing
from results.rendering import words
from results.rendering.tally import OTHERS
from tests.drawn_cards import an_outcome
from tests.drawn_contests import a_contest_card


def a_ward(*, split=True, **more):
    outcome = replace(
        an_outcome(majority=23, **more), word="elected", phrase="Lab 1, Con 1", returned="Lab 1, Con 1"
    )
    card = a_contest_card(outcome=outcome)
    first, second = card.candidates
    both = (first, replace(second, elected=True) if split else replace(first, number=2, name="Bo Lund"))
    figures = replace(card.figures, turnout_valid_pct=None)
    council = ("K001", "Stoke-on-Trent")
    return replace(card, kind="ward", seats=2, council=council, candidates=both, figures=figures)


def test_a_ward_names_everyone_who_was_elected_and_how_many_seats_it_has():
    shown = drawing.fragments(a_ward())
    assert "Elected: Aoife Byrne, Keith Dunmore" in shown
    assert "<dt>Seats</dt><dd>2" in shown


def test_a_ward_that_parties_share_is_in_nobodys_colour():
    assert drawing.outcome_view(a_ward()).party == OTHERS
    assert drawing.outcome_view(a_ward(split=False)).party.abbr == "Lab"


def test_the_margin_of_a_ward_is_called_what_it_is():
    shown = drawing.fragments(a_ward())
    assert "last seat by 23" in shown
    assert "Margin for the last seat" in shown
    assert "majority" not in shown.lower()
    assert "last seat by lot" in drawing.fragments(a_ward(by_lot=True))


def test_shares_of_a_ward_are_labelled_as_the_best_candidates():
    label = "Party share % <small>by the party’s best candidate</small>"
    assert label in drawing.fragments(a_ward())
    assert label not in drawing.fragments(a_contest_card())


def test_a_ward_shows_turnout_only_where_its_papers_are_known():
    ward = a_ward()
    assert "Turnout" not in drawing.fragments(ward)
    known = replace(ward, figures=replace(ward.figures, turnout_papers_pct=Decimal("31.20")))
    assert "31.2% <small>all papers in the box / electorate</small>" in drawing.fragments(known)


def test_a_ward_leads_to_its_council():
    page = render_to_string("contest.html", drawing.page_context(a_ward()) | {"socket": "/ws/"})
    assert '<a href="/councils/ge2024/K001/">Stoke-on-Trent</a>' in page


def test_a_line_of_a_ward_tells_the_last_seat_and_no_majority():
    outcome = a_ward().figures.outcome
    assert words.sentence(outcome) == "Lab 1, Con 1, last seat by 23"


def test_a_ward_of_one_seat_has_a_majority_like_any_other():
    outcome = replace(an_outcome(), word="elected", phrase="Lab elected", returned="Lab 1")
    assert words.sentence(outcome) == "Lab elected, majority 979"


def test_a_mayor_elected_after_second_preferences_says_so():
    card = replace(a_contest_card(), after_second_preferences=True)
    shown = drawing.fragments(card)
    assert "majority 979 after second preferences" in shown
    assert "<dd>979 <small>after second preferences</small>" in shown
    assert "second preferences" not in drawing.fragments(a_contest_card())
