"""Writing a judged count: the declaration in force, its tallies and its outcome.

Called by the commands inside their transaction, with the contest locked. Owns which rows a
publication touches: the same number whatever the election's size.
"""

from datetime import datetime

from results.declaring.facts import ContestFacts
from results.models import Candidacy, Declaration, Outcome, PartyOutcome, Tally
from results.psephology.counts import Count, Line, Result


def publish(
    *,
    facts: ContestFacts,
    count: Count,
    result: Result,
    revision: int,
    by_id: int,
    at: datetime,
    reason: str,
) -> Declaration:
    """Put a new revision in force in the place of the one before."""
    Declaration.objects.filter(contest=facts.contest_id).in_force().update(state=Declaration.State.SUPERSEDED)
    declaration = Declaration.objects.create(
        contest_id=facts.contest_id,
        revision=revision,
        state=Declaration.State.IN_FORCE,
        entered_by_id=by_id,
        entered_at=at,
        reason=reason,
        electorate=count.electorate,
        rejected=count.rejected,
        ballot_papers=count.ballot_papers,
    )
    Tally.objects.bulk_create(
        _tally(line, declaration=declaration, facts=facts, by_lot=count.by_lot) for line in result.lines
    )
    _write_outcome(declaration=declaration, facts=facts, result=result)
    return declaration


def _tally(line: Line, *, declaration: Declaration, facts: ContestFacts, by_lot: bool) -> Tally:
    return Tally(
        declaration=declaration,
        candidacy_id=facts.candidacies[line.number],
        votes=line.votes,
        elected=line.elected,
        by_lot=by_lot and line.elected,
        rank=line.rank,
        share_pct=line.share_pct,
        change_pts=line.change_pts,
        stood_before=line.stood_before,
        lost_deposit=line.lost_deposit,
    )


def _write_outcome(*, declaration: Declaration, facts: ContestFacts, result: Result) -> None:
    parties = facts.parties
    swing = result.swing
    outcome = Outcome.objects.create(
        declaration=declaration,
        winner=Candidacy(pk=facts.candidacies[result.winner]),
        party_id=parties[result.party],
        word=result.word,
        previous_party_id=parties[result.previous_party] if result.previous_party else None,
        valid=result.valid,
        previous_valid=result.previous_valid,
        majority=result.majority,
        majority_pct=result.majority_pct,
        by_lot=result.by_lot,
        turnout_valid_pct=result.turnout_valid_pct,
        turnout_papers_pct=result.turnout_papers_pct,
        swing_pts=swing.points if swing else None,
        swing_from_id=parties[swing.loser] if swing else None,
        swing_to_id=parties[swing.gainer] if swing else None,
    )
    PartyOutcome.objects.bulk_create(
        PartyOutcome(
            outcome=outcome,
            party_id=parties[line.party],
            votes=line.votes,
            previous_votes=line.previous_votes,
            seats=line.seats,
            gains=line.gains,
            losses=line.losses,
        )
        for line in result.parties
    )
