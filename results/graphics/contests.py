"""What the graphics of one contest share: its card for air, the outcome in words, a row a candidate.

Refuses a contest without a result that may be seen.
"""

from collections.abc import Sequence
from dataclasses import replace

from results.boards.cards import OutcomeCard, PartyBadge
from results.boards.contest import contest_card
from results.boards.contest_cards import CandidateRow, ContestCard, ContestFigures
from results.boards.states import state_words
from results.graphics.drawn import Drawn, NothingToShow, Values
from results.graphics.printing import change, counted, party, percent, share
from results.models import Contest
from results.onair.snapshot import Subject
from results.psephology.percent import pct
from results.rendering import words
from results.rendering.tally import OTHERS


def told_contest(subject: Subject) -> tuple[ContestCard, ContestFigures]:
    """The contest as it counts on air. Raises NothingToShow where it has no result to be seen."""
    try:
        card = contest_card(contest_id=subject.contest_id or 0, for_air=True)
    except Contest.DoesNotExist:
        raise NothingToShow("That contest is not there any more: choose another.") from None
    if card.figures is None:
        state = state_words(card.state, card.recounts)
        raise NothingToShow(f"{card.name} has no result to show yet: {state}.")
    return card, card.figures


def counted_contest(subject: Subject) -> tuple[ContestCard, ContestFigures]:
    """The same with votes. Raises NothingToShow where the figures are to follow, or there was no poll."""
    card, figures = told_contest(subject)
    if not figures.outcome.figures:
        raise NothingToShow(f"{card.name} has no votes to show: {words.margin(figures.outcome)}.")
    return card, figures


def drawn(card: ContestCard, outcome: OutcomeCard, own: Values) -> Drawn:
    """A graphic of this contest. Its values carry the revision, by which a correction finds what aired."""
    return Drawn(
        election=card.election,
        as_at=outcome.declared_at,
        own={"contest": card.name, "revision": outcome.revision, **own},
        corrected=outcome.corrected,
        single_source=outcome.single_source,
    )


def called(card: ContestCard, figures: ContestFigures) -> Values:
    """The outcome: who won, from whom, by how much."""
    outcome = figures.outcome
    has_majority = outcome.figures and outcome.majority and not outcome.by_lot
    return {
        "phrase": outcome.phrase,
        "kind": outcome.word,
        "party": party(_colours(card, outcome)),
        "winner": ", ".join(row.name for row in card.candidates if row.elected) or outcome.winner,
        "majority_txt": words.number(outcome.majority) if has_majority else "",
        "margin": margin(card, outcome),
        "swing": words.swing(figures.swing) if figures.swing else "",
        "turnout": _turnout(figures),
    }


def margin(card: ContestCard, outcome: OutcomeCard) -> str:
    """majority 4,426, tie decided by lot, figures to follow; after second preferences where it was"""
    after = " after second preferences" if card.after_second_preferences else ""
    return f"{words.margin(outcome)}{after}"


def ranked(card: ContestCard) -> list[CandidateRow]:
    """The candidates with votes in rank order; none while the figures are to follow."""
    return [row for row in card.candidates if row.votes is not None]


def candidate(row: CandidateRow, card: ContestCard, outcome: OutcomeCard) -> Values:
    """A candidate's line. The winner's party carries the label that is fixed for air."""
    return {
        "name": row.name,
        "party": party(_label(row, outcome)),
        **counted("votes", row.votes),
        **shares([row], card),
        **_change(row, card),
        "elected": row.elected,
    }


def shares(rows: Sequence[CandidateRow], card: ContestCard) -> Values:
    """The share of these candidates together.

    Where voters have several votes a candidate has no share to print: `share` is then of all votes, for
    the length of a bar, and has no text.
    """
    if card.seats == 1:
        return share(sum((row.share_pct for row in rows if row.share_pct), start=pct(0, 1)))
    votes = sum(row.votes or 0 for row in rows)
    of_all = pct(votes, sum(row.votes or 0 for row in card.candidates))
    return {**share(of_all), "share_txt": ""}


def _change(row: CandidateRow, card: ContestCard) -> Values:
    return change(row.change_pts, new=row.is_new) if card.seats == 1 else change(None)


def _label(row: CandidateRow, outcome: OutcomeCard) -> PartyBadge:
    fixed = outcome.overridden and row.elected and row.name == outcome.winner
    return replace(row.party, abbr=outcome.party.abbr) if fixed else row.party


def _colours(card: ContestCard, outcome: OutcomeCard) -> PartyBadge:
    # A ward that parties share is in nobody's colour.
    elected = {row.party.abbr for row in card.candidates if row.elected}
    return OTHERS if len(elected) > 1 else outcome.party


def _turnout(figures: ContestFigures) -> str:
    known = figures.turnout_valid_pct or figures.turnout_papers_pct
    return f"Turnout {percent(known)}" if known and figures.outcome.figures else ""
