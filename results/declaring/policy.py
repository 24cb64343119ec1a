"""Which policy a result comes into force under: its contest's or its election's, raised where marginal."""

from results.models import Contest, Declaration, Election, Policy, strictest
from results.psephology.counts import Result, Word


def policy_for(contest: Contest, *, kind: str, result: Result) -> Policy:
    """The strictest that applies. A winner called without a majority is marginal where majorities count."""
    election = contest.election
    base = contest.policy or election.policy
    marginal = kind != Declaration.Kind.UNCONTESTED and _is_marginal(election, result)
    return strictest(base, election.marginal_policy) if marginal else strictest(base)


def _is_marginal(election: Election, result: Result) -> bool:
    if election.gains_are_marginal and result.word is Word.GAIN:
        return True
    below = election.marginal_below_pct
    # Of several seats the majority is that of the last one, which is what may be wrong.
    return below is not None and result.majority_pct < below
