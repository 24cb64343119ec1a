"""A contest as HTML: the page, and the fragments that keep it true.

Owns how a contest card is drawn. Refuses the clock, the viewer and the number of the snapshot inside
a fragment.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse

from results.boards.cards import (
    CandidateRow,
    ContestCard,
    ContestFigures,
    OutcomeCard,
    PartyBadge,
    RevisionRow,
)
from results.rendering import ids, words
from results.rendering.dial import Dial, dial
from results.rendering.screen import outline, screen
from results.rendering.tally import OTHERS, direction


@dataclass(frozen=True, slots=True)
class Figure:
    """One labelled figure; `note` says what exactly it is."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """The band on top: who won and how, or what is awaited. `at` is empty until it is declared."""

    id: str
    party: PartyBadge | None
    at: str
    clock: str
    phrase: str
    winner: str
    margin: str
    swing: str
    dial: Dial | None
    corrected: bool
    expected: str
    figures: tuple[Figure, ...]
    say: str


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """A candidate's line. `bar` is the share as a plain number for the width of the bar."""

    number: int
    name: str
    party: PartyBadge
    tags: tuple[str, ...]
    note: str
    elected: bool
    votes: str
    share: str
    change: str
    direction: str
    bar: str


@dataclass(frozen=True, slots=True)
class CandidatesView:
    """All candidates; `declared` is false where they stand in the order of the ballot paper.

    `share_note` says whose shares they are, where that is not the candidate's own.
    """

    id: str
    declared: bool
    share_note: str
    baseline: str
    lines: tuple[CandidateLine, ...]


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """One revision, newest first."""

    revision: int
    in_force: bool
    clock: str
    by: str
    told: str
    valid: str
    reason: str


@dataclass(frozen=True, slots=True)
class RevisionsView:
    """The history of a contest's figures."""

    id: str
    lines: tuple[RevisionLine, ...]


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
    return {**_parts(card), **screen(card.election), "card": card, "boards": boards}


def _parts(card: ContestCard) -> dict[str, Any]:
    return {
        "outcome": outcome_view(card),
        "candidates": candidates_view(card),
        "outline": outline(card.election, card.name, card.regions, card.council),
        "revisions": RevisionsView(
            ids.REVISIONS, tuple(_revision_line(row, card.seats) for row in card.revisions)
        ),
    }


def outcome_view(card: ContestCard) -> OutcomeView:
    """The outcome of a declared contest, or what is known before."""
    return _declared(card, card.figures) if card.figures else _awaited(card)


def _declared(card: ContestCard, figures: ContestFigures) -> OutcomeView:
    outcome, swing = figures.outcome, figures.swing
    return OutcomeView(
        id=ids.OUTCOME,
        party=_band(card, outcome),
        at=words.stamp(outcome.declared_at),
        clock=words.clock(outcome.declared_at),
        phrase=outcome.phrase,
        winner=_winner(card, outcome),
        margin=_margin(card, outcome),
        swing=words.swing(swing) if swing else "",
        dial=dial(swing) if swing else None,
        corrected=outcome.revision > 1,
        expected="",
        figures=tuple(_figures(card, figures)),
        say=f"{card.name}: {words.sentence(outcome)}",
    )


def _elected(card: ContestCard) -> list[CandidateRow]:
    return [row for row in card.candidates if row.elected]


def _winner(card: ContestCard, outcome: OutcomeCard) -> str:
    if card.seats == 1:
        return f"{outcome.winner}, {outcome.party.name}"
    return f"Elected: {', '.join(row.name for row in _elected(card))}"


def _band(card: ContestCard, outcome: OutcomeCard) -> PartyBadge:
    # A ward that parties share is in nobody's colour.
    parties = {row.party.abbr for row in _elected(card)}
    return OTHERS if len(parties) > 1 else outcome.party


def _margin(card: ContestCard, outcome: OutcomeCard) -> str:
    after = " after second preferences" if card.after_second_preferences else ""
    return f"{words.margin(outcome)}{after}"


def _awaited(card: ContestCard) -> OutcomeView:
    electorate = [Figure("Electorate", words.number(card.electorate))] if card.electorate else []
    return OutcomeView(
        id=ids.OUTCOME,
        party=None,
        at="",
        clock="",
        phrase="Not declared",
        winner="",
        margin="",
        swing="",
        dial=None,
        corrected=False,
        expected=words.clock(card.expected_at) if card.expected_at else "",
        figures=(*_seats(card), *_defending(card), *electorate),
        say="",
    )


def _figures(card: ContestCard, figures: ContestFigures) -> list[Figure]:
    shown = [*_seats(card), _majority(card, figures)]
    if figures.turnout_valid_pct is not None:
        shown.append(
            Figure("Turnout", f"{words.percent(figures.turnout_valid_pct)}%", "valid votes / electorate")
        )
    if figures.turnout_papers_pct is not None:
        note = "all papers in the box / electorate"
        shown.append(Figure("Turnout", f"{words.percent(figures.turnout_papers_pct)}%", note))
    shown += [
        Figure("Electorate", words.number(figures.electorate)),
        Figure("Valid votes", words.number(figures.valid)),
        Figure("Rejected papers", words.known(figures.rejected)),
    ]
    return [*shown, *_defending(card)]


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


def candidates_view(card: ContestCard) -> CandidatesView:
    """The candidates in the order of the card."""
    lines = tuple(_candidate_line(row) for row in card.candidates)
    return CandidatesView(
        id=ids.CANDIDATES,
        declared=card.figures is not None,
        share_note="by the party’s best candidate" if card.seats > 1 else "",
        baseline=card.election.baseline,
        lines=lines,
    )


def _candidate_line(row: CandidateRow) -> CandidateLine:
    return CandidateLine(
        number=row.number,
        name=row.name,
        party=row.party,
        tags=_tags(row),
        note=row.note,
        elected=row.elected,
        votes="" if row.votes is None else words.number(row.votes),
        share="" if row.share_pct is None else words.percent(row.share_pct),
        change=_change(row),
        direction=direction(words.one_place(row.change_pts or Decimal(0))),
        bar=str(words.one_place(row.share_pct or Decimal(0))),
    )


def _tags(row: CandidateRow) -> tuple[str, ...]:
    tags = {"sitting": row.incumbent, "lost deposit": row.lost_deposit}
    return tuple(word for word, holds in tags.items() if holds)


def _change(row: CandidateRow) -> str:
    if row.votes is None:
        return ""
    return "new" if row.is_new else words.points(row.change_pts)


def _revision_line(row: RevisionRow, seats: int) -> RevisionLine:
    margin = words.margin(row) if seats == 1 else words.last_seat(row)
    return RevisionLine(
        revision=row.revision,
        in_force=row.in_force,
        clock=words.clock(row.at),
        by=row.by,
        told=f"{row.phrase}: {row.winner}, {margin}" if seats == 1 else f"{row.phrase}, {margin}",
        valid=words.number(row.valid),
        reason=row.reason,
    )
