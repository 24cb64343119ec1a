"""A published revision as it is told in public: who, when, from where, confirmed by whom, why.

Refuses the photograph of the sheet, and what the figures were before anybody published them.
"""

from results.boards.contest_cards import Fixed, Provenance, RevisionRow
from results.boards.names import name_of
from results.boards.outcomes import outcome_card, shown_at
from results.models import Contest, Declaration, Outcome, Override, Policy, PreviousTally, State
from results.models.keyed import Keyed
from results.psephology.contest import outcome_phrase
from results.psephology.counts import Previous, Standing, Word
from results.psephology.holding import word_for


def outcome_of(declaration: Declaration) -> Outcome | None:
    """What a declaration means; None of a withdrawal. No query where the outcome was selected with it."""
    return getattr(declaration, "outcome", None)


def revision_row(declaration: Declaration, fix: Override | None, before: PreviousTally | None) -> RevisionRow:
    """One revision. `fix` is what holds of air's own in it, `before` last time's winner, if any."""
    outcome = outcome_of(declaration)
    return RevisionRow(
        revision=declaration.revision,
        in_force=declaration.state == State.IN_FORCE,
        at=shown_at(declaration),
        outcome=outcome_card(outcome) if outcome else None,
        valid=outcome.valid if outcome else 0,
        provenance=provenance(declaration),
        reason=declaration.reason,
        was=declaration.was,
        fixed=_fixed(fix, outcome, before) if fix and outcome else None,
    )


def provenance(revision: Keyed) -> Provenance:
    """Who stands behind a revision. Reads only people that were selected with it."""
    return Provenance(
        by=name_of(revision.entered_by),
        entered_at=revision.entered_at,
        source=revision.get_source_display(),
        source_note=revision.source_note,
        needed_two=revision.policy != Policy.DIRECT,
        confirmed_by=name_of(revision.confirmed_by) if revision.confirmed_by else "",
        confirmed_at=revision.confirmed_at,
        bypassed_by=name_of(revision.bypassed_by) if revision.bypassed_by else "",
        bypass_reason=revision.bypass_reason,
    )


def _fixed(fix: Override, outcome: Outcome, before: PreviousTally | None) -> Fixed:
    return Fixed(
        by=name_of(fix.by),
        at=fix.at,
        reason=fix.reason,
        label=fix.label,
        figures_say=_figures_say(fix, outcome, before),
    )


def _figures_say(fix: Override, outcome: Outcome, before: PreviousTally | None) -> str:
    """The phrase as the desk works it out, without what was fixed for air."""
    contest, party = outcome.declaration.contest, outcome.party.code
    word, previous = _worked_out(outcome, contest, before) if fix.word else _as_written(outcome)
    return outcome_phrase(word=word, party=party, previous_party=previous, new_seat=contest.new_seat)


def _as_written(outcome: Outcome) -> tuple[Word, str | None]:
    return Word(outcome.word), outcome.previous_party.code if outcome.previous_party else None


def _worked_out(outcome: Outcome, contest: Contest, before: PreviousTally | None) -> tuple[Word, str | None]:
    if contest.kind == Contest.Kind.WARD and before is None:
        return Word.ELECTED, None
    winner = outcome.winner
    standing = Standing(
        number=winner.number,
        name=winner.name,
        party=outcome.party.code,
        independent=outcome.party.independent,
    )
    return word_for(standing, None if contest.new_seat else _previous(before))


def _previous(before: PreviousTally | None) -> Previous | None:
    if before is None or not before.winner:
        return None
    party = before.party.counts_as or before.party
    return Previous(lines=(), winner=party.code, winner_person=before.person)
