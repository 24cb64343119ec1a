"""A night's acts by name, so that tests can let them happen in any order: every command of the desk.

Contests from the fourth on need a second key. An act that finds nothing to act upon raises NothingThere,
one that the desk refuses its own Refused.
"""

from collections.abc import Callable, Sequence

from results.declaring import keys
from results.declaring.calls import call_winner, declare_uncontested
from results.declaring.commands import correct, enter
from results.declaring.overriding import lift, override
from results.declaring.reference import reference_changed
from results.declaring.status import set_status
from results.declaring.withdrawing import withdraw
from results.models import Candidacy, Contest, Declaration, Election, Override, Policy
from tests.people import a_producer, an_editor
from tests.worlds import a_count

Status = Contest.Status
SECOND_KEY_FROM = 3


class NothingThere(Exception):
    """There is nothing in the contest for this act."""


class Night:
    """An election with Priya, who keys and calls, and Edda, who is the second pair of eyes."""

    def __init__(self, election: Election) -> None:
        self.election = election
        self.producer, self.editor = a_producer(), an_editor()
        self.contests = list(election.contests.order_by("code"))
        guarded = [contest.pk for contest in self.contests[SECOND_KEY_FROM:]]
        Contest.objects.filter(pk__in=guarded).update(policy=Policy.SECOND_KEY)

    def happens(self, act: str, place: int, votes: Sequence[int]) -> None:
        """One act upon the contest at `place`."""
        ACTS[act](self, self.contests[place], votes)


def _figures(night: Night, contest: Contest, votes: Sequence[int]) -> None:
    current = Declaration.objects.in_force().filter(contest=contest).first()
    count = a_count(*votes[: contest.candidacies.count()])
    if current is None:
        enter(contest_id=contest.pk, count=count, by=night.producer)
        return
    correct(
        contest_id=contest.pk,
        count=count,
        by=night.producer,
        based_on=current.revision,
        reason="Read out again",
    )


def _winner_only(night: Night, contest: Contest, votes: Sequence[int]) -> None:
    winner = votes.index(max(votes)) + 1
    call_winner(contest_id=contest.pk, winner=winner, by=night.producer)


def _uncontested(night: Night, contest: Contest, votes: Sequence[int]) -> None:
    if contest.declarations.exists():
        raise NothingThere
    contest.candidacies.exclude(number=1).delete()
    reference_changed(election_id=contest.election_id)
    declare_uncontested(contest_id=contest.pk, by=night.producer)


def _withdraw(night: Night, contest: Contest, votes: Sequence[int]) -> None:
    current = _in_force(contest)
    withdraw(contest_id=contest.pk, by=night.producer, based_on=current.revision, reason="A bundle missing")


def _rename(night: Night, contest: Contest, votes: Sequence[int]) -> None:
    candidacy = Candidacy.objects.filter(contest=contest).first()
    Candidacy.objects.filter(pk=candidacy.pk).update(name=f"{candidacy.name} Jr")
    reference_changed(election_id=contest.election_id)


def _moves_to(status: str) -> "Act":
    def move(night: Night, contest: Contest, votes: Sequence[int]) -> None:
        set_status(contest_id=contest.pk, status=status, by=night.producer)

    return move


def _confirm(night: Night, contest: Contest, votes: Sequence[int]) -> None:
    waiting = contest.declarations.filter(state=Declaration.State.WAITING).first()
    keys.confirm(declaration_id=(waiting or _in_force(contest)).pk, by=night.editor)


def _bypass(night: Night, contest: Contest, votes: Sequence[int]) -> None:
    keys.bypass(declaration_id=_waiting(contest).pk, by=night.editor, reason="On air now")


def _reject(night: Night, contest: Contest, votes: Sequence[int]) -> None:
    keys.reject(declaration_id=_waiting(contest).pk, by=night.editor, reason="Misheard")


def _take_back(night: Night, contest: Contest, votes: Sequence[int]) -> None:
    keys.take_back(declaration_id=_waiting(contest).pk, by=night.producer)


def _fix_the_call(night: Night, contest: Contest, votes: Sequence[int]) -> None:
    override(
        declaration_id=_in_force(contest).pk,
        by=night.producer,
        reason="Held since the by-election",
        word="gain",
        previous_party="Green",
    )


def _fix_the_label(night: Night, contest: Contest, votes: Sequence[int]) -> None:
    override(
        declaration_id=_in_force(contest).pk, by=night.producer, reason="He is the Speaker", label="Speaker"
    )


def _lift(night: Night, contest: Contest, votes: Sequence[int]) -> None:
    fixed = Override.objects.holding().filter(declaration__contest=contest).first()
    if fixed is None:
        raise NothingThere
    lift(override_id=fixed.pk, by=night.producer)


def _in_force(contest: Contest) -> Declaration:
    current = Declaration.objects.in_force().filter(contest=contest).first()
    if current is None:
        raise NothingThere
    return current


def _waiting(contest: Contest) -> Declaration:
    waiting = contest.declarations.filter(state=Declaration.State.WAITING).first()
    if waiting is None:
        raise NothingThere
    return waiting


Act = Callable[[Night, Contest, Sequence[int]], None]
ACTS: dict[str, Act] = {
    "figures": _figures,
    "winner only": _winner_only,
    "uncontested": _uncontested,
    "withdraw": _withdraw,
    "rename": _rename,
    "counting": _moves_to(Status.COUNTING),
    "recount": _moves_to(Status.RECOUNT),
    "countermand": _moves_to(Status.COUNTERMANDED),
    "defer": _moves_to(Status.DEFERRED),
    "back to expected": _moves_to(Status.EXPECTED),
    "confirm": _confirm,
    "bypass": _bypass,
    "reject": _reject,
    "take back": _take_back,
    "fix the call": _fix_the_call,
    "fix the label": _fix_the_label,
    "lift the fix": _lift,
}
