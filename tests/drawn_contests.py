"""Contest cards for drawing, made up without a database: one contest in any state, with its revisions."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from results.boards.cards import ContestState, OutcomeCard, SwingCard
from results.boards.contest_cards import (
    CandidateRow,
    ContestCard,
    ContestFigures,
    Provenance,
    RevisionRow,
)
from tests.drawn_cards import CON, LAB, NIGHT, PARTIES, REGION, a_head, an_outcome

LATER = NIGHT + timedelta(minutes=28)


def a_contest_card(*, declared: bool = True, outcome: OutcomeCard | None = None) -> ContestCard:
    """A contest of two candidates, whose one revision is direct and from the hall."""
    outcome = outcome or an_outcome()
    return ContestCard(
        election=a_head(),
        id=7,
        code="C0007",
        name="Derby <South>",
        kind="constituency",
        state=outcome.state if declared else ContestState.EXPECTED,
        recounts=0,
        since=None,
        regions=(REGION,),
        electorate=70_000,
        expected_at=NIGHT,
        defending=CON,
        candidates=tuple(a_candidate(number, counted=declared) for number in (1, 2)),
        figures=_figures(outcome) if declared else None,
        revisions=(a_revision(outcome),) if declared else (),
    )


def in_state(state: ContestState, *, recounts: int = 0, since: datetime | None = LATER) -> ContestCard:
    """A contest without a result, in this state."""
    return replace(a_contest_card(declared=False), state=state, recounts=recounts, since=since)


def without_figures(state: ContestState) -> ContestCard:
    """A contest whose winner is known and nothing else: winner only, or uncontested."""
    card = a_contest_card(outcome=replace(an_outcome(majority=0), state=state))
    figures = replace(card.figures, electorate=None, valid=0, turnout_valid_pct=None, swing=None)
    candidates = tuple(replace(a_candidate(number, counted=False), elected=number == 1) for number in (1, 2))
    return replace(card, figures=figures, candidates=candidates)


def withdrawn(was: str = "was Lab gain from Con, majority 979") -> ContestCard:
    """A contest whose declaration was taken off, and the declaration beneath it."""
    row = replace(
        a_revision(an_outcome()), revision=2, at=LATER, outcome=None, valid=0, was=was, reason="Wrong seat"
    )
    first = a_revision(an_outcome(), in_force=False)
    return replace(in_state(ContestState.WITHDRAWN), revisions=(row, first))


def a_revision(outcome: OutcomeCard, *, in_force: bool = True, **more: object) -> RevisionRow:
    """A revision with this outcome, as it was entered; `more` are fields of its provenance."""
    return RevisionRow(
        revision=outcome.revision,
        in_force=in_force,
        at=outcome.declared_at,
        outcome=outcome,
        valid=47_000,
        provenance=a_provenance(**more),
        reason="",
        was=outcome.was,
        fixed=None,
    )


def a_provenance(**more: object) -> Provenance:
    """Alice, in the hall, and nobody else."""
    alone = Provenance(
        by="Alice Okafor",
        entered_at=NIGHT,
        source="returning officer, in the hall",
        source_note="",
        needed_two=False,
        confirmed_by="",
        confirmed_at=None,
        bypassed_by="",
        bypass_reason="",
    )
    return replace(alone, **more)


def with_revision(card: ContestCard, **more: object) -> ContestCard:
    """A card whose revision in force differs in these fields."""
    first, *rest = card.revisions
    return replace(card, revisions=(replace(first, **more), *rest))


def a_candidate(number: int, *, counted: bool = True) -> CandidateRow:
    """The winner is number 1, and number 2 is new here."""
    row = CandidateRow(
        number=number,
        name="Aoife Byrne" if number == 1 else "Keith Dunmore",
        party=PARTIES[number - 1],
        incumbent=number == 2,
        note="",
        rank=number,
        votes=24_000 - number,
        share_pct=Decimal("51.25"),
        change_pts=Decimal("-3.45") if number == 1 else None,
        is_new=number == 2,
        elected=number == 1,
        lost_deposit=False,
    )
    nothing = {"rank": None, "votes": None, "share_pct": None, "change_pts": None}
    return row if counted else replace(row, **nothing, is_new=False, elected=False)


def _figures(outcome: OutcomeCard) -> ContestFigures:
    return ContestFigures(
        outcome=outcome,
        electorate=70_000,
        valid=47_000,
        rejected=None,
        turnout_valid_pct=Decimal("67.14"),
        turnout_papers_pct=None,
        swing=SwingCard(Decimal("9.10"), CON, LAB),
    )
