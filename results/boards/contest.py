"""The contest page: its state, candidates, figures, and every published revision they went through.

Refuses what was never published: entries that wait, differ, were rejected or taken back are the desk's
own, and no page of boards says that there are any.
"""

from results.boards.badges import badge
from results.boards.cards import PartyBadge, SwingCard
from results.boards.contest_cards import CandidateRow, ContestCard, ContestFigures
from results.boards.counting import kept_on_air
from results.boards.embargo import may_be_seen
from results.boards.heads import election_head, region_head
from results.boards.kept_calls import contest_as_kept, kept_calls
from results.boards.outcomes import outcome_card
from results.boards.revisions import outcome_of, revision_row
from results.boards.snapshot import one_snapshot
from results.boards.states import since, state_of
from results.models import (
    PUBLISHED,
    Candidacy,
    Contest,
    Declaration,
    Outcome,
    Override,
    PreviousTally,
    State,
    Tally,
)


def contest_card(*, contest_id: int, for_air: bool = False) -> ContestCard:
    """One contest with its figures, in a fixed number of queries. Raises Contest.DoesNotExist.

    `for_air` shows the figures that a hold keeps in the place of those in force.
    """
    with one_snapshot():
        contest = Contest.objects.select_related("election", "council").get(pk=contest_id)
        declarations = _published(contest_id)
        before = _before(contest_id)
        fixes = _fixes(declarations)
        current = _on_air(contest_id, declarations) if for_air else _current(declarations)
        state = state_of(contest, current)
        card = ContestCard(
            election=election_head(contest.election),
            id=contest.pk,
            code=contest.code,
            name=contest.name,
            kind=contest.get_kind_display(),
            state=state,
            recounts=contest.recounts,
            since=since(contest, state),
            regions=tuple(region_head(region) for region in contest.regions.all()),
            electorate=contest.electorate,
            expected_at=contest.expected_at,
            defending=_defending(before),
            candidates=_candidates(contest_id, current),
            figures=_figures(current) if current else None,
            revisions=tuple(revision_row(row, fixes.get(row.pk), before) for row in declarations),
            seats=contest.seats,
            council=(contest.council.code, contest.council.name) if contest.council else None,
            after_second_preferences=current is not None and current.after_second_preferences,
        )
        return contest_as_kept(card, kept_calls(pk=contest_id)) if for_air else card


def _published(contest_id: int) -> list[Declaration]:
    return list(
        Declaration.objects.filter(may_be_seen(), contest=contest_id, state__in=PUBLISHED)
        .select_related(
            "contest__election",
            "entered_by",
            "confirmed_by",
            "bypassed_by",
            "outcome__winner",
            "outcome__party",
            "outcome__previous_party",
            "outcome__swing_from",
            "outcome__swing_to",
        )
        .order_by("-revision")
    )


def _current(declarations: list[Declaration]) -> Outcome | None:
    in_force = next((row for row in declarations if row.state == State.IN_FORCE), None)
    return outcome_of(in_force) if in_force else None


def _on_air(contest_id: int, declarations: list[Declaration]) -> Outcome | None:
    held, kept = kept_on_air(contest_id)
    if not held:
        return _current(declarations)
    return next((outcome_of(row) for row in declarations if row.pk == kept), None)


def _fixes(declarations: list[Declaration]) -> dict[int, Override]:
    held = Override.objects.filter(declaration__in=declarations, lifted_at=None)
    return {row.declaration_id: row for row in held.select_related("by")}


def _before(contest_id: int) -> PreviousTally | None:
    """Who won last time; where nobody knows, any line of it, and None where there is none to compare with."""
    rows = PreviousTally.objects.filter(contest=contest_id).select_related("party__counts_as")
    return rows.order_by("-winner", "-votes").first()


def _defending(before: PreviousTally | None) -> PartyBadge | None:
    if before is None or not before.winner:
        return None
    return badge(before.party.counts_as or before.party)


def _candidates(contest_id: int, current: Outcome | None) -> tuple[CandidateRow, ...]:
    candidacies = (
        Candidacy.objects.filter(contest=contest_id).select_related("party__counts_as").order_by("number")
    )
    if current is None:
        return tuple(_candidate(candidacy) for candidacy in candidacies)
    tallies = {
        tally.candidacy_id: tally for tally in Tally.objects.filter(declaration=current.declaration_id)
    }
    if current.declaration.kind == Declaration.Kind.FIGURES:
        rows = [_counted(candidacy, tallies.get(candidacy.pk)) for candidacy in candidacies]
        return tuple(sorted(rows, key=lambda row: (row.rank or 0, not row.elected, row.number)))
    elected = {tally.candidacy_id for tally in tallies.values() if tally.elected} | {current.winner_id}
    return tuple(_candidate(candidacy, elected=candidacy.pk in elected) for candidacy in candidacies)


def _candidate(candidacy: Candidacy, *, elected: bool = False) -> CandidateRow:
    """A candidate without figures."""
    return CandidateRow(
        number=candidacy.number,
        name=candidacy.name,
        party=badge(candidacy.party),
        incumbent=candidacy.incumbent,
        note=candidacy.note,
        rank=None,
        votes=None,
        share_pct=None,
        change_pts=None,
        is_new=False,
        elected=elected,
        lost_deposit=False,
    )


def _counted(candidacy: Candidacy, tally: Tally | None) -> CandidateRow:
    # One who was put on the ballot paper after the declaration has no figures in it.
    if tally is None:
        return _candidate(candidacy)
    return CandidateRow(
        number=candidacy.number,
        name=candidacy.name,
        party=badge(candidacy.party),
        incumbent=candidacy.incumbent,
        note=candidacy.note,
        rank=tally.rank,
        votes=tally.votes,
        share_pct=tally.share_pct,
        change_pts=tally.change_pts,
        is_new=tally.stood_before is False,
        elected=tally.elected,
        lost_deposit=tally.lost_deposit,
    )


def _figures(outcome: Outcome) -> ContestFigures:
    return ContestFigures(
        outcome=outcome_card(outcome),
        electorate=outcome.declaration.electorate,
        valid=outcome.valid,
        rejected=outcome.declaration.rejected,
        turnout_valid_pct=outcome.turnout_valid_pct,
        turnout_papers_pct=outcome.turnout_papers_pct,
        swing=_swing(outcome),
    )


def _swing(outcome: Outcome) -> SwingCard | None:
    if outcome.swing_pts is None or outcome.swing_from is None or outcome.swing_to is None:
        return None
    return SwingCard(
        points=outcome.swing_pts, loser=badge(outcome.swing_from), gainer=badge(outcome.swing_to)
    )
