"""A contest as HTML: the page, and the fragments that keep it true.

Owns what the page is made of; its parts are drawn by the modules beside. Refuses the clock, the viewer and
the number of the snapshot inside a fragment.
"""

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse

from results.boards.contest_cards import ContestCard
from results.rendering.contest_band import outcome_view
from results.rendering.contest_candidates import candidates_view
from results.rendering.contest_history import revisions_view
from results.rendering.pictures.page import contest_figures
from results.rendering.screen import outline, screen


def fragments(card: ContestCard) -> str:
    """The parts of the contest page, each a whole element with its id, one after another."""
    return render_to_string("contest/fragments.html", _parts(card))


def page_context(card: ContestCard) -> dict[str, Any]:
    """What contest.html is drawn from; a view adds `socket`, and may add `theme` (dark or light)."""
    boards = [
        (region.name, reverse("board", args=[card.election.slug, region.code])) for region in card.regions
    ]
    if card.council:
        code, name = card.council
        boards.append((name, reverse("council", args=[card.election.slug, code])))
    return {**_parts(card), **screen(card.election), "card": card, "title": card.name, "boards": boards}


def _parts(card: ContestCard) -> dict[str, Any]:
    return {
        "outcome": outcome_view(card),
        "candidates": candidates_view(card),
        "pictures": contest_figures(card),
        "revisions": revisions_view(card),
        "outline": outline(card.election, card.name, card.regions, card.council),
    }
