"""Writing a judged count: the revision, its tallies and its outcome; and bringing a revision into force.

Called by the commands inside their transaction, with the contest locked. Owns which rows a
publication touches: the same number whatever the election's size.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User

from results.declaring.evidence import Evidence
from results.declaring.facts import ContestFacts
from results.declaring.refusals import Doubt
from results.models import Candidacy, Declaration, Outcome, PartyOutcome, State, Tally
from results.psephology.counts import Count, Line, Result

# What of a tally is worked out; the rest was read out.
MEANING = ["rank", "share_pct", "change_pts", "stood_before", "lost_deposit"]


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody sends for a contest.

    `reason` is why it changes what stands there already, `ticked` are the doubts she checked.
    """

    kind: str
    count: Count
    by: User
    evidence: Evidence
    reason: str = ""
    ticked: tuple[Doubt, ...] = ()


def write(
    *, facts: ContestFacts, entry: Entry, result: Result, revision: int, at: datetime, **row: Any
) -> Declaration:
    """Write a revision with its tallies and its outcome; `row` are fields of its own."""
    count, evidence = entry.count, entry.evidence
    has_figures = entry.kind == Declaration.Kind.FIGURES
    declaration = Declaration.objects.create(
        contest_id=facts.contest_id,
        kind=entry.kind,
        revision=revision,
        entered_by=entry.by,
        entered_at=at,
        electorate=count.electorate if has_figures else None,
        rejected=count.rejected,
        ballot_papers=count.ballot_papers,
        majority_read=evidence.majority_read,
        read_out_at=evidence.read_out_at,
        source=evidence.source,
        source_note=evidence.source_note,
        sheet_id=evidence.sheet_id,
        **row,
    )
    drawn = _drawn(result) if count.by_lot else frozenset()
    Tally.objects.bulk_create(
        _tally(line, declaration=declaration, facts=facts, count=count, by_lot=line.number in drawn)
        for line in result.lines
    )
    write_outcome(declaration=declaration, facts=facts, result=result)
    return declaration


def supersede(contest_id: int) -> None:
    """Let the revision in force make room for another."""
    Declaration.objects.filter(contest=contest_id, state=State.IN_FORCE).update(state=State.SUPERSEDED)


def judged_again(
    *,
    declaration: Declaration,
    facts: ContestFacts,
    count: Count,
    result: Result,
    label: str = "",
    overridden: bool = False,
) -> None:
    """Write anew what a declaration means, and leave its figures as they were read out."""
    drawn = _drawn(result) if count.by_lot else frozenset()
    tallies = {tally.candidacy_id: tally for tally in declaration.tallies.all()}
    fresh = [
        _tally(line, declaration=declaration, facts=facts, count=count, by_lot=line.number in drawn)
        for line in result.lines
    ]
    for tally in fresh:
        tally.pk = tallies[tally.candidacy_id].pk
    Tally.objects.bulk_update(fresh, MEANING)
    Outcome.objects.filter(declaration=declaration).delete()
    write_outcome(declaration=declaration, facts=facts, result=result, label=label, overridden=overridden)


def _tally(line: Line, *, declaration: Declaration, facts: ContestFacts, count: Count, by_lot: bool) -> Tally:
    return Tally(
        declaration=declaration,
        candidacy_id=facts.candidacies[line.number],
        votes=line.votes,
        elected=line.elected,
        by_lot=by_lot,
        second_preferences=(count.second_preferences or {}).get(line.number),
        rank=line.rank,
        share_pct=line.share_pct,
        change_pts=line.change_pts,
        stood_before=line.stood_before,
        lost_deposit=line.lost_deposit,
    )


def _drawn(result: Result) -> frozenset[int]:
    """Who was elected by lot: the only one, or those with as many votes as the first who was not."""
    beaten = max((line.votes for line in result.lines if not line.elected), default=-1)
    elected = [line for line in result.lines if line.elected]
    return frozenset(line.number for line in elected if len(elected) == 1 or line.votes == beaten)


def write_outcome(
    *,
    declaration: Declaration,
    facts: ContestFacts,
    result: Result,
    label: str = "",
    overridden: bool = False,
) -> None:
    """Write what a declaration means; `label` stands in the place of the winner's party on screens."""
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
        returned=result.returned,
        after_second_preferences=result.after_second_preferences,
        turnout_papers_pct=result.turnout_papers_pct,
        swing_pts=swing.points if swing else None,
        swing_from_id=parties[swing.loser] if swing else None,
        swing_to_id=parties[swing.gainer] if swing else None,
        label=label,
        overridden=overridden,
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
