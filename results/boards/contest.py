"""The contest page: candidates, figures, and every revision they went through."""

from results.boards.badges import badge
from results.boards.cards import (
    CandidateRow,
    ContestCard,
    ContestFigures,
    PartyBadge,
    RevisionRow,
    SwingCard,
)
from results.boards.embargo import may_be_seen
from results.boards.heads import election_head, region_head
from results.boards.outcomes import outcome_card, phrase
from results.boards.snapshot import one_snapshot
from results.models import Candidacy, Contest, Declaration, Outcome, PreviousTally, Tally


def contest_card(*, contest_id: int) -> ContestCard:
    """One contest with its figures, in a fixed number of queries. Raises Contest.DoesNotExist."""
    with one_snapshot():
        contest = Contest.objects.select_related("election", "council").get(pk=contest_id)
        outcomes = _outcomes(contest_id)
        current = next((row for row in outcomes if row.declaration.state == Declaration.State.IN_FORCE), None)
        return ContestCard(
            election=election_head(contest.election),
            id=contest.pk,
            code=contest.code,
            name=contest.name,
            kind=contest.get_kind_display(),
            regions=tuple(region_head(region) for region in contest.regions.all()),
            electorate=contest.electorate,
            expected_at=contest.expected_at,
            defending=_defending(contest_id),
            candidates=_candidates(contest_id, current),
            figures=_figures(current) if current else None,
            revisions=tuple(_revision(outcome) for outcome in outcomes),
            seats=contest.seats,
            council=(contest.council.code, contest.council.name) if contest.council else None,
            after_second_preferences=current is not None and current.after_second_preferences,
        )


def _outcomes(contest_id: int) -> list[Outcome]:
    return list(
        Outcome.objects.filter(may_be_seen("declaration__contest"), declaration__contest=contest_id)
        .select_related(
            "declaration__contest",
            "declaration__entered_by",
            "winner",
            "party",
            "previous_party",
            "swing_from",
            "swing_to",
        )
        .order_by("-declaration__revision")
    )


def _defending(contest_id: int) -> PartyBadge | None:
    row = (
        PreviousTally.objects.filter(contest=contest_id, winner=True)
        .select_related("party__counts_as")
        .first()
    )
    return badge(row.party.counts_as or row.party) if row else None


def _candidates(contest_id: int, current: Outcome | None) -> tuple[CandidateRow, ...]:
    candidacies = (
        Candidacy.objects.filter(contest=contest_id).select_related("party__counts_as").order_by("number")
    )
    if current is None:
        return tuple(_candidate(candidacy, None) for candidacy in candidacies)
    tallies = {
        tally.candidacy_id: tally for tally in Tally.objects.filter(declaration=current.declaration_id)
    }
    rows = [_candidate(candidacy, tallies.get(candidacy.pk)) for candidacy in candidacies]
    return tuple(sorted(rows, key=lambda row: (row.rank or 0, not row.elected, row.number)))


def _candidate(candidacy: Candidacy, tally: Tally | None) -> CandidateRow:
    change = tally.change_pts if tally else None
    return CandidateRow(
        number=candidacy.number,
        name=candidacy.name,
        party=badge(candidacy.party),
        incumbent=candidacy.incumbent,
        note=candidacy.note,
        rank=tally.rank if tally else None,
        votes=tally.votes if tally else None,
        share_pct=tally.share_pct if tally else None,
        change_pts=change,
        is_new=tally is not None and tally.stood_before is False,
        elected=tally is not None and tally.elected,
        lost_deposit=tally is not None and tally.lost_deposit,
    )


def _figures(outcome: Outcome) -> ContestFigures:
    papers = outcome.turnout_papers_pct
    return ContestFigures(
        outcome=outcome_card(outcome),
        electorate=outcome.declaration.electorate,
        valid=outcome.valid,
        rejected=outcome.declaration.rejected,
        turnout_valid_pct=outcome.turnout_valid_pct,
        turnout_papers_pct=papers,
        swing=_swing(outcome),
    )


def _swing(outcome: Outcome) -> SwingCard | None:
    if outcome.swing_pts is None or outcome.swing_from is None or outcome.swing_to is None:
        return None
    return SwingCard(
        points=outcome.swing_pts, loser=badge(outcome.swing_from), gainer=badge(outcome.swing_to)
    )


def _revision(outcome: Outcome) -> RevisionRow:
    declaration = outcome.declaration
    return RevisionRow(
        revision=declaration.revision,
        in_force=declaration.state == Declaration.State.IN_FORCE,
        at=declaration.entered_at,
        by=declaration.entered_by.get_full_name() or declaration.entered_by.get_username(),
        phrase=phrase(outcome),
        winner=outcome.winner.name,
        majority=outcome.majority,
        by_lot=outcome.by_lot,
        valid=outcome.valid,
        reason=declaration.reason,
    )
