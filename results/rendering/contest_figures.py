"""The labelled figures of a contest: majority, turnout, electorate, papers, who defends.

Owns what each figure is called and what exactly it is. Refuses a figure that nobody gave: where only the
winner is known there is no majority, and where there was no poll no turnout.
"""

from dataclasses import dataclass

from results.boards.contest_cards import ContestCard, ContestFigures
from results.rendering import words


@dataclass(frozen=True, slots=True)
class Figure:
    """One labelled figure; `note` says what exactly it is."""

    label: str
    value: str
    note: str = ""


def figures_before(card: ContestCard) -> tuple[Figure, ...]:
    """What is known of a contest without figures."""
    electorate = [Figure("Electorate", words.number(card.electorate))] if card.electorate else []
    return (*_seats(card), *_defending(card), *electorate)


def figures_of(card: ContestCard, figures: ContestFigures) -> tuple[Figure, ...]:
    """What is known of a contest with an outcome."""
    if not figures.outcome.figures or figures.electorate is None:
        return figures_before(card)
    return (
        *_seats(card),
        _majority(card, figures),
        *_turnouts(figures),
        Figure("Electorate", words.number(figures.electorate)),
        Figure("Valid votes", words.number(figures.valid)),
        Figure("Rejected papers", words.known(figures.rejected)),
        *_defending(card),
    )


def _turnouts(figures: ContestFigures) -> list[Figure]:
    given = (
        (figures.turnout_valid_pct, "valid votes / electorate"),
        (figures.turnout_papers_pct, "all papers in the box / electorate"),
    )
    return [Figure("Turnout", f"{words.percent(share)}%", note) for share, note in given if share is not None]


def _seats(card: ContestCard) -> list[Figure]:
    if card.seats == 1:
        return []
    return [Figure("Seats", words.number(card.seats), "and as many votes for every voter")]


def _majority(card: ContestCard, figures: ContestFigures) -> Figure:
    outcome, label = figures.outcome, "Majority" if card.seats == 1 else "Margin for the last seat"
    if outcome.by_lot:
        note = "equal votes, decided by lot"
    elif card.seats > 1:
        note = "votes, over the first who was not elected"
    elif card.after_second_preferences:
        note = "after second preferences"
    else:
        note = f"{words.percent(outcome.majority_pct)}% of valid votes"
    return Figure(label, words.number(outcome.majority), note)


def _defending(card: ContestCard) -> list[Figure]:
    note = f"winner last time, {card.election.baseline}"
    return [Figure("Defending", card.defending.name, note)] if card.defending else []
