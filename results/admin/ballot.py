"""A contest's ballot paper as the declaration form shows it, and who may open that form.

Owns the door of the form and the rows it is drawn from. Refuses whoever may not declare the contest.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.http import Http404

from results.boards.badges import badge
from results.boards.cards import PartyBadge
from results.declaring.commands import may_declare
from results.declaring.facts import ContestFacts, facts_of
from results.models import Candidacy, Contest, Declaration

NOT_YOURS = "This is not one of your counts: ask a producer to assign it to you."


@dataclass(frozen=True, slots=True)
class Entrant:
    """One line of the ballot paper."""

    number: int
    name: str
    party: PartyBadge
    incumbent: bool


@dataclass(frozen=True, slots=True)
class Ballot:
    """The contest, what its judge needs, and the lines of its ballot paper in order."""

    contest: Contest
    facts: ContestFacts
    entrants: tuple[Entrant, ...]

    @property
    def names(self) -> Mapping[int, str]:
        """Candidates' names by ballot-paper number."""
        return {entrant.number: entrant.name for entrant in self.entrants}


def ballot_for(*, user: User | AnonymousUser, contest_id: int) -> Ballot:
    """The ballot paper of a contest that this person may declare. Raises PermissionDenied, or Http404."""
    if not isinstance(user, User) or not may_declare(user=user, contest_id=contest_id):
        raise PermissionDenied(NOT_YOURS)
    contest = Contest.objects.select_related("election", "council").filter(pk=contest_id).first()
    if contest is None:
        raise Http404("There is no such contest.")
    return Ballot(contest=contest, facts=facts_of(contest_id), entrants=_entrants(contest_id))


def declaration_in_force(contest_id: int) -> Declaration | None:
    """The declaration that counts now."""
    return Declaration.objects.in_force().filter(contest=contest_id).select_related("entered_by").first()


def _entrants(contest_id: int) -> tuple[Entrant, ...]:
    standing = Candidacy.objects.filter(contest=contest_id).select_related("party__counts_as")
    return tuple(
        Entrant(
            number=candidacy.number,
            name=candidacy.name,
            party=badge(candidacy.party),
            incumbent=candidacy.incumbent,
        )
        for candidacy in standing.order_by("number")
    )
