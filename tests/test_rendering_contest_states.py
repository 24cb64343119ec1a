"""Every state of a contest has its own words and its own look on the contest page."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.test.html import parse_html

from results.boards.cards import ContestState
from results.boards.contest_cards import Fixed
from results.rendering import contest as drawing
from tests.drawn_cards import NIGHT, an_outcome
from tests.drawn_contests import (
    LATER,
    a_contest_card,
    a_provenance,
    a_revision,
    in_state,
    with_revision,
    withdrawn,
    without_figures,
)
from tests.fragments import by_id, texts_of

State = ContestState
SHEET = (Path(__file__).resolve().parent.parent / "static" / "desk" / "contest.css").read_text()


def told(card, part="contest-outcome"):
    return " ".join(texts_of(parse_html(f"<body>{drawing.fragments(card)}</body>"), part))


def look(card):
    fragment = by_id(parse_html(f"<body>{drawing.fragments(card)}</body>"), "contest-outcome")
    return set(dict(fragment.attributes)["class"].split())


@pytest.mark.parametrize(
    ("state", "recounts", "words"),
    [
        (State.EXPECTED, 0, "Not declared Expected 00:30"),
        (State.COUNTING, 0, "Counting Since 00:58. Expected 00:30"),
        (State.RECOUNT, 1, "Recount 1 Since 00:58. No figures until it is over"),
        (State.RECOUNT, 3, "Recount 3 Since 00:58. No figures until it is over"),
        (State.COUNTERMANDED, 0, "Poll countermanded No result tonight: not among the contests"),
        (State.DEFERRED, 0, "Poll deferred No result tonight: not among the contests"),
    ],
)
def test_a_contest_without_a_result_says_where_it_is_and_since_when(state, recounts, words):
    card = in_state(state, recounts=recounts)
    assert told(card).startswith(words)
    assert {state, "awaited"} <= look(card)
    assert "Nothing has been declared." in told(card, "contest-revisions")


def test_a_contest_that_nobody_expects_at_a_time_says_so():
    assert "No expected time" in told(replace(in_state(State.EXPECTED), expected_at=None))


def test_a_winner_who_is_called_fills_the_band_and_no_figure_is_made_up():
    card = without_figures(State.WINNER_ONLY)
    band = told(card)
    assert "Lab gain from Con Aoife Byrne, The Lab party Figures to follow" in band.replace(
        "figures", "Figures"
    )
    assert "winner_only" in look(card)
    for absent in ("Majority", "majority", "Turnout", "swing", "Valid votes", "Rejected"):
        assert absent not in band
    assert "ballot paper" in told(card, "contest-candidates")
    assert "Aoife Byrne elected" in told(card, "contest-candidates")
    assert "Votes" not in told(card, "contest-candidates")
    assert "Winner only 00:30" in told(card, "contest-revisions")


def test_a_seat_without_a_poll_shows_no_majority_and_no_turnout():
    card = without_figures(State.UNCONTESTED)
    assert "no poll" in told(card)
    assert "Majority" not in told(card)
    assert "Unopposed 00:30" in told(card, "contest-revisions")


def test_a_withdrawn_result_says_what_it_was_and_why_and_shows_nobody_as_elected():
    card = withdrawn()
    band = told(card)
    assert "Result withdrawn At 00:58: was Lab gain from Con, majority 979" in band
    assert "Withdrawn 00:58 by Alice Okafor Wrong seat." in band
    assert "elected" not in told(card, "contest-candidates")
    history = told(card, "contest-revisions")
    assert "Withdrawn 00:58 revision 2 Was Lab gain from Con" in history
    assert "Withdrawn because: Wrong seat." in history


def test_a_recount_after_a_withdrawal_still_says_what_was_withdrawn():
    card = replace(withdrawn(), state=State.RECOUNT, recounts=1)
    assert "Recount 1" in told(card)
    assert "Wrong seat. Was Lab gain from Con, majority 979." in told(card)


def test_a_correction_says_when_what_it_was_and_why():
    card = a_contest_card(outcome=an_outcome(was="majority was 4,246", at=LATER))
    card = with_revision(card, reason="two bundles swapped")
    assert "Corrected 00:58 Majority was 4,246. Two bundles swapped." in told(card)
    history = told(card, "contest-revisions")
    assert "Corrected 00:58" in history
    assert "Before: Majority was 4,246." in history
    assert "Corrected because: two bundles swapped." in history


def test_a_single_source_is_said_in_the_band_with_its_reason_until_it_is_confirmed():
    alone = a_provenance(needed_two=True, bypassed_by="Edda Lindqvist", bypass_reason="The hall is cut off")
    outcome = replace(an_outcome(), single_source=True)
    card = with_revision(a_contest_card(outcome=outcome), provenance=alone)
    assert "single source" in told(card)
    assert "Published by Edda Lindqvist without a second person. The hall is cut off." in told(card)
    assert "Single source, published by Edda Lindqvist: The hall is cut off." in told(
        card, "contest-revisions"
    )

    both = replace(alone, confirmed_by="Bob Hussain", confirmed_at=LATER)
    card = with_revision(a_contest_card(), provenance=both)
    assert "ingle source" not in told(card)
    assert "confirmed by Bob Hussain 00:58" in told(card)
    assert "On a single source at first, published by Edda Lindqvist" in told(card, "contest-revisions")


def test_a_superseded_single_source_is_still_told_as_one_in_the_history():
    alone = a_provenance(needed_two=True, bypassed_by="Edda Lindqvist", bypass_reason="No line")
    first = replace(a_revision(an_outcome(), in_force=False), provenance=alone)
    card = a_contest_card()
    card = replace(card, revisions=(*card.revisions, first))
    assert "Single source, published by Edda Lindqvist: No line." in told(card, "contest-revisions")


@pytest.mark.parametrize(
    ("label", "head"),
    [
        ("", "Call fixed by Priya Nair at 00:58"),
        ("Lab Co-op", "Label “Lab Co-op” fixed by Priya Nair at 00:58"),
    ],
)
def test_a_fix_for_air_says_who_when_why_and_what_the_figures_say(label, head):
    fix = Fixed(by="Priya Nair", at=LATER, reason="By-election", label=label, figures_say="Lab hold")
    card = with_revision(a_contest_card(outcome=replace(an_outcome(), overridden=True)), fixed=fix)
    assert "call fixed by the desk" in told(card)
    assert f"{head} By-election. The figures say: Lab hold." in told(card)
    assert f"{head}: By-election. The figures say: Lab hold." in told(card, "contest-revisions")


def test_where_figures_are_from_stands_under_them_with_its_note():
    provenance = a_provenance(source="agency", source_note="PA, second flash")
    card = with_revision(a_contest_card(), provenance=provenance)
    assert "Source Agency: PA, second flash. Entered by Alice Okafor 00:30." in told(card)
    assert "agency: PA, second flash" in told(card, "contest-revisions")


def test_a_revision_that_came_into_force_later_says_when_it_was_entered():
    entered = a_provenance(entered_at=NIGHT - timedelta(minutes=4))
    history = told(with_revision(a_contest_card(), provenance=entered), "contest-revisions")
    assert "Declared 00:30" in history
    assert "Entered by Alice Okafor 00:26" in history


@pytest.mark.parametrize("state", [State.COUNTING, State.RECOUNT, State.COUNTERMANDED, State.DEFERRED])
def test_a_state_has_an_edge_of_its_own_beside_its_words(state):
    assert state in look(in_state(state))
    assert f".{state} .outcome-band" in SHEET


def test_a_called_winner_and_a_withdrawn_result_have_edges_of_their_own():
    for card in (without_figures(State.WINNER_ONLY), withdrawn()):
        assert card.state in look(card)
        assert f".{card.state} .outcome-band" in SHEET
