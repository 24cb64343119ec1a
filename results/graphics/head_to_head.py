"""Two candidates of one contest side by side: the first two, or those that the options name."""

from results.boards.contest_cards import CandidateRow
from results.graphics.contests import candidate, counted_contest, drawn, margin, ranked
from results.graphics.drawn import Drawn, NothingToShow
from results.onair.snapshot import Subject


def head_to_head(subject: Subject) -> Drawn:
    """Its values. `options` may have `one` and `other`, by ballot-paper number. Raises NothingToShow."""
    card, figures = counted_contest(subject)
    one, other = _pair(ranked(card), subject, card.name)
    outcome = figures.outcome
    return drawn(
        card,
        outcome,
        {
            "phrase": outcome.phrase,
            "one": candidate(one, card, outcome),
            "other": candidate(other, card, outcome),
            "margin": margin(card, outcome),
        },
    )


def _pair(rows: list[CandidateRow], subject: Subject, name: str) -> tuple[CandidateRow, CandidateRow]:
    chosen = [subject.options.get(side) for side in ("one", "other")]
    if not any(chosen):
        found = rows[:2]
    else:
        by_number = {str(row.number): row for row in rows}
        found = [by_number[str(number)] for number in chosen if str(number) in by_number]
    if len(found) != 2 or found[0].number == found[1].number:
        raise NothingToShow(f"Choose two candidates of {name} who have votes.")
    return found[0], found[1]
