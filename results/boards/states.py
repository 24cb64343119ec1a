"""Where a contest is, for every screen and feed: one rule, and the words for it.

What is in force says it before what was said of the count. Refuses to tell by a state how people voted
before polls close: that there was a recount, or a declaration that was withdrawn.
"""

from datetime import datetime

from django.db.models import Q

from results.boards.cards import ContestState, OutcomeCard
from results.boards.embargo import is_embargoed, may_be_seen
from results.models import Contest, Declaration, Outcome

TO_FOLLOW, SINGLE_SOURCE, FIXED = "figures to follow", "single source", "call fixed by the desk"
CALLED_OFF = (Contest.Status.COUNTERMANDED, Contest.Status.DEFERRED)
OF_KIND = {
    Declaration.Kind.FIGURES: ContestState.DECLARED,
    Declaration.Kind.WINNER_ONLY: ContestState.WINNER_ONLY,
    Declaration.Kind.UNCONTESTED: ContestState.UNCONTESTED,
}
BEFORE_POLLS_CLOSE = {
    ContestState.RECOUNT: ContestState.COUNTING,
    ContestState.WITHDRAWN: ContestState.EXPECTED,
}
WORDS = {
    ContestState.WINNER_ONLY: "winner only",
    ContestState.COUNTERMANDED: "poll countermanded",
    ContestState.DEFERRED: "poll deferred",
    ContestState.WITHDRAWN: "result withdrawn",
}


def state_of(contest: Contest, outcome: Outcome | None) -> ContestState:
    """The state of a contest whose outcome in force is `outcome`, None where it has none to be seen.

    Reads no row that is at hand: let the contest come with its election, the outcome with its declaration.
    """
    if outcome is not None:
        return state_in_force(outcome)
    state = ContestState(contest.status)
    if state in BEFORE_POLLS_CLOSE and is_embargoed(contest.closing):
        return BEFORE_POLLS_CLOSE[state]
    return state


def state_in_force(outcome: Outcome) -> ContestState:
    """The state of a contest that has this outcome."""
    return OF_KIND[Declaration.Kind(outcome.declaration.kind)]


def since(contest: Contest, state: ContestState) -> datetime | None:
    """When a contest without a result came into its state; None where it has one, or nobody said."""
    return contest.status_at if state == contest.status != Contest.Status.EXPECTED else None


def state_words(state: ContestState, recounts: int) -> str:
    """expected, counting, recount 2, winner only, poll countermanded, result withdrawn and so on."""
    if state is ContestState.RECOUNT:
        return f"recount {recounts}"
    return WORDS.get(state, str(state))


def vouched(outcome: OutcomeCard) -> list[str]:
    """What a viewer has to know of who vouches for an outcome; nothing where it is as it should be."""
    said = {SINGLE_SOURCE: outcome.single_source, FIXED: outcome.overridden}
    return [words for words, holds in said.items() if holds]


def called_off_words(*, countermanded: int, deferred: int) -> str:
    """1 countermanded, 2 deferred; empty where every poll is held."""
    told = {"countermanded": countermanded, "deferred": deferred}
    return ", ".join(f"{many:,} {state}" for state, many in told.items() if many)


def declared(contest: str = "contest") -> Q:
    """The condition on rows whose contest, at the lookup path `contest`, has a result to be seen."""
    in_force = f"{contest}__declarations"
    return Q(
        may_be_seen(contest),
        **{f"{in_force}__state": Declaration.State.IN_FORCE, f"{in_force}__kind__in": list(OF_KIND)},
    )


def called_off(contest: str = "contest") -> Q:
    """The condition on rows whose contest leaves "x of y declared".

    Commands let no contest be declared and called off at once.
    """
    return Q(**{f"{contest}__status__in": CALLED_OFF})
