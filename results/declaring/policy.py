"""Which policy a result comes into force under: its contest's or its election's, raised where marginal."""

from decimal import Decimal

from results.models import Contest, Declaration, Election, Outcome, Policy, State, strictest
from results.psephology.counts import Result, Word

Kind = Declaration.Kind


def policy_for(contest: Contest, *, kind: str, result: Result) -> Policy:
    """The strictest that applies. A winner called without a majority is marginal where majorities count.

    What corrects a marginal result needs what that one needed, however wide its own majority is. One query
    where an election asks more of marginal results than of others, otherwise none.
    """
    election = contest.election
    base = strictest(contest.policy or election.policy)
    raised = strictest(base, election.marginal_policy)
    if raised == base:
        return base
    is_marginal = kind != Kind.UNCONTESTED and _is_marginal(election, result.word, result.majority_pct)
    return raised if is_marginal or _corrects_marginal(contest) else base


def _corrects_marginal(contest: Contest) -> bool:
    rows = Outcome.objects.filter(declaration__contest=contest, declaration__state=State.IN_FORCE)
    rows = rows.exclude(declaration__kind=Kind.UNCONTESTED).select_related("declaration")
    current = rows.first()
    if current is None:
        return False
    # A winner alone had no majority: the figures that follow tell whether it is narrow.
    majority = None if current.declaration.kind == Kind.WINNER_ONLY else current.majority_pct
    return _is_marginal(contest.election, current.word, majority)


def _is_marginal(election: Election, word: str, majority_pct: Decimal | None) -> bool:
    if election.gains_are_marginal and word == Word.GAIN:
        return True
    below = election.marginal_below_pct
    # Of several seats the majority is that of the last one, which is what may be wrong.
    return below is not None and majority_pct is not None and majority_pct < below
