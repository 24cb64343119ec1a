"""Where a contest is, in one cell of the producers' list: what is in force, and what waits beside it.

Owns what the list asks the database for and the words of the cell. Says what the desk knows, embargo or
not; what boards may show of it is decided on the read side.
"""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from results.boards.cards import ContestState
from results.boards.embargo import is_embargoed
from results.boards.states import state_words
from results.models import Contest, Declaration, Policy, State

IN_FORCE = {
    Declaration.Kind.FIGURES: "declared",
    Declaration.Kind.WINNER_ONLY: "winner only",
    Declaration.Kind.UNCONTESTED: "uncontested",
}


def with_states(contests: QuerySet[Contest]) -> QuerySet[Contest]:
    """The same contests, each with what `state_cell` reads; in the same query."""
    revisions = Declaration.objects.filter(contest=OuterRef("pk"))
    current = revisions.in_force()
    single = current.exclude(policy=Policy.DIRECT).filter(confirmed_by=None)
    return contests.annotate(
        declared_at=Subquery(current.values("published_at")[:1]),
        declared_kind=Subquery(current.values("kind")[:1]),
        declared_was=Subquery(current.values("was")[:1]),
        is_single=Exists(single),
        is_waiting=Exists(revisions.filter(state=State.WAITING)),
        is_disputed=Exists(revisions.filter(state=State.DISPUTED)),
    )


def state_cell(contest: Any) -> str:
    """ "corrected 03:40", "recount 2 since 03:12", "declared 03:10, single source".

    Of a contest that came by `with_states`, with its election.
    """
    beside = (
        ("single source", contest.is_single),
        ("waits for a second person", contest.is_waiting),
        ("two entries differ", contest.is_disputed),
    )
    return ", ".join([_known(contest), *(words for words, applies in beside if applies)])


def _known(contest: Any) -> str:
    if contest.declared_at is None:
        return _status(contest)
    word = IN_FORCE[contest.declared_kind]
    if contest.declared_was:
        word = "corrected"
    closing: datetime = contest.closing
    at = timezone.localtime(contest.declared_at)
    if is_embargoed(closing):
        return f"{word} {at:%H:%M}, waits for {timezone.localtime(closing):%H:%M}"
    return f"{word} {max(at, timezone.localtime(closing)):%H:%M}"


def _status(contest: Contest) -> str:
    words = state_words(ContestState(contest.status), contest.recounts)
    if contest.status == Contest.Status.EXPECTED or contest.status_at is None:
        return words
    return f"{words} since {timezone.localtime(contest.status_at):%H:%M}"
