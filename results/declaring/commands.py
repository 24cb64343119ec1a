"""The commands: enter a first declaration, correct one that is in force.

Owns the order of a declaration: lock the contest, ask whether this person may, whether the election
takes figures, whether they were overtaken, whether they can be right; judge, write, number, announce.
Refuses by the names in `refusals.py`, before anything is written.

How a declaration comes into force is the election's policy. Under `direct` it is published as it is
entered; `_publish_by_policy` is where another policy would hold it back for a second person.
"""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, User
from django.db import transaction
from django.utils import timezone

from results.declaring.council_facts import refuse_against_council
from results.declaring.facts import ContestFacts, facts_of
from results.declaring.figures import count_of
from results.declaring.gates import refuse_while_polls_open
from results.declaring.judging import problems_of, result_of
from results.declaring.numbering import locked, number_event, refuse_if_closed
from results.declaring.publishing import publish
from results.declaring.refusals import (
    NothingInForce,
    NotYours,
    Overtaken,
    ReasonMissing,
    Unacceptable,
)
from results.models import Assignment, Contest, Declaration, DeskEvent
from results.psephology.counts import Count, Result


@dataclass(frozen=True, slots=True)
class Entered:
    """What a command did. `silent`: the same figures were in force already and nothing was written."""

    declaration_id: int
    contest_id: int
    revision: int
    seq: int
    silent: bool
    result: Result
    at: datetime


def enter(*, contest_id: int, count: Count, by: User) -> Entered:
    """Declare a contest first. Raises a `Refused`: Overtaken where other figures are in force."""
    with transaction.atomic():
        contest = _locked_contest(contest_id, by)
        current = _in_force(contest)
        if current is None:
            return _declare(contest, count, by=by, revision=1, reason="")
        theirs = count_of(current)
        if theirs == count:
            return _already(current, contest_id, count)
        raise _overtaken(current, mine=count, theirs=theirs)


def correct(*, contest_id: int, count: Count, by: User, based_on: int, reason: str) -> Entered:
    """Put a new revision in the place of `based_on`, with a reason. Raises a `Refused`."""
    with transaction.atomic():
        contest = _locked_contest(contest_id, by)
        current = _in_force(contest)
        if current is None:
            raise NothingInForce(f"{contest.name} has no declaration to correct.")
        theirs = count_of(current)
        if theirs == count:
            return _already(current, contest_id, count)
        if current.revision != based_on:
            raise _overtaken(current, mine=count, theirs=theirs)
        if not reason.strip():
            raise ReasonMissing("Say why the figures change: it is kept with the correction.")
        return _declare(contest, count, by=by, revision=current.revision + 1, reason=reason.strip())


def may_declare(*, user: AbstractBaseUser | AnonymousUser, contest_id: int) -> bool:
    """Whether this person may enter this contest's figures: her own count, or the right to enter any."""
    if not isinstance(user, User) or not user.is_active:
        return False
    if user.has_perm("results.enter_any_contest"):
        return True
    if not user.has_perm("results.add_declaration"):
        return False
    return Assignment.objects.filter(reporter=user, contest=contest_id).exists()


def _locked_contest(contest_id: int, by: User) -> Contest:
    # The contest's lock makes two reporters of one count queue up: the second sees the first's figures.
    rows = Contest.objects.select_for_update(of=("self",)).select_related("election", "council")
    contest = rows.get(pk=contest_id)
    if not may_declare(user=by, contest_id=contest_id):
        raise NotYours(f"{contest.name} is not one of your counts: ask a producer to assign it to you.")
    refuse_if_closed(contest.election)
    refuse_while_polls_open(contest.election)
    return contest


def _in_force(contest: Contest) -> Declaration | None:
    return Declaration.objects.filter(contest=contest).in_force().select_related("entered_by").first()


def _declare(contest: Contest, count: Count, *, by: User, revision: int, reason: str) -> Entered:
    facts = facts_of(contest.pk)
    result = _judged(facts, count)
    refuse_against_council(contest, result, correction=revision > 1)
    return _publish_by_policy(contest, facts, count, result, by=by, revision=revision, reason=reason)


def _judged(facts: ContestFacts, count: Count) -> Result:
    found = problems_of(facts, count)
    if found:
        raise Unacceptable(found)
    return result_of(facts, count)


def _publish_by_policy(
    contest: Contest,
    facts: ContestFacts,
    count: Count,
    result: Result,
    *,
    by: User,
    revision: int,
    reason: str,
) -> Entered:
    declaration = publish(
        facts=facts,
        count=count,
        result=result,
        revision=revision,
        by_id=by.pk,
        at=timezone.now(),
        reason=reason,
    )
    # The election's lock comes last and is short: every declaration of the night passes through it.
    election = locked(contest.election_id)
    refuse_if_closed(election)
    event = number_event(
        election=election,
        kind=DeskEvent.Kind.DECLARED if revision == 1 else DeskEvent.Kind.CORRECTED,
        contest_id=contest.pk,
        declaration_id=declaration.pk,
    )
    return Entered(
        declaration_id=declaration.pk,
        contest_id=contest.pk,
        revision=revision,
        seq=event.seq,
        silent=False,
        result=result,
        at=event.at,
    )


def _already(current: Declaration, contest_id: int, count: Count) -> Entered:
    event = DeskEvent.objects.filter(declaration=current).latest("seq")
    return Entered(
        declaration_id=current.pk,
        contest_id=contest_id,
        revision=current.revision,
        seq=event.seq,
        silent=True,
        result=_judged(facts_of(contest_id), count),
        at=event.at,
    )


def _overtaken(current: Declaration, *, mine: Count, theirs: Count) -> Overtaken:
    return Overtaken(
        mine=mine,
        theirs=theirs,
        by=current.entered_by.get_full_name() or current.entered_by.get_username(),
        at=current.entered_at,
        revision=current.revision,
    )
