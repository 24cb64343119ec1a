"""A full frame of one contest: the outcome, and its candidates with votes, share and change."""

from collections.abc import Sequence

from results.boards.contest_cards import CandidateRow, ContestCard
from results.graphics.contests import called, candidate, drawn, ranked, shares, told_contest
from results.graphics.drawn import Drawn, Values
from results.graphics.printing import counted
from results.onair.snapshot import Subject

MOST = 8


def full_contest(subject: Subject) -> Drawn:
    """Its values. Raises NothingToShow."""
    card, figures = told_contest(subject)
    rows, rest = _fold(ranked(card))
    others = {"others": _others(rest, card)} if rest else {}
    told = [candidate(row, card, figures.outcome) for row in rows]
    return drawn(card, figures.outcome, {**called(card, figures), "rows": told, **others})


def _fold(rows: list[CandidateRow]) -> tuple[list[CandidateRow], list[CandidateRow]]:
    # One candidate alone is never called Others.
    most = MOST if len(rows) != MOST + 1 else MOST - 1
    return rows[:most], rows[most:]


def _others(rows: Sequence[CandidateRow], card: ContestCard) -> Values:
    votes = sum(row.votes or 0 for row in rows)
    return {"name": f"{len(rows)} others", **counted("votes", votes), **shares(rows, card)}
