"""A lower third of one contest: the outcome, then its candidates four at a time."""

from collections.abc import Mapping

from results.graphics.contests import called, candidate, drawn, ranked, told_contest
from results.graphics.drawn import Drawn
from results.onair.snapshot import Subject

MOST, A_PAGE = 40, 4


def lower_third(subject: Subject) -> Drawn:
    """Its values. Raises NothingToShow."""
    card, figures = told_contest(subject)
    rows = [candidate(row, card, figures.outcome) for row in ranked(card)[:MOST]]
    return drawn(card, figures.outcome, {**called(card, figures), "pages": rows})


def steps(values: Mapping[str, object]) -> int:
    """The outcome, and a page for every four candidates."""
    pages = values.get("pages")
    many = len(pages) if isinstance(pages, list) else 0
    return 1 + -(-many // A_PAGE)
